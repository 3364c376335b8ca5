-- One row per household and decision: what the procedure ledgers say about it, wide or narrow, merged by date.
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
       string_agg(distinct result, '；' order by result) as result, string_agg(distinct said, '；' order by said) as remark
from procedure_line group by household, approved_on, decided_on, accepted
