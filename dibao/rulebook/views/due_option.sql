-- What a household is due in a month, fen: every way that may be lawful, because localities differ and the lists do not say how.
-- kind 'due'; 'old' = by the standard before the last rise. is_main: the way shown first: the assessment's own income or else the
-- registered one, the gap or the tier, the persons of that month, the highest top-up of each person.
-- Other ways: the full standard for a single-person household; persons as registered or as counted; top-ups added up, or only the sure ones.
-- Where many households of a township have a registered income at or above the standard, the column holds yearly sums: nothing is worked out.
with income as (
    select e.*, i.side is not null as by_ledger, case when i.side is null then e.income_fen else i.per_head_fen end as head_income_fen
    from entitlement_month e
    left join countable_income i on i.household = e.household and i.month = e.month and i.side = 'ledger'
),
doubt as (
    select i.township, avg((i.income_fen >= i.standard_fen)::integer) > max(s.value) as is_doubtful
    from income i left join setting s on s.name = 'doubtful_share' and i.month between s.from_month and s.to_month
    where i.month = i.roster_month
    group by i.township
),
gap as (
    select i.*, case when i.method = 'tier' then i.tier_fen
                     when i.head_income_fen < i.standard_fen
                     then least(greatest(i.standard_fen - i.head_income_fen, coalesce(i.floor_fen, 0)), coalesce(i.ceiling_fen, i.standard_fen))
                     when i.head_income_fen >= i.standard_fen and (i.by_ledger or not coalesce(d.is_doubtful, false)) then 0 end as head_fen,
           (select max_by(o.fen, {'m': o.to_month, 'v': o.fen}) from household_standard o
            where o.household = i.household and o.from_month < i.since_month) - i.head_income_fen as old_gap_fen
    from income i left join doubt d on d.township is not distinct from i.township
),
head as (
    select household, month, 'due' as kind, 'own' as way, head_fen, rounding from gap where head_fen is not null
    union all
    select household, month, 'due', 'single', standard_fen, rounding from gap where form = 'single' and head_fen is not null
    union all
    select household, month, 'old', 'own', greatest(old_gap_fen, coalesce(floor_fen, 0)), rounding from gap
    where method = 'gap' and old_gap_fen is not null
),
persons as (
    select household, month, covered_count as persons, true as is_main from entitlement_month
    union
    select household, month, listed_count, false from entitlement_month
    union
    select household, month, counted, false from entitlement_month
),
per_person as (
    select household, month, person, max(fen) as best, sum(fen) as every, coalesce(max(fen) filter (is_sure), 0) as sure_best,
           coalesce(sum(fen) filter (is_sure), 0) as sure_every
    from top_up_person group by household, month, person
),
added as (
    select household, month, sum(best) as fen, true as is_main from per_person group by household, month
    union select household, month, sum(every), false from per_person group by household, month
    union select household, month, sum(sure_best), false from per_person group by household, month
    union select household, month, sum(sure_every), false from per_person group by household, month
    union select e.household, e.month, 0, true from entitlement_month e
          left join per_person p on p.household = e.household and p.month = e.month where p.household is null
),
worked as (
    select h.household, h.month, h.kind, h.head_fen, p.persons, a.fen as top_up_fen, h.way = 'own' and h.kind = 'due' and p.is_main and a.is_main as is_main,
           case h.rounding when 'yuan' then round(h.head_fen * p.persons / 100.0) * 100 when 'yuan_up' then ceil(h.head_fen * p.persons / 100.0) * 100
                when 'jiao' then round(h.head_fen * p.persons / 10.0) * 10 when 'jiao_up' then ceil(h.head_fen * p.persons / 10.0) * 10
                else h.head_fen * p.persons end as gap_fen
    from head h
    join persons p on p.household = h.household and p.month = h.month
    join added a on a.household = h.household and a.month = h.month
    where p.persons is not null
)
select household, month, kind, bool_or(is_main) as is_main, head_fen::bigint as head_fen, persons, top_up_fen::bigint as top_up_fen,
       gap_fen::bigint as gap_fen, (gap_fen + top_up_fen)::bigint as due_fen
from worked group by all
