-- Real estate by right holder, each record with what it is said to be anywhere: in its use, its remark or where it stands.
-- A contract that has no unit yet is a presale; a flat called 商品住宅 was bought; parking and storage are often named in the place only.
with said as (
    select *, coalesce(remark, '') as note, coalesce(location, '') as place,
           '(拆迁|搬迁|征收|棚改|棚户区改造).{0,4}安置|安置(房|点|区|小区|住宅|楼)|易地(扶贫)?搬迁|移民(安置|新村|新区|小区|点)|回迁(房|楼|区)|还建|棚改房' as resettled
    from lake.real_estate
)
select s.* exclude (note, place, resettled)
       replace (
           coalesce(unit_no, contract_no) as unit_no,
           case when regexp_matches(note, '已(经)?(拆|灭失|倒塌|垮塌|复垦)') then 'cancelled' else status end as status,
           case when use = 'flat' then 'residence'
                when use is null and regexp_matches(place, '车位|车库|储藏[室间]|储物间|杂物[间房]|地下室') then 'parking' else use end as use,
           case when coalesce(nature, 'commercial') = 'commercial' and regexp_matches(note, resettled) then 'resettlement'
                when nature is null and regexp_matches(place, resettled) then 'resettlement'
                when nature is null and contract_no is not null and unit_no is null then 'presale'
                when nature is null and use = 'flat' then 'commercial' else nature end as nature)
from said s
