-- One row per household and decision: what the procedure ledgers say about it, wide or narrow, merged by date.
-- A row without a decision belongs to the next decision, else to the last. Every household has a row: decided_on is then
-- the start of its benefit and the rest is unknown. approved_on is only what a ledger says.
with sole as (
    select township, head_name, min(household) as household from household
    where head_name is not null group by township, head_name having count(*) = 1
),
ledger as (
    -- A row with a name only is the household's if the township has one head of that name.
    select coalesce(h.household, sole.household) as home, p.*,
           least(p.applied_on, p.accepted_on, p.check_requested_on, p.checked_on, p.visited_on, p.appraised_on, p.notice_from,
                 p.county_received_on, p.publication_from) as begun_on
    from lake.procedure p
    left join household h on h.household = p.household
    left join sole on h.household is null and p.person is null and p.head_person is null
         and sole.township = p.township and sole.head_name = coalesce(p.head_name, p.name)
),
approval as (select distinct home, approved_on from ledger where approved_on is not null),
decision as (
    select l.src, coalesce(l.approved_on, min(a.approved_on) filter (a.approved_on >= l.begun_on), max(a.approved_on)) as approved_on
    from ledger l left join approval a on a.home = l.home group by l.src, l.approved_on
),
placed as (
    select h.household, h.township, d.approved_on, coalesce(d.approved_on, h.start_on) as decided_on,
           max(l.accepted_on) filter (l.accepted_on <= coalesce(d.approved_on, h.start_on, l.accepted_on))
               over (partition by h.household, d.approved_on) as accepted,
           l.* exclude (home, household, township, approved_on)
    from household h
    left join ledger l on l.home = h.household
    left join decision d on d.src = l.src
)
select household, any_value(township) as township, approved_on, decided_on, min(applied_on) as applied_on, accepted as accepted_on,
       min(check_requested_on) filter (check_requested_on >= accepted) as check_requested_on,
       max(checked_on) filter (checked_on <= coalesce(decided_on, checked_on)) as checked_on,
       min(checked_on) filter (checked_on > decided_on) as late_check_on,
       max(checked_members) filter (checked_on <= coalesce(decided_on, checked_on)) as checked_members,
       arg_max(check_result, checked_on) filter (checked_on <= coalesce(decided_on, checked_on)) as check_result,
       min(visited_on) filter (visited_on >= accepted) as first_visit_on,
       max(visited_on) filter (visited_on <= coalesce(decided_on, visited_on)) as last_visit_on,
       max(appraised_on) filter (appraised_on <= coalesce(decided_on, appraised_on)) as appraised_on,
       coalesce(arg_max(notice_from, notice_to - notice_from), min(notice_from)) as notice_from,
       arg_max(notice_to, notice_to - notice_from) as notice_to,
       string_agg(distinct objection, '；' order by objection) as objection,
       max(county_received_on) filter (county_received_on <= coalesce(decided_on, county_received_on)) as county_received_on,
       min(publication_from) as publication_from, max(publication_to) as publication_to,
       coalesce(bool_or(emergency), false) as emergency, coalesce(bool_or(special_case), false) as special_case,
       min(supplement_from) as supplement_from, max(supplement_to) as supplement_to,
       string_agg(distinct result, '；' order by result) as result, string_agg(distinct remark, '；' order by remark) as remark
from placed group by household, approved_on, decided_on, accepted
