-- Who left: a row about somebody who is not the head of a household that is still listed is one person's exit, not the household's.
with head as (
    select household, max(person) as person from lake.roster where relation = 'head' and person is not null
    group by household having count(distinct person) = 1
)
select x.* exclude (scope),
       coalesce(x.scope, case when x.person <> h.person and coalesce(x.head_person, h.person) = h.person then 'person' end) as scope
from lake.exit x left join head h on h.household = x.household
