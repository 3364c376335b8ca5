"""The whole round: screened, sent back, filled in, put into the folder, screened. Each row counts once. Nobody here exists."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hamlet import DEATH, EAST, citizen, imbalance, named, sheet_of

from dibao.engine.evaluate import read_rows

PEOPLE, BAD = 2000, 40
RED = "FFC7CE"
ROSTER = f"花名册/{EAST}低保花名册（2023年6月30日）.xlsx"


def deaths() -> list[list]:
    """A large register: of every fiftieth row nobody can tell whom it means."""
    rows = [
        [
            named(i % 400),
            citizen(i % 1000, f"19{30 + i // 1000}0203"),
            date(2022, 5, 1 + i % 28),
            f"2022-06-{1 + i // 100:02d}",
        ]
        for i in range(PEOPLE)
    ]
    for row in rows[:: PEOPLE // BAD]:
        row[0] = row[1] = ""
    return [DEATH, *rows]


def as_csv(path: Path, rows: list[list]) -> None:
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), "gb18030")


def as_web_page(path: Path, rows: list[list]) -> None:
    """What many systems export under the name of .xls."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path.write_text(f"<html><meta charset=utf-8><table>{lines}</table></html>", "utf-8")


def fill_in(copy: Path, target: Path, rows: int) -> None:
    """As a clerk does: the red cells of the first rows, nothing else."""
    book = openpyxl.load_workbook(copy)
    lines = [line for line in book.active.iter_rows() if line[0].fill.fgColor.rgb.endswith(RED)]
    for number, line in enumerate(lines[:rows]):
        assert line[1].fill.fgColor.rgb.endswith(RED)
        line[0].value, line[1].value = named(number), citizen(number, "19250102")
    book.save(target)


def told(outcome) -> tuple[int, int]:
    """Rows that wait, rows that came back."""
    return outcome.report["summary"]["returned"], outcome.report["summary"]["corrected"]


@pytest.mark.parametrize(
    ("name", "write"), [("死亡名单.csv", as_csv), ("死亡名单.xls", as_web_page), ("死亡名单.xlsx", None)]
)
def test_forty_of_two_thousand_rows_come_back_in_two_rounds_and_count_once(place, name, write):
    del place.hamlet.files["公安死亡人员名单.xlsx"]
    if write is None:
        place.hamlet.files[name] = ("死亡", deaths())
    else:
        place.folder.mkdir()
        write(place.folder / name, deaths())
    first = place.screen(("R01",))
    assert told(first) == (BAD, 0) and sheet_of(first, name)["set_aside"] == BAD
    (copy,) = first.returned
    fill_in(copy, place.folder / copy.name, 30)
    second = place.screen(("R01",))
    mine, back = sheet_of(second, name), sheet_of(second, copy.name)
    assert (mine["used"], mine["set_aside"], mine["repeats"]) == (PEOPLE - BAD, BAD, 0)
    assert (back["used"], back["set_aside"], back["repeats"]) == (30, 0, 10)
    assert told(second) == (10, 30) and imbalance(second.report["sheets"]) == []
    (again,) = second.returned
    assert again.name == "死亡名单（退回2）.xlsx"
    fill_in(again, place.folder / again.name, 10)
    third = place.screen(("R01",))
    assert told(third) == (0, BAD) and third.returned == []
    used = [sheet["used"] for sheet in third.report["sheets"] if "死亡名单" in sheet["file"]]
    assert sum(used) == PEOPLE and imbalance(third.report["sheets"]) == []


