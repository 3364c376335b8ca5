"""Which table a sheet is and which column is which: headers, values, names, weighed together."""

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from dibao.engine.sheets import context
from dibao.engine.sheets.assign import Evidence, Reading, evidence, read_as, weights
from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.claims import is_claimed, unsaid
from dibao.engine.sheets.hints import hint_of
from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import Recognition, SheetTable
from dibao.engine.sheets.returned import REASON, SOURCE_NUMBER
from dibao.engine.sheets.shapes import FORM, is_form, unsupported
from dibao.engine.sheets.wide import find_wide, is_sum, months_each
from dibao.engine.sheets.yearly import tell_month_from_year
from dibao.engine.tables import Table

ENOUGH = 0.6  # a table must explain at least this much
MARGIN = 0.2  # and this much more than any other
NO_DATA = re.compile(
    r"值班|通讯录|联系表|联系方式表|签到|考勤|会议|培训|分工|统计表|统计报表|汇总表|填表说明|模板|目录|函$|通知$|字典|代码表|情况表$"
)


def recognise(sheet: SheetTable, tables: Mapping[str, Table], hints: Mapping[str, dict] | None = None) -> Recognition:
    """Read a sheet as the table that explains it best; two equally good readings are named, not guessed."""
    result = _described(sheet, tables)
    origin, ignored = _returned(sheet)
    seen = evidence(sheet, ignored | origin.keys() | result.wide.keys())
    if not sheet.rows or not seen:
        result.why = "没有读到数据行"
        return result
    hint = hint_of(sheet, hints or {})
    if hint.get("table", "roster") not in tables:
        result.why = (
            f'policy.toml 的 [columns] 给这张表写的 table = "{hint["table"]}" 不认识，可用：{"、".join(sorted(tables))}'
        )
        return result
    reading = _hinted(sheet, tables, hint, seen) or _decide(sheet, tables, seen, result)
    if reading is not None and not hint:
        result.why = unsupported(sheet, reading, seen)
    if reading is not None and not result.why:
        _accept(sheet, reading, result, seen, hint)
        result.columns |= origin
    return result


def _described(sheet: SheetTable, tables: Mapping[str, Table]) -> Recognition:
    """What the words around the table say."""
    texts = context.surroundings(sheet)
    township, village = context.find_places(texts)
    result = Recognition(None, township=township, village=village, source=context.find_source([*texts, sheet.notes]))
    result.period = context.find_period(texts)
    result.as_of = context.find_day(texts) or context.find_day(sheet.notes.split("\n"))
    result.programme = context.find_programme(
        texts, tables["payment"].columns["programme"].codes if "payment" in tables else {}
    )
    result.kind = context.find_kind(texts[:3], tables["payment"].columns["kind"].codes if "payment" in tables else {})
    result.wide = find_wide(sheet, context.find_year(texts))
    if result.wide:
        result.wide_months = months_each(sheet, result.wide)
        result.period = min(result.wide.values()) - result.wide_months + 1, max(result.wide.values())
    return result


def _returned(sheet: SheetTable) -> tuple[dict[int, str], set[int]]:
    """The columns that our own returned copies carry."""
    names = {i: squeeze(column.header) for i, column in enumerate(sheet.columns)}
    origin = {i: "supersedes" for i, name in names.items() if name == SOURCE_NUMBER}
    return origin, {i for i, name in names.items() if name == REASON}


def _hinted(sheet: SheetTable, tables: Mapping[str, Table], hint: dict, seen: list[Evidence]) -> Reading | None:
    table = tables.get(hint.get("table", ""))
    if table is None:
        return None
    reading = read_as(table, seen, exact=True)
    reading.score = math.inf
    return reading


def _decide(
    sheet: SheetTable, tables: Mapping[str, Table], seen: list[Evidence], result: Recognition
) -> Reading | None:
    """The table that explains most; a sentence in `result.why` when there is none, or two."""
    readings = [read_as(table, seen) for table in tables.values()]
    said = weights(readings, seen)
    about = _about(sheet, tables)
    for reading in readings:
        reading.score = _explained(reading, seen, said, result) + about.get(reading.table.code, 0.0)
    claimed, mute = _ranked(sheet, readings, seen)
    best, second = claimed[0], claimed[1]
    if best.score < ENOUGH or _is_no_data(sheet, seen):
        is_mute = bool(mute) and mute[0].score >= ENOUGH and not _is_no_data(sheet, seen)
        result.why = unsaid(sheet, mute[0].table) if is_mute else _unknown(sheet, tables, seen)
        return None
    if best.score - second.score < MARGIN and second.score > 0:
        result.why = _ambiguous(sheet, best, second)
        result.confidence = 0.5
        return None
    exact = read_as(best.table, seen, exact=True)
    exact.score = best.score
    result.confidence = round(min(0.99, 0.6 + 0.4 * (best.score - max(second.score, 0.0)) / best.score), 2)
    return exact


def _ranked(sheet: SheetTable, readings: list[Reading], seen: list[Evidence]) -> tuple[list[Reading], list[Reading]]:
    """The readings whose table the sheet says it is, and those it does not, best first."""
    ranked = sorted(readings, key=lambda reading: -reading.score)
    claims = {reading.table.code: is_claimed(sheet, reading, seen) for reading in ranked}
    return [r for r in ranked if claims[r.table.code]], [r for r in ranked if not claims[r.table.code]]


