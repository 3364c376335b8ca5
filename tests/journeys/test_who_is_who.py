"""Damaged numbers, households with and without numbers, areas under other names, rosters of two dates."""

from datetime import date

import pytest
from hamlet import DEAD, EAST, VILLAGES, WEST, citizen, home

DEATHS = "公安死亡人员名单.xlsx"
PAYMENTS = "2023年上半年低保金发放明细.xlsx"
EASTERN, WESTERN = (f"花名册/{town}低保花名册（2023年6月30日）.xlsx" for town in (EAST, WEST))
WIFE = home(DEAD)["wife_id"]


def hit(outcome) -> list[tuple]:
    return [(f.household_no, f.tier, f.severity) for f in outcome.findings if f.rule.code == "R01"]


def roster_row(place, id_no: str) -> list:
    return next(row for name in (EASTERN, WESTERN) for row in place.hamlet.rows(name) if row[5] == id_no)


@pytest.mark.parametrize(
    "written",
    [
        WIFE,
        WIFE[:6] + " " + WIFE[6:14] + " " + WIFE[14:],
        "'" + WIFE,
        WIFE.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ],
    ids=["plain", "spaces", "apostrophe", "full width"],
)
def test_a_number_that_is_only_written_oddly_is_t1(place, written):
    place.hamlet.rows(DEATHS)[-1][1] = written
    assert [(no, tier) for no, tier, _ in hit(place.screen(("R01",)))] == [(home(DEAD)["no"], 1)]


def test_an_old_number_of_15_digits_is_t3(place):
    place.hamlet.rows(DEATHS)[-1][1] = WIFE[:6] + WIFE[8:17]
    assert [(no, tier) for no, tier, _ in hit(place.screen(("R01",)))] == [(home(DEAD)["no"], 3)]


def test_another_name_under_the_same_number_is_t2_and_at_most_b(place):
    place.hamlet.rows(DEATHS)[-1][0] = "欧阳不同"
    found = hit(place.screen(("R01",)))
    assert [(no, tier) for no, tier, _ in found] == [(home(DEAD)["no"], 2)]
    assert found[0][2] >= "B"


@pytest.mark.parametrize(
    "damaged",
    [WIFE[:14], WIFE[:-1], WIFE[:10] + WIFE[11] + WIFE[10] + WIFE[12:], WIFE[:14] + "0000", WIFE[:16] + "*" + WIFE[17]],
    ids=["14 digits", "last lost", "two swapped", "rounded by Excel", "one hidden"],
)
def test_a_damaged_number_with_the_name_is_t4_and_at_most_c(place, damaged):
    place.hamlet.rows(DEATHS)[-1][1] = damaged
    found = hit(place.screen(("R01",)))
    assert [(no, tier) for no, tier, _ in found] == [(home(DEAD)["no"], 4)]
    assert found[0][2] >= "C"


def test_name_birth_date_and_village_without_a_number_are_t5(place):
    rows = place.hamlet.rows(DEATHS)
    rows[0] += ["性别", "出生日期", "乡镇", "村"]
    for row in rows[1:]:
        row += ["男", date(1941, 2, 3), EAST, VILLAGES[EAST][0]]
    dead = home(DEAD)
    woman = {"0": "女", "1": "男"}[str(int(WIFE[16]) % 2)]
    rows[-1][1:] = ["", date(2023, 2, 10), date(2023, 2, 20), woman, date(1963, 7, 4), WEST, dead["village"]]
    assert [(no, tier) for no, tier, _ in hit(place.screen(("R01",)))] == [(dead["no"], 5)]


def test_a_name_alone_never_links(place):
    place.hamlet.rows(DEATHS)[-1][1] = ""
    assert hit(place.screen(("R01",))) == []


def test_two_candidates_for_a_damaged_number_link_to_nobody(place):
    twin = roster_row(place, home(5)["wife_id"])
    twin[4], twin[5] = home(DEAD)["wife"], citizen(9, "19630704")
    place.hamlet.rows(DEATHS)[-1][1] = WIFE[:14]
    assert hit(place.screen(("R01",))) == []


