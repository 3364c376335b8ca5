-- A household that goes on under a new number: its head, or at least half of its members, were in `previous`
-- and had left it before, or in the month, the new one began.
with pair as (
    select n.household, p.household as previous,
           count(*) as same, bool_or(n.relation = 'head' and p.relation = 'head') as same_head
    from membership n
    join membership p on p.person = n.person and p.household <> n.household and p.to_month <= n.from_month
    group by n.household, p.household
),
size as (select household, count(*) as members from membership group by household)
select pair.household, pair.previous
from pair join size on size.household = pair.household
where pair.same_head or pair.same * 2 >= size.members
