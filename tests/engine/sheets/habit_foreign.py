"""Workbooks of a county that nobody here had seen before: headers that were once read wrong."""

from habits import Habit, day, money, month6, name, other, pick, pid, real_day, township, village

FOREIGN = [
    Habit(
        "花名册，救助开始年月",
        "双塘镇低保数据导出20240930.xlsx",
        "roster",
        [
            ("家庭编号", "household_no", lambda i: f"4312991000{i:05d}"),
            ("所属村", "village", village),
            ("申请人姓名", "head_name", name),
            ("申请人身份证", "id_no", pid),
            ("家庭人口数", "member_count", pick(1, 3)),
            ("保障人口数", "covered_count", pick(1, 3)),
            ("月保障金", "amount", money),
            ("救助开始年月", "start_on", month6),
        ],
    ),
    Habit(
        "公安变动，类别和原因都有",
        "公安局户籍变动信息.xlsx",
        "hukou_change",
        [
            ("姓名", "name", name),
            ("公民身份号码", "id_no", pid),
            ("变动类别", "kind", pick("分户", "迁往省（市）外", "参军入伍")),
            ("变动原因", "", pick("分家立户", "投靠亲属", "应征")),
            ("变动日期", "changed_on", real_day),
            ("迁往地址", "destination", pick("石坪村3组", "广东省东莞市", "某部")),
        ],
        sheet="变动",
    ),
    Habit(
        "乡镇台账，公示与公布的类型",
        "石坪乡公示公布登记.xlsx",
        "procedure",
        [
            ("家庭编号", "household_no", lambda i: f"4312991000{i:05d}"),
            ("所属乡镇", "township", township),
            ("户主", "head_name", name),
            ("公示类型", "notice_kind", pick("审核公示", "结果公布", "县级公布")),
            ("公示开始日期", "notice_from", day),
            ("公示结束日期", "notice_to", day),
        ],
        sheet="公示",
    ),
    Habit(
        "流程台账，公示和二榜公示各有起止，还有公布",
        "石坪乡流程台账.xlsx",
        "procedure",
        [
            ("低保证号", "household_no", lambda i: f"4312991000{i:05d}"),
            ("申请人", "head_name", name),
            ("受理日期", "accepted_on", day),
            ("入户调查日期", "visited_on", day),
            ("公示开始日期", "notice_from", day),
            ("公示结束日期", "notice_to", day),
            ("二榜公示开始", "publication_from", day),
            ("二榜公示结束", "publication_to", day),
            ("审批日期", "approved_on", day),
            ("公布日期", "published_on", day),
        ],
        title=[["石坪乡低保审核审批流程台账"]],
    ),
    Habit(
        "入户调查，启动日期和两名调查人各一列",
        "入户调查台账.xlsx",
        "procedure",
        [
            ("家庭编号", "household_no", lambda i: f"4312991000{i:05d}"),
            ("户主", "head_name", name),
            ("启动调查日期", "investigation_on", day),
            ("入户日期", "visited_on", day),
            ("调查人1", "investigators", other(name)),
            ("调查人2", "investigator_2", other(name, 700)),
            ("在场家庭成员签字", "respondent_signed", name),
            ("调查结论", "visit_result", pick("建议纳入", "建议不纳入")),
        ],
        sheet="入户调查",
    ),
]
