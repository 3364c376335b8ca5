-- Relatives of dibao members over one to four edges of `kin_edge` (a cousin: mother, her mother, her son, his daughter): what
-- `relative` is to `person` (relation) and `person` to `relative` (reverse); `path` says in words how, `since` from when all
-- of it holds. The shortest ways only, a declared one before one from registers.
with word as (
    select e.person, e.relative, e.relation, e.reverse, e.source, e.since, e.name,
           case when is_private(e.relative) then e.relation
                when (e.relative // 11) % 2 = 1
                then case e.relation when '父母' then '父亲' when '子女' then '儿子' when '祖父母' then '祖父' when '孙子女' then '孙子'
                                     when '兄弟姐妹' then case when elder then '哥哥' else '弟弟' end else e.relation end
                else case e.relation when '父母' then '母亲' when '子女' then '女儿' when '祖父母' then '祖母' when '孙子女' then '孙女'
                                     when '兄弟姐妹' then case when elder then '姐姐' else '妹妹' end else e.relation end end as word
    from (select *, (relative // 11000) % 100000000 < (person // 11000) % 100000000 as elder from kin_edge) e
),
composed(first, second, relation, reverse) as (
    values ('父母', '父母', '祖父母', '孙子女'), ('父母', '子女', '兄弟姐妹', '兄弟姐妹'), ('子女', '子女', '孙子女', '祖父母'),
           ('兄弟姐妹', '父母', '父母', '子女'), ('配偶', '父母', '配偶的父母', '子女的配偶'), ('子女', '配偶', '子女的配偶', '配偶的父母'),
           ('配偶', '兄弟姐妹', '配偶的兄弟姐妹', '兄弟姐妹的配偶'), ('配偶的父母', '子女', '配偶的兄弟姐妹', '兄弟姐妹的配偶'),
           ('兄弟姐妹', '配偶', '兄弟姐妹的配偶', '配偶的兄弟姐妹'), ('父母', '兄弟姐妹', '父母的兄弟姐妹', '兄弟姐妹的子女'),
           ('祖父母', '子女', '父母的兄弟姐妹', '兄弟姐妹的子女'), ('兄弟姐妹', '子女', '兄弟姐妹的子女', '父母的兄弟姐妹'),
           ('父母的兄弟姐妹', '子女', '堂表亲', '堂表亲')
),
one as (
    select w.person, w.relative, w.relation, w.reverse, '本人—' || w.word as path, 1 as hops, w.source, w.since, w.name
    from word w semi join membership m on m.person = w.person
),
two as (
    select a.person, b.relative, c.relation, c.reverse, a.path || '—' || b.word as path, 2 as hops,
           case when contains(a.source, b.source) then a.source else a.source || '、' || b.source end as source,
           greatest(a.since, b.since) as since, b.name
    from one a join word b on b.person = a.relative and b.relative <> a.person
    join composed c on c.first = a.relation and c.second = b.relation
    where not exists (select 1 from one n where n.person = a.person and n.relative = b.relative)
    qualify row_number() over (partition by a.person, b.relative, c.relation order by a.path, b.word, a.source, b.source, b.name, a.relative) = 1
),
three as (
    select a.person, b.relative, c.relation, c.reverse, a.path || '—' || b.word as path, 3 as hops,
           case when contains(a.source, b.source) then a.source else a.source || '、' || b.source end as source,
           greatest(a.since, b.since) as since, b.name
    from two a join word b on b.person = a.relative and b.relative <> a.person
    join composed c on c.first = a.relation and c.second = b.relation
    where not exists (select 1 from one n where n.person = a.person and n.relative = b.relative)
          and not exists (select 1 from two n where n.person = a.person and n.relative = b.relative)
    qualify row_number() over (partition by a.person, b.relative, c.relation order by a.path, b.word, a.source, b.source, b.name, a.relative) = 1
),
four as (
    select a.person, b.relative, c.relation, c.reverse, a.path || '—' || b.word as path, 4 as hops,
           case when contains(a.source, b.source) then a.source else a.source || '、' || b.source end as source,
           greatest(a.since, b.since) as since, b.name
    from three a join word b on b.person = a.relative and b.relative <> a.person
    join composed c on c.first = a.relation and c.second = b.relation
    where not exists (select 1 from one n where n.person = a.person and n.relative = b.relative)
          and not exists (select 1 from two n where n.person = a.person and n.relative = b.relative)
          and not exists (select 1 from three n where n.person = a.person and n.relative = b.relative)
    qualify row_number() over (partition by a.person, b.relative, c.relation order by a.path, b.word, a.source, b.source, b.name, a.relative) = 1
)
select person, relative, relation, reverse, path, hops, source, since, name from (
    select * from one union all select * from two union all select * from three union all select * from four
)
qualify row_number() over (partition by person, relative, relation order by hops, source <> '干部申报', path, source, since, name) = 1
