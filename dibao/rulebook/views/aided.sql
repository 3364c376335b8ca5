-- Who is already helped: dibao members (`covered` or only listed), persons in extreme hardship, marginal families.
-- person is null where the number says nothing; then name and township must do.
select case when m.person < 4611686018427387904 then m.person end as person, m.name, h.township, 'dibao' as programme, m.household,
       coalesce(m.covered, true) as covered, m.exclusion_ground, m.from_month, m.to_month
from membership m left join household h on h.household = m.household
union all
select person, name, township, 'tekun', null, true, null, coalesce(month_of(start_on), 0),
       coalesce(month_of(end_on), case when status = 'stopped' then coalesce(month_of(as_of), 0) else 119999 end)
from lake.tekun
union all
select person, name, township, 'marginal', null, true, null, coalesce(month_of(start_on), 0), coalesce(month_of(end_on), 119999)
from lake.marginal
union all
select head_person, head_name, township, 'marginal', null, true, null, coalesce(month_of(start_on), 0), coalesce(month_of(end_on), 119999)
from lake.marginal where head_person is not null
