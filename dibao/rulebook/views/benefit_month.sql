-- The months in which a household had dibao: as paid. In a township whose payments never came: as the roster says, amount unknown.
with last as (
    select max(month_of(coalesce(as_of, start_on))) as month from lake.roster
),
spell as (
    select h.household, h.covered_count, greatest(h.from_month, coalesce(month_of(h.as_of), last.month) - 119) as from_month,
           least(h.to_month, coalesce(month_of(h.as_of), last.month)) as to_month
    from household h cross join last
    where h.township not in (select township from coverage where dataset = 'payment')
)
select household, month, amount_fen, covered_count from paid
union all
select household, unnest(generate_series(from_month, to_month))::integer, null, covered_count from spell
