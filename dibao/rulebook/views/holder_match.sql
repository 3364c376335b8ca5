-- Account holders that are, or nearly are, called like somebody of the household they receive for; `is_same` = one name.
select p.household, p.holder, n.person, n.from_month, n.to_month, n.name = p.holder or same_name(p.holder, n.name) as is_same
from (select distinct household, holder from payment_line) p join household_name n on n.household = p.household
where n.name = p.holder or near_name(p.holder, n.name)
