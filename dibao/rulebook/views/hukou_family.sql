-- The hukou book a person stands in: one for each person, so that what a family spends or earns can be added up.
select person, min(hukou_no) as hukou_no from lake.hukou where person is not null and hukou_no <> '' group by person
