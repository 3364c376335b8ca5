"""Ledgers as townships keep them, through a whole screening: what they say in their own way clears a household or does not."""

from datetime import date, timedelta

from hamlet import EAST, citizen, home, named

HOMES = [home(number) for number in range(0, 8, 2)]  # the eastern half
WORKDAYS_31, WORKDAYS_47 = 45, 67  # days that hold so many working days and no more, from 2022-03-01 on
ACCEPTED = date(2022, 3, 1)


def flagged(outcome, rule: str, lawful: bool = False) -> set[str]:
    """Household numbers that a rule names, without or with those that the law allows."""
    return {f.household_no for f in outcome.findings if f.rule.code == rule and (lawful or not f.excused)}


def decided(h: dict, approved: date, remark: str = "") -> list:
    return [h["no"], h["head"], h["head_id"], h["township"], ACCEPTED, approved, remark]


def test_a_ledger_with_a_row_for_each_notice_is_read_by_its_kind(place):
    complete, short, unpublished, late = HOMES
    approved = date(2022, 4, 1)
    header = ["户编号", "户主姓名", "户主身份证号", "乡镇", "受理日期", "审批日期", "备注"]
    place.hamlet.files["审批台账.xlsx"] = ("台账", [header, *(decided(h, approved) for h in HOMES)])

    def notices(h: dict, first: str, *others: tuple[str, str]) -> list[list]:
        shown = [("审核公示", first), *others, ("长期公示", "2022年4月20日-长期")]
        return [[h["no"], h["head"], EAST, kind, span] for kind, span in shown]

    final = ("审批公示", "2022.4.2-4.9")
    rows = [
        *notices(complete, "2022.3.15-3.22", final),
        *notices(short, "2022.3.15-3.18", final),
        *notices(unpublished, "2022.3.15-3.22"),
        *notices(late, "2022.3.28-4.4", final),
    ]
    place.hamlet.files["公示台账.xlsx"] = ("公示", [["户编号", "户主姓名", "乡镇", "公示类型", "公示起止时间"], *rows])
    found = place.screen(("R41",)).findings
    assert {f.household_no: f.variant for f in found} == {
        short["no"]: "short", unpublished["no"]: "unpublished", late["no"]: "early",
    }  # fmt: skip


def test_an_extension_written_in_the_remark_moves_the_limit(place):
    header = ["户编号", "户主姓名", "户主身份证号", "乡镇", "受理日期", "审批日期", "备注"]
    within, beyond = ACCEPTED + timedelta(WORKDAYS_31), ACCEPTED + timedelta(WORKDAYS_47)
    rows = [
        decided(HOMES[0], within, "情况复杂，经批准延长15个工作日"),
        decided(HOMES[1], within, "未延长"),
        decided(HOMES[2], beyond, "延长至45个工作日"),
        decided(HOMES[3], within, "延长至45个工作日"),
    ]
    place.hamlet.files["审批台账.xlsx"] = ("台账", [header, *rows])
    outcome = place.screen(("R42",))
    assert flagged(outcome, "R42") == {HOMES[1]["no"], HOMES[2]["no"]}
    assert flagged(outcome, "R42", lawful=True) == {h["no"] for h in HOMES}


def test_class_cycle_and_next_date_of_the_review_ledger_count(place):
    header = ["户编号", "户主", "户主身份证号", "乡镇", "管理类别", "复核周期", "上次复核时间", "下次复核时间"]
    says = [("A类", "", ""), ("B类", "", ""), ("", "半年", ""), ("", "", "2023.3.1")]
    rows = [
        [h["no"], h["head"], h["head_id"], EAST, *what[:2], "2022.9.1", what[2]]
        for h, what in zip(HOMES, says, strict=True)
    ]
    place.hamlet.files["复核台账.xlsx"] = ("复核", [header, *rows])
    overdue = {f.household_no for f in place.screen(("R44",)).findings if f.variant == "overdue"}
    assert overdue & {h["no"] for h in HOMES} == {h["no"] for h in HOMES[1:]}


def test_a_term_in_the_register_and_kin_in_the_declaration_are_joined(place):
    cadres = [(named(200 + i), citizen(800 + i, "19700101")) for i in range(2)]
    villages = [h["village"] for h in HOMES[:2]]
    terms = ["2017.3-2018.3", "2018.3至今"]  # the couples draw dibao from 2019-04 on
    register = [[EAST, v, *who, "主任", term] for v, who, term in zip(villages, cadres, terms, strict=True)]
    place.hamlet.files["村干部名册.xlsx"] = (
        "名册",
        [["乡镇", "村", "姓名", "身份证号", "职务", "任期起止"], *register],
    )
    declared = [
        [v, name, "主任", h["head"], "哥哥", h["head_id"], "是"]
        for v, (name, _), h in zip(villages, cadres, HOMES[:2], strict=True)
    ]
    header = ["村", "干部姓名", "职务", "近亲属姓名", "称谓", "近亲属身份证号", "是否享受低保"]
    place.hamlet.files["近亲属情况申报表.xlsx"] = ("申报", [["近亲属情况申报表"], header, *declared])
    filings = [
        ["姓名", "身份证号", "干部姓名", "关系", "备案时间"],
        [named(390), citizen(990), named(391), "父亲", "2019-01-05"],
    ]
    place.hamlet.files["近亲属备案登记.xlsx"] = ("备案", filings)
    assert flagged(place.screen(("R25",)), "R25") == {HOMES[1]["no"]}
