"""Workbooks about income: what a township worked out, who has a duty to maintain, benefits of social insurance."""

from habits import Habit, day, head, money, name, other, pick, pid, seq, township, village

INCOME = [
    Habit(
        "家庭收入核算明细表",
        "低保家庭收入核算明细.xlsx",
        "income",
        [
            ("序号", "serial", seq),
            ("乡镇", "township", township),
            ("村（社区）", "village", village),
            ("户编号", "household_no", lambda i: f"4312281010{i // 2:04d}"),
            ("户主姓名", "head_name", head(name)),
            ("成员姓名", "name", name),
            ("身份证号码", "id_no", pid),
            ("收入类别", "kind", pick("种植", "务工", "城乡居民养老金", "就业成本扣减", "赡养费")),
            ("收入项目", "item", pick("水稻", "建筑零工", "基础养老金", "交通费", "长子给付")),
            ("数量", "quantity", pick(3.5, "", "", "", "")),
            ("计量单位", "unit", pick("亩", "", "", "", "")),
            ("年收入金额（元）", "annual", pick("", 18000, 1800, 2400, 3600)),
            ("核算期起", "from_on", lambda i: "2024-01-01"),
            ("核算期止", "to_on", lambda i: "2024-12-31"),
        ],
        title=[["2024年低保家庭收入核算明细表"]],
    ),
    Habit(
        "赡养义务人台账",
        "民政办/赡（抚、扶）养义务人核算台账.xlsx",
        "maintenance",
        [
            ("序号", "serial", seq),
            ("低保证号", "household_no", lambda i: f"4312281010{i:04d}"),
            ("姓名", "name", name),
            ("身份证号", "id_no", pid),
            ("赡养人姓名", "obligor_name", other(name)),
            ("赡养人身份证号", "obligor_id_no", other(pid)),
            ("与被赡养人关系", "relation", pick("长子", "次女", "女儿")),
            ("赡养人家庭人口", "obligor_members", pick(3, 4, 5)),
            ("赡养人家庭月人均收入", "obligor_income", money),
            ("赡养费依据", "ground", pick("赡养协议", "法院判决", "无赡养能力", "按公式计算")),
            ("月赡养费", "monthly", pick(200, 300, 0, 150)),
            ("协议日期", "agreed_on", day),
        ],
    ),
    Habit(
        "失业工伤待遇发放",
        "人社/失业保险金和工伤待遇发放花名册.xlsx",
        "social_benefit",
        [
            ("序号", "serial", seq),
            ("姓名", "name", name),
            ("公民身份号码", "id_no", pid),
            ("待遇项目", "benefit", pick("失业保险金", "伤残津贴", "生育津贴", "供养亲属抚恤金")),
            ("月发放标准（元）", "monthly", money),
            ("待遇起始年月", "start_on", day),
            ("待遇终止年月", "end_on", pick("2025-06-30", "")),
        ],
    ),
]
