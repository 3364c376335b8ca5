-- Changes of registration. Where a list only says 迁出, or nothing, the destination tells whether it lies in the province,
-- in another one or abroad; a destination that begins with no province stays undecided. The own province is that of most
-- numbers in the roster. Names as GB/T 2260 begins; Hongkong, Macao and Taiwan count as 出（境）.
with place as (select distinct regexp_replace(concat(province, destination), '[\s　]|^中国', '', 'g') as said from lake.hukou_change),
own as (
    select substr(id_of(person), 1, 2) as prefix from lake.roster where tier in (1, 3) group by 1 order by count(*) desc, prefix limit 1
),
province(prefix, name) as (
    values ('11', '北京'), ('12', '天津'), ('13', '河北'), ('14', '山西'), ('15', '内蒙'), ('21', '辽宁'), ('22', '吉林'), ('23', '黑龙江'),
           ('31', '上海'), ('32', '江苏'), ('33', '浙江'), ('34', '安徽'), ('35', '福建'), ('36', '江西'), ('37', '山东'), ('41', '河南'),
           ('42', '湖北'), ('43', '湖南'), ('44', '广东'), ('45', '广西'), ('46', '海南'), ('50', '重庆'), ('51', '四川'), ('52', '贵州'),
           ('53', '云南'), ('54', '西藏'), ('61', '陕西'), ('62', '甘肃'), ('63', '青海'), ('64', '宁夏'), ('65', '新疆'), ('71', '台湾'),
           ('81', '香港'), ('82', '澳门')
),
led as (
    select l.said,
           case when regexp_matches(l.said, '^(国外|境外|海外|出国|出境)') or p.prefix in ('71', '81', '82') then 'emigrated'
                when regexp_matches(l.said, '^(外省|省外)') or p.prefix <> o.prefix then 'moved_out_province'
                when regexp_matches(l.said, '^(本省|省内|本市|市内|本县|县内|本区)') or p.prefix = o.prefix then 'moved_in_province' end as kind
    from place l cross join own o
    -- two prefectures and a county of 青海 bear another province's name
    left join province p on starts_with(l.said, p.name) and not regexp_matches(l.said, '^(海南(藏族自治)?州|河南(蒙古族自治)?县)')
)
select c.* replace (case when coalesce(c.kind, 'moved_out') in ('moved_out', 'other') then coalesce(l.kind, c.kind) else c.kind end as kind)
from lake.hukou_change c
left join led l on l.said = regexp_replace(concat(c.province, c.destination), '[\s　]|^中国', '', 'g')
