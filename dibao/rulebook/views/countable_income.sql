-- A household's income in a month, by class, fen: worked out from its own assessment (side 'ledger') and from the departments'
-- registers (side 'register'). Of several registers that show one kind of a person's income the largest counts once.
-- total = wages less employment costs (never below zero) + business + property + transfers received less paid − rigid costs.
-- unvalued: lines without a sum, for want of a rate; then the total is not known.
with line as (
    select e.household, e.month, e.heads, case i.source when 'ledger' then 'ledger' else 'register' end as side,
           i.class, i.kind, i.counted, case i.source when 'ledger' then i.src else i.person end as one, i.amount_fen
    from entitlement_month e join income_line i on i.household = e.household and e.month between i.from_month and i.to_month
),
once as (
    select household, month, heads, side, class, kind, counted, one, max(amount_fen) as amount_fen, bool_or(amount_fen is null) as is_unvalued
    from line group by all
),
summed as (
    select household, month, side, max(heads) as heads,
           coalesce(sum(amount_fen) filter (class = 'wage' and counted = 'yes'), 0) as wage_fen,
           coalesce(sum(amount_fen) filter (class = 'business' and counted = 'yes'), 0) as business_fen,
           coalesce(sum(amount_fen) filter (class = 'property' and counted = 'yes'), 0) as property_fen,
           coalesce(sum(amount_fen) filter (class = 'transfer' and counted = 'yes'), 0) as transfer_fen,
           coalesce(sum(amount_fen) filter (class = 'transfer_out' and counted = 'yes'), 0) as transfer_out_fen,
           coalesce(sum(amount_fen) filter (class = 'employment_cost' and counted = 'yes'), 0) as employment_fen,
           coalesce(sum(amount_fen) filter (class = 'rigid_cost' and counted = 'yes'), 0) as rigid_fen,
           coalesce(sum(amount_fen) filter (counted <> 'yes'), 0) as uncounted_fen,
           count(*) filter (is_unvalued and counted = 'yes')::integer as unvalued
    from once group by household, month, side
),
total as (
    select *, greatest(greatest(wage_fen - employment_fen, 0) + business_fen + property_fen + transfer_fen - transfer_out_fen - rigid_fen, 0) as total_fen
    from summed
)
select household, month, side, heads, wage_fen::bigint as wage_fen, business_fen::bigint as business_fen, property_fen::bigint as property_fen,
       transfer_fen::bigint as transfer_fen, transfer_out_fen::bigint as transfer_out_fen, employment_fen::bigint as employment_fen,
       rigid_fen::bigint as rigid_fen, uncounted_fen::bigint as uncounted_fen, unvalued, total_fen::bigint as total_fen,
       case when unvalued = 0 then (total_fen // heads)::bigint end as per_head_fen
from total
