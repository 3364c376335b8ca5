-- Signs that somebody's family is not poor: an employee's or institution's pension, public pay, a car, a business.
-- For the person and all in the same hukou book; from_month to to_month the sign holds.
with sign as (
    select person, '职工或机关养老金' as sign, coalesce(month_of(start_on), 0) as from_month,
           coalesce(month_of(end_on), case when status = 'stopped' then 0 else 119999 end) as to_month
    from lake.pension where kind in ('employee', 'institution')
    union all
    select person, '财政供养', coalesce(month_of(start_on), 0), coalesce(month_of(end_on), case when status = 'left' then 0 else 119999 end)
    from lake.payroll where post_type in ('staff', 'civil_servant', 'institution', 'retired')
    union all
    select person, '汽车', coalesce(month_of(registered_on), 0), coalesce(month_of(transferred_on), 119999)
    from lake.vehicle where vehicle_type in ('car', 'truck') and coalesce(status, 'normal') in ('normal', 'sealed', 'overdue')
    union all
    select person, '市场主体', coalesce(month_of(founded_on), 0), coalesce(month_of(cancelled_on), 119999)
    from lake.market_entity
    where coalesce(status, 'active') = 'active' and coalesce(role, 'operator') <> 'coop_member' and not coalesce(disputed, false)
),
mate as (
    select distinct a.person, b.person as other
    from lake.hukou a join lake.hukou b on b.hukou_no = a.hukou_no where coalesce(a.hukou_no, '') <> ''
    union
    select distinct person, person from sign
)
select distinct m.person, s.sign, s.from_month, s.to_month from mate m join sign s on s.person = m.other
where m.person is not null and s.person is not null
