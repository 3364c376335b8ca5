"""县级专办.xlsx: what names handlers or cadres, or would warn those it concerns, in full."""

from pathlib import Path

from dibao.engine.workbooks import evidence
from dibao.engine.workbooks.grid import Col, full_page
from dibao.engine.workbooks.lists import ABOUT, SUBJECT, about, rule_page
from dibao.engine.workbooks.model import RuleInfo, ScreenResult, SheetReport, ShownFinding, Unchecked
from dibao.engine.workbooks.quality import sources_page, unchecked_page
from dibao.engine.workbooks.style import Book
from dibao.engine.workbooks.visits import strength
from dibao.engine.workbooks.words import TIERS, meanings, period, yuan

AUDIENCES = {"county": "县民政局", "discipline": "纪检监察机关"}
WHAT = (
    Col("序号", 6, "int"), Col("办理单位", 14, "wrap"), Col("等级", 6, "sev"), Col("规则", 6, "centre"), Col("事项", 18, "wrap"),
)  # fmt: skip
GROUNDS = (Col("酌情", 24, "wrap", paper=False), Col("政策依据", 32, "wrap", paper=False))


def special_book(
    path: Path,
    result: ScreenResult,
    findings: list[ShownFinding],
    unchecked: list[Unchecked],
    sheets: list[SheetReport],
) -> Path:
    """The county desk's own workbook."""
    book = Book(path, f"{result.county}低保疑点县级专办", result.county, result.as_of.isoformat())
    ordered = sorted(findings, key=lambda f: (f.audience != "discipline", bool(f.excused), *strength(f)))
    areas, ordered = [f for f in ordered if f.is_area], [f for f in ordered if not f.is_area]
    _lead_page(book, result, ordered)
    area_page(book, result, areas)
    _evidence_page(book, result, ordered)
    for code in sorted({f.rule for f in findings}):
        mine = [f for f in ordered + areas if f.rule == code and not f.excused]
        if mine:
            rule_page(book, result, result.rule(code), mine)
    unchecked_page(book, result, unchecked)
    sources_page(book, result, sheets)
    return book.close()


def _what(f: ShownFinding) -> list[str]:
    """The cells below `WHAT`, but for the number."""
    return [AUDIENCES.get(f.audience, f.audience), f.severity, f.rule, f.title]


def _grounds(f: ShownFinding, rule: RuleInfo) -> list[str]:
    """The cells below `GROUNDS`."""
    return [meanings(f.remarks, rule.remarks), "\n".join(rule.basis)]


def _lead_page(book: Book, result: ScreenResult, ordered: list[ShownFinding]) -> None:
    columns = [
        *WHAT, *ABOUT, *SUBJECT,
        Col("说明", 50, "wrap", fixed=True), Col("涉及月份", 18, "wrap"), Col("金额（元）", 13, "money", total=True), Col("不作问题的理由", 20, "wrap"),
        Col("匹配把握", 20, "wrap", paper=False), *GROUNDS,
        Col("关联编号", 24, "id", paper=False),
    ]  # fmt: skip
    matters = _matters(ordered)
    rows = [[n, *_lead_row(result, matter)] for n, matter in enumerate(matters, 1)]
    note = (
        f"共 {len([f for f in ordered if not f.excused])} 条疑点、{len([f for f in ordered if f.excused])} 条依法不作问题，按事合并为 {len(matters)} 行：同一件事涉及的几户写在一行。"
        "本表只由县级专人掌握，不下发乡镇、村，不在会议上分发。亲属关系、经手关系本身不是问题；线索须核实后再定性，涉嫌违纪违法的按程序移交。"
        "“关联编号”相同的，是同一件事。"
    )
    full_page(book, "专办清单", f"{result.county}低保疑点县级专办清单", note, columns, rows, 5)


def _matters(ordered: list[ShownFinding]) -> list[list[ShownFinding]]:
    """Findings by matter, in their order: what one finding says of eight households is read once."""
    matters: dict[tuple, list[ShownFinding]] = {}
    for f in ordered:
        key = (f.rule, f.variant, f.finding_group, f.severity, f.excused) if f.finding_group else (f.finding_id,)
        matters.setdefault(key, []).append(f)
    return list(matters.values())


def _lead_row(result: ScreenResult, matter: list[ShownFinding]) -> list:
    f = matter[0]
    rule = result.rule(f.rule)
    who = [_each(cells) for cells in zip(*((*about(result, m), m.name, m.id_no) for m in matter), strict=True)]
    money = [m.amount_fen for m in matter if m.amount_fen is not None]
    return [
        *_what(f), *who, f.explanation, period(f, "\n"), yuan(sum(money)) if money else None,
        meanings(f.excused, rule.exceptions), TIERS.get(f.tier, f.tier), *_grounds(f, rule), f.finding_group,
    ]  # fmt: skip


def _each(cells: tuple[str, ...]) -> str:
    """The cells of several households below each other; the same for all is said once."""
    return cells[0] if len(set(cells)) == 1 else "\n".join(cells)


def area_page(book: Book, result: ScreenResult, areas: list[ShownFinding]) -> None:
    """区域线索: villages and townships to supervise; no household is named and none is to be visited for it."""
    columns = [
        *WHAT, *ABOUT[:2],
        Col("说明", 60, "wrap", fixed=True), Col("涉及月份", 18, "wrap"), Col("督导时核什么", 36, "wrap", fixed=True), Col("不作问题的理由", 20, "wrap"),
        *GROUNDS, Col("区划代码", 16, "id", paper=False),
    ]  # fmt: skip
    rows = [[n, *_area_row(result, f)] for n, f in enumerate(areas, 1)]
    note = (
        "本表说的是一个村或一个乡镇的整体情况，多数是统计上的异常，只用于安排督导检查，不落到任何一户，不下发，也不据此停发、减发。"
        "统计异常可能有正当原因，到实地看档案、问群众后再定。"
    )
    full_page(book, "区域线索", f"{result.county}低保区域线索", note, columns, rows, 7)


def _area_row(result: ScreenResult, f: ShownFinding) -> list:
    rule = result.rule(f.rule)
    return [
        *_what(f), f.township, f.village, f.explanation, period(f, "\n"), result.door(f),
        meanings(f.excused, rule.exceptions), *_grounds(f, rule), f.area_code,
    ]  # fmt: skip


def _evidence_page(book: Book, result: ScreenResult, ordered: list[ShownFinding]) -> None:
    columns = [
        Col("清单序号", 8, "int"), Col("规则", 7, "centre"), Col("当事人", 14), Col("证据表", 28, "wrap"), Col("数据日期", 12, "centre"),
        Col("内容", 80, "wrap", fixed=True), Col("出处（文件 / 表 / 行）", 50, "wrap"),
    ]  # fmt: skip
    rows = [
        [n, f.rule, f.name, *_evidence_row(result, f, row)]
        for n, matter in enumerate(_matters(ordered), 1)
        for f in matter
        for row in f.evidence
    ]
    full_page(book, "证据明细", "证据明细", "“清单序号”对应“专办清单”的序号。", columns, rows, 3)


def _evidence_row(result: ScreenResult, f: ShownFinding, row: dict) -> list:
    table = row.get("table", "")
    spelled = (
        (evidence.label(result, f.rule, table, k), evidence.spell(result, table, k, v))
        for k, v in evidence.fields(row).items()
    )
    content = "；".join(f"{name}：{value}" for name, value in spelled if value)
    return [evidence.table_title(result, table), str(row.get("as_of") or ""), content, evidence.place(row)]
