-- Names under which a household's members are known, with the months they belonged to it: roster, exits, and the hukou's spelling.
select household, person, name, from_month, to_month from membership where name is not null
union
select m.household, m.person, h.name, m.from_month, m.to_month from membership m join lake.hukou h on h.person = m.person
where h.name is not null
union
select household, head, head_name, from_month, to_month from household where head_name is not null
union
select household, person, coalesce(name, head_name), coalesce(month_of(start_on), 0), month_of(end_on)
from lake.exit where coalesce(name, head_name) is not null and end_on is not null
