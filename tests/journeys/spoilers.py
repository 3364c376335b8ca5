"""Ways in which a good workbook goes bad. Each takes a book and a random source and spoils something in place."""

import random
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

JUNK = (
    None, "", " ", "　", "\n", "-", "/", "无", "不详", "#REF!", "#N/A", "=1/0", "=SUM(A1:A9)", "=HYPERLINK(\"x\")", "'", "\t",
    "\u200b", "\ufeff", "\u202e倒", "𠀀𪚥", "é́", "x" * 4000, "1" * 400, "-" * 80, 0, -0.0, -1, 1e308, -1e308, 1e-320, 10**15, 2**63, 10**30,
    4.31299196005120e17, 0.1 + 0.2, True, False, date(1900, 1, 1), date(9999, 12, 31), datetime(1999, 2, 28, 23, 59, 59), time(8, 30),
    "4.31299E+17", "431299196005120011", "43129919600512001Ｘ", "431299600512001", "2023-02-30", "9999-99-99", "0000-00-00", "2023年13月",
    "九千万元", "1,234,567.89万元", "￥-0.01", "小计", "合计", "总计：", "填表人：", "一、青山镇", "姓名", "身份证号", "备注：以上属实", "NaN", "inf",
    "{name}", "%s%n", "\\", "'; drop table x; --", "<b>", "&#x0;", "来源号", "99999999999999999999", "9223372036854775807",
)  # fmt: skip
Spoiler = Callable[[Worksheet, random.Random], None]


def junk_cells(sheet: Worksheet, dice: random.Random) -> None:
    """Cells of any type anywhere, also outside the table."""
    for _ in range(dice.choice((1, 3, 12, 60))):
        row, column = dice.randint(1, sheet.max_row + 2), dice.randint(1, sheet.max_column + 2)
        sheet.cell(row, column).value = dice.choice(JUNK)


def junk_column(sheet: Worksheet, dice: random.Random) -> None:
    """A whole column of junk below its header."""
    column = dice.randint(1, sheet.max_column)
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column).value = dice.choice(JUNK)


def junk_row(sheet: Worksheet, dice: random.Random) -> None:
    """A whole row of junk, the header perhaps."""
    row = dice.choice((1, 1, dice.randint(1, sheet.max_row)))
    for column in range(1, sheet.max_column + 1):
        sheet.cell(row, column).value = dice.choice(JUNK)


def lose_rows(sheet: Worksheet, dice: random.Random) -> None:
    """Rows go, the header perhaps, or all."""
    first = dice.randint(1, sheet.max_row)
    sheet.delete_rows(first, dice.choice((1, 2, sheet.max_row)))


def lose_columns(sheet: Worksheet, dice: random.Random) -> None:
    """Columns go."""
    sheet.delete_cols(dice.randint(1, sheet.max_column), dice.choice((1, 1, 3)))


def gain_rows(sheet: Worksheet, dice: random.Random) -> None:
    """A row comes twice, or blank rows come between."""
    row = dice.randint(1, sheet.max_row)
    values = [cell.value for cell in sheet[row]]
    sheet.insert_rows(row, dice.choice((1, 2, 30)))
    for column, value in enumerate(values, 1):
        sheet.cell(row, column).value = dice.choice((value, value, None))


def gain_columns(sheet: Worksheet, dice: random.Random) -> None:
    """A column comes twice, or a blank one comes between."""
    column = dice.randint(1, sheet.max_column)
    values = [sheet.cell(row, column).value for row in range(1, sheet.max_row + 1)]
    sheet.insert_cols(column)
    for row, value in enumerate(values, 1):
        sheet.cell(row, column).value = value if dice.random() < 0.7 else None


def shuffle_rows(sheet: Worksheet, dice: random.Random) -> None:
    """The rows in another order, the header among them."""
    _rewrite(sheet, dice.sample(_rows(sheet), sheet.max_row))


def shuffle_columns(sheet: Worksheet, dice: random.Random) -> None:
    """The columns in another order."""
    order = dice.sample(range(sheet.max_column), sheet.max_column)
    _rewrite(sheet, [[row[place] for place in order] for row in _rows(sheet)])


