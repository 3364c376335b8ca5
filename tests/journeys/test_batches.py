"""What a run sees: the newest list of each area, every event, nothing that came after the day it looks back to."""

from datetime import date

import pytest
from hamlet import DEAD, EAST, VILLAGES, WEST, citizen, home, imbalance, named, roster_rows, sheet_of

from dibao.engine.errors import UserError

DEATHS = "公安死亡人员名单.xlsx"
EASTERN, WESTERN = (f"花名册/{town}低保花名册（2023年6月30日）.xlsx" for town in (EAST, WEST))
CARS = ["所有人", "身份证号", "号牌号码", "车辆类型", "机动车状态", "初次登记日期", "使用性质"]
EXITS = ["户编号", "户主姓名", "户主身份证号", "乡镇", "退出时间", "退出原因"]


def earlier(name: str, day: str = "2022年12月31日") -> str:
    return name.replace("2023年6月30日", day)


def owners(place) -> list[list]:
    """A car for the head of each household."""
    return [
        [home(n)["head"], home(n)["head_id"], f"湘Z{n:05d}", "小型轿车", "正常", date(2021, 3, 5), "非营运"]
        for n in range(8)
    ]


def cars(place, name: str, rows: list[list]) -> None:
    place.hamlet.files[name] = ("车辆", [CARS, *rows])


def found(outcome, rule: str) -> set[str]:
    return {f.household_no for f in outcome.findings if f.rule.code == rule}


def in_force(place, **options) -> dict[str, int]:
    """Households in force by township, as counted for what a missing register left unchecked."""
    outcome = place.screen(("R20",), **options)
    return {u.township: u.households for u in outcome.unchecked if u.reason == "NO_TABLE"}


def unused(outcome) -> dict[str, int]:
    return {s["file"]: s["not_visible"] for s in outcome.report["sheets"] if s["not_visible"]}


def test_a_household_that_the_newer_roster_lacks_is_in_force_no_more(place):
    place.hamlet.files[earlier(WESTERN)] = ("花名册", list(place.hamlet.rows(WESTERN)))
    del place.hamlet.rows(WESTERN)[1:3]
    assert in_force(place) == {EAST: 6, WEST: 5}


def test_one_townships_new_roster_leaves_the_others_as_they_were(place):
    whole = place.hamlet.rows(EASTERN) + place.hamlet.rows(WESTERN)[1:]
    place.hamlet.files["全县低保花名册（2022年12月31日）.xlsx"] = ("花名册", list(whole))
    del place.hamlet.files[EASTERN], place.hamlet.rows(WESTERN)[1:3]
    assert in_force(place) == {EAST: 6, WEST: 5}


def test_one_villages_new_roster_leaves_the_other_villages_as_they_were(place):
    village = VILLAGES[WEST][1]
    rows = place.hamlet.rows(WESTERN)
    own = [row for row in rows[1:] if row[3] == village]
    place.hamlet.files[f"{WEST}{village}低保花名册（2023年6月30日）.xlsx"] = ("花名册", [rows[0], *own[2:]])
    place.hamlet.files[earlier(WESTERN)] = place.hamlet.files.pop(WESTERN)
    assert in_force(place) == {EAST: 6, WEST: 5}


def test_the_sheets_of_one_day_are_parts_of_one_roster(place):
    header, *rows = place.hamlet.rows(WESTERN)
    place.hamlet.files[WESTERN] = ("一", [header, *rows[:6]])
    place.hamlet.files[WESTERN.replace("低保", "农村低保")] = ("二", [header, *rows[6:]])
    assert in_force(place) == {EAST: 6, WEST: 6}


def test_two_parts_that_were_made_on_different_days_are_both_used(place):
    header, *rows = place.hamlet.rows(WESTERN)
    place.hamlet.files[WESTERN] = ("一", [header, *rows[:6]])
    place.hamlet.files[earlier(WESTERN)] = ("二", [header, *rows[6:]])
    assert in_force(place) == {EAST: 6, WEST: 6}
    assert "两部分" in sheet_of(place.screen(), earlier(WESTERN))["visibility"]


