"""What a list says does not hang on the order of its rows, nor on the order in which its files are read."""

import json
import random
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from hamlet import BOOK, judge

from dibao.engine.drill import FIRST
from dibao.engine.evaluate import read_rows

PATHS = ("file", "sheet", "row")


def shuffled(county: Path, folder: Path) -> Path:
    """A copy of a county: the rows below each header in another order, the files under names that sort the other way round."""
    folder.mkdir()
    (folder / "policy.toml").write_bytes((county / "policy.toml").read_bytes())
    books = sorted(county.rglob("*.xlsx"), reverse=True)
    assert books
    for number, path in enumerate(books):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            shuffle(sheet, random.Random(path.name))
        place = folder / f"{number:03d}级" / path.relative_to(county)
        place.parent.mkdir(parents=True)
        book.save(place)
    return folder


def shuffle(sheet, chance: random.Random) -> None:
    """The rows below the first one, in another order."""
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(min_row=2)]
    chance.shuffle(rows)
    for line, row in enumerate(rows, 2):
        for column, (value, form) in enumerate(row, 1):
            cell = sheet.cell(line, column)
            cell.value, cell.number_format = value, form


def told(path: Path) -> Counter:
    """Findings without file, sheet and row. Which rows of many are shown as proof hangs on their place: there, how many and how much."""
    rows = read_rows(path)
    for row in rows:
        row["evidence"] = sorted({_proof(entry, entry["rows_total"] <= FIRST) for entry in json.loads(row["evidence"])})
    return Counter(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def _proof(entry: dict, is_whole: bool) -> str:
    left_out = PATHS if is_whole else (*PATHS, "fields", "as_of")
    return json.dumps({k: v for k, v in entry.items() if k not in left_out}, ensure_ascii=False)


@pytest.fixture(scope="module")
def outcomes(counties, judged, tmp_path_factory):
    """The findings of a county as it was written, and of the same one shuffled."""
    root = tmp_path_factory.mktemp("order")
    judged(0, root / "plain", findings=root / "plain.csv")
    judge(shuffled(counties[0], root / "F"), tuple(BOOK.rules), root / "shuffled", findings=root / "shuffled.csv")
    return told(root / "plain.csv"), told(root / "shuffled.csv")


def test_another_order_of_rows_and_files_gives_the_same_findings(outcomes):
    plain, other = outcomes
    assert plain
    assert sorted((plain - other).elements()) == sorted((other - plain).elements()) == []
