-- How many people live in each village, as the county's own list of areas says; the newest figure.
select township, village, arg_max(population, {'d': coalesce(as_of, date '1900-01-01'), 's': src}) as population
from lake.area where coalesce(township, '') <> '' and coalesce(village, '') <> '' and population > 0
group by township, village
