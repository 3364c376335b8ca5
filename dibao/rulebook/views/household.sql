-- One row per dibao household: what its newest roster (or, when it left, its exit) says.
-- income_fen is per head and month; amount_fen is the household's per month.
with row_of as (
    select r.*, coalesce(r.as_of, date '9999-01-01') as snapshot from lake.roster r
),
newest as (
    select * from row_of qualify dense_rank() over (partition by household order by snapshot desc, (source_id)) = 1
),
listed as (
    select household,
           arg_min(household_no, src) as household_no,
           arg_min(programme, src) as programme,
           arg_min(township, src) as township, arg_min(village, src) as village, arg_min(area_code, src) as area_code,
           coalesce(arg_min(person, src) filter (relation = 'head'), arg_min(head_person, src)) as head,
           coalesce(arg_min(name, src) filter (relation = 'head'), arg_min(head_name, src), arg_min(name, src)) as head_name,
           arg_min(address, src) as address, arg_min(phone, src) as phone,
           min(start_on) as start_on, max(end_on) as end_on,
           bool_and(coalesce(status, 'in_force') = 'stopped') as is_stopped, min(replaced_on) filter (as_of is not null) as replaced_on,
           coalesce(max(member_count), count(*))::integer as member_count,
           count(*)::integer as listed_count,
           coalesce(max(covered_count), count(*) filter (coalesce(covered, exclusion_ground is null)))::integer as covered_count,
           (case when count(distinct amount_fen) > 1 then sum(amount_fen)
                 else coalesce(max(amount_fen), sum(person_amount_fen)) end)::bigint as amount_fen,
           coalesce(max(income_fen), max(annual_income_per_head_fen) // 12,
                    max(household_income_fen) // greatest(coalesce(max(member_count), count(*)), 1),
                    max(annual_income_fen) // 12 // greatest(coalesce(max(member_count), count(*)), 1))::bigint as income_fen,
           coalesce(max(form), case when bool_or(remark like '%单人户%' or remark like '%单人保%') then 'single' end) as form, max(review_class) as review_class, max(grade) as grade,
           bool_or(labour = 'able') as has_labour, bool_or(filed_relative) as is_filed_relative,
           arg_min(account, src) as account, arg_min(reason, src) as reason, max(as_of) as as_of, min(src) as src
    from newest group by household
),
gone as (
    select household, arg_min(household_no, src) as household_no,
           arg_min(programme, src) as programme, arg_min(township, src) as township, arg_min(village, src) as village,
           arg_min(area_code, src) as area_code, arg_min(coalesce(head_person, person), src) as head,
           arg_min(coalesce(head_name, name), src) as head_name, arg_min(address, src) as address, arg_min(phone, src) as phone,
           min(start_on) as start_on, max(end_on) as end_on, max(amount_fen) as amount_fen,
           max(member_count) as member_count, coalesce(max(covered_count), max(member_count)) as covered_count, min(src) as src
    -- A row with neither number nor person names nobody that another book could speak of: it is no household of its own.
    from exit where scope is distinct from 'person' group by household
    having count(household_no) + count(coalesce(head_person, person)) > 0
),
-- Not on its area's newer roster and in no list of exits: it left at some time between the two, and its last payment tells when.
paid_last as (
    select l.household, max(p.month) as month
    from listed l join lake.payment p on p.household = l.household and p.month <= month_of(l.replaced_on) group by l.household
)
select household,
       coalesce(l.household_no, g.household_no) as household_no, coalesce(l.programme, g.programme) as programme,
       coalesce(l.township, g.township) as township, coalesce(l.village, g.village) as village,
       coalesce(l.area_code, g.area_code) as area_code, coalesce(l.head, g.head) as head,
       coalesce(l.head_name, g.head_name) as head_name, coalesce(l.address, g.address) as address,
       coalesce(l.phone, g.phone) as phone,
       coalesce(l.start_on, g.start_on) as start_on,
       case when g.end_on > coalesce(l.start_on, date '1900-01-01') then least(g.end_on, coalesce(l.end_on, g.end_on))
            else l.end_on end as end_on,
       coalesce(month_of(l.start_on), month_of(g.start_on), 0) as from_month,
       case when l.end_on is not null or g.end_on > coalesce(l.start_on, date '1900-01-01')
            then month_of(least(coalesce(l.end_on, g.end_on), coalesce(g.end_on, l.end_on)))
            when l.is_stopped then coalesce(month_of(l.as_of), 119998)
            when l.replaced_on is not null then greatest(month_of(l.as_of), coalesce(p.month, 0)) else 119999 end as to_month,
       l.household is not null as is_listed,
       coalesce(l.member_count, g.member_count) as member_count, l.listed_count,
       coalesce(l.covered_count, g.covered_count) as covered_count,
       coalesce(l.amount_fen, g.amount_fen) as amount_fen, l.income_fen, l.form, l.review_class, l.grade, l.has_labour,
       l.is_filed_relative, l.account, l.reason, l.as_of
from listed l full join gone g using (household)
left join paid_last p using (household)
