-- Kin as people declared it: `relative` is the `relation` of the cadre `person`; from cadres' own lists and from the filings.
with line as (
    select person, relative_person as relative, relative_relation as word, '干部申报' as source, name, relative_name, src from cadre
    union all
    select cadre_person, person, relation, '备案登记', cadre_name, name, src from lake.relative_filing
),
said as (
    select * replace (regexp_replace(word, '[\s（）()]', '', 'g') as word) from line
    where person is not null and relative is not null and person <> relative
)
select person, relative, source, name, relative_name, src, word,
       case when coalesce(word, '') = '' then '近亲属'
            when word in ('配偶的父母', '配偶的兄弟姐妹', '子女的配偶', '兄弟姐妹的子女', '兄弟姐妹的配偶', '父母的兄弟姐妹') then word
            when regexp_matches(word, '^[堂表]') then '堂表亲'
            when regexp_matches(word, '(舅子|姨子|姑子|伯子|叔子|内[兄弟]|[妻夫][兄弟姐妹])$') then '配偶的兄弟姐妹'
            when regexp_matches(word, '(嫂子?|弟媳妇?|弟妹|兄弟媳妇|[姐妹]夫)$') then '兄弟姐妹的配偶'
            when regexp_matches(word, '(岳父|岳母|公公|婆婆|丈人|丈母娘)$') then '配偶的父母'
            when regexp_matches(word, '(儿媳|媳妇|女婿)$') then '子女的配偶'
            when regexp_matches(word, '(配偶|妻子?|夫妻|丈夫|夫|爱人|老公|老婆|老伴)$') then '配偶'
            when regexp_matches(word, '孙') then '孙子女'
            when regexp_matches(word, '(祖父|祖母|祖父母|爷爷|奶奶|外公|外婆|姥姥|姥爷)$') then '祖父母'
            when regexp_matches(word, '^(养|继)?(父|母|父母|父亲|母亲|爸爸|妈妈)$') then '父母'
            when regexp_matches(word, '(侄|甥)') then '兄弟姐妹的子女'
            when regexp_matches(word, '(伯|叔|姑|舅|姨)') then '父母的兄弟姐妹'
            when regexp_matches(word, '(兄|弟|姐|妹|哥)') then '兄弟姐妹'
            when regexp_matches(word, '(子|女|儿子|女儿|子女)$') then '子女' else word end as relation
from said
