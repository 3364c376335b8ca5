-- `benefit` month by month. Where payments never came, a spell ends with the month of the roster and begins ten years before.
with last as (
    select max(month_of(coalesce(as_of, start_on))) as month from lake.roster
),
spell as (
    select b.* exclude (from_month, to_month), greatest(b.from_month, coalesce(month_of(h.as_of), last.month) - 119) as from_month,
           least(b.to_month, coalesce(month_of(h.as_of), last.month)) as to_month
    from benefit b join household h on h.household = b.household cross join last
    where b.from_month < b.to_month
)
select household, from_month as month, amount_fen, covered_count from benefit where from_month = to_month
union all
select household, unnest(generate_series(from_month, to_month))::integer, amount_fen, covered_count from spell