def rename_headers(sheet: Worksheet, dice: random.Random) -> None:
    """Headers become others' headers, junk, or the same word all along."""
    words = [cell.value for cell in sheet[1]] + list(JUNK)
    same = dice.choice(words)
    for cell in sheet[1]:
        if dice.random() < 0.4:
            cell.value = dice.choice((dice.choice(words), same))


def merge_cells(sheet: Worksheet, dice: random.Random) -> None:
    """Ranges merged over whatever they cover."""
    for _ in range(dice.randint(1, 4)):
        row, column = dice.randint(1, sheet.max_row), dice.randint(1, sheet.max_column)
        bottom, right = row + dice.choice((0, 1, 5)), column + dice.choice((0, 1, 3))
        if not any(other.bounds[0] <= right and other.bounds[2] >= column for other in sheet.merged_cells.ranges):
            sheet.merge_cells(start_row=row, start_column=column, end_row=bottom, end_column=right)


def shift(sheet: Worksheet, dice: random.Random) -> None:
    """The table starts further down and further right, with a title above."""
    sheet.insert_cols(1, dice.choice((1, 2, 40)))
    sheet.insert_rows(1, dice.choice((1, 3, 70)))
    sheet.cell(1, 1).value = dice.choice(("某县2023年死亡人员名单", "2019年", "单位：万元", "附件1", "\u3000"))


def rename_sheet(sheet: Worksheet, dice: random.Random) -> None:
    """A sheet with another name; names say period and township."""
    sheet.title = dice.choice(("2016年", "1月", "Sheet1 (2)", "白水乡", "统计表", "😀", " ", "合计", "花名册2023.6"))


def empty_sheet(sheet: Worksheet, dice: random.Random) -> None:
    """Nothing in the sheet, but a second one beside it."""
    rows = _rows(sheet)
    sheet.delete_rows(1, sheet.max_row)
    other = sheet.parent.create_sheet("另一张", dice.choice((0, 1)))
    for row in rows:
        other.append(row)


def far_cell(sheet: Worksheet, dice: random.Random) -> None:
    """A forgotten cell far away."""
    sheet.cell(dice.choice((3000, sheet.max_row + 500)), dice.choice((1, 200))).value = dice.choice(JUNK)


SPOILERS: tuple[Spoiler, ...] = (
    junk_cells, junk_cells, junk_column, junk_column, junk_row, lose_rows, lose_columns, gain_rows, gain_columns, shuffle_rows,
    shuffle_columns, rename_headers, rename_headers, merge_cells, shift, rename_sheet, empty_sheet, far_cell,
)  # fmt: skip


def _rows(sheet: Worksheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def _rewrite(sheet: Worksheet, rows: list[list]) -> None:
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(line, column).value = value


def spoil_book(book: Workbook, dice: random.Random) -> list[str]:
    """One to three things go wrong; returns what."""
    done = []
    for spoiler in dice.sample(SPOILERS, dice.randint(1, 3)):
        sheet = book.worksheets[0]
        if sheet.merged_cells.ranges and spoiler is not junk_cells:
            continue
        if sheet.max_row > 1:
            done.append(spoiler.__name__)
            _carefully(spoiler, sheet, dice)
    return done


def _carefully(spoiler: Spoiler, sheet: Worksheet, dice: random.Random) -> None:
    """openpyxl refuses to write into a merged cell: then that is all."""
    try:
        spoiler(sheet, dice)
    except AttributeError as error:
        if "read-only" not in str(error):
            raise


def spoil_bytes(path: Path, dice: random.Random) -> str:
    """Bytes flipped, cut off or doubled."""
    content = bytearray(path.read_bytes())
    kind = dice.choice(("flip", "flip", "cut", "cut", "hole", "tail"))
    if kind == "flip":
        for _ in range(dice.choice((1, 8, 200))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    elif kind == "cut":
        del content[dice.randrange(len(content)) :]
    elif kind == "hole":
        start = dice.randrange(len(content))
        content[start : start + 300] = bytes(len(content[start : start + 300]))
    else:
        content += content[: dice.randrange(len(content))]
    path.write_bytes(content)
    return kind
