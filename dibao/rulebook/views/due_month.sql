-- Month by month: what a household was due, the nearest of the ways to what it was paid, and the difference (below zero = underpaid), fen.
-- Only the regular payment counts: back-pay, price subsidies and one-off sums belong elsewhere.
-- reason: why nothing could be worked out. state: paid | unpaid | fade_out (the amount is then the locality's own).
with option as (
    select o.household, o.month, max(o.due_fen) filter (o.is_main) as due_fen,
           arg_min(o.due_fen, {'far': abs(o.due_fen - coalesce(p.regular_fen, 0)), 'other': not o.is_main, 'v': o.due_fen}) as nearest_fen,
           count(*)::integer as options
    from due_option o left join paid p on p.household = o.household and p.month = o.month
    where o.kind = 'due' group by o.household, o.month
)
select e.household, e.month, e.covered_count, e.standard_fen, o.due_fen, o.nearest_fen, o.options,
       coalesce(p.regular_fen, 0) as paid_fen, coalesce(p.regular_count, 0) as regular_count,
       case when p.regular_fen > 0 then p.regular_fen - o.nearest_fen end as difference_fen,
       case when e.in_fade_out then 'fade_out' when coalesce(p.regular_fen, 0) = 0 then 'unpaid' else 'paid' end as state,
       case when o.due_fen is not null then null when e.standard_fen is null and e.method = 'gap' then 'NO_STANDARD'
            when e.method = 'tier' then 'NO_TIER'
            when i.household is not null then 'NO_RATE'
            when e.income_fen is null then 'NO_INCOME' else 'INCOME_DOUBTFUL' end as reason
from entitlement_month e
left join option o on o.household = e.household and o.month = e.month
left join paid p on p.household = e.household and p.month = e.month
left join countable_income i on i.household = e.household and i.month = e.month and i.side = 'ledger'
