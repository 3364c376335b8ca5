-- Account holders called like a member of the household who has died. Few, as in `extinct`, and for the same reason.
select distinct m.household, m.holder
from holder_match m join death d on d.person = m.person
where m.is_same
