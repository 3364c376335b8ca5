-- Households of which every covered member has died; `month` is that of the last death. Few, so that what reads them is
-- seldom worked out again when a register of deaths is replaced.
select m.household, max(month_of(d.died_on)) as month
from membership m left join death d on d.person = m.person
where m.covered
group by m.household having count(*) = count(d.person)
