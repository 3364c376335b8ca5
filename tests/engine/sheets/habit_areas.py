"""Workbooks that speak of whole villages and townships, or of who was moved."""

from habits import Habit, day, head, money, month6, name, pick, pid, seq, township, village

AREAS = [
    Habit(
        "搬迁安置名单",
        "移民办/易地搬迁安置人员名单.xlsx",
        "relocation",
        [
            ("序号", "serial", seq),
            ("户主姓名", "head_name", head(name)),
            ("姓名", "name", name),
            ("身份证号码", "id_no", pid),
            ("迁出乡镇", "township", township),
            ("搬迁类型", "kind", pick("易地扶贫搬迁", "水库移民")),
            ("安置点", "resettled_at", pick("幸福小区", "新城安置点")),
            ("入住时间", "moved_on", day),
        ],
    ),
    Habit(
        "征地拆迁台账",
        "自然资源局/被征地农户补偿台账.xlsx",
        "relocation",
        [
            ("被征收人姓名", "name", name),
            ("身份证号", "id_no", pid),
            ("乡镇", "township", township),
            ("村", "village", village),
            ("征地项目", "project", pick("高铁新城", "工业园二期")),
            ("征地面积（亩）", "land_area", money),
            ("补偿金额（元）", "compensation", money),
            ("协议签订日期", "moved_on", day),
        ],
    ),
    Habit(
        "低保统计台账",
        "2024年农村低保统计台账.xlsx",
        "statistics",
        [
            ("统计月份", "month", month6),
            ("乡镇", "township", township),
            ("保障户数", "households", pick(120, 90)),
            ("保障人数", "persons", pick(210, 150)),
            ("当月支出（元）", "amount", money),
            ("新增户数", "new_households", pick(2, 3)),
            ("退出户数", "left_households", pick(1, 4)),
            ("人均补助水平（元）", "average", money),
        ],
    ),
    Habit(
        "有人口的区划名录",
        "村居名录和人口.xlsx",
        "area",
        [
            ("区划代码", "area_code", lambda i: f"431228{100 + i // 10:03d}{200 + i % 10:03d}"),
            ("乡镇", "township", township),
            ("村（居）", "village", village),
            ("总户数", "households", pick(310, 420)),
            ("总人口", "population", pick(1100, 1500)),
        ],
    ),
]
