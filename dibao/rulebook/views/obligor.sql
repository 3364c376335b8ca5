-- The ledger of obligors with one income: a head and a month, whichever way the ledger writes the family's income.
select * replace (coalesce(obligor_income_fen, obligor_annual_fen // 12, obligor_total_fen // nullif(obligor_members, 0),
                           obligor_annual_total_fen // 12 // nullif(obligor_members, 0)) as obligor_income_fen)
from lake.maintenance
