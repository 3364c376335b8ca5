-- What the finance bureau booked for a township and month beside what its households were paid, and both by quarter.
-- paid_fen = regular payments less recoveries; most_fen = everything sent, with back-pay, extras and what came back.
with booked as (
    select township, month, sum(amount_fen) as booked_fen from (
        select distinct township, month, amount_fen, paid_on, households, persons from lake.allocation
        where coalesce(township, '') <> '' and month is not null and amount_fen is not null)
    group by township, month
),
sent as (
    select h.township, l.month, sum(l.amount_fen) filter (l.kind in ('regular', 'recovery')) as paid_fen,
           sum(l.amount_fen) filter (l.amount_fen > 0) as most_fen
    from payment_line l join household h on h.household = l.household group by h.township, l.month
),
failed as (
    select h.township, p.month, sum(p.amount_fen) as failed_fen
    from lake.payment p join household h on h.household = p.household
    where p.status = 'failed' and coalesce(p.programme, 'dibao') in ('dibao', 'dibao_rural', 'dibao_urban', 'price_subsidy')
    group by h.township, p.month
),
side as (
    select coalesce(b.township, s.township) as township, coalesce(b.month, s.month) as month, b.booked_fen,
           coalesce(s.paid_fen, 0) as paid_fen, coalesce(s.most_fen, 0) + coalesce(f.failed_fen, 0) as most_fen,
           s.township is not null as is_paid
    from booked b full join sent s on s.township = b.township and s.month = b.month
    left join failed f on f.township = s.township and f.month = s.month
)
select township, month, booked_fen::bigint as booked_fen, paid_fen::bigint as paid_fen, most_fen::bigint as most_fen, is_paid,
       (sum(booked_fen) over quarter)::bigint as quarter_booked_fen, (sum(paid_fen) over quarter)::bigint as quarter_paid_fen,
       (sum(most_fen) over quarter)::bigint as quarter_most_fen
from side window quarter as (partition by township, month // 3)
