-- One row per dead person; a cremation list that gives no day of death speaks by its own day.
-- sources = how many departments say so. Where days differ the latest counts, in favour of the household.
with report as (
    select person, coalesce(died_on, cremated_on) as died_on, registered_on, tier, coalesce(nullif(source, ''), 'source ' || source_id::varchar) as source from lake.death
    -- a death that the register itself takes back is none
    where not coalesce(regexp_matches(remark, '撤销|误报|误注销|已恢复|恢复户口'), false)
    union all
    select person, changed_on, changed_on, tier, '公安' from lake.hukou_change where kind = 'death'
)
select person, max(died_on) as died_on, min(registered_on) as registered_on, count(distinct source)::integer as sources
from report where person is not null and died_on is not null
group by person
