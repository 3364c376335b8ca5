-- Closings of problems that stand, one row each: of the closing ledger, else of a ledger of problems that also says when each
-- was closed. What the closing does not say, the problem of that number does; what was opened again is no closing.
with problem as (
    select *, coalesce(state = 'reopened', false) or reopened_on is not null as is_open from lake.office_problem
    qualify row_number() over (partition by coalesce(township, ''), coalesce(problem_no, src::varchar)
                               order by coalesce(as_of, date '1900-01-01') desc, closed_on desc nulls last, src desc) = 1
),
closed as (
    select c.src, coalesce(c.problem_no, p.problem_no) as problem_no, coalesce(c.campaign, p.campaign) as campaign,
           coalesce(nullif(c.township, ''), p.township) as township, coalesce(c.household, p.household) as household, coalesce(c.person, p.person) as person,
           p.subject, upper(coalesce(c.rule, p.rule)) as rule, coalesce(c.kind, p.kind) as kind, coalesce(c.remedy, p.remedy) as remedy,
           coalesce(c.effective_month, p.effective_month) as effective_month, coalesce(c.opened_on, p.opened_on) as opened_on,
           coalesce(c.opened_at, p.opened_at) as opened_at, coalesce(c.rectified_on, p.rectified_on) as rectified_on,
           coalesce(c.rectifier, p.rectifier) as rectifier, coalesce(c.closed_on, try_cast(left(c.closed_at, 10) as date)) as closed_on,
           c.closed_at, c.closed_by, coalesce(c.evidence, p.evidence) as evidence, coalesce(c.evidence_hash, p.evidence_hash) as evidence_hash,
           c.reopened_on is not null or coalesce(p.is_open, false) as is_open, c.as_of
    from lake.office_closing c
    left join problem p on p.problem_no = c.problem_no and coalesce(nullif(p.township, ''), c.township) = coalesce(nullif(c.township, ''), p.township)
    union all
    select src, problem_no, campaign, township, household, person, subject, upper(rule), kind, remedy, effective_month, opened_on, opened_at,
           rectified_on, rectifier, closed_on, closed_at, closed_by, evidence, evidence_hash, is_open, as_of
    from problem p
    where not exists (select 1 from lake.office_closing c where coalesce(c.township, '') in ('', coalesce(p.township, ''))
                      and c.household = p.household and c.closed_on = p.closed_on and coalesce(c.problem_no = p.problem_no, true))
),
home as (
    select person, arg_max(household, {'m': to_month, 'h': household}) as household from membership group by person
),
newest as (
    select * from closed where closed_on is not null
    qualify row_number() over (partition by coalesce(township, ''), coalesce(problem_no, src::varchar)
                               order by closed_on desc, coalesce(as_of, date '1900-01-01') desc, src desc) = 1
)
select n.* exclude (household, township, is_open, as_of, opened_at, closed_at),
       coalesce(n.household, m.household) as household, coalesce(nullif(n.township, ''), h.township) as township,
       coalesce(n.subject = 'person', n.person is not null and n.person is distinct from h.head) as is_person,
       case when length(n.opened_at) = 19 and length(n.closed_at) = 19
            then date_diff('minute', try_cast(n.opened_at as timestamp), try_cast(n.closed_at as timestamp))::integer end as minutes
from newest n
left join home m on m.person = n.person
left join household h on h.household = coalesce(n.household, m.household)
where not n.is_open