def test_an_exit_between_two_rosters_ends_the_membership_in_its_month(place):
    gone = home(DEAD)
    place.hamlet.files[earlier(WESTERN)] = ("花名册", list(place.hamlet.rows(WESTERN)))
    rows = place.hamlet.rows(WESTERN)
    rows[:] = [row for row in rows if row[0] != gone["no"]]
    leaving = [gone["no"], gone["head"], gone["head_id"], WEST, date(2023, 4, 20), "家庭收入超标"]
    place.hamlet.files["低保退出人员名单.xlsx"] = ("退出", [EXITS, leaving])
    hits = [f for f in place.screen(("R01",)).findings if f.rule.code == "R01"]
    assert [(f.household_no, f.first_month % 12 + 1, f.last_month % 12 + 1) for f in hits] == [(gone["no"], 3, 4)]


def test_an_earlier_roster_judges_an_earlier_day(place):
    more = {**home(3), "no": "431299099999", "head_id": citizen(901), "wife_id": citizen(902, "19630704")}
    place.hamlet.files[earlier(WESTERN)] = ("花名册", [*place.hamlet.rows(WESTERN), *roster_rows(more)])
    assert in_force(place) == {EAST: 6, WEST: 6}
    assert in_force(place, as_of=date(2023, 3, 31)) == {EAST: 6, WEST: 7}


def test_a_newer_register_takes_the_place_of_the_older_one(place):
    cars(place, "机动车登记（2023年3月31日）.xlsx", owners(place))
    cars(place, "机动车登记（2023年6月30日）.xlsx", owners(place)[1:])
    outcome = place.screen(("R20",))
    assert found(outcome, "R20") == {home(n)["no"] for n in range(1, 8)}
    older = sheet_of(outcome, "机动车登记（2023年3月31日）.xlsx")
    assert (older["used"], older["not_visible"]) == (8, 8) and "2023年6月30日" in older["visibility"]
    assert imbalance(outcome.report["sheets"]) == []


def test_a_register_without_a_day_stays(place):
    cars(place, "机动车登记.xlsx", owners(place)[:2])
    cars(place, "机动车登记（2023年6月30日）.xlsx", owners(place)[1:])
    assert found(place.screen(("R20",)), "R20") == {home(n)["no"] for n in range(8)}


def test_lists_of_two_departments_do_not_replace_each_other(place):
    header = ["权利人", "身份证号", "不动产单元号", "面积", "用途", "登记时间", "坐落"]
    homes = [
        [home(2)["head"], home(2)["head_id"], f"4312990{n}", 90 + n, "住宅", date(2020, 1, n + 1), f"某路{n}号"]
        for n in range(4)
    ]
    place.hamlet.files["自然资源局不动产登记（2023年3月31日）.xlsx"] = ("一", [header, *homes[:3]])
    place.hamlet.files["住建局房产登记（2023年6月30日）.xlsx"] = ("二", [header, *homes[1:]])
    outcome = place.screen(("R19",))
    assert {s["table"] for s in outcome.report["sheets"]} >= {"real_estate"} and unused(outcome) == {}


def test_events_add_up_whatever_their_days(place):
    place.hamlet.files["公安死亡人员名单（2023年6月30日）.xlsx"] = (
        "死亡",
        [place.hamlet.rows(DEATHS)[0], [named(390), citizen(790), date(2023, 6, 1), date(2023, 6, 9)]],
    )
    place.hamlet.files["公安死亡人员名单（2023年3月31日）.xlsx"] = place.hamlet.files.pop(DEATHS)
    outcome = place.screen(("R01",))
    assert found(outcome, "R01") == {home(DEAD)["no"]} and unused(outcome) == {}


def test_who_looks_back_sees_nothing_that_came_later(place):
    name = "公安死亡人员名单（2023年6月20日）.xlsx"
    place.hamlet.files[name] = place.hamlet.files.pop(DEATHS)
    now, then = place.screen(("R01",)), place.screen(("R01",), as_of=date(2023, 5, 31))
    assert found(now, "R01") == {home(DEAD)["no"]} and found(then, "R01") == set()
    sheet = sheet_of(then, name)
    assert (sheet["used"], sheet["not_visible"]) == (9, 9) and "2023-06-20 晚于判断日 2023-05-31" in sheet["visibility"]
    assert {u.reason for u in then.unchecked} == {"NO_TABLE"}
    assert imbalance(then.report["sheets"]) == []


