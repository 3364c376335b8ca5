"""Two hundred good workbooks gone bad: never a traceback, never a lost row.

`random.Random(number)` decides what goes wrong, so a failure comes back under its number.
"""

import random
from pathlib import Path

import openpyxl
import pytest
from hamlet import BOOK, EAST, Hamlet, hamlet, imbalance, judge
from openpyxl.cell.cell import ERROR_CODES
from spoilers import spoil_book, spoil_bytes

from dibao.engine.errors import UserError
from dibao.engine.lake.reading import read_file
from dibao.engine.lake.store import Batch, Store

BOOKS, IN_A_GO, FOLDERS, IN_A_FOLDER = 200, 25, 10, 5
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u00a0\ufeff"), " ")


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> list[Path]:
    """The hamlet's workbooks."""
    folder = hamlet().write(tmp_path_factory.mktemp("good"))
    return sorted(folder.rglob("*.xlsx"))


def spoilt(good: list[Path], number: int, folder: Path) -> tuple[Path, list[str]]:
    """A copy of one of the good workbooks in which something went wrong, and what."""
    dice = random.Random(number)
    source = good[number % len(good)]
    target = folder / f"{number}" / source.name
    target.parent.mkdir(parents=True)
    book = openpyxl.load_workbook(source)
    done = spoil_book(book, dice)
    book.save(target)
    if number % 5 == 4:
        done.append(spoil_bytes(target, dice))
    return target, done


def read(path: Path, store: Store) -> tuple[list[Batch], dict | None]:
    """What reading gives; a `UserError` is kept as a sentence, anything else is a fault."""
    read_file(path, path.name, "key", store.folder, BOOK.tables, {})
    batches, error = store.recall("key")
    return batches, error


def counted(path: Path) -> list[int] | None:
    """Rows with anything in them, sheet by sheet, as another reader sees them; None if it cannot."""
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception:  # a broken file: openpyxl raises whatever it stumbles over
        return None
    return [sum(any(map(_is_filled, row)) for row in sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def _is_filled(value: object) -> bool:
    """An error that Excel shows says nothing; white space and invisible marks are nothing."""
    return value is not None and value not in ERROR_CODES and bool(str(value).translate(INVISIBLE).strip())


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date:UserWarning")
@pytest.mark.parametrize("first", range(0, BOOKS, IN_A_GO))
def test_spoilt_workbooks_are_read_without_a_traceback_or_a_lost_row(good, tmp_path, first):
    store = Store(tmp_path / "lake")
    readable = 0
    for number in range(first, first + IN_A_GO):
        path, done = spoilt(good, number, tmp_path)
        batches, error = read(path, store)
        assert imbalance([batch.account for batch in batches]) == [], (number, done)
        assert error is None or (error["exit_status"] == 4 and path.name in error["sentence"]), (number, done, error)
        expected = counted(path)
        if error is None and expected is not None:
            readable += 1
            assert [batch.account["nonempty"] for batch in batches] == expected, (number, done)
    assert readable > IN_A_GO // 2


def test_a_cell_on_which_the_excel_reader_panics_is_told_in_a_sentence(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "死亡日期"])
    book.active.append(["赵一", "", -1e300])
    book.active["C2"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "死亡.xlsx")
    batches, error = read(tmp_path / "死亡.xlsx", Store(tmp_path / "lake"))
    assert batches == [] and error["exit_status"] == 4 and "死亡.xlsx" in error["sentence"]


@pytest.mark.parametrize("number", range(FOLDERS))
def test_spoilt_registers_beside_a_good_roster_are_screened(good, tmp_path, number):
    folder = tmp_path / "F"
    rosters = {name: rows for name, rows in hamlet().files.items() if EAST in name}
    Hamlet(rosters).write(folder)
    others = [path for path in good if path.name.split("/")[-1] not in {Path(name).name for name in rosters}]
    for offset in range(IN_A_FOLDER):
        path, _ = spoilt(others, 1000 + IN_A_FOLDER * number + offset, tmp_path)
        path.rename(folder / f"{offset}{path.name}")
    try:
        outcome = judge(folder)
    except UserError as error:
        assert error.exit_status in (3, 4), error
        return
    assert imbalance(outcome.report["sheets"]) == []
