"""Households written on one row, their members abreast: 户主姓名 | 户主身份证号 | 成员1姓名 | 成员1身份证号 | … | 配偶姓名 | 配偶身份证号.

Or all in one cell, a line each. Such a sheet is laid down to one row for each person before anybody recognises it: the head
first, then each member that is there, all with the number of the row they stand on, and with what the row says of the household.
"""

import re
from array import array
from dataclasses import dataclass, field, replace

from dibao.engine.sheets.cells import is_blank
from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import CodedColumn, SheetTable
from dibao.engine.sheets.profile import profile

KIN = "配偶|妻子|丈夫|父亲|母亲|长子|次子|三子|长女|次女|三女|儿子|女儿|儿媳|孙子|孙女|祖父|祖母|子女|父母"
ORDINAL = "[1-9]|10|[一二三四五六七八九十]"
# “家庭成员二/身份证号”, “成员1与户主关系”, “子女2姓名”, “成员姓名3”, “配偶身份证号”; never a relative who lives elsewhere.
BLOCK = re.compile(
    rf"(?:共同生活|家庭)*(?P<who>成员|家属|人口|{KIN})(?P<n>{ORDINAL})?(?P<field>[^\d]*?)(?P<last>{ORDINAL})?"
)
FIELDS = (
    ("name", r"(?:姓名|名字)?"),
    ("id", r"(?:公民|居民)?(?:身份证件?|证件)(?:号码?|号)?"),
    ("relation", r"(?:与户主)?(?:的)?关系"),
)
HEAD_NAME, HEAD_ID = (
    re.compile("户主(?:姓名|名字)?|(?:申请人|户代表)(?:姓名)?"),
    re.compile("(?:户主|申请人)?(?:公民|居民)?(?:身份证件?|证件)(?:号码?|号)?"),
)
LINES = re.compile(r"[\n\r;；、,，/]+")
ABOUT_DIBAO = re.compile("低保|保障|救助")
# What a row says of one person only: of the head, where members stand abreast.
OF_THE_HEAD = re.compile("性别|年龄|出生|民族|健康|残疾|劳动能力|文化|学历|婚姻|职业|政治面貌")


@dataclass
class _Block:
    """One member's columns: by field, the relation that the header itself says, and which line of the cells if they are many."""

    said: str
    places: dict[str, int] = field(default_factory=dict)
    line: int | None = None

    def cell(self, sheet: SheetTable, name: str, row: int) -> object:
        """What a row says of this member."""
        if name not in self.places:
            return None
        cell = sheet.columns[self.places[name]].cell(row)
        if self.line is None or cell is None:
            return cell
        lines = [line for line in LINES.split(str(cell)) if line.strip()]
        return lines[self.line].strip() if self.line < len(lines) else None

    def is_there(self, sheet: SheetTable, row: int) -> bool:
        """Whether the row has this member."""
        return any(not is_blank(self.cell(sheet, name, row)) for name in self.places)


def lay_down(sheet: SheetTable) -> None:
    """Make one row of each person of a sheet that has its households' members abreast; any other stays as it is."""
    blocks = _blocks(sheet)
    head = _head(sheet, {place for block in blocks for place in block.places.values()})
    texts = " ".join([sheet.file, sheet.sheet, sheet.title, *(column.header for column in sheet.columns)])
    if not blocks or head is None or not ABOUT_DIBAO.search(texts):
        return
    _spread(sheet, head, blocks)


def _blocks(sheet: SheetTable) -> list[_Block]:
    """The members by their columns, those only that have a name and a number."""
    found: dict[tuple[str, str], _Block] = {}
    for place, column in enumerate(sheet.columns):
        text = normal(column.header)
        parts = BLOCK.fullmatch(text) if text else None
        name = parts and next((name for name, words in FIELDS if re.fullmatch(words, parts["field"])), None)
        if not name:
            continue
        key = parts["who"], parts["n"] or parts["last"] or ""
        said = parts["who"] if re.fullmatch(KIN, parts["who"]) else ""
        found.setdefault(key, _Block(said)).places.setdefault(name, place)
    whole = [(key, block) for key, block in found.items() if {"name", "id"} <= block.places.keys()]
    return [one for key, block in whole for one in ([block] if key[1] or block.said else _stacked(sheet, block))]


def _stacked(sheet: SheetTable, block: _Block) -> list[_Block]:
    """A column of members' numbers, several in one cell: a member for each line; none where each row has one only."""
    numbers = sheet.columns[block.places["id"]].values
    deepest = max((sum(bool(line.strip()) for line in LINES.split(str(value))) for value in numbers), default=0)
    relation = next(
        (p for p, c in enumerate(sheet.columns) if re.fullmatch(dict(FIELDS)["relation"], normal(c.header))), None
    )
    if deepest > 1 and relation is not None:
        block.places.setdefault("relation", relation)
    return [replace(block, line=line) for line in range(deepest)] if deepest > 1 else []


def _head(sheet: SheetTable, taken: set[int]) -> tuple[int, int] | None:
    """Where the head's name and number stand; None where each row names a person of its own."""
    names = {place: normal(c.header) for place, c in enumerate(sheet.columns) if place not in taken and c.header}
    if any(re.fullmatch("(?:家庭)?成员姓名|与户主关系", text) for text in names.values()):
        return None
    name = next((place for place, text in names.items() if HEAD_NAME.fullmatch(text)), None)
    number = next(
        (
            place
            for place, text in names.items()
            if HEAD_ID.fullmatch(text) and profile(sheet.columns[place])["id"] > 0.5
        ),
        None,
    )
    return None if name is None or number is None else (name, number)


def _spread(sheet: SheetTable, head: tuple[int, int], blocks: list[_Block]) -> None:
    """Copy each row for each of its persons, and say in three new columns who that is."""
    people = [_Block("户主", {"name": head[0], "id": head[1]}), *blocks]
    places = [
        (row, person) for row in range(len(sheet.rows)) for person in people
        if person.said == "户主" or person.is_there(sheet, row)
    ]  # fmt: skip
    new = [
        _column("姓名", [person.cell(sheet, "name", row) for row, person in places]),
        _column("身份证号", [person.cell(sheet, "id", row) for row, person in places]),
        _column("与户主关系", [person.cell(sheet, "relation", row) or person.said for row, person in places]),
    ]
    taken = {place for block in blocks for place in block.places.values()}
    sheet.columns[head[0]].header, sheet.columns[head[1]].header = "户主姓名", "户主身份证号"
    for place, column in enumerate(sheet.columns):
        of_head = place in taken or OF_THE_HEAD.search(column.header)
        column.codes = array(
            "i", [-1 if of_head and person.said != "户主" else column.codes[row] for row, person in places]
        )
        if place in taken:
            column.header, column.values, column.codes = "", [], array("i", [-1]) * len(places)
    if sheet.blocks:
        sheet.blocks.codes = array("i", [sheet.blocks.codes[row] for row, _ in places])
    sheet.rows = array("i", [sheet.rows[row] for row, _ in places])
    sheet.columns += new
    # As if merged over the household's rows: in a ledger what was paid was paid once.
    copied = [at for at, (_, person) in enumerate(places) if person.said != "户主"]
    sheet.merged = {
        place: array("i", [at for at in copied if column.codes[at] >= 0]) for place, column in enumerate(sheet.columns)
    }


def _column(header: str, cells: list) -> CodedColumn:
    values = list(dict.fromkeys(cell for cell in cells if not is_blank(cell)))
    code = {value: i for i, value in enumerate(values)}
    return CodedColumn(header, array("i", [code.get(cell, -1) for cell in cells]), values)
