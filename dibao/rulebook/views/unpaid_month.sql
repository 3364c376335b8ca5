-- Months in which a household on the roster was due its dibao, its township's payments came, and nothing arrived for that very month.
-- Whether another month's payment made it good is for the rules. is_returned: the bank sent that month's money back.
with ledger as (
    select distinct township, unnest(generate_series(from_month, to_month))::integer as month from coverage where dataset = 'payment'
),
due as (
    select h.household, h.township, h.head_name, h.amount_fen, g.month
    from household h
    join ledger g on g.township = h.township and g.month > nullif(h.from_month, 0) and g.month < h.to_month
    where h.is_listed
),
gap as (
    select d.* from due d
    where not exists (select 1 from payment_line l where l.household = d.household and l.month = d.month)
)
select g.household, g.township, g.head_name, g.amount_fen, g.month,
       exists (select 1 from lake.payment f where f.household = g.household and f.month = g.month and f.status = 'failed') as is_returned
from gap g
-- somebody whom the payment covers was alive and still on the roster
where exists (select 1 from membership m left join death x on x.person = m.person
              where m.household = g.household and m.covered and g.month between m.from_month and m.to_month
                    and (x.person is null or month_of(x.died_on) > g.month))
