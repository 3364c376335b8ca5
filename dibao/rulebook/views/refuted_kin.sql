-- Declared kin that the registers contradict: a couple that parted or married others; parents and children, or brothers and
-- sisters, where the father and the mother are both on record and are others. What no register can say stays as declared.
with parent as (
    select person, relative as parent from register_kin where relation = '父母'
    union
    select relative, person from register_kin where relation = '子女'
),
both_known as (
    select person, list(parent order by parent) as parents from parent where not is_private(parent)
    group by person having count(distinct (parent // 11) % 2) = 2
),
-- Whoever was born later is the child, whichever way round the relation was written down.
said as (
    select person, relative, relation, source, case when born_on_of(person) > born_on_of(relative) then person else relative end as younger,
           case when born_on_of(person) > born_on_of(relative) then relative else person end as elder
    from declared_kin where not regexp_matches(coalesce(word, ''), '养|继')
),
spouse as (select a as person, b as relative from couple where is_together union select b, a from couple where is_together)
select s.person, s.relative, s.relation, s.source, '婚姻登记显示已离婚，或各自与他人结婚' as why
from said s left join spouse together on together.person = s.person and together.relative = s.relative
where s.relation = '配偶' and together.person is null
      and (exists (select 1 from couple c where c.a = least(s.person, s.relative) and c.b = greatest(s.person, s.relative))
           or exists (select 1 from spouse o where o.person in (s.person, s.relative)))
union
select s.person, s.relative, s.relation, s.source, '户籍、出生登记上的父母是别人'
from said s join both_known k on k.person = s.younger
where s.relation in ('父母', '子女') and not list_contains(k.parents, s.elder)
union
select s.person, s.relative, s.relation, s.source, '户籍、出生登记上的父母不是同一人'
from said s join both_known k on k.person = s.person join both_known o on o.person = s.relative
where s.relation = '兄弟姐妹' and not list_has_any(k.parents, o.parents)
