"""Whether a sheet says what it must say to be taken for a table: a list of households is no dibao roster by its columns alone."""

from collections.abc import Iterable

from dibao.engine.sheets import context
from dibao.engine.sheets.assign import Evidence, Reading
from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.model import SheetTable
from dibao.engine.tables import Table

UNSAID = "像是{title}，但标题、工作表名、文件名和列名都没有写明，或写的是别的项目，未采用。确是的话，请在文件名里写上“{word}”，或在 policy.toml 的 [columns] 下写明："


def is_claimed(sheet: SheetTable, reading: Reading, seen: list[Evidence]) -> bool:
    """Whether names, headers or values say that the sheet is this table.

    Names that say another programme only (`unless`) settle it; where they say both or nothing, headers or values must speak.
    """
    table = reading.table
    if not table.says:
        return True
    own, foreign = _named(sheet, table)
    return own if own != foreign else _holds(table, reading, seen)


def unsaid(sheet: SheetTable, table: Table) -> str:
    """The sentence for a sheet that would be this table if it said so."""
    ask = UNSAID.format(title=table.title, word=table.says[0])
    return f'{ask}"{sheet.place}" = {{ table = "{table.code}" }}'


def _named(sheet: SheetTable, table: Table) -> tuple[bool, bool]:
    """What the nearest name that speaks at all says: of this table, of another programme."""
    title, *names = context.surroundings(sheet)
    for text in (title.split("\n")[0], *names):
        own, foreign = _speaks(text, table)
        if own or foreign:
            return own, foreign
    return False, False


def _speaks(text: str, table: Table) -> tuple[bool, bool]:
    """Own words that are no part of a foreign one (低保 in 低保边缘), and foreign words."""
    plain = squeeze(text)
    rest = plain
    for word in table.unless:
        rest = rest.replace(word, "，")
    return any(word in rest for word in table.says), rest != plain


def _holds(table: Table, reading: Reading, seen: list[Evidence]) -> bool:
    """Columns that only this table has, or a header or a coded value with its words; 是否低保户 is asked in any list."""
    have = set(reading.columns.values())
    if any(have >= set(group) for group in table.tells):
        return True
    headers = (e.label.whole for e in seen if not e.label.leaf.startswith("是否"))
    return any(_speaks(text, table) == (True, False) for text in (*headers, *_coded(reading, seen)))


def _coded(reading: Reading, seen: list[Evidence]) -> Iterable[str]:
    columns = reading.table.columns
    coded = (e for e in seen if e.place in reading.columns and columns[reading.columns[e.place]].type == "code")
    return (word for e in coded for word in sorted(e.profile.words))
