"""核定测算表: the working of one household as a workbook, live formulas with their computed values."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from dibao.engine.entitlement import COUNTED, NO_LEDGER, ROUNDINGS, SOURCES, TOP_UPS, UNKNOWN_BEFORE, Entitlement
from dibao.engine.entitlement_text import OPEN, differences, note_of
from dibao.engine.findings import month_text
from dibao.engine.rules.vocabulary import last_day
from dibao.engine.workbooks.style import Book
from dibao.engine.workbooks.words import clean

WIDTHS = (16, 12, 24, 11, 11, 13, 14, 34)
CLASSES = {
    "wage": "工资性", "business": "经营净", "property": "财产净", "transfer": "转移性", "transfer_out": "转移支出",
    "rigid_cost": "刚性支出", "employment_cost": "就业成本",
}  # fmt: skip
ROUND = {
    "none": "ROUND({},2)",
    "jiao": "ROUND({},1)",
    "jiao_up": "ROUNDUP(ROUND({},2),1)",
    "yuan": "ROUND({},0)",
    "yuan_up": "ROUNDUP(ROUND({},2),0)",
}


@dataclass
class _Page:
    """A sheet and the row that is written next."""

    book: Book
    sheet: Worksheet
    row: int = 0

    def section(self, words: str) -> None:
        """A heading across the page, with a line of room above."""
        self.row += 1
        self.sheet.merge_range(self.row, 0, self.row, len(WIDTHS) - 1, words, self.book.format("section"))
        self.row += 1

    def line(self, cells: list[Any], kind: str = "text") -> int:
        """One row; a pair `(formula, value)` is a formula. Returns its number as Excel counts."""
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                self.sheet.write_formula(self.row, column, "=" + cell[0], self.book.format("money"), cell[1])
            elif isinstance(cell, int | float):
                self.sheet.write_number(self.row, column, cell, self.book.format("money"))
            else:
                self.sheet.write_string(self.row, column, clean(cell or ""), self.book.format(kind))
        self.row += 1
        return self.row

    def item(self, words: str, value: Any, note: str = "") -> str:
        """A named figure; returns the address of the figure."""
        self.sheet.merge_range(self.row, 0, self.row, 4, words, self.book.format("text"))
        number = self.line_from(5, [value, note])
        return f"$F${number}"

    def line_from(self, first: int, cells: list[Any]) -> int:
        """The cells of a row from a column on."""
        for column, cell in enumerate(cells, first):
            if isinstance(cell, tuple):
                self.sheet.write_formula(self.row, column, "=" + cell[0], self.book.format("money"), cell[1])
            elif isinstance(cell, int | float):
                self.sheet.write_number(self.row, column, cell, self.book.format("money"))
            else:
                self.sheet.write_string(self.row, column, clean(cell or ""), self.book.format("text"))
        self.row += 1
        return self.row


def write_entitlement(path: Path, sheet: Entitlement) -> Path:
    """Write the workbook; returns its path."""
    home = sheet.home
    book = Book(path, "低保金核定测算表", home["township"] or "", last_day(sheet.month).isoformat())
    page = _Page(book, book.sheet("核定测算表"))
    for column, size in enumerate(WIDTHS):
        page.sheet.set_column(column, column, size)
    page.sheet.merge_range(0, 0, 0, len(WIDTHS) - 1, "低保金核定测算表", book.format("title"))
    words = f"户编号 {home['household_no']}　户主 {home['head_name'] or '不详'}　{home['township'] or ''}{home['village'] or ''}　测算月份 {month_text(sheet.month)}　单位：元"
    page.sheet.merge_range(1, 0, 1, len(WIDTHS) - 1, clean(words), book.format("sub"))
    page.row = 1
    _members(page, sheet)
    income = _income(page, sheet)
    _due(page, sheet, income)
    _months(page, sheet)
    page.section(
        "本表按名册、台账和部门数据测算，只供核对，不是决定。　　核算人：　　　　　　复核人：　　　　　　日期："
    )
    return book.close()


def _members(page: _Page, sheet: Entitlement) -> None:
    page.section("一、共同生活的家庭成员")
    page.line(["姓名", "是否保障", "未保障原因", "起", "止"], "head")
    for m in sheet.members:
        end = "" if m["to_month"] >= OPEN else month_text(m["to_month"])
        page.line([m["name"], "是" if m["covered"] else "否", m["exclusion_ground"], month_text(m["from_month"]), end])


def _income(page: _Page, sheet: Entitlement) -> Any:
    """Lines and sums; returns what the gap is worked out from: an address, a figure or nothing."""
    page.section("二、收入（每月）")
    page.line(["来源", "姓名", "项目", "数量", "评估标准（年）", "月金额", "分类/是否计入", "依据"], "head")
    first = page.row + 1
    for line in sheet.lines:
        if line["source"] == "ledger":
            _line(page, line)
    last = page.row
    income = _ledger(page, sheet, first, last) if sheet.ledger else None
    for line in sheet.lines:
        if line["source"] != "ledger":
            _line(page, line)
    for sums in sheet.incomes:
        if sums["side"] == "register":
            page.item("部门数据人均月收入（同一人同一种取最大；线索，须核实是否已经计入）", _yuan(sums["per_head_fen"]))
    registered = page.item("名册登记的人均月收入", _yuan(sheet.setting[0]["income_fen"]))
    return income if sheet.ledger else registered


def _line(page: _Page, line: dict) -> None:
    amount: Any = _yuan(line["amount_fen"])
    if line["rate_fen"] and amount is not None:
        amount = (f"ROUND(D{page.row + 1}*E{page.row + 1}/12,2)", amount)
    title = line["title"] + (f"：{line['item']}" if line["item"] else "")
    group = f"{CLASSES.get(line['class'], line['class'])}/{COUNTED[line['counted']]}"
    page.line(
        [
            SOURCES[line["source"]],
            line["name"],
            title,
            line["quantity"],
            _yuan(line["rate_fen"]),
            amount,
            group,
            line["basis"],
        ]
    )


def _ledger(page: _Page, sheet: Entitlement, first: int, last: int) -> str:
    """The sums of the household's own assessment, by class; returns the address of the income per head."""
    sums, cells = sheet.ledger, {}
    for group, name in CLASSES.items():
        key = {"rigid_cost": "rigid", "employment_cost": "employment"}.get(group, group)
        formula = f'SUMIF($G${first}:$G${last},"{name}/计入",$F${first}:$F${last})'
        cells[key] = page.item(f"{name}合计", (formula, _yuan(sums[f"{key}_fen"])))
    formula = "MAX(0,MAX(0,{wage}-{employment})+{business}+{property}+{transfer}-{transfer_out}-{rigid})".format(
        **cells
    )
    total = page.item(
        "家庭月收入＝（工资−就业成本）＋经营＋财产＋转移−转移支出−刚性支出", (formula, _yuan(sums["total_fen"]))
    )
    heads = page.item("共同生活人口（人）", sums["heads"])
    if sums["per_head_fen"] is None:
        return page.item("人均月收入", "不明", "有的项目没有金额")
    return page.item("人均月收入", (f"ROUNDDOWN(ROUND({total}/{heads},4),2)", _yuan(sums["per_head_fen"])))


