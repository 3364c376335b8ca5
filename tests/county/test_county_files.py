"""The workbooks: layouts, kinds, determinism, sizes."""

import hashlib
import tomllib

import openpyxl
import pytest

from dibao.county import write_county
from dibao.county.background import fill
from dibao.county.offices import Office
from dibao.county.plants import sow
from dibao.county.shapes import REGISTERS
from dibao.county.spoil import roster_leaf
from dibao.county.truth import TABLES, settle
from dibao.county.world import World
from dibao.engine.tables import load_tables
from dibao.rulebook import TABLES as TABLE_FOLDER


def digests(folder) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(counties, tmp_path):
    write_county(tmp_path / "again", 300, 11, 3)
    assert digests(tmp_path / "again") == digests(counties[3])
    assert (tmp_path / "again.truth.csv").read_bytes() == counties[3].with_name("m3.truth.csv").read_bytes()


def test_another_seed_gives_another_county():
    assert World(60, 1).map != World(60, 2).map


def test_the_county_has_the_size_that_was_asked(planted):
    world, _ = planted
    homes = [home for home in world.households if home.on_roster]
    persons = sum(not member.left for home in homes for member in home.members)
    assert 1425 <= len(homes) <= 1575
    assert 1.6 <= persons / len(homes) <= 2.0
    assert 2.5 <= len(world.people) / persons <= 4


def test_a_full_county_has_twenty_townships_and_three_hundred_villages():
    townships = World(12_000, 1).map.townships
    assert len(townships) == 20
    assert sum(len(town.villages) for town in townships) == 300


def test_the_policy_says_day_region_standards_and_method(counties):
    policy = tomllib.loads((counties[0] / "policy.toml").read_text(encoding="utf-8"))
    assert str(policy["as_of"]) == "2025-06-30"
    assert len(policy["region"]) == 6
    assert policy["amount"][0]["method"] == "gap"
    for scope in ("rural", "urban"):
        yuan = [line["yuan_per_month"] for line in policy["standard"] if line["scope"] == scope]
        assert len(yuan) == 8
        assert yuan == sorted(set(yuan))


def test_every_register_is_a_table_of_the_rulebook():
    known = load_tables(TABLE_FOLDER)
    assert {name.rstrip("公安卫健殡葬") for name in REGISTERS} <= set(known)
    assert {table for tables in TABLES.values() for table in tables} <= set(known)


def test_the_silent_township_has_payments_and_no_roster(counties):
    book = openpyxl.load_workbook(counties[0] / "发放" / "2019年低保金发放表.xlsx", read_only=True)
    rosters = {path.name for path in (counties[0] / "低保花名册").iterdir()}
    sheets = {
        name
        for path in rosters
        for name in openpyxl.load_workbook(counties[0] / "低保花名册" / path, read_only=True).sheetnames
    }
    assert len(set(book.sheetnames) - sheets) == 1


def test_a_clean_county_is_workbooks_with_one_header_row(counties):
    files = [path for path in counties[0].rglob("*") if path.is_file() and path.name != "policy.toml"]
    assert {path.suffix for path in files} == {".xlsx"}
    sheet = openpyxl.load_workbook(counties[0] / "低保边缘家庭.xlsx").active
    assert [cell.value for cell in sheet[1]][:5] == ["序号", "乡镇", "村", "姓名", "身份证号"]
    assert not sheet.merged_cells.ranges


@pytest.mark.parametrize("mess", range(4))
def test_each_member_has_one_row_whatever_the_layout(mess):
    world = World(240, 3)
    sow(world)
    fill(world, 100)
    office = Office(world, mess)
    for township in range(world.map.silent):
        leaf = roster_leaf(office, township)
        members = sum(
            not member.left
            for home in world.households
            if home.on_roster and home.township == township
            for member in home.members
        )
        assert sum(len(row) > 1 for row in leaf.rows) == members


def test_the_wildest_county_has_every_kind_of_file(counties):
    names = [path.name for path in counties[3].rglob("*")]
    assert {".xlsx", ".csv", ".xls"} <= {path.suffix for path in counties[3].rglob("*")}
    assert "Thumbs.db" in names
    assert any(name.startswith("~$") for name in names)
    assert any("副本" in name for name in names)
    csv_file = next(path for path in counties[3].rglob("*.csv"))
    assert csv_file.read_text(encoding="gb18030")


def test_damaged_numbers_are_told_in_the_truth():
    world = World(900, 8)
    bench = sow(world)
    fill(world, 600)
    office = Office(world, 2)
    for township in range(world.map.silent):
        roster_leaf(office, township)
    for table in REGISTERS:
        office.register(table)
    cases = settle(bench, office.damage)
    assert office.damage.ids
    assert all(not office.damage.has(("roster", *TABLES[case.rule]), case.people) for case in cases if case.intact)
    lost = {person.id_no for _, person in office.damage.roster}
    assert lost
    assert lost <= {person.id_no for case in cases if case.rule == "R04" for person in case.people}


def test_progress_is_told_and_never_passes_its_total(tmp_path):
    told = []
    write_county(tmp_path / "told", 40, 2, 0, lambda stage, done, total: told.append((stage, done, total)))
    assert len(told) > 50
    assert all(stage == "写表格" and done <= total for stage, done, total in told)