def test_what_was_printed_soon_after_the_folders_own_day_is_used(place):
    name = "公安死亡人员名单（2023年7月12日）.xlsx"
    place.hamlet.files[name] = place.hamlet.files.pop(DEATHS)
    outcome = place.screen(("R01",))
    assert outcome.as_of == date(2023, 6, 30) and found(outcome, "R01") == {home(DEAD)["no"]}
    again = place.screen(("R01",), as_of=date(2023, 6, 30))
    assert found(again, "R01") == {home(DEAD)["no"]}


def test_a_later_register_leaves_the_views_of_others_alone(place):
    cars(place, "机动车登记（2023年3月31日）.xlsx", owners(place))
    place.screen(("R20",))
    views = place.work / "lake" / "views"
    before = set(views.glob("*.parquet"))
    cars(place, "机动车登记（2023年6月30日）.xlsx", owners(place)[1:])
    place.screen(("R20",))
    built = set(views.glob("*.parquet")) - before
    assert 0 < len(built) < len(before) / 3


def withdraw(place, text: str) -> None:
    place.folder.mkdir(parents=True, exist_ok=True)
    (place.folder / "policy.toml").write_text(text, "utf-8")


def test_a_withdrawn_file_is_not_used_and_keeps_its_account(place):
    withdraw(place, f'[[withdraw]]\nfile = "{DEATHS}"\nreason = "公安重发"\n')
    outcome = place.screen(("R01",))
    sheet = sheet_of(outcome, DEATHS)
    assert outcome.findings == [] and (sheet["used"], sheet["not_visible"]) == (9, 9)
    assert "公安重发" in sheet["visibility"] and imbalance(outcome.report["sheets"]) == []


def test_a_copy_of_a_withdrawn_file_is_used(place):
    place.hamlet.files["死亡（核对后）.xlsx"] = place.hamlet.files[DEATHS]
    withdraw(place, f'[[withdraw]]\nfile = "{DEATHS}"\nreason = "重复报送"\n')
    outcome = place.screen(("R01",))
    assert found(outcome, "R01") == {home(DEAD)["no"]}
    assert sheet_of(outcome, "死亡（核对后）.xlsx")["used"] == 9


@pytest.mark.parametrize(
    "entry", ['file = "死亡.xlsx"', 'reason = "错了"', 'file = "死亡.xlsx"\nreason = ""', 'file = 3\nreason = "错"']
)
def test_nothing_is_withdrawn_without_a_name_and_a_reason(place, entry):
    withdraw(place, f"[[withdraw]]\n{entry}\n")
    with pytest.raises(UserError, match="withdraw"):
        place.screen(("R01",))


def test_who_looks_back_sees_a_ledger_up_to_the_day(place):
    now, then = place.screen(("R01",)), place.screen(("R01",), as_of=date(2023, 4, 30))
    assert [[f.last_month % 12 + 1 for f in outcome.findings] for outcome in (now, then)] == [[6], [4]]
    sheet = sheet_of(then, "2023年上半年低保金发放明细.xlsx")
    assert (sheet["used"], sheet["not_visible"]) == (72, 24) and "以后" in sheet["visibility"]


def test_an_exit_that_names_nobody_makes_no_household(place):
    """Its number and its ID are lost: what no procedure ledger could mention is not missing there."""
    known, lost = home(1), home(2)
    place.hamlet.files["退出低保名单.xlsx"] = (
        "退出",
        [
            [*EXITS, "纳入时间"],
            [
                known["no"],
                known["head"],
                known["head_id"],
                known["township"],
                date(2023, 5, 10),
                "收入增加",
                date(2021, 7, 17),
            ],
            ["", lost["head"], "", lost["township"], date(2023, 5, 12), "收入增加", date(2021, 7, 17)],
        ],
    )
    outcome = place.screen(("R38",))
    assert all(f.household_no for f in outcome.findings if f.rule.code == "R38")
