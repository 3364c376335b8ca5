"""Where the header of a sheet is, and what each column is called."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from dibao.engine.sheets.cells import is_blank, is_identity, is_month_label, is_value, squeeze
from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import Merge

Row = tuple[int, list]
DEEPEST = 4  # rows a header may have
WORD = re.compile(
    r"序号|编号|编码|代码|姓名|名称|名字|身份|证件|证号|号码|账号|帐号|卡号|号$|户名|户主|申请人|性别|年龄|出生|日期|时间|年月"
    r"|月份|年度|金额|余额|元\)?$|资金|标准|收入|工资|人口|人数|户数|地址|住址|住所|^(?:所[属在])?(?:乡|镇|村|组|社区|街道)|行政村|单位"
    r"|部门|职务|岗位|电话|手机|联系|备注|说明|类型|类别|种类|性质|状态|状况|情况|原因|关系|等级|档次|是否|有无|面积|坐落|用途|开户|银行"
    r"|发放|保障|待遇|对象|家庭|残疾|病种|车辆|车型|号牌|品牌|机具|功率|学校|年级|学段|结果|意见|内容|来源|方式|项目|比例|机构|信息"
    r"|^(?:1[0-2]|[1-9])月份?$|^(?:XM|XB|SFZH\w*|GMSFHM|ZJHM|\w*RQ|\w*DZ|HPHM|CLLX|name|no\.?|id)$",
    re.IGNORECASE,
)


@dataclass
class Header:
    """The rows of a header (places in the opening rows) and the composed name of each column."""

    first: int
    last: int
    names: list[str]
    lines: set[tuple[str, ...]] = field(default_factory=set)


def find_header(rows: list[Row], merges: list[Merge], named: Collection[str] = ()) -> Header | None:
    """The header among the opening rows; one without rows if the data begin at once; None if there is no table.

    A row with texts that the user has `named` as headers goes before any that only looks like one.
    """
    known = [merge for merge in merges if merge[3] > merge[1] or merge[2] > merge[0]]
    main = _named_row(rows, named)
    if main is None:
        main = _main_row(rows)
    if main is None:
        begins = next((i for i, (_, row) in enumerate(rows) if _looks_like_data(row)), None)
        return None if begins is None else Header(begins, begins - 1, [])
    first = _first_row(rows, main, known)
    last = _last_row(rows, first, main, known)
    names = _compose(rows[first : last + 1], known)
    while last + 1 < len(rows) and _is_numbering(rows[last + 1][1]):
        last += 1
    return Header(first, last, names, {line(row) for _, row in rows[first : last + 1]})


def line(row: list) -> tuple[str, ...]:
    """The texts of a row, to know it again when it is repeated."""
    return tuple(squeeze(cell) for cell in row if not is_blank(cell))


def _named_row(rows: list[Row], named: Collection[str]) -> int | None:
    """The first row that holds the most of the named headers, if it holds half of them."""
    held = [len({normal(text) for text in line(row)} & set(named)) for _, row in rows]
    best = max(held, default=0)
    return held.index(best) if best and best * 2 >= len(named) else None


def _main_row(rows: list[Row]) -> int | None:
    """The first row that reads like column names, before any data."""
    usual = _usual_width(rows)
    fallback = None
    for place, (_, row) in enumerate(rows):
        if any(is_identity(cell) for cell in row):
            break
        cells = [cell for cell in row if not is_blank(cell)]
        labels = [cell for cell in cells if _is_label(cell)]
        if len(labels) < 2 or len(labels) < 0.8 * len(cells) or len(cells) < 0.3 * usual:
            continue
        words = sum(bool(WORD.search(squeeze(cell))) for cell in labels)
        if words >= 2 and words >= 0.4 * len(cells):
            return place
        if fallback is None and len(labels) >= 3 and words and _data_follow(rows, place):
            fallback = place
    return fallback


def _usual_width(rows: list[Row]) -> int:
    """How many cells a row usually has."""
    widths = sorted(sum(not is_blank(cell) for cell in row) for _, row in rows)
    return widths[len(widths) // 2] if widths else 0


def _is_label(cell: object) -> bool:
    """May be a column's name: short, no data, not `填报单位：城关镇`."""
    if not isinstance(cell, str):
        return is_month_label(cell)
    text = squeeze(cell)
    if is_month_label(cell):
        return True
    return len(text) <= 60 and not is_value(cell) and not re.search(r":.", re.sub(r"\(.*?\)", "", text))


def _data_follow(rows: list[Row], place: int) -> bool:
    return any(_looks_like_data(row) for _, row in rows[place + 1 : place + 4])


def _looks_like_data(row: list) -> bool:
    return any(is_identity(cell) for cell in row) and sum(not is_blank(cell) for cell in row) >= 2


