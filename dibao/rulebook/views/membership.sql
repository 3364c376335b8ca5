-- Who belongs to which household from which month to which; 119999 = no end known.
-- Members who left and are on no roster any more come from the exits. A person's spell ends with its own end, with the household's exit, or
-- with the last roster that lists it, unless an exit between that roster and the next one says when.
with seen as (
    select r.household, r.person, r.src, r.name, r.relation, r.covered, r.exclusion_ground, r.form, r.labour, r.tier,
           r.township, r.start_on, r.end_on, r.status, month_of(r.as_of) as snapshot, r.replaced_on,
           min(month_of(r.start_on)) over (partition by r.household) as home_from
    from lake.roster r where r.person is not null
),
spell as (
    select s.household, s.person,
           arg_max(s.name, {'m': coalesce(s.snapshot, 119999), 's': -s.src}) as name,
           arg_max(s.relation, {'m': coalesce(s.snapshot, 119999), 's': -s.src}) as relation,
           arg_max(coalesce(s.covered, s.exclusion_ground is null), {'m': coalesce(s.snapshot, 119999), 's': -s.src}) as covered,
           arg_max(s.exclusion_ground, {'m': coalesce(s.snapshot, 119999), 's': -s.src}) as exclusion_ground,
           arg_max(s.form, {'m': coalesce(s.snapshot, 119999), 's': -s.src}) as form,
           arg_max(s.labour, {'m': coalesce(s.snapshot, 119999), 's': -s.src}) as labour,
           coalesce(min(month_of(s.start_on)), min(s.home_from), min(s.snapshot), 0) as from_month,
           case when max(s.end_on) is not null then month_of(max(s.end_on))
                when bool_and(s.status = 'stopped') then coalesce(max(s.snapshot), 119998)
                when bool_and(s.replaced_on is not null) then max(s.snapshot)
                else 119999 end as to_month,
           case when bool_and(s.replaced_on is not null) then month_of(max(s.replaced_on)) end as gone_by
    from seen s
    group by s.household, s.person
),
household_exit as (
    select household, min(month_of(end_on)) as month from exit
    where scope is distinct from 'person' and end_on is not null group by household
),
person_exit as (
    select household, person, min(month_of(end_on)) as month from exit
    where scope = 'person' and person is not null and end_on is not null group by household, person
),
gone as (
    select x.household, coalesce(x.person, x.head_person) as person, arg_min(coalesce(x.name, x.head_name), x.src) as name,
           case when bool_or(x.scope is distinct from 'person') then 'head' end as relation,
           coalesce(min(month_of(x.start_on)), min(home.from_month), 0) as from_month, max(month_of(x.end_on)) as to_month
    from exit x
    left join (select household, min(from_month) as from_month from spell group by household) home on home.household = x.household
    left join spell still on still.household = x.household and still.person = coalesce(x.person, x.head_person)
    where coalesce(x.person, x.head_person) is not null and x.end_on is not null and still.household is null
    group by x.household, coalesce(x.person, x.head_person)
)
select s.household, s.person, s.name, s.relation, s.covered, s.exclusion_ground, s.form, s.labour, s.from_month,
       case when least(h.month, p.month) between s.to_month and s.gone_by then least(h.month, p.month)
            else least(s.to_month, case when h.month >= s.from_month then h.month else 119999 end,
                       case when p.month >= s.from_month then p.month else 119999 end) end::integer as to_month
from spell s
left join household_exit h on h.household = s.household
left join person_exit p on p.household = s.household and p.person = s.person
union all
select household, person, name, relation, true, null, null, null, from_month, to_month from gone
