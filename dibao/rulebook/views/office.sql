-- Terms of village cadres and dibao handlers: one row per person, kind and term; unknown bounds are open; who is on an older list only was in office until then.
-- Declarations and registers complete one another: a line without any term opens none where another line has one, and an open
-- term ends with the next end on record. Who left on an unknown day has no term that anything could be measured by.
with line as (
    select *, start_on is not null or end_on is not null or status is not null as has_term from cadre where name is not null
),
known as (
    select l.src, count(*) filter (k.has_term) as terms, min(k.end_on) filter (k.end_on >= coalesce(l.start_on, k.end_on)) as next_end,
           coalesce(bool_or(k.status = 'left' and k.end_on is null), false) as is_left,
           bool_or(k.replaced_on is null and not k.has_term) as is_declared
    from line l join line k on k.person = l.person and coalesce(l.kind, k.kind, '') = coalesce(k.kind, l.kind, '')
    group by l.src
),
term as (
    select l.* replace (case when l.status = 'serving' then l.end_on else coalesce(l.end_on, k.next_end) end as end_on),
           coalesce(k.is_left, false) or coalesce(l.status = 'left', false) as is_left,
           l.replaced_on is not null and not coalesce(k.is_declared, false) as is_replaced
    from line l left join known k on k.src = l.src
    where l.has_term or coalesce(k.terms, 0) = 0
)
select person, name, coalesce(kind, 'village_cadre') as kind,
       case when bool_or(kind = 'handler') then '低保经办人员' else '村（居）委会成员' end as kind_name,
       max(unit) as unit, max(post) as post, max(township) as township, max(village) as village, max(account) as account,
       coalesce(start_on, date '1900-01-01') as start_on, coalesce(max(end_on), case when bool_and(is_replaced) then max(as_of) end, date '9999-12-31') as end_on
from term where end_on is not null or status = 'serving' or not is_left
group by person, name, coalesce(kind, 'village_cadre'), coalesce(start_on, date '1900-01-01')