def test_rows_mended_in_the_original_are_told_and_those_mended_in_the_copy_still_count(place):
    place.hamlet.files["死亡名单.xlsx"] = ("死亡", deaths())
    first = place.screen(("R01",))
    (copy,) = first.returned
    fill_in(copy, place.folder / copy.name, 30)
    for number, row in enumerate([row for row in place.hamlet.rows("死亡名单.xlsx") if not row[0]][:33]):
        row[0], row[1] = named(number), citizen(number, "19250102")
    outcome = place.screen(("R01",))
    assert [note for note in outcome.notes if "33 行已在原表里改过" in note]
    assert told(outcome)[0] == BAD - 33
    mine, back = sheet_of(outcome, "死亡名单.xlsx"), sheet_of(outcome, copy.name)
    assert mine["used"] + back["used"] == PEOPLE - BAD + 33
    assert imbalance(outcome.report["sheets"]) == []


def test_a_copy_speaks_for_its_row_although_the_original_was_edited_elsewhere(place):
    place.hamlet.files["死亡名单.xlsx"] = ("死亡", deaths())
    (copy,) = place.screen(("R01",)).returned
    fill_in(copy, place.folder / copy.name, BAD)
    place.hamlet.rows("死亡名单.xlsx").insert(5, [named(7), citizen(7, "19280102"), date(2022, 5, 1), ""])
    outcome = place.screen(("R01",))
    assert told(outcome) == (0, BAD)


def damaged(place) -> str:
    """Somebody of the roster whose number lost its end."""
    row = place.hamlet.rows(ROSTER)[1]
    row[5] = row[5][:14] + "0000"
    return row[4]


def test_a_roster_row_with_a_damaged_number_is_used_goes_back_and_is_replaced_once_corrected(place):
    right = place.hamlet.rows(ROSTER)[1][5]
    who = damaged(place)
    first = place.screen(("R01",))
    before = sheet_of(first, ROSTER)
    assert (before["used"], before["set_aside"], before["returned"]) == (before["data"], 0, 1)
    assert first.report["summary"]["returned_used"] == 1
    (copy,) = first.returned
    book = openpyxl.load_workbook(copy)
    line = next(line for line in book.active.iter_rows() if line[4].value == who)
    assert line[5].fill.fgColor.rgb.endswith(RED)
    untouched = place.folder / "花名册" / copy.name
    book.save(untouched)
    same = place.screen(("R01",))
    assert told(same) == (1, 0)
    assert (sheet_of(same, ROSTER)["used"], sheet_of(same, copy.name)["used"]) == (before["data"] - 1, 1)
    line[5].value = right
    book.save(untouched)
    last = place.screen(("R01",))
    assert told(last) == (0, 1) and last.returned == []
    assert (sheet_of(last, ROSTER)["used"], sheet_of(last, copy.name)["used"]) == (before["data"] - 1, 1)
    assert imbalance(last.report["sheets"]) == []


def test_what_policy_says_about_a_file_holds_for_its_returned_copy(place):
    rows = [["甲", "乙", "丙"], [named(1), citizen(1), "2022-05-01"], ["", "", "2022-05-02"]]
    place.folder.mkdir()
    as_csv(place.folder / "清单.csv", rows)
    words = '"清单.csv" = { table = "death", "甲" = "name", "乙" = "id_no", "丙" = "died_on" }'
    (place.folder / "policy.toml").write_text(f"[columns]\n{words}\n", "utf-8")
    (copy,) = place.screen(("R01",)).returned
    fill_in(copy, place.folder / copy.name, 1)
    back = sheet_of(place.screen(("R01",)), copy.name)
    assert (back["table"], back["used"], back["set_aside"]) == ("death", 1, 0)


def test_the_first_copy_put_back_is_never_written_over_by_the_second(place):
    place.hamlet.files["死亡名单.xlsx"] = ("死亡", deaths())
    (copy,) = place.screen(("R01",)).returned
    fill_in(copy, place.folder / copy.name, BAD)
    book = openpyxl.load_workbook(place.folder / copy.name)
    book.active.delete_rows(10, 5)
    book.save(place.folder / copy.name)
    findings = place.folder.parent / "findings.csv"
    (again,) = place.screen(("R01",), findings=findings).returned
    assert again.name == "死亡名单（退回2）.xlsx" and len(read_rows(findings)) == 1
