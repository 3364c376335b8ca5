-- The registers of cadres and handlers, and what they declared. A declaration often has no number of the cadre: it is the one
-- whom a register knows under that name with the same village, unit or post, if there is only one. A name alone is nobody.
with known as (
    select distinct name, person, village, unit, post from lake.cadre where person is not null and name is not null
),
sole as (
    select c.src, min(k.person) as person from lake.cadre c
    join known k on k.name = c.name and (k.village = c.village or k.unit = c.unit or k.post = c.post)
    where c.person is null group by c.src having count(distinct k.person) = 1
)
select c.* replace (coalesce(c.person, s.person) as person) from lake.cadre c left join sole s on s.src = c.src
