-- Terms of village cadres and dibao handlers: one row per person, kind and term; unknown bounds are open; who is on an older list only was in office until then.
select person, any_value(name) as name, coalesce(kind, 'village_cadre') as kind,
       case when bool_or(kind = 'handler') then '低保经办人员' else '村（居）委会成员' end as kind_name,
       max(unit) as unit, max(post) as post, max(township) as township, max(village) as village, max(account) as account,
       coalesce(start_on, date '1900-01-01') as start_on, coalesce(max(end_on), case when bool_and(replaced_on is not null) then max(as_of) end, date '9999-12-31') as end_on
from lake.cadre where name is not null group by person, name, coalesce(kind, 'village_cadre'), coalesce(start_on, date '1900-01-01')