def test_a_damaged_number_in_the_roster_itself_is_linked_to_the_register(place):
    roster_row(place, WIFE)[5] = WIFE[:14] + "0000"
    assert [(no, tier) for no, tier, _ in hit(place.screen(("R01",)))] == [(home(DEAD)["no"], 4)]


def test_a_ledger_without_household_numbers_is_matched_by_the_head(place):
    rows = place.hamlet.rows(PAYMENTS)
    place.hamlet.files[PAYMENTS] = ("发放", [row[1:] for row in rows])
    assert [no for no, *_ in hit(place.screen(("R01",)))] == [home(DEAD)["no"]]


def test_a_roster_without_household_numbers_groups_by_the_head(place):
    for name in (EASTERN, WESTERN):
        sheet, rows = place.hamlet.files[name]
        place.hamlet.files[name] = (sheet, [row[1:] for row in rows])
    outcome = place.screen(("R01",))
    found = [f for f in outcome.findings if f.rule.code == "R01"]
    assert [(f.id_no, f.amount_fen, f.head_name) for f in found] == [(WIFE, 126000, home(DEAD)["head"])]


def test_one_number_in_two_townships_is_two_households(place):
    western, eastern = home(DEAD), home(2)
    for name in (EASTERN, PAYMENTS):
        for row in place.hamlet.rows(name):
            if row[0] == eastern["no"]:
                row[0] = western["no"]
    found = [f for f in place.screen(("R01",)).findings if f.rule.code == "R01"]
    assert [(f.township, f.amount_fen) for f in found] == [(WEST, 126000)]
    assert found[0].evidence[1]["rows_total"] == 4


def test_numbers_that_only_differ_in_blanks_and_dashes_are_one(place):
    for row in place.hamlet.rows(PAYMENTS)[1:]:
        row[0] = row[0][:6] + "-" + row[0][6:]
    assert [no for no, *_ in hit(place.screen(("R01",)))] == [home(DEAD)["no"]]


def test_an_alias_of_the_area_list_is_the_same_village(place):
    rows = [["区划代码", "乡镇", "村名", "别名"]]
    rows += [[f"4312990{t}0{v + 1:03d}"[:12].ljust(12, "0"), town, village, "" if v else f"老{village}"]
             for t, town in enumerate((EAST, WEST), 1) for v, village in enumerate(VILLAGES[town])]  # fmt: skip
    place.hamlet.files["区划名录.xlsx"] = ("区划", rows)
    for row in place.hamlet.rows(WESTERN)[1:]:
        if row[3] == VILLAGES[WEST][0]:
            row[3] = f"老{row[3]}"
    places = {(f.township, f.village) for f in place.screen().findings}
    assert places <= {(town, village) for town in VILLAGES for village in VILLAGES[town]}
    assert all(f.area_code for f in place.screen().findings)


def test_rosters_of_two_dates_are_not_added_up(place):
    place.hamlet.write(place.folder)
    for name in (EASTERN, WESTERN):
        place.hamlet.files[name.replace("6月30日", "3月31日")] = place.hamlet.files[name]
    outcome = place.screen(("R01",))
    assert [(no, f.amount_fen) for (no, *_), f in zip(hit(outcome), outcome.findings, strict=True)] == [
        (home(DEAD)["no"], 126000)
    ]


def test_who_is_only_on_the_older_roster_left_with_it(place):
    older = [list(row) for row in place.hamlet.rows(WESTERN)]
    place.hamlet.files[WESTERN.replace("2023年6月30日", "2023年1月31日")] = ("花名册", older)
    place.hamlet.rows(WESTERN).remove(roster_row(place, WIFE))
    assert hit(place.screen(("R01",))) == []


def test_an_account_leads_a_bank_file_without_names_to_the_household(place):
    rows = [["账号", "交易金额", "发放月份"]] + [[r[8], r[6], r[5]] for r in place.hamlet.rows(PAYMENTS)[1:]]
    place.hamlet.files["低保金银行代发返回.xlsx"] = ("Sheet1", rows)
    del place.hamlet.files[PAYMENTS]
    assert [no for no, *_ in hit(place.screen(("R01",)))] == [home(DEAD)["no"]]
