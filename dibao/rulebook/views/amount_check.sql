-- The amount on the roster, and the steady regular payment of the months around it, beside the nearest of the ways to work out what
-- is due in the roster's month (due_fen) and by the standard before the last rise (old_fen). difference below zero = too little.
-- A payment is compared only when it was the same in consecutive months, once a month, for as many persons as the roster says.
with judged as (
    select e.household, e.month, coalesce(e.since_month, 0) as since_month, e.listed_count, h.amount_fen, n.value as near_months, y.value as steady_months
    from entitlement_month e
    join household h on h.household = e.household and h.to_month > e.month
    left join setting n on n.name = 'near_months' and e.month between n.from_month and n.to_month
    left join setting y on y.name = 'steady_months' and e.month between y.from_month and y.to_month
    where e.month = e.roster_month
),
steady as (
    select p.household, max(p.regular_fen) as fen
    from paid p
    join judged j on j.household = p.household
    where p.month between j.month - j.near_months and j.month + j.near_months and p.month >= j.since_month
    group by p.household
    having count(*) >= max(j.steady_months) and max(p.month) - min(p.month) = count(*) - 1 and min(p.regular_fen) = max(p.regular_fen)
           and max(p.regular_count) = 1 and bool_and(p.covered_count = j.listed_count)
),
actual as (
    select household, 'roster' as side, amount_fen as fen from judged where amount_fen is not null
    union all select household, 'paid', fen from steady
)
select j.household, j.month, j.since_month, j.listed_count as covered_count, a.side, a.fen,
       arg_min(o.due_fen, {'far': abs(a.fen - o.due_fen), 'fen': o.due_fen}) filter (o.kind = 'due') as due_fen,
       arg_min(o.due_fen, {'far': abs(a.fen - o.due_fen), 'fen': o.due_fen}) filter (o.kind = 'old') as old_fen
from judged j
join actual a on a.household = j.household
join due_option o on o.household = j.household and o.month = j.month
group by j.household, j.month, j.since_month, j.listed_count, a.side, a.fen
having count(*) filter (o.kind = 'due') > 0
