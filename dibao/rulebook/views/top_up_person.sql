-- Classified top-ups (分类施保) that a covered member may have in a month. is_sure: his age, certificate or illness leaves no doubt;
-- otherwise localities differ (the younger limit of age, what illness is recognised).
with covered as (
    select e.household, e.month, m.person, m.name, age_on(born_on_of(m.person), last_day_of(e.month)) as age
    from entitlement_month e
    join membership m on m.household = e.household and m.covered and e.month between m.from_month and m.to_month
    where exists (select 1 from top_up t where e.month between t.from_month and t.to_month)
),
limits as (
    select c.*, (select s.value from setting s where s.name = 'elderly_age' and c.month between s.from_month and s.to_month) as elderly_age,
           (select s.value from setting s where s.name = 'elderly_age_low' and c.month between s.from_month and s.to_month) as elderly_age_low,
           (select s.value from setting s where s.name = 'adult_age' and c.month between s.from_month and s.to_month) as adult_age,
           (select s.value from setting s where s.name = 'severe_grade' and c.month between s.from_month and s.to_month) as severe_grade
    from covered c
)
select c.household, c.month, c.person, c.name, t.kind, t.fen,
       t.kind = 'minor' or t.kind = 'severe_disability' or (t.kind = 'elderly' and c.age >= c.elderly_age) as is_sure
from limits c
join top_up t on c.month between t.from_month and t.to_month
where case t.kind
      when 'elderly' then c.age >= c.elderly_age_low
      when 'minor' then c.age < c.adult_age
      when 'severe_disability' then exists (
          select 1 from disability d where d.person = c.person and try_cast(d.grade as integer) <= c.severe_grade and coalesce(d.status, 'valid') = 'valid'
                 and coalesce(d.valid_to >= first_day_of(c.month), true))
      when 'serious_illness' then exists (select 1 from medical i where i.person = c.person and i.serious) end