def _is_header_line(row: list) -> bool:
    """Every cell is a label, and most speak like headers."""
    cells = [cell for cell in row if not is_blank(cell)]
    words = sum(bool(WORD.search(squeeze(cell))) or is_month_label(cell) for cell in cells)
    return bool(cells) and all(_is_label(cell) for cell in cells) and words >= 0.5 * len(cells)


def _first_row(rows: list[Row], main: int, merges: list[Merge]) -> int:
    """A row of groups above the main row (户主信息 | 发放情况) belongs to the header."""
    first = main
    width = sum(not is_blank(cell) for cell in rows[main][1])
    while first > 0 and main - first < 2 and _is_group_row(rows[first - 1], rows[first][0], width, merges):
        first -= 1
    return first


def _is_group_row(above: Row, below: int, width: int, merges: list[Merge]) -> bool:
    number, row = above
    cells = [cell for cell in row if not is_blank(cell)]
    if number != below - 1 or not all(_is_label(cell) and len(squeeze(cell)) <= 20 for cell in cells):
        return False
    spans = [right - left + 1 for top, left, _, right in merges if top == number]
    if len(cells) == 1:
        return bool(spans) and 1 < max(spans) <= 0.6 * width
    return len(cells) >= 2 and (not spans or max(spans) < 0.9 * width)


def _last_row(rows: list[Row], first: int, main: int, merges: list[Merge]) -> int:
    """How far down the header goes: by its merges, else by rows that fill the gaps of the row above."""
    last = main
    while last + 1 < len(rows) and last - first + 1 < DEEPEST and rows[last + 1][0] == rows[last][0] + 1:
        number = rows[last][0]
        tall = any(rows[first][0] <= top <= number < bottom for top, _, bottom, _ in merges)
        wide = any(top == number and right > left for top, left, _, right in merges)
        below = rows[last + 1][1]
        merged = (tall or wide) and all(_is_label(cell) for cell in below if not is_blank(cell))
        if not (merged or (_fills_gaps(rows[last][1], below) and _is_header_line(below))):
            break
        last += 1
    return last


def _fills_gaps(above: list, below: list) -> bool:
    """Whether `below` names the columns that `above` leaves without a name."""
    gaps = [i for i, cell in enumerate(below) if not is_blank(cell) and (i >= len(above) or is_blank(above[i]))]
    shared = [i for i, cell in enumerate(below) if not is_blank(cell) and i < len(above) and not is_blank(above[i])]
    return len(gaps) >= 1 and len(shared) <= len(gaps)


def _is_numbering(row: list) -> bool:
    """A row that only counts the columns: 1 2 3 …, (1) (2) …, 甲 乙 1 2."""
    texts = [text.strip("()栏") for text in line(row)]
    numbers = [int(text) for text in texts if text.isdigit()]
    rest = [text for text in texts if not text.isdigit()]
    counting = numbers[:1] in ([0], [1], [2]) and all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return len(numbers) >= 3 and counting and all(text in "甲乙丙丁戊ABCDE" for text in rest)


def _compose(rows: list[Row], merges: list[Merge]) -> list[str]:
    """The name of each column: its levels joined by "/", merged cells spread."""
    width = max(len(row) for _, row in rows)
    levels = [[_level(cell) for cell in row] + [""] * (width - len(row)) for _, row in rows]
    numbers = {number: i for i, (number, _) in enumerate(rows)}
    inside = [merge for merge in merges if merge[0] in numbers]
    for top, left, bottom, right in inside:
        text = levels[numbers[top]][left] if left < width else ""
        for number in range(top, bottom + 1):
            if number in numbers:
                levels[numbers[number]][left : right + 1] = [text] * (min(right + 1, width) - left)
    spread = {numbers[top] for top, left, _, right in inside if right > left}
    for level in range(len(levels) - 1):
        if level not in spread:
            _spread_groups(levels, level)
    return [_join(column) for column in zip(*levels, strict=True)]


def _level(cell: object) -> str:
    """One level of a name; a slash of its own does not make two of it."""
    return "" if is_blank(cell) else squeeze(cell).replace("/", "、")


def _spread_groups(levels: list[list[str]], level: int) -> None:
    """Without merges a group's name stands over its first column only: let it reach over its other columns."""
    upper, lower = levels[level], levels[level + 1]
    for i in range(1, len(upper)):
        same_parent = all(above[i] == above[i - 1] for above in levels[:level])
        if not upper[i] and lower[i] and upper[i - 1] and lower[i - 1] and same_parent:
            upper[i] = upper[i - 1]


def _join(parts: tuple[str, ...]) -> str:
    names: list[str] = []
    for part in parts:
        if part and part not in names[-1:]:
            names.append(part)
    return "/".join(names)
