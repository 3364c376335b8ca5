"""Sheets about the data: what could not be checked, the account of every sheet, the sources."""

from collections import defaultdict
from collections.abc import Iterable

from dibao.engine.intake.account import COUNTS
from dibao.engine.workbooks.grid import Col, full_page
from dibao.engine.workbooks.model import ScreenResult, SheetReport, Unchecked
from dibao.engine.workbooks.style import Book
from dibao.engine.workbooks.words import REASONS, REPAIRS

FEW = 5
OURS = ("民政", "民政/乡镇", "民政/统计")


def unchecked_page(book: Book, result: ScreenResult, items: Iterable[Unchecked]) -> None:
    """What could not be checked: one line for each thing to ask for, with all the rules that wait for it."""
    columns = [
        Col("序号", 6, "int"), Col("请这样补齐", 56, "wrap"), Col("原因", 30, "wrap"), Col("涉及乡镇", 40, "wrap"),
        Col("等它的规则", 44, "wrap"), Col("规则数", 9, "int"), Col("未能核对（户次）", 12, "int", total=True),
    ]  # fmt: skip
    rows = [[n, *row] for n, row in enumerate(unchecked_rows(result, items), 1)]
    note = "没有核对，不等于没有问题：下列户、下列事项因为缺数据没有结论，补齐后重新运行即可。影响大的排在前面；同一户可因几条规则各计一次。"
    full_page(book, "未能核对", "未能核对的事项", note, columns, rows, 2)


def unchecked_rows(result: ScreenResult, items: Iterable[Unchecked]) -> list[list]:
    """Each gap: what to ask for, the reason, the townships, the rules that wait, their number, households times rules."""
    gaps: dict[tuple, list[Unchecked]] = defaultdict(list)
    for item in items:
        gaps[item.rule, item.reason, item.table, item.column, item.said].append(item)
    waiting: dict[tuple, dict[str, int]] = defaultdict(dict)
    for (rule, *_), gap in sorted(gaps.items()):
        waiting[_ask(result, gap[0]), _reason(result, gap[0]), _where(gap)][rule] = sum(i.households for i in gap)
    rows = [[*told, _waiting(result, list(rules)), len(rules), sum(rules.values())] for told, rules in waiting.items()]
    return sorted(rows, key=lambda row: (-row[-1], row))


def _where(gap: list[Unchecked]) -> str:
    """The townships of a gap, the largest first."""
    places: dict[str, int] = defaultdict(int)
    for item in gap:
        places[item.township or "全县"] += item.households
    unit = "行" if gap[0].reason == "VALUE_UNREAD" else "户"
    return "、".join(f"{name}（{count}{unit}）" for name, count in sorted(places.items(), key=lambda p: (-p[1], p[0])))


def _waiting(result: ScreenResult, rules: list[str]) -> str:
    """A few rules with their titles, many by their codes: the first sheet has all titles."""
    if len(rules) > FEW:
        return "、".join(rules)
    return "\n".join(f"{code} {result.rule(code).title}" for code in rules)


def _reason(result: ScreenResult, item: Unchecked) -> str:
    column = _column_name(result, item)
    return REASONS.get(item.reason, item.reason) + (f"：{column}" if column else "")


def _ask(result: ScreenResult, item: Unchecked) -> str:
    """The sentence that ends the gap."""
    if item.reason == "ID_UNUSABLE":
        return "请乡镇对照户口簿核对证件号码，在“退回”文件夹的表里改正后放回原文件夹，重新运行"
    if item.reason == "RULE_STOPPED":
        return f"请修改本县规则文件后重新运行：{item.column}"
    if item.reason == "VALUE_UNREAD":
        table = result.tables[item.table].title
        mend = "对照证件改正" if item.column.endswith("id_no") else "改成表中通行的说法"
        return f"《{table}》“{_column_name(result, item)}”写的是“{item.said}”等，这些行没有核对。请{mend}后重新运行，急的由人工核对"
    if item.reason == "NO_STANDARD":
        return (
            '请在数据文件夹的 policy.toml 里写上当地低保标准，例如：[[standard]] 下写 scope = "rural"、from = 2023-01-01、'
            "yuan_per_month = 450，再重新运行"
        )
    codes = item.table.split("|") if item.table else [s for s in result.rule(item.rule).sources if s in result.tables]
    known = [result.tables[c] for c in codes if c in result.tables]
    if not known:
        return "请按“数据来源”对照所缺的表，补齐后重新运行"
    asked = ("；或者" if item.table else "；").join(_ask_table(t, item, _column_name(result, item)) for t in known)
    return asked + "。放进同一文件夹后重新运行"


