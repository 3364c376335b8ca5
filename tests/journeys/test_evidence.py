"""Each line of evidence leads to a row that is there and says so; and nothing leaks into what goes down."""

import json
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hamlet import BOOK, home, payment_rows

from dibao.engine.drill import FIRST, LARGEST, LAST
from dibao.engine.evaluate import read_rows

EVERY = tuple(BOOK.rules)
PAYMENTS = "2023年上半年低保金发放明细.xlsx"
TWELVE = FIRST + LAST + LARGEST


@pytest.fixture(scope="module")
def screened(counties, judged, tmp_path_factory):
    """A clean generated county: its folder, its work folder, its findings as the contract has them."""
    root = tmp_path_factory.mktemp("clean")
    outcome = judged(0, root / "work", findings=root / "x.csv")
    return counties[0], root / "work", read_rows(root / "x.csv"), outcome


def cells(folder: Path, entry: dict, books: dict) -> set[str]:
    """What the source row says, as plain texts."""
    path = folder / entry["file"]
    if path not in books:
        books[path] = openpyxl.load_workbook(path, data_only=True)
    row = books[path][entry["sheet"]][entry["row"]]
    return {plain(cell.value) for cell in row if cell.value is not None}


def plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def test_every_line_of_evidence_is_a_row_that_says_so(screened):
    folder, _, rows, _ = screened
    books: dict = {}
    checked = 0
    for finding in rows:
        for entry in json.loads(finding["evidence"]):
            there = cells(folder, entry, books)
            said = {
                v
                for k, v in entry["fields"].items()
                if k in ("姓名", "身份证号", "户编号", "户主身份证号", "死亡日期", "银行账号")
            }
            assert said <= there, (finding["rule"], entry, there)
            checked += len(said)
    assert checked > 200


def test_a_person_finding_shows_a_row_of_that_person(screened):
    _, _, rows, _ = screened
    named = [row for row in rows if row["id_no"]]
    assert named
    for row in named:
        assert row["id_no"] in row["evidence"], row["rule"]


def test_every_finding_has_evidence_of_at_most_twelve_rows_a_table(screened):
    _, _, rows, _ = screened
    for row in rows:
        by_table: dict[str, list] = {}
        for entry in json.loads(row["evidence"]):
            by_table.setdefault(entry["table"], []).append(entry)
        assert by_table, row["rule"]
        for entries in by_table.values():
            assert len(entries) <= TWELVE == 12
            assert {entry["rows_total"] for entry in entries} == {entries[0]["rows_total"]}
            assert entries[0]["rows_total"] >= len({(e["file"], e["sheet"], e["row"]) for e in entries})


def test_beyond_twelve_rows_the_first_the_last_and_the_largest_stay_with_the_totals(place):
    dead = home(3)
    rows = place.hamlet.rows(PAYMENTS)
    months = [f"{2023 + n // 12}-{n % 12 + 1:02d}" for n in range(6, 30)]
    extra = [
        [*payment_rows(dead)[0][:5], month, 900 if month == "2024-03" else 700, *payment_rows(dead)[0][7:]]
        for month in months
    ]
    rows += extra
    finding = next(f for f in place.screen(("R01",)).findings if f.rule.code == "R01")
    shown = [e for e in finding.evidence if e["table"] == "payment"]
    paid = [e["fields"]["发放月份"] for e in shown]
    assert 8 < len(shown) <= 12
    assert paid[0] == "2023-03" and paid[-1] == months[-1] and "2024-03" in paid
    assert {e["rows_total"] for e in shown} == {28}
    assert {e["amount_total"] for e in shown} == {f"{4 * dead['yuan'] + 23 * 700 + 900:.2f}"}


def test_the_explanation_has_no_gap_and_no_brace(screened):
    _, _, rows, _ = screened
    for row in rows:
        assert row["explanation"] and not re.search(r"[{}]|None|nan", row["explanation"]), row["explanation"]


def test_findings_keep_to_the_words_of_the_contract(screened):
    _, _, rows, _ = screened
    assert len({row["finding_id"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{20}", row["finding_id"]) and re.fullmatch(r"[0-9a-f]{20}", row["finding_group"])
        assert row["severity"] in tuple("ABCD") and row["tier"] in ("", "T1", "T2", "T3", "T4", "T5")
        assert row["audience"] in ("village", "township", "county", "discipline")
        assert re.fullmatch(r"(\d{17}[\dX])?", row["id_no"]) and re.fullmatch(r"(-?\d+\.\d\d)?", row["amount_yuan"])
        assert all(re.fullmatch(r"(\d{4}-\d\d)?", row[name]) for name in ("first_month", "last_month"))
        rule = BOOK.rules[row["rule"]]
        assert row["excused"] in ("", *rule.exceptions) and row["variant"] in ("", *rule.variants)
        assert set(filter(None, row["remarks"].split(","))) <= {*rule.remarks, "NAME_DIFFERS"}
        assert row["severity"] >= rule.severity


def inside(path: Path) -> str:
    """Every part of a workbook's file as text."""
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_no_township_file_holds_a_full_number_an_account_or_what_is_not_for_it(screened):
    folder, work, rows, _ = screened
    down = {path.stem: inside(path) for path in (work / "下发").iterdir()}
    assert len(down) >= 2
    secret = [row for row in rows if row["audience"] in ("county", "discipline")]
    assert secret
    numbers = {row["id_no"] for row in rows} | numbers_of(rows)
    for text in down.values():
        assert [n for n in numbers if n and n in text] == []
        assert re.findall(r"(?<![0-9a-fA-F.])\d{17}[\dXx](?![0-9a-fA-F])", text) == []
        assert [row["rule"] for row in secret if row["explanation"] in text or row["finding_id"] in text] == []


def numbers_of(rows: list[dict]) -> set[str]:
    """Every ID and account that the evidence shows."""
    return set(re.findall(r"(?<!\d)\d{16,19}X?(?!\d)", "".join(row["evidence"] for row in rows)))


def test_a_township_file_holds_its_own_households_only(screened):
    _, work, rows, outcome = screened
    towns = {f.household_no: f.township for f in outcome.findings if f.household_no}
    for path in (work / "下发").iterdir():
        text = inside(path)
        foreign = [no for no, town in towns.items() if town != path.stem and f">{no}<" in text]
        assert foreign == []
