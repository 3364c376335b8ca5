-- A household's time on dibao, in its village: from_month 0 = unknown, to_month 119999 = in force; why it left.
-- is_successor, is_succeeded: it only changed its number, so that is neither an entry nor an exit.
with gone as (
    select household, arg_max(reason, {'d': end_on, 's': -src}) as reason from exit
    where scope is distinct from 'person' and end_on is not null group by household
)
select h.household, h.township, h.village, h.programme, h.from_month, h.to_month, h.is_listed, g.reason,
       exists (select 1 from succession s where s.household = h.household) as is_successor,
       exists (select 1 from succession s where s.previous = h.household) as is_succeeded
from household h left join gone g on g.household = h.household
where coalesce(h.township, '') <> '' and coalesce(h.village, '') <> ''
