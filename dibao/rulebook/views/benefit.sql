-- Spells in which a household received regular dibao: one row per month that was paid. In a township of which no payment file
-- ever came, the whole time in force counts instead and the amount is unknown. Back payments belong to other months: not here.
select h.household, h.from_month, h.to_month, null::bigint as amount_fen, h.covered_count
from household h
where not exists (select 1 from coverage c where c.dataset = 'payment' and c.township = coalesce(h.township, c.township))
union all
select household, month, month, amount_fen - backpay_fen, covered_count from paid
where regular_fen > 0 and amount_fen > backpay_fen
