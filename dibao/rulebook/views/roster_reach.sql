-- From which month the roster of each township tells who was in; null = the whole county, once every township's roster came.
with place as (select distinct township from coverage where township <> ''),
came as (select township, min(from_month) as from_month from coverage where dataset = 'roster' and column_name = '' group by township)
select p.township, c.from_month from place p join came c on c.township = p.township
union all
select null, max(c.from_month) from place p left join came c on c.township = p.township
having count(*) > 0 and count(*) = count(c.township)
