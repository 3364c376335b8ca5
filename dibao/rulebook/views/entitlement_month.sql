-- The months in which what a household in force is due can be worked out: those its newest roster speaks for, and those of its own
-- income assessment. The roster speaks back to the last rise of the standard, to another roster with another income, to the beginning
-- of the household, and at most as long as an income is good for; forward to the last month paid.
-- heads share the income (a single-person household: those covered); covered_count as the roster says in its own month, else as counted.
with known as (
    select coalesce((select max(month_of(as_of)) from household), (select max(month) from paid)) as last_month
),
listed as (
    select h.household, h.township, h.form, coalesce(h.grade, h.review_class) as grade, h.from_month, h.to_month, h.income_fen,
           coalesce(month_of(h.as_of), k.last_month) as roster_month, h.covered_count,
           greatest(coalesce(case when h.form = 'single' then h.covered_count else h.member_count end, h.covered_count, 1), 1) as heads
    from household h cross join known k where h.is_listed
),
other_income as (
    select r.household, max(month_of(r.as_of)) as month
    from lake.roster r join listed l on l.household = r.household
    where r.income_fen <> l.income_fen and month_of(r.as_of) < l.roster_month
    group by r.household
),
spoken as (
    select l.household, greatest(l.from_month, coalesce(s.from_month, l.roster_month), coalesce(o.month + 1, 0),
                                 l.roster_month - coalesce(v.value, 1)::integer + 1) as first_month,
           least(l.to_month, greatest(l.roster_month, coalesce(p.month, 0))) as last_month, 'roster' as known_by
    from listed l
    left join household_standard s on s.household = l.household and l.roster_month between s.from_month and s.to_month
    left join other_income o on o.household = l.household
    left join setting v on v.name = 'income_valid_months' and l.roster_month between v.from_month and v.to_month
    left join (select household, max(month) as month from paid where regular_fen > 0 group by household) p on p.household = l.household
    union all
    select i.household, greatest(min(i.from_month), l.from_month), least(max(i.to_month), l.to_month), 'ledger'
    from income_line i join listed l on l.household = i.household where i.source = 'ledger' group by i.household, l.from_month, l.to_month
),
spread as (
    select household, unnest(generate_series(first_month, last_month))::integer as month, known_by from spoken
    union all select household, roster_month, 'roster' from listed where roster_month is not null
),
months as (select household, month, bool_or(known_by = 'roster') as is_spoken from spread group by household, month),
counted as (
    select m.household, m.month, count(*)::integer as covered
    from months m join membership b on b.household = m.household and b.covered and m.month between b.from_month and b.to_month
    group by m.household, m.month
),
fading as (
    select p.household, month_of(p.fade_out_from) as from_month,
           coalesce(month_of(p.fade_out_to), month_of(p.fade_out_from) + v.value::integer - 1, 119999) as to_month
    from procedure p
    left join setting v on v.name = 'fade_out_months' and month_of(p.fade_out_from) between v.from_month and v.to_month
)
select l.household, l.township, m.month, l.roster_month, m.is_spoken, l.form, l.grade, l.heads, l.covered_count as listed_count,
       c.covered as counted, coalesce(case when m.month = l.roster_month then l.covered_count end, c.covered, l.covered_count) as covered_count,
       case when m.is_spoken then l.income_fen end as income_fen, s.fen as standard_fen, s.from_month as since_month,
       coalesce(a.method, 'gap') as method, coalesce(a.rounding, 'none') as rounding, a.floor_fen, a.ceiling_fen, t.fen as tier_fen,
       exists (select 1 from fading f where f.household = l.household and m.month between f.from_month and f.to_month) as in_fade_out
from listed l
join months m on m.household = l.household
left join counted c on c.household = l.household and c.month = m.month
left join household_standard s on s.household = l.household and m.month between s.from_month and s.to_month
left join amount_method a on m.month between a.from_month and a.to_month
left join amount_tier t on m.month between t.from_month and t.to_month and t.grade = replace(replace(upper(l.grade), '类', ''), '档', '')
