"""R36 人户分离 · R39 未入户 · R40 民主评议 · R43 档案 · R55 责任签字."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, add_workdays
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import called_at, electricity, file_inspected
from dibao.county.steps import back_workdays


def _row(home, bench: Bench) -> dict:
    return next(row for row in reversed(bench.world.rows["procedure"]) if row["household"] is home)


def _appraised_home(bench: Bench):
    """Decided under the measures of 2012, when every application was appraised."""
    return bench.home("couple", approved=bench.day(date(2020, 5, 11), date(2021, 6, 1)))


def _change(bench: Bench, rule: str, label: str, severity: str, note: str, home, **changes) -> None:
    row = _row(home, bench)
    row.update({key: change(row) if callable(change) else change for key, change in changes.items()})
    bench.say(rule, label, home, None, severity, note)


def _lines(rule: str, new, cases: tuple) -> None:
    """One plant a line: label, severity, note, changes of the ledger row of a household that `new` makes."""
    for label, severity, note, changes in cases:
        plant(rule, label)(
            lambda bench, c=(rule, label, severity, note), changes=changes: _change(bench, *c, new(bench), **changes)
        )


def _recent(bench: Bench):
    return bench.recent("couple")


_lines(
    "R39",
    _recent,
    (
        (HIT, "B", "没有入户调查", {"visited_on": None, "investigators": "", "visit_method": "", "visit_result": "", "visit_signed": "", "respondent_signed": "", "visited_income": None}),
        (HIT, "B", "只有一名调查人员", {"investigators": lambda row: row["investigators"].split("、")[0]}),
        (HIT, "B", "被调查家庭没有签字", {"respondent_signed": "否"}),
        (HIT, "B", "调查人员没有签字", {"visit_signed": "否"}),
        (HIT, "B", "批准之后才入户", {"visited_on": lambda row: row["approved_on"] + timedelta(days=12)}),
        (EXCEPTION, "", "不识字，按手印", {"respondent_signed": "不识字，已按手印"}),
        (NEAR_MISS, "", "签字并按手印", {"respondent_signed": "已签字按手印"}),
        (NEAR_MISS, "", "三名调查人员", {"investigators": lambda row: row["investigators"] + "、" + row["accepted_by"]}),
    ),
)  # fmt: skip


@plant("R39", EXCEPTION)
def by_video_in_an_emergency(bench: Bench) -> None:
    """In a grave emergency the visit may be a call, 57号 art. 16."""
    home = bench.home("couple", approved=date(2022, 11, bench.rng.randrange(21, 30)))
    changes = {
        "visit_method": "视频调查",
        "visit_result": "疫情期间视频调查，情况属实",
        "respondent_signed": "视频确认",
    }
    _change(bench, "R39", EXCEPTION, "", "突发公共卫生事件期间视频调查", home, **changes)


@plant("R39", EXCEPTION)
def in_an_institution(bench: Bench) -> None:
    home = bench.recent("single", ages=(bench.rng.uniform(76, 88),))
    changes = {
        "visit_method": "到敬老院集中调查",
        "respondent_signed": "本人无签字能力，敬老院负责人代签并按手印",
    }
    _change(bench, "R39", EXCEPTION, "", "集中居住在养老机构，由机构代签", home, **changes)


@plant("R39", HIT)
def a_day_of_visits(bench: Bench) -> None:
    """Twenty households on one day cannot have been looked into; too many for a small county."""
    count = 20 if bench.world.size >= 1200 else 0
    approved, who = bench.world.quiet_approval(date(2021, 10, 1), date(2023, 9, 1)), bench.world.signer("一天走完")
    places = [(0, v) for v in range(len(bench.world.map.townships[0].villages)) if (0, v) not in bench.world.reserved]
    for number in range(count):
        home = bench.home("single", approved=approved, place=places[number % len(places)])
        row, visited = _row(home, bench), home.approved - timedelta(days=21)
        notice = add_workdays(max(visited, row["checked_on"]), 1)
        row.update(visited_on=visited, notice_from=notice, notice_to=notice + timedelta(days=8), county_received_on=back_workdays(approved, 3), investigators=f"{who}、{row['prelim_by']}")  # fmt: skip
        bench.say("R39", HIT, home, None, "B", "同一调查人一天入户二十户")
    if not count:
        _change(bench, "R39", HIT, "B", "被调查家庭没有签字", _recent(bench), respondent_signed="未签字")


_lines(
    "R40",
    _appraised_home,
    (
        (HIT, "B/C", "2021年7月前没有民主评议", {"appraised_on": None, "appraisal_attendees": None, "appraisal_representatives": None, "appraisal_result": "", "appraisal_signed": "", "appraised_by": ""}),
        (HIT, "B/C", "村民代表不足三分之二", {"appraisal_attendees": 18, "appraisal_representatives": 9}),
        (HIT, "B/C", "参评人员没有签字", {"appraisal_signed": "否"}),
        (NEAR_MISS, "", "村民代表恰好三分之二", {"appraisal_attendees": 15, "appraisal_representatives": 10}),
    ),
)  # fmt: skip


def _objected(label: str, severity: str, note: str, **changes) -> None:
    def make(bench: Bench) -> None:
        home = _recent(bench)
        _change(bench, "R40", label, severity, note, home, objection="有", **changes)

    plant("R40", label)(make)


_objected(HIT, "B/C", "公示有异议，没有重新调查也没有评议")
_objected(EXCEPTION, "", "公示有异议，已重新调查", revisited_on=lambda row: row["notice_to"] + timedelta(days=1))
_objected(EXCEPTION, "", "公示有异议，已民主评议", appraised_on=lambda row: row["notice_to"] + timedelta(days=1))


@plant("R40", NEAR_MISS)
def nobody_objected(bench: Bench) -> None:
    bench.say("R40", NEAR_MISS, _recent(bench), note="2021年7月后公示无异议，不必评议")


_lines(
    "R55",
    _recent,
    (
        (HIT, "C", "审批没有责任人", {"approved_by": ""}),
        (HIT, "C", "受理没有责任人", {"accepted_by": ""}),
        (HIT, "C", "核对没有责任人", {"checked_by": ""}),
        (HIT, "C", "审核没有责任人", {"prelim_by": ""}),
        (NEAR_MISS, "", "没有评议这一步，也就没有主持人", {"appraised_by": ""}),
        (NEAR_MISS, "", "两人共同审核", {"prelim_by": lambda row: f"{row['prelim_by']}、{row['accepted_by']}"}),
        (NEAR_MISS, "", "写明单位和姓名", {"approved_by": lambda row: f"县民政局 {row['approved_by']}"}),
    ),
)  # fmt: skip


def _file(label: str, severity: str, note: str, reason: str = "", **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        home.reason = reason or home.reason
        file_inspected(bench.world, home, **changes)
        bench.say("R43", label, home, None, severity, note)

    plant("R43", label)(make)


_file(HIT, "C", "档案没有申请书", application="无")
_file(HIT, "C", "两名成员只有一人签授权书", authorized_count=1)
_file(HIT, "C", "档案没有入户调查表", visit_form="缺", missing="入户调查表")
_file(HIT, "C", "档案没有核对报告", check_report="无", missing="缺核对报告")
_file(HIT, "C", "因病致贫没有疾病证明", "因病", hardship_proof="无")
_file(NEAR_MISS, "", "缺劳动力致贫，不需要疾病证明", "缺劳动力", hardship_proof="不涉及")
_file(EXCEPTION, "", "材料存电子档案", application="有（电子）", check_report="有（电子档案）", notice_photo="电子")
_file(NEAR_MISS, "", "材料写页数", application="2页", visit_form="4页", missing="无")


@plant("R43", HIT)
def check_says_more(bench: Bench) -> None:
    home = _recent(bench)
    row = _row(home, bench)
    more = row["declared_income"] + bench.rng.randrange(22000, 40000, 1000)
    _change(bench, "R43", HIT, "C", "核对收入比申报和调查多两万元以上，没有说明", home, checked_income=more)


@plant("R43", NEAR_MISS)
def a_few_yuan_apart(bench: Bench) -> None:
    home = _recent(bench)
    _change(
        bench, "R43", NEAR_MISS, "", "核对与申报相差几元", home, checked_income=_row(home, bench)["declared_income"] + 6
    )


def _lives(label: str, where: str, note: str, elsewhere: bool = False) -> None:
    """The police saw the whole household somewhere else; `elsewhere` = in another township of the county."""

    def make(bench: Bench) -> None:
        home, names = bench.recent("couple"), [town.name for town in bench.world.map.townships]
        town = names[(home.township + 1) % len(names)] if elsewhere else names[home.township]
        for member in home.members:
            member.person.residence = where.format(county=bench.world.map.name, town=town)
        bench.say("R36", label, home, None, "C" if label == HIT else "", note)

    plant("R36", label)(make)


_lives(HIT, "某省某市某区建设路12号", "全家常住外省")
_lives(HIT, "{county}{town}中心街8号", "全家常住本县另一个乡镇", elsewhere=True)
_lives(EXCEPTION, "某市某区（随子女居住）", "随子女居住")
_lives(EXCEPTION, "某省某市（外出务工）", "外出务工")
_lives(NEAR_MISS, "{county}{town}中心街8号", "住在本乡镇街上")


@plant("R36", HIT)
def nobody_at_home_twice(bench: Bench) -> None:
    home = bench.recent("couple")
    for day in (date(2025, 3, bench.rng.randrange(3, 28)), date(2025, 5, bench.rng.randrange(3, 28))):
        called_at(bench.world, home, day, "家中无人，邻居称长期不在此居住", "")
    bench.say("R36", HIT, home, None, "C", "两次上门无人")


@plant("R36", HIT)
def no_electricity(bench: Bench) -> None:
    home = bench.recent("couple")
    electricity(bench.world, home, [48, 51, 44, 40, 0, 0, 1, 0, 0, 0, 0, 0])
    bench.say("R36", HIT, home, None, "C", "连续八个月几乎不用电")


@plant("R36", EXCEPTION)
def relocated(bench: Bench) -> None:
    home, town = bench.recent("couple"), bench.world.map.townships[0].name
    site = f"{town}幸福家园易地搬迁安置点"
    for member in home.members:
        member.person.residence = f"{bench.world.map.name}{site}3栋201"
        bench.world.add("relocation", member.person, kind="易地扶贫搬迁", project="十三五易地搬迁", moved_on=date(2019, 11, 6), resettled_at=site)  # fmt: skip
    bench.say("R36", EXCEPTION, home, note="易地搬迁安置")


@plant("R36", NEAR_MISS)
def not_at_home_once(bench: Bench) -> None:
    home = bench.recent("couple")
    called_at(bench.world, home, AS_OF - timedelta(days=90), "家中无人，下地劳动", "")
    called_at(bench.world, home, AS_OF - timedelta(days=80))
    bench.say("R36", NEAR_MISS, home, note="第一次上门不在家，第二次在家")


@plant("R36", NEAR_MISS)
def little_electricity(bench: Bench) -> None:
    home = bench.recent("single")
    electricity(bench.world, home, [16, 12, 18, 15, 11, 14, 19, 17, 12, 15, 13, 16])
    bench.say("R36", NEAR_MISS, home, note="独居老人用电少，月月都用")