def _ask_table(table, item: Unchecked, column: str) -> str:
    who = "由本局和乡镇补报" if table.holder in OURS else f"请{table.holder.replace('/', '、')}部门提供"
    what = {"NO_COLUMN": f"，须有“{column}”一列" if column else "，补齐缺少的列", "NOT_COVERED": "，补上所列乡镇和时段"}
    return f"{who}《{table.title}》{what.get(item.reason, '')}"


def _column_name(result: ScreenResult, item: Unchecked) -> str:
    """The column in words; `a|b` = any of them, in the first table that has it."""
    tables = [result.tables[code] for code in item.table.split("|") if code in result.tables]
    found = {c: t.columns[c].names[0] for c in item.column.split("|") for t in reversed(tables) if c in t.columns}
    return "”或“".join(found.values()) if found else item.column


def quality_page(book: Book, result: ScreenResult, sheets: list[SheetReport]) -> None:
    """The account of every sheet, row by row kind, and what was mended or put back."""
    columns = [
        Col("序号", 6, "int"), Col("文件", 34, "wrap"), Col("工作表", 16, "wrap"), Col("认作", 18, "wrap"),
        Col("非空行", 10, "int", total=True), Col("标题", 7, "int", "非数据行"), Col("表头", 7, "int", "非数据行"),
        Col("合计", 7, "int", "非数据行"), Col("注", 7, "int", "非数据行"), Col("分块", 7, "int", "非数据行"),
        Col("数据行", 10, "int", total=True), Col("采用", 10, "int", "数据行去向", total=True),
        Col("退回", 8, "int", "数据行去向", total=True), Col("重复", 8, "int", "数据行去向", total=True),
        Col("坏单元格", 9, "int", total=True), Col("已修正（处）", 34, "wrap"), Col("说明", 36, "wrap"),
    ]  # fmt: skip
    rows = [[n, *_quality_row(result, sheet)] for n, sheet in enumerate(sheets, 1)]
    note = "非空行＝标题＋表头＋合计＋注＋分块＋数据行；数据行＝采用＋退回＋重复。退回的行在“退回”文件夹里，标出了单元格和原因，改好放回即可。"
    full_page(book, "数据质量", "数据质量情况", note, columns, rows, 2)


def _quality_row(result: ScreenResult, s: SheetReport) -> list:
    return [
        s.file, s.sheet, _recognised(result, s), *(s.counts.get(name, 0) for name in COUNTS), _repairs(result, s), _remark(s),
    ]  # fmt: skip


def _recognised(result: ScreenResult, s: SheetReport) -> str:
    known = result.tables.get(s.table or "")
    return s.table_title or (known.title if known else s.table or "未认出")


def _repairs(result: ScreenResult, s: SheetReport) -> str:
    return "、".join(
        f"{(REPAIRS | result.repair_names).get(kind, kind)} {count}"
        for kind, count in sorted(s.repairs.items())
        if count
    )


def _remark(s: SheetReport) -> str:
    said = [s.why, f"有 {s.returned} 行须乡镇或原单位改正，见“退回”文件夹" if s.returned and not s.why else ""]
    if s.unmapped:
        said.append(f"没有用上的列：{'、'.join(s.unmapped)}（需要的，在 policy.toml 的 [columns] 里写明它是什么）")
    return "；".join(filter(None, said))


def sources_page(book: Book, result: ScreenResult, sheets: list[SheetReport]) -> None:
    """Every file with its hash, so that anyone can tell whether it is the same file."""
    columns = [
        Col("序号", 6, "int"), Col("文件", 40, "wrap"), Col("工作表", 18, "wrap"), Col("内容", 20, "wrap"), Col("提供单位", 16, "wrap"),
        Col("数据时段", 20, "wrap"), Col("数据日期", 12, "centre"), Col("覆盖范围", 26, "wrap"), Col("采用行数", 10, "int", total=True),
        Col("文件校验码（SHA-256）", 36, "wrap"),
    ]  # fmt: skip
    rows = [[n, *_source_row(result, s)] for n, s in enumerate(sheets, 1)]
    note = f"本次运行编号：{result.run_id}。校验码一致即为同一份文件；证据里的“出处”按此表的文件名查找。"
    full_page(book, "数据来源", "数据来源", note, columns, rows, 2)


def _source_row(result: ScreenResult, s: SheetReport) -> list:
    known = result.tables.get(s.table or "")
    return [
        s.file,
        s.sheet,
        _recognised(result, s),
        known.holder if known else "",
        s.period,
        s.as_of,
        s.areas,
        s.counts.get("used", 0),
        s.content,
    ]
