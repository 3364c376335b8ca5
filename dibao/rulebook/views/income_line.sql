-- Each line of a household's income, fen a month, from_month to to_month: what the township worked out (source 'ledger'), and what the
-- departments' registers know of its co-living members. counted yes | no | unconfirmed by the kind and the month; a line whose kind is
-- counted differently later is cut in two. amount_fen is empty where a quantity has no rate in the county's assessment table.
with stated as (
    select i.household, i.person, i.name, i.item, i.quantity, i.unit, i.annual_fen, i.monthly_fen, i.src,
           coalesce(i.kind, 'other') as kind,
           coalesce(month_of(i.from_on), month_of(i.to_on) - v.value + 1, month_of(i.as_of) - v.value + 1, month_of(h.as_of) - v.value + 1)::integer as from_month,
           coalesce(month_of(i.to_on), month_of(i.from_on) + v.value - 1, month_of(i.as_of), month_of(h.as_of))::integer as to_month
    from lake.income i
    left join household h on h.household = i.household
    left join setting v on v.name = 'income_valid_months'
         and coalesce(month_of(i.from_on), month_of(i.to_on), month_of(i.as_of), month_of(h.as_of)) between v.from_month and v.to_month
    where i.household is not null
),
valued as (
    select s.*, case when s.monthly_fen is null and s.annual_fen is null then r.fen end as rate_fen,
           coalesce(s.monthly_fen, s.annual_fen // 12, (s.quantity * r.fen / 12)::bigint) as amount_fen
    from stated s
    left join income_rate r on r.item = s.item and s.from_month between r.from_month and r.to_month
         and (coalesce(r.unit, '') = '' or coalesce(s.unit, '') in ('', r.unit))
),
line as (
    select household, person, name, 'ledger' as source, kind, item, quantity, unit, rate_fen, from_month, to_month, amount_fen, src
    from valued
    union all
    select m.household, m.person, m.name, p.source, p.kind, p.item, null, null, null,
           greatest(p.from_month, m.from_month), least(p.to_month, m.to_month), p.amount_fen, null
    from person_income p
    join membership m on m.person = p.person
    join household h on h.household = m.household
         and (m.covered or (coalesce(m.exclusion_ground, '') = '' and h.form is distinct from 'single'))
)
select l.household, l.person, l.name, l.source, l.kind, k.title, k.class, l.item, l.quantity, l.unit, l.rate_fen,
       greatest(l.from_month, k.from_month)::integer as from_month, least(l.to_month, k.to_month)::integer as to_month, l.amount_fen,
       k.counted, k.basis, l.src
from line l
join income_kind k on k.kind = l.kind and k.from_month <= l.to_month and k.to_month >= l.from_month
where l.from_month <= l.to_month
