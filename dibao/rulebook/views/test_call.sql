-- Test calls to complaint numbers: day and clock, whether anybody could be reached, whether that number is on the public notice.
-- An engaged line is in use: it neither answers nor fails. A number on the notice may lack the area code.
select src, township, village, hotline, coalesce(called_on, try_cast(left(called_at, 10) as date)) as called_on,
       case when length(called_at) in (8, 19) then right(called_at, 8) end as clock,
       coalesce(answer = 'answered', false) as is_answered, coalesce(answer in ('no_answer', 'dead', 'off'), false) as is_failed, answer,
       case when published_hotline is not null and hotline is not null
            then right(hotline, 7) = right(published_hotline, 7) else published end as is_published
from lake.office_testcall
