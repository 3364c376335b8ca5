-- Months in which the regular payment was above, or below, both its neighbours: one month's slip, not a change that stays.
-- In the last month paid, if that is the roster's own, the month before and the roster speak instead.
-- usual_fen: the nearer neighbour. is_near_rise: the standard rose with this month or the next, when incomes are
-- reviewed too; true where no standard is known. is_catch_up: the surplus makes up for months that a rise came late.
-- made_good_fen: back-pay of the same and the next three months. township_share: share of the township's households
-- whose payment slipped that month; where many did, the county paid something extra.
with line as (
    select p.household, h.township, p.month, p.regular_fen, p.regular_count, month_of(h.as_of) as roster_month, h.amount_fen as roster_fen,
           lag(p.month) over w as before_month, lead(p.month) over w as after_month,
           lag(p.regular_fen) over w as before_fen, lead(p.regular_fen) over w as after_fen
    from paid p left join household h on h.household = p.household
    where p.regular_fen > 0
    window w as (partition by p.household order by p.month)
),
slip as (
    select *, after_month is null as is_last, regular_fen > greatest(before_fen, after_fen) as is_above
    from line
    where before_month = month - 1
          and (after_month = month + 1 and (regular_fen > greatest(before_fen, after_fen) or regular_fen < least(before_fen, after_fen))
               or after_month is null and month = roster_month and before_fen = roster_fen and regular_fen <> roster_fen)
),
households as (select township, month, count(*) as paid from line group by township, month)
select s.household, s.month, s.regular_fen as paid_fen, s.regular_count,
       case when s.is_last then s.before_fen when s.is_above then greatest(s.before_fen, s.after_fen)
            else least(s.before_fen, s.after_fen) end as usual_fen,
       exists (select 1 from household_standard r where r.household = s.household and r.from_month in (s.month, s.month + 1))
       or not exists (select 1 from household_standard r where r.household = s.household) as is_near_rise,
       coalesce(s.is_above and (s.regular_fen - s.after_fen) % nullif(s.after_fen - s.before_fen, 0) = 0, false) as is_catch_up,
       coalesce((select sum(b.backpay_fen) from paid b
                 where b.household = s.household and b.month between s.month and s.month + 3), 0)::bigint as made_good_fen,
       count(*) over (partition by s.township, s.month) * 1.0 / t.paid as township_share
from slip s join households t on t.township is not distinct from s.township and t.month = s.month
