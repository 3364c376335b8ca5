-- Households whose roster names everybody who lives there, so that who is not named is not counted. A roster of heads or of
-- insured persons only does not: it names everybody if it says how many they are, or names somebody who is not insured.
with complete as (
    select township from household group by township having max(listed_count) > 1
    intersect (
        select township from coverage where dataset = 'roster' and column_name = 'member_count'
        union select x.township from membership u join household x on x.household = u.household where not u.covered)
)
select household from household
where is_listed and member_count <= listed_count and township in (select township from complete)
