-- Who is whose near relative over one edge, both ways: `relative` is the `relation` of `person`, known under `name`, and
-- `person` is the `reverse` of `relative`. Registers and what cadres declared, except what the registers contradict.
-- `since` = from when (a marriage).
with said as (
    select person, relative, relation, source, since, name, relative_name from register_kin
    union all
    select d.person, d.relative, d.relation, d.source, null, d.name, d.relative_name
    from declared_kin d
    where d.source = '干部申报'
          and not exists (select 1 from refuted_kin r where r.person = d.person and r.relative = d.relative and r.relation = d.relation)
),
back(relation, other) as (
    values ('配偶', '配偶'), ('父母', '子女'), ('子女', '父母'), ('祖父母', '孙子女'), ('孙子女', '祖父母'), ('兄弟姐妹', '兄弟姐妹'),
           ('配偶的父母', '子女的配偶'), ('子女的配偶', '配偶的父母'), ('兄弟姐妹的子女', '父母的兄弟姐妹'),
           ('父母的兄弟姐妹', '兄弟姐妹的子女'), ('兄弟姐妹的配偶', '配偶的兄弟姐妹'), ('配偶的兄弟姐妹', '兄弟姐妹的配偶'),
           ('堂表亲', '堂表亲'), ('监护人', '被监护人'), ('被监护人', '监护人'), ('近亲属', '近亲属')
),
edge as (
    select s.person, s.relative, s.relation, b.other as reverse, s.source, s.since, s.relative_name as name
    from said s join back b on b.relation = s.relation
    union all
    select s.relative, s.person, b.other, s.relation, s.source, s.since, s.name
    from said s join back b on b.relation = s.relation
)
select person, relative, relation, reverse, source, max(since) as since, max(name) as name
from edge where person <> relative
group by person, relative, relation, reverse, source
