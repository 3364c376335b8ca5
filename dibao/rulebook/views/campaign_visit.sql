-- Visits of a campaign: whose door, in which unit, how long. Where no length is written it is the time between coming and going on the clock.
with timed as (
    select *, case when length(started_at) in (8, 19) then right(started_at, 8) end as came,
           case when length(ended_at) in (8, 19) then right(ended_at, 8) end as went
    from lake.office_visit
)
select v.src, v.campaign, v.household, coalesce(nullif(v.township, ''), h.township) as township,
       coalesce(nullif(v.village, ''), h.village) as village, v.visited_on, v.due_on, v.visitors, v.problem_count, v.outcome,
       coalesce(v.met, true) as is_met,
       coalesce(v.minutes, (left(went, 2)::integer - left(came, 2)::integer) * 60 + substr(went, 4, 2)::integer - substr(came, 4, 2)::integer) as minutes
from timed v left join household h on h.household = v.household
where v.visited_on is not null
