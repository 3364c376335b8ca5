-- Months in which the regular payment was above, or below, what it was before and after: a slip, not a change that stays.
-- A stretch of several months at one other amount counts when the payment then goes back to what it was and as many
-- persons were paid for all the while; stretch_months says how long it was.
-- In the last month paid, if that is the roster's own, the month before and the roster speak instead.
-- usual_fen: the nearer neighbour. is_near_rise: the standard rose within the stretch or in the next month, when incomes
-- are reviewed too; true where no standard is known. is_catch_up: the surplus makes up for months that a rise came late, or it
-- is the new amount a head for as many heads as before, some of whom left the month after.
-- made_good_fen: each month's share of the back-pay of the stretch and the next three months. township_share: share of
-- the township's households whose payment slipped that month; where many did, the county paid something extra.
with line as (
    select p.household, h.township, p.month, p.regular_fen, p.regular_count, p.covered_count, month_of(h.as_of) as roster_month, h.amount_fen as roster_fen,
           lag(p.month) over w = p.month - 1 and lag(p.regular_fen) over w = p.regular_fen and lag(p.covered_count) over w is not distinct from p.covered_count as goes_on
    from paid p left join household h on h.household = p.household
    where p.regular_fen > 0
    window w as (partition by p.household order by p.month)
),
numbered as (
    select *, count(*) filter (goes_on is not true) over (partition by household order by month) as stretch from line
),
stretch as (
    select household, stretch, min(month) as month, max(month) as last_month, count(*) as months, min(regular_fen) as regular_fen,
           min(covered_count) as covered_count, min(roster_month) as roster_month, min(roster_fen) as roster_fen
    from numbered group by household, stretch
),
neighboured as (
    select *, lag(last_month) over w as before_month, lead(month) over w as after_month, lag(regular_fen) over w as before_fen,
           lead(regular_fen) over w as after_fen, lag(covered_count) over w as before_count, lead(covered_count) over w as after_count
    from stretch
    window w as (partition by household order by month)
),
slip as (
    select *, after_month is null as is_last, regular_fen > greatest(before_fen, after_fen) as is_above
    from neighboured
    where before_month = month - 1
          and (months = 1 or before_fen = after_fen and before_count is not distinct from covered_count and after_count is not distinct from covered_count)
          and (after_month = last_month + 1 and (regular_fen > greatest(before_fen, after_fen) or regular_fen < least(before_fen, after_fen))
               or after_month is null and last_month = roster_month and before_fen = roster_fen and regular_fen <> roster_fen)
),
households as (select township, month, count(*) as paid from line group by township, month)
select s.household, n.month, s.regular_fen as paid_fen, n.regular_count,
       case when s.is_last then s.before_fen when s.is_above then greatest(s.before_fen, s.after_fen)
            else least(s.before_fen, s.after_fen) end as usual_fen,
       exists (select 1 from household_standard r where r.household = s.household and r.from_month between s.month and s.last_month + 1)
       or not exists (select 1 from household_standard r where r.household = s.household) as is_near_rise,
       coalesce(s.is_above and ((s.regular_fen - s.after_fen) % nullif(s.after_fen - s.before_fen, 0) = 0
                                or s.before_fen > s.after_fen and s.regular_fen % s.after_fen = 0), false) as is_catch_up,
       (coalesce((select sum(b.backpay_fen) from paid b
                  where b.household = s.household and b.month between s.month and s.last_month + 3), 0) // s.months)::bigint as made_good_fen,
       count(*) over (partition by n.township, n.month) * 1.0 / t.paid as township_share, s.months::integer as stretch_months
from slip s
join numbered n on n.household = s.household and n.stretch = s.stretch
join households t on t.township is not distinct from n.township and t.month = n.month
