-- Every row of the procedure ledgers with the household and the decision it belongs to; `accepted` is the decision's acceptance.
-- A row without a decision belongs to the next decision, that of a publication to the one before it, else to the last. Every household has a row: decided_on is then
-- the start of its benefit and the rest is unknown. approved_on is only what a ledger says, row_approved_on what this row itself says.
-- said = what remark and extension say in words; visitors = how many investigators a row tells of; null where the names do not say (张三等, names run together; four characters under a double surname are one name).
with sole as (
    select township, head_name, min(household) as household from household
    where head_name is not null group by township, head_name having count(*) = 1
),
ledger as (
    -- A row with a name only is the household's if the township has one head of that name.
    -- A ledger may have the second notice of before 2021-07 and the publication (公布) of after it in columns of their own.
    select coalesce(h.household, sole.household) as home, p.* replace (coalesce(p.publication_from, p.published_on) as publication_from),
           least(p.applied_on, p.accepted_on, p.check_requested_on, p.checked_on, p.investigation_on, p.visited_on, p.appraised_on, p.notice_from,
                 p.county_received_on) as begun_on
    from lake.procedure p
    left join household h on h.household = p.household
    left join sole on h.household is null and p.person is null and p.head_person is null
         and sole.township = p.township and sole.head_name = coalesce(p.head_name, p.name)
),
approval as (select distinct home, approved_on from ledger where approved_on is not null),
decision as (
    select l.src, coalesce(l.approved_on, min(a.approved_on) filter (a.approved_on >= l.begun_on),
                           max(a.approved_on) filter (a.approved_on <= l.publication_from), max(a.approved_on)) as approved_on
    from ledger l left join approval a on a.home = l.home group by l.src, l.approved_on
)
select h.household, h.township, d.approved_on, l.approved_on as row_approved_on, coalesce(d.approved_on, h.start_on) as decided_on,
       max(l.accepted_on) filter (l.accepted_on <= coalesce(d.approved_on, h.start_on, l.accepted_on))
           over (partition by h.household, d.approved_on) as accepted,
       coalesce(l.investigator_count, case when not regexp_matches(l.investigators, '等|[0-9]|^[^、,，;；/ ]{4,}$')
                or regexp_matches(l.investigators, '^(欧阳|司马|上官|诸葛|皇甫|尉迟|司徒|东方|公孙|令狐|慕容|夏侯|宇文|长孙|端木|南宫|独孤|钟离|百里|呼延|万俟|赫连|申屠|公冶|淳于)[^、,，;；/ ]{2}$')
           then nullif(len(list_distinct(regexp_extract_all(concat_ws('、', l.investigators, l.investigator_2), '[^、,，;；/ ]{2,}'))), 0) end)::integer as visitors,
       nullif(concat_ws('；', l.extension, l.remark), '') as said, l.* exclude (home, household, township, approved_on)
from household h
left join ledger l on l.home = h.household
left join decision d on d.src = l.src