def _explained(reading: Reading, seen: list[Evidence], said: dict[int, float], result: Recognition) -> float:
    """Sum of what the columns say for this table, less what it leaves unexplained; -inf without what it must have."""
    have = (
        set(reading.columns.values()) | ({"amount"} if result.wide else set()) | ({"month"} if result.period else set())
    )
    if not all(have & set(group) for group in reading.table.required):
        return -math.inf
    if result.wide and "month" not in reading.table.columns:
        return -math.inf
    score = sum(said[place] * sure for place, sure in reading.sure.items()) + (1.0 if result.wide else 0.0)
    for e in seen:
        if e.place not in reading.sure and e.profile.cells:
            strong = e.profile["valid_id"] > 0.5 or e.profile["account"] > 0.8
            score -= 0.5 if strong and not e.label.roles else 0.0 if is_sum(e.label) else 0.12
    event = reading.table.event
    if event and event not in have and not (event == "month" and {"pay_on", "year"} & have):
        score -= 0.15
    return score


def _about(sheet: SheetTable, tables: Mapping[str, Table]) -> dict[str, float]:
    """What title and names say for each table: long words before short ones, rare before common, near before far."""
    common = _common_words(tuple((table.title, table.about) for table in tables.values()))
    words = sorted(common, key=len, reverse=True)
    result: dict[str, float] = {}
    for text, near in zip(context.surroundings(sheet), (1.0, 0.9, 0.8, 0.4, 0.3, 0.2), strict=False):
        plain = squeeze(text)
        for word in words:
            if word in plain:
                plain = plain.replace(word, "，")
                for code, table in tables.items():
                    if word in table.about:
                        result[code] = result.get(code, 0.0) + near / common[word]
    return {code: min(score, 1.5) for code, score in result.items()}


@lru_cache(maxsize=8)
def _common_words(tables: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, int]:
    """In how many tables' words each word occurs."""
    said = [(*about, title) for title, about in tables]
    words = {word for _, about in tables for word in about}
    return {word: sum(any(word in other for other in others) for others in said) for word in sorted(words)}


def _is_no_data(sheet: SheetTable, seen: list[Evidence]) -> bool:
    """Duty rosters, contact lists, statistics: said so in the names, and without a column of IDs."""
    texts = (squeeze(text) for text in context.surroundings(sheet)[:3])
    return any(NO_DATA.search(text) for text in texts) and not any(e.profile["id"] > 0.5 for e in seen)


def _unknown(sheet: SheetTable, tables: Mapping[str, Table], seen: list[Evidence]) -> str:
    if find_wide(sheet, 2000) and not find_wide(sheet, context.find_year(context.surroundings(sheet))):
        return "像是按月横排的发放表，但没写是哪一年，未采用。请在标题、工作表名或文件名里写上年份，如 2023年"
    if is_form(sheet, tables):
        return FORM
    if not any(e.profile["id"] > 0.5 or e.profile["name"] > 0.5 for e in seen):
        return "不像名单或台账（没有姓名、身份证号等列），未采用"
    return (
        "看不出是哪一种数据，未采用。若确是要用的数据，请在 policy.toml 的 [columns] 下写明："
        + f'"{sheet.place}" = {{ table = "…" }}'
    )


def _ambiguous(sheet: SheetTable, *readings: Reading) -> str:
    names = "或".join(f"“{reading.table.title}”" for reading in readings)
    lines = "；".join(f'"{sheet.place}" = {{ table = "{r.table.code}" }}（{r.table.title}）' for r in readings)
    return f"既像{names}，不作猜测。请在 policy.toml 的 [columns] 下写明其中一行：{lines}"


def _accept(sheet: SheetTable, reading: Reading, result: Recognition, seen: list[Evidence], hint: dict) -> None:
    """Write the chosen reading down, the user's own words last."""
    table = reading.table
    result.table, result.why = table.code, ""
    result.columns = dict(reading.columns)
    if result.wide:
        result.columns = {place: name for place, name in result.columns.items() if name not in ("amount", "month")}
    if reading.score == math.inf:
        result.confidence = 1.0
    tell_month_from_year(sheet, result, table)
    _override(sheet, table, result, hint)
    result.units = {place: _unit(sheet, place) for place in _money(table, result)}
    result.unmapped = [
        e.place for e in seen if e.place not in result.columns and e.profile.cells and not is_sum(e.label)
    ]
    texts = context.surroundings(sheet)[:3]
    result.said = {name: context.find_code(texts, table.columns[name].codes) for name in table.named}
    if table.time != "ledger" and result.as_of is None and result.period and result.period[1] - result.period[0] < 3:
        result.as_of = context.last_day(result.period[1])


def _override(sheet: SheetTable, table: Table, result: Recognition, hint: dict) -> None:
    for header, name in hint.items():
        if header == "table" or (name and name not in table.columns):
            continue
        for place, column in enumerate(sheet.columns):
            if normal(header) in (normal(column.header), normal(column.header.split("/")[-1])) and column.header:
                result.columns = {p: n for p, n in result.columns.items() if n != name and p != place}
                if name:
                    result.columns[place] = name
                break


def _money(table: Table, result: Recognition) -> list[int]:
    return [
        *result.wide,
        *(
            place
            for place, name in result.columns.items()
            if name in table.columns and table.columns[name].type == "money"
        ),
    ]


def _unit(sheet: SheetTable, place: int) -> str:
    """万元, 分 or 元: by the header, else by `单位：万元` above the table."""
    header = squeeze(sheet.columns[place].header)
    found = re.search(r"[(\[/:、](?:单位:?)?(万元|分|元)|(万元|元)(?:[/、][年月人户]+)?\)?$", header)
    if found is None:
        found = re.search(r"单位:?()(万元|元|分)(?!局|公司)", squeeze(sheet.title))
    return (found[1] or found[2]) if found else "元"
