"""Workbooks of the campaign itself: problems, closings, visits, reports, test calls, conclusions."""

from datetime import datetime

from habits import Habit, day, han_day, head, money, month6, name, other, pick, pid, real_day, seq, township, village


def number(prefix: str):
    """Numbers of a series."""
    return lambda i: f"{prefix}{i + 1:04d}"


def stamp(i: int) -> str:
    """A day with the clock."""
    return f"2024-05-{i % 27 + 1:02d} {8 + i % 9:02d}:{i * 7 % 60:02d}:30"


def clock(i: int) -> str:
    """The clock alone."""
    return f"{8 + i % 9:02d}:{i * 7 % 60:02d}"


def real_stamp(i: int) -> datetime:
    """A day with the clock in a date cell."""
    return datetime(2024, 5, i % 27 + 1, 8 + i % 9, i * 7 % 60)


TROUBLE = pick("妻子2023年去世后仍按两人发放", "名下有小型普通客车，未申报", "未入户调查即审批，档案缺调查表")
DOOR = number("4312990010")

OFFICE = [
    Habit(
        "本系统导出的问题整改台账",
        "导出/问题整改台账_20240630.xlsx",
        "office_problem",
        [
            ("专项行动", "campaign", pick("2024年专项治理")),
            ("问题编号", "problem_no", number("WT")),
            ("疑点编号", "finding_no", number("a3f9c0")),
            ("规则编号", "rule", pick("R01", "R20", "R39")),
            ("对象类型", "subject", pick("户", "户", "村")),
            ("户编号", "household_no", DOOR),
            ("户主姓名", "head_name", name),
            ("乡镇", "township", township),
            ("村", "village", village),
            ("问题来源", "origin", pick("数据比对", "自查", "信访举报")),
            ("问题类型", "kind", pick("死亡保", "有车", "未入户")),
            ("问题描述", "problem", TROUBLE),
            ("整改措施", "measure", pick("停发并追回多发资金", "重新核算", "补做入户调查")),
            ("处理方式", "remedy", pick("停发", "调整金额", "补手续")),
            ("执行月份", "effective_month", month6),
            ("应追缴金额", "recover_due", money),
            ("已追缴金额", "recovered", money),
            ("责任单位", "unit", pick("青山镇民政办", "白水乡民政办")),
            ("整改责任人", "rectifier", other(name)),
            ("登记日期", "opened_on", real_day),
            ("登记时刻", "opened_at", stamp),
            ("整改时限", "due_on", real_day),
            ("整改完成日期", "rectified_on", real_day),
            ("整改状态", "state", pick("已销号", "整改中", "待对账")),
        ],
        sheet="问题整改台账",
    ),
    Habit(
        "乡镇用表格记的整改台账，整改和销号记在一起",
        "白水乡农村低保专项治理问题整改台账.xlsx",
        "office_problem",
        [
            ("序号", "serial", seq),
            ("村（居）", "village", village),
            ("户主姓名", "head_name", name),
            ("身份证号码", "head_id_no", pid),
            ("存在的问题", "problem", TROUBLE),
            ("问题类别", "kind", pick("死亡保", "有车", "程序")),
            ("整改措施", "measure", pick("停发低保金", "补办手续", "核减金额")),
            ("责任人", "rectifier", other(name)),
            ("整改期限", "due_on", day),
            ("整改情况", "progress", pick("已停发并公示", "已补齐材料", "正在核算")),
            ("销号时间", "closed_on", day),
            ("销号人", "closed_by", other(name, 300)),
            ("备注", "remark", lambda i: ""),
        ],
        title=[["白水乡农村低保专项治理问题整改台账"]],
    ),
    Habit(
        "村的问题清单，没有户号",
        "上坪村问题清单和整改清单.xlsx",
        "office_problem",
        [
            ("序号", "serial", seq),
            ("问题编号", "problem_no", number("SP-")),
            ("涉及对象", "head_name", name),
            ("具体问题", "problem", TROUBLE),
            ("发现时间", "opened_on", han_day),
            ("整改举措", "measure", pick("停发低保金", "补办手续", "核减金额")),
            ("完成时限", "due_on", han_day),
            ("是否完成整改", "state", pick("是", "否")),
        ],
    ),
    Habit(
        "本系统导出的销号台账",
        "导出/对账销号台账_20240630.xlsx",
        "office_closing",
        [
            ("专项行动", "campaign", pick("2024年专项治理")),
            ("销号编号", "closing_no", number("XH")),
            ("问题编号", "problem_no", number("WT")),
            ("规则编号", "rule", pick("R01", "R20", "R39")),
            ("户编号", "household_no", DOOR),
            ("户主姓名", "head_name", name),
            ("乡镇", "township", township),
            ("村", "village", village),
            ("处理方式", "remedy", pick("停发", "调整金额", "补手续")),
            ("执行月份", "effective_month", month6),
            ("整改责任人", "rectifier", other(name)),
            ("登记日期", "opened_on", real_day),
            ("登记时刻", "opened_at", stamp),
            ("销号日期", "closed_on", real_day),
            ("销号时刻", "closed_at", real_stamp),
            ("销号人", "closed_by", other(name, 300)),
            ("佐证材料", "evidence", pick("停发决定书.pdf", "入户照片.jpg")),
            ("附件校验码", "evidence_hash", lambda i: f"{i * 7919:032x}"),
            ("对账结果", "books", pick("一致", "待对账")),
            ("对账日期", "books_on", real_day),
            ("验收日期", "accepted_on", real_day),
            ("验收人", "accepted_by", other(name, 400)),
        ],
    ),
    Habit(
        "乡镇手工的销号登记",
        "青山镇/问题销号登记簿.xlsx",
        "office_closing",
        [
            ("编号", "serial", seq),
            ("问题编号", "problem_no", number("QS")),
            ("所属村", "village", village),
            ("户主", "head_name", name),
            ("户主身份证号", "head_id_no", pid),
            ("问题类型", "kind", pick("死亡保", "有车", "程序")),
            ("处理方式", "remedy", pick("停发", "追缴", "完善手续")),
            ("停发月份", "effective_month", month6),
            ("整改人", "rectifier", other(name)),
            ("核销时间", "closed_on", day),
            ("核销人", "closed_by", other(name, 300)),
        ],
        title=[["青山镇问题对账销号登记簿"]],
    ),
    Habit(
        "入户核查台账，有到达和离开时间",
        "石桥街道入户核查台账.xlsx",
        "office_visit",
        [
            ("序号", "serial", seq),
            ("户编号", "household_no", DOOR),
            ("户主姓名", "head_name", name),
            ("村（社区）", "village", village),
            ("入户日期", "visited_on", real_day),
            ("到达时间", "started_at", clock),
            ("离开时间", "ended_at", clock),
            ("核查人员", "visitors", pick("王建国、李伟", "张红、刘海涛")),
            ("是否见到本人", "met", pick("是", "否")),
            ("核查情况", "outcome", pick("家庭情况与申报一致，住房一处", "户主外出务工，由邻居介绍")),
            ("发现问题数", "problem_count", pick(0, 1)),
        ],
    ),
    Habit(
        "本系统导出的入户核查",
        "导出/专项行动入户核查台账.xlsx",
        "office_visit",
        [
            ("核查编号", "visit_no", number("HC")),
            ("专项行动", "campaign", pick("2024年专项治理")),
            ("户编号", "household_no", DOOR),
            ("乡镇", "township", township),
            ("村", "village", village),
            ("核查时限", "due_on", real_day),
            ("入户核查日期", "visited_on", real_day),
            ("入户开始时间", "started_at", stamp),
            ("入户结束时间", "ended_at", stamp),
            ("入户时长（分钟）", "minutes", pick(12, 25, 31)),
            ("核查组", "visitors", pick("第一组", "第二组")),
            ("照片数", "photo_count", pick(3, 4)),
            ("是否定位", "located", pick("是", "否")),
            ("发现问题数", "problem_count", pick(0, 1, 2)),
        ],
    ),
    Habit(
        "只有走访时长的走访台账",
        "走访台账/枫木村.xlsx",
        "office_visit",
        [
            ("序号", "serial", seq),
            ("户主", "head_name", name),
            ("身份证号", "id_no", pid),
            ("走访日期", "visited_on", day),
            ("走访时长（分钟）", "minutes", pick(5, 12, 25)),
            ("走访人员", "visitors", pick("王建国、李伟", "张红、刘海涛")),
            ("走访情况", "outcome", pick("生活困难，情况属实，继续保障", "已外出务工，建议重新核算")),
        ],
    ),
    Habit(
        "报表报送登记，只记报没报",
        "2024年专项治理报表报送登记.xlsx",
        "office_report",
        [
            ("序号", "serial", seq),
            ("乡镇（街道）", "township", township),
            ("报表名称", "form", pick("排查统计表", "工作台账", "典型案例表")),
            ("报告期", "month", month6),
            ("应报时间", "due_on", real_day),
            ("报送时间", "submitted_on", real_day),
            ("是否报送", "state", pick("已报送", "未报送", "零报告")),
        ],
    ),
    Habit(
        "本系统导出的报送登记，逐项指标",
        "导出/报表报送登记_20240630.xlsx",
        "office_report",
        [
            ("报送编号", "report_no", number("BS")),
            ("报表名称", "form", pick("排查统计表", "工作台账")),
            ("报告期", "month", month6),
            ("乡镇", "township", township),
            ("村", "village", village),
            ("应报日期", "due_on", real_day),
            ("延期至", "extended_to", pick("", "2024-06-12", "")),
            ("报送日期", "submitted_on", real_day),
            ("版次", "revision", pick(1, 1, 2)),
            ("报送状态", "state", pick("已报送", "更正")),
            ("指标", "item", pick("排查户数", "清退户数", "新纳入户数")),
            ("填报数", "value", pick(132, 6, 4)),
            ("分项之和", "parts", pick(132, 6, 4)),
            ("累计数", "cumulative", pick(532, 16, 14)),
            ("台账记录数", "counted", pick(132, 6, 5)),
            ("更正原因", "reason", pick("", "", "户主重名重复统计")),
        ],
    ),
    Habit(
        "热线拨测记录",
        "监督举报电话拨测记录.xlsx",
        "office_testcall",
        [
            ("序号", "serial", seq),
            ("乡镇（街道）", "township", township),
            ("监督举报电话", "hotline", lambda i: f"0745-82{i * 7919 % 10**5:05d}"),
            ("拨测日期", "called_on", real_day),
            ("拨测时间", "called_at", clock),
            ("是否接通", "answer", pick("接通", "无人接听", "空号")),
            ("通话时长（秒）", "seconds", pick(45, 0, 0)),
            ("拨测人", "caller", other(name)),
            ("是否公示", "published", pick("是", "否")),
            ("公示地点", "published_where", pick("政务公开栏", "村务公开栏")),
        ],
    ),
    Habit(
        "村一级热线拨测，日期和时刻在一格",
        "第三方拨测/村级监督电话.xlsx",
        "office_testcall",
        [
            ("村（居）", "village", village),
            ("举报电话", "hotline", lambda i: f"0745-82{i * 7919 % 10**5:05d}"),
            ("拨打时间", "called_at", stamp),
            ("拨测结果", "answer", pick("有人接听", "占线", "关机")),
            ("公示栏号码", "published_hotline", lambda i: f"0745-82{i * 7919 % 10**5:05d}"),
        ],
        sheet="拨测",
    ),
    Habit(
        "疑点核查结论，写明属实与否",
        "疑点核查结论反馈表.xlsx",
        "office_conclusion",
        [
            ("疑点编号", "finding_no", number("b7d20")),
            ("规则编号", "rule", pick("R01", "R20", "R12")),
            ("疑点类型", "kind", pick("死亡人员仍在享受低保", "有车", "领取养老金")),
            ("户编号", "household_no", DOOR),
            ("户主姓名", "head_name", head(name)),
            ("乡镇", "township", township),
            ("村", "village", village),
            ("核查结论", "conclusion", pick("属实-清退", "不属实-同名异人", "政策允许-渐退期")),
            ("结论理由", "reason", pick("火化证明与本人一致", "同名，出生日期不同", "就业后在渐退期内")),
            ("核查日期", "concluded_on", day),
            ("核查人", "concluded_by", other(name)),
        ],
    ),
    Habit(
        "回头看复查结论",
        "县专班/回头看复查结论台账.xlsx",
        "office_conclusion",
        [
            ("序号", "serial", seq),
            ("问题编号", "problem_no", number("WT")),
            ("核查环节", "stage", pick("复查", "抽查")),
            ("姓名", "name", name),
            ("身份证号", "id_no", pid),
            ("核实结论", "conclusion", pick("属实", "不属实", "部分属实")),
            ("核实时间", "concluded_on", day),
            ("核实情况", "reason", pick("停发后又发放两个月", "资料齐全", "金额仍未调整")),
        ],
    ),
]
