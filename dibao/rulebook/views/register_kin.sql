-- Kin as registers have it, one direction each: `relative` is the `relation` of `person`. Hukou books relate everybody to the
-- head only: what two other members are to each other follows from that. `since` = from when (a marriage).
with book as (
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
)
select a as person, b as relative, '配偶' as relation, '婚姻登记' as source, since, a_name as name, b_name as relative_name
from couple where is_together
union all
select person, mother_person, '父母', '出生登记', null, name, mother_name from lake.birth where person is not null and mother_person is not null
union all
select person, father_person, '父母', '出生登记', null, name, father_name from lake.birth where person is not null and father_person is not null
union all
select distinct a.person, b.person, r.relation, '户籍', null::date, a.name, b.name
from book a join book b on b.book = a.book and b.person <> a.person
join book_rule r on r.role = a.role and r.other = b.role
