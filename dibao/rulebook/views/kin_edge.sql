-- Who is whose near relative, as the registers say: `relative` is the `relation` of `person`, known under `name`.
-- `since` = from when (a marriage); divorced couples are left out; hukou books relate everybody to the head only.
with marriage_line as (
    select person, spouse_person as relative, name, spouse_name, registered_on, coalesce(kind, 'marriage') as kind
    from lake.marriage where person is not null and spouse_person is not null
),
couple as (
    select least(person, relative) as a, greatest(person, relative) as b,
           arg_max(case when person < relative then name else spouse_name end, coalesce(registered_on, date '1900-01-01')) as a_name,
           arg_max(case when person < relative then spouse_name else name end, coalesce(registered_on, date '1900-01-01')) as b_name,
           min(registered_on) as since,
           max(registered_on) filter (kind = 'divorce') as parted_on, max(registered_on) filter (kind = 'marriage') as joined_on,
           bool_or(kind = 'divorce') as is_parted
    from marriage_line group by 1, 2
),
book as (
    select coalesce(nullif(h.hukou_no, ''), h.head_person::varchar) as book, h.person, h.name,
           case when regexp_matches(h.relation, '^(户主|本人|0[0-9]?)$') or h.person = h.head_person then 'head'
                when regexp_matches(h.relation, '^(配偶|妻子?|夫|丈夫|爱人|老公|老婆|1[0-9])$') then 'spouse'
                when regexp_matches(h.relation, '^(独生|[长次大小幼养继二三四五六七八九])?(子|女|儿子|女儿|子女)$|^(2[0-7]|2|3[0-7])$') then 'child'
                when regexp_matches(h.relation, '^(养|继)?(父|母)亲?$|^(父母|5|5[0127])$') then 'parent'
                when regexp_matches(h.relation, '^(外)?孙(子|女|子女|儿)?$|^(4|4[0-4])$') then 'grandchild'
                when regexp_matches(h.relation, '^外?祖(父|母|父母)$|^(爷爷|奶奶|外公|外婆|姥姥|姥爷|6|6[0-4])$') then 'grandparent'
                when regexp_matches(h.relation, '^[长次大小二三四五六七八九]?(兄|弟|姐|妹|哥哥|弟弟|姐姐|妹妹|兄弟|姐妹|兄弟姐妹)$|^(7|71|73|75|77)$') then 'sibling'
           end as role
    from lake.hukou h where h.person is not null
),
-- What a second member of a book is to the first, by what both are to the head.
book_rule(role, other, relation) as (
    values ('head', 'spouse', '配偶'), ('head', 'child', '子女'), ('head', 'parent', '父母'), ('head', 'grandchild', '孙子女'),
           ('head', 'grandparent', '祖父母'), ('head', 'sibling', '兄弟姐妹'), ('spouse', 'child', '子女'), ('child', 'child', '兄弟姐妹'),
           ('parent', 'sibling', '子女'), ('child', 'parent', '祖父母'), ('parent', 'parent', '配偶'), ('spouse', 'grandchild', '孙子女'),
           ('sibling', 'sibling', '兄弟姐妹'), ('grandparent', 'sibling', '孙子女')
),
directed as (
    select person, relative_person as relative, regexp_replace(relative_relation, '[\s（）()]', '', 'g') as word,
           null as relation, '干部申报' as source, null::date as since, name, relative_name
    from lake.cadre where person is not null and relative_person is not null
    union all
    select a, b, null, '配偶', '婚姻登记', since, a_name, b_name from couple
    where not is_parted or joined_on > parted_on
    union all
    select person, mother_person, null, '父母', '出生登记', null, name, mother_name from lake.birth where mother_person is not null
    union all
    select person, father_person, null, '父母', '出生登记', null, name, father_name from lake.birth where father_person is not null
    union all
    select distinct a.person, b.person, null, r.relation, '户籍', null::date, a.name, b.name
    from book a join book b on b.book = a.book and b.person <> a.person
    join book_rule r on r.role = a.role and r.other = b.role
),
named as (
    select * replace (coalesce(relation,
        case when coalesce(word, '') = '' then '近亲属'
             when regexp_matches(word, '^[堂表]') then '堂表亲'
             when regexp_matches(word, '(配偶|妻|夫妻|丈夫|爱人|老公|老婆)$') then '配偶'
             when regexp_matches(word, '(岳父|岳母|公公|婆婆)$') then '配偶的父母'
             when regexp_matches(word, '(儿媳|媳妇|女婿)$') then '子女的配偶'
             when regexp_matches(word, '孙') then '孙子女'
             when regexp_matches(word, '(祖父|祖母|祖父母|爷爷|奶奶|外公|外婆|姥姥|姥爷)$') then '祖父母'
             when regexp_matches(word, '^(养|继)?(父|母|父母|父亲|母亲|爸爸|妈妈)$') then '父母'
             when regexp_matches(word, '(侄|甥)') then '兄弟姐妹的子女'
             when regexp_matches(word, '(伯|叔|姑|舅|姨)') then '父母的兄弟姐妹'
             when regexp_matches(word, '(嫂|弟媳|弟妹|姐夫|妹夫)') then '兄弟姐妹的配偶'
             when regexp_matches(word, '(兄|弟|姐|妹|哥)') then '兄弟姐妹'
             when regexp_matches(word, '(子|女|儿子|女儿|子女)$') then '子女' else word end) as relation)
    from directed
),
back(relation, other) as (
    values ('配偶', '配偶'), ('父母', '子女'), ('子女', '父母'), ('祖父母', '孙子女'), ('孙子女', '祖父母'), ('兄弟姐妹', '兄弟姐妹'),
           ('配偶的父母', '子女的配偶'), ('子女的配偶', '配偶的父母'), ('兄弟姐妹的子女', '父母的兄弟姐妹'),
           ('父母的兄弟姐妹', '兄弟姐妹的子女'), ('兄弟姐妹的配偶', '配偶的兄弟姐妹'), ('近亲属', '近亲属')
),
edge as (
    select person, relative, relation, source, since, relative_name as name from named
    union all
    select n.relative, n.person, b.other, n.source, n.since, n.name from named n join back b on b.relation = n.relation
)
select person, relative, relation, source, max(since) as since, max(name) as name
from edge where person is not null and relative is not null and person <> relative and relation is not null
group by person, relative, relation, source
