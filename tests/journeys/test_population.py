"""What an office takes from the lake: populations, members, leads with their evidence, a reading without a judgement."""

import json
from datetime import date

import pytest
from hamlet import BOOK, DEAD, EAST, home

from dibao.engine.leads import evidence_of, read_leads
from dibao.engine.population import Window, households_of, members_of
from dibao.engine.screen import Options, opened, precheck, returned_copies

EXITS = ["户编号", "户主姓名", "户主身份证号", "乡镇", "退出时间", "退出原因"]
REFUSALS = ["姓名", "身份证号", "乡镇", "村", "申请时间", "不予批准时间", "未通过原因"]
NOBODY = "431299195001019990"


def silent(*_):
    """No progress is shown."""


@pytest.fixture
def world(place):
    """The hamlet with one household that left in 2022 and one that was refused in 2021."""
    gone = home(2)
    rows = place.hamlet.rows("花名册/青山镇低保花名册（2023年6月30日）.xlsx")
    rows[:] = [row for row in rows if row[0] != gone["no"]]
    place.hamlet.files["退出低保名单.xlsx"] = (
        "退出", [EXITS, [gone["no"], gone["head"], gone["head_id"], EAST, date(2022, 8, 15), "收入超标"]],
    )  # fmt: skip
    place.hamlet.files["低保申请未通过名单.xlsx"] = (
        "未通过", [REFUSALS, ["周文海", "43129919600512930X", EAST, "上坪村", date(2021, 3, 1), date(2021, 3, 20), "有车"]],
    )  # fmt: skip
    place.screen()
    with opened(Options(place.folder, place.work), BOOK, silent) as world:
        yield world


def numbers(world, window: Window) -> list[str]:
    return [row["household_no"] for row in households_of(world.con, window).to_pylist()]


def test_in_force_are_those_of_the_newest_roster(world):
    day = Window("in_force", world.as_of)
    listed = world.con.execute("select distinct household_no from lake.roster").fetchall()
    assert sorted(numbers(world, day)) == sorted(no for (no,) in listed)
    first = households_of(world.con, day).to_pylist()[0]
    assert first["head_id_no"] and first["covered_count"] == 2 and first["township"]


@pytest.mark.parametrize(
    "since, until, found",
    [("2022-08-15", "2022-08-15", 1), ("2022-08-16", "2023-12-31", 0), ("2018-01-01", "2022-08-14", 0)],
)
def test_who_left_is_in_the_window_of_the_day_of_exit(world, since, until, found):
    window = Window("exited", date.fromisoformat(until), date.fromisoformat(since))
    assert numbers(world, window) == [home(2)["no"]] * found


@pytest.mark.parametrize("until, found", [("2021-03-20", ["周文海"]), ("2021-03-19", [])])
def test_who_was_refused_is_in_the_window_of_the_refusal(world, until, found):
    rows = households_of(world.con, Window("refused", date.fromisoformat(until), date(2021, 1, 1))).to_pylist()
    assert [row["head_name"] for row in rows] == found


def test_members_carry_numbers_and_no_key_of_the_lake(world):
    members = members_of(world.con)
    assert {"person", "head"}.isdisjoint(members.column_names)
    assert all(len(m["id_no"]) == 18 for m in members.to_pylist())


def test_leads_tell_what_findings_tell(place):
    place.screen()
    run = max((place.work / "runs").glob("*/leads.parquet")).parent
    leads = {row["rule"]: row for row in read_leads(run).to_pylist()}
    assert leads["R01"]["household_no"] == home(DEAD)["no"]
    assert leads["R01"]["worth"] > 0 and leads["R01"]["state_hash"] and leads["R01"]["first_month"] == 2023 * 12 + 2
    tables = {row["table"] for row in json.loads(evidence_of(run, leads["R01"]["finding_id"]))}
    assert "death" in tables
    assert evidence_of(run, "no such finding") == "[]"


def test_reading_ahead_gives_accounts_and_copies_and_judges_nothing(place, tmp_path):
    rows = place.hamlet.rows("公安死亡人员名单.xlsx")
    rows.append([None, None, date(2023, 1, 2), None])
    place.hamlet.write(place.folder)
    options = Options(place.folder, place.work)
    reading = precheck(options, BOOK, {}, silent)
    tables = {batch.file: batch.table for batch in reading.batches}
    assert tables["公安死亡人员名单.xlsx"] == "death"
    assert reading.corrections.rows == 1
    [copy] = returned_copies(options, reading, {}, tmp_path / "out")
    assert copy.name == "公安死亡人员名单（退回）.xlsx"
    assert not (place.work / "runs").exists()
