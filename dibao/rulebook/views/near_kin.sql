-- Relatives over one or two edges of `kin_edge`; `path` says in words how, `since` from when all of it holds.
-- One row per person, relative and relation: the shortest way, a declared one before one from registers.
with word as (
    select *, case (relative // 11) % 2
                   when 1 then case relation when '父母' then '父亲' when '子女' then '儿子' when '兄弟姐妹' then '兄弟'
                                             when '祖父母' then '祖父' when '孙子女' then '孙子' else relation end
                   else case relation when '父母' then '母亲' when '子女' then '女儿' when '兄弟姐妹' then '姐妹'
                                      when '祖父母' then '祖母' when '孙子女' then '孙女' else relation end end as word
    from kin_edge
),
composed(first, second, relation) as (
    values ('父母', '父母', '祖父母'), ('父母', '子女', '兄弟姐妹'), ('子女', '子女', '孙子女'), ('配偶', '父母', '配偶的父母'),
           ('子女', '配偶', '子女的配偶'), ('配偶', '兄弟姐妹', '配偶的兄弟姐妹'), ('兄弟姐妹', '配偶', '兄弟姐妹的配偶'),
           ('父母', '兄弟姐妹', '父母的兄弟姐妹'), ('兄弟姐妹', '子女', '兄弟姐妹的子女'), ('兄弟姐妹', '父母', '父母')
),
way as (
    select person, relative, relation, '本人—' || word as path, 1 as hops, source, since, name from word
    union all
    select a.person, b.relative, c.relation, '本人—' || a.word || '—' || b.word, 2,
           case when a.source = b.source then a.source else a.source || '、' || b.source end, greatest(a.since, b.since), b.name
    from word a join word b on b.person = a.relative and b.relative <> a.person
    join composed c on c.first = a.relation and c.second = b.relation
)
select person, relative, relation, path, hops, source, since, name from way
qualify row_number() over (partition by person, relative, relation order by hops, source <> '干部申报', path, source, since, name) = 1
