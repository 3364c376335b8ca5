-- What a household received of dibao for a month: in all, and of it the regular part.
-- covered_count: as the ledger says (is_counted), else the covered members of that month as far as the rosters remember
-- them, else as the newest roster says; of a household that is on no roster any more, as many as the list of exits says, for that
-- list may name its head only.
with line as (
    select household, month,
           sum(amount_fen) filter (kind in ('regular', 'backpay', 'recovery'))::bigint as amount_fen,
           coalesce(sum(amount_fen) filter (kind = 'regular'), 0)::bigint as regular_fen,
           coalesce(sum(amount_fen) filter (kind = 'backpay'), 0)::bigint as backpay_fen,
           coalesce(sum(amount_fen) filter (kind in ('price_subsidy', 'one_off')), 0)::bigint as extra_fen,
           count(*) filter (kind = 'regular')::integer as regular_count,
           count(distinct account)::integer as account_count,
           max(covered_count) as ledger_count, arg_min(programme, src) as programme
    from payment_line group by household, month
),
counted as (
    select l.household, l.month, count(*)::integer as members
    from (select distinct household, month from line where ledger_count is null) l
    join membership m on m.household = l.household and m.covered and l.month between m.from_month and m.to_month
    group by l.household, l.month
)
select l.household, l.programme, l.month, l.amount_fen, l.regular_fen, l.backpay_fen, l.extra_fen, l.regular_count, l.account_count,
       coalesce(l.ledger_count, case when h.is_listed then c.members else greatest(c.members, h.covered_count) end, h.covered_count, 1)::integer as covered_count, l.ledger_count is not null as is_counted
from line l
left join counted c on c.household = l.household and c.month = l.month
left join household h on h.household = l.household
where l.amount_fen is not null and l.amount_fen > 0