def _due(page: _Page, sheet: Entitlement, income: Any) -> None:
    page.section("三、应发金额")
    setting, main = sheet.setting[0], sheet.main
    if main is None:
        page.item("算不出来", sheet.reason)
        return
    head = _head(page, setting, main, income)
    persons = page.item("保障人数（人）", main["persons"])
    formula = ROUND[setting["rounding"]].format(f"{head}*{persons}")
    gap = page.item(f"补差合计（{ROUNDINGS[setting['rounding']]}）", (formula, _yuan(main["gap_fen"])))
    extra = _top_ups(page, sheet)
    page.item("应发合计", (f"{gap}+{extra}" if extra else gap, _yuan(main["due_fen"])))
    for other in sheet.options:
        if not other["is_main"]:
            words = f"也可能：每人 {other['head_fen'] / 100:,.2f} × {other['persons']} 人 ＋ 分类施保 {other['top_up_fen'] / 100:,.2f}"
            page.item(words, _yuan(other["due_fen"]))


def _head(page: _Page, setting: dict, main: dict, income: str) -> str:
    if setting["method"] == "tier":
        return page.item(f"档次 {setting['grade']}，每人", _yuan(main["head_fen"]))
    standard = page.item("低保标准（每人每月）", _yuan(setting["standard_fen"]))
    gap = f"ROUND({standard}-{income},2)"
    if setting["floor_fen"] is not None:
        gap = f"MAX({gap},{page.item('每人最低补助', _yuan(setting['floor_fen']))})"
    if setting["ceiling_fen"] is not None:
        gap = f"MIN({gap},{page.item('每人最高补助', _yuan(setting['ceiling_fen']))})"
    return page.item("每人补差＝标准−人均收入", (f"IF({standard}>{income},{gap},0)", _yuan(main["head_fen"])))


def _top_ups(page: _Page, sheet: Entitlement) -> str:
    """Each person's top-ups, and the sum of the highest of each; returns its address."""
    spans = []
    for _, own in groupby(sheet.top_ups, key=lambda extra: extra["person"]):
        first = page.row + 1
        for extra in own:
            sure = "" if extra["is_sure"] else "按各地规定"
            page.item(
                f"分类施保：{extra['name'] or '姓名不详'}　{TOP_UPS.get(extra['kind'], extra['kind'])}",
                _yuan(extra["fen"]),
                sure,
            )
        spans.append(f"MAX($F${first}:$F${page.row})")
    return page.item("分类施保合计（一人就高）", ("+".join(spans), _yuan(sheet.main["top_up_fen"]))) if spans else ""


def _months(page: _Page, sheet: Entitlement) -> None:
    page.section(f"四、逐月对照（多发为正，少发为负；{UNKNOWN_BEFORE}）")
    page.line(["月份", "低保标准", "", "应发", "实发", "差额", "", "说明"], "head")
    first = page.row + 1
    for m in sheet.months:
        number = page.row + 1
        counts = m["difference_fen"] is not None and m["state"] == "paid"
        difference = (f"E{number}-D{number}", _yuan(m["difference_fen"])) if counts else ""
        page.line(
            [
                month_text(m["month"]),
                _yuan(m["standard_fen"]),
                "",
                _yuan(m["nearest_fen"]),
                _yuan(m["paid_fen"]) if m["has_ledger"] else NO_LEDGER,
                difference,
                "",
                note_of(m),
            ]
        )
    over, under = differences(sheet)
    span = f"$F${first}:$F${page.row}"
    page.item("合计多发", (f'SUMIF({span},">0")', _yuan(over)))
    page.item("合计少发", (f'SUMIF({span},"<0")', _yuan(under)))


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100
