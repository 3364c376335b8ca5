"""下发：one workbook a township, with only what its audience may see, to be filled in and sent back."""

from collections import defaultdict
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dibao.engine.workbooks import masking
from dibao.engine.workbooks.grid import Col, full_page, heading, lines
from dibao.engine.workbooks.model import HouseholdInfo, ScreenResult, ShownFinding
from dibao.engine.workbooks.style import Book
from dibao.engine.workbooks.visits import Visit, door, visits
from dibao.engine.workbooks.words import SEVERITIES, clean, side

OUTCOMES = (
    "属实-清退", "属实-调整金额", "属实-补手续", "属实-移交", "不属实-同名异人", "不属实-数据滞后", "不属实-数据错误", "不属实-挂名/被冒用",
    "政策允许-单人户", "政策允许-渐退期", "政策允许-刚性支出/就业成本扣减", "政策允许-财产豁免", "已先行整改", "查无此人/无法核实",
)  # fmt: skip
MEANS = ("入户调查", "邻里访问", "信函索证", "查阅档案", "电话核实", "部门复核")
OPINIONS = ("继续保障", "增发", "减发", "停发", "渐退", "纳入保障", "转特困供养", "补办手续", "改正登记")
ENTER = "核实后填写"
COLUMNS = (
    Col("序号", 4.5, "int", fixed=True), Col("户次序", 4.5, "int", fixed=True), Col("村（居）", 7, "wrap", fixed=True), Col("户主", 7, "wrap", fixed=True),
    Col("户编号、证号、电话、住址", 15.5, "wrap", fixed=True), Col("当事人", 15.5, "wrap", fixed=True), Col("类别", 5.5, "wrap", fixed=True),
    Col("等级", 4.5, "sev", fixed=True), Col("疑点", 29, "wrap", fixed=True), Col("涉及金额", 9, "wrap", fixed=True),
    Col("入户核什么", 17, "wrap", fixed=True),
    Col("核实方式", 7, "entry", ENTER, fixed=True), Col("核实日期", 10.5, "entry_date", ENTER, fixed=True), Col("核实结论", 9, "entry", ENTER, fixed=True),
    Col("实际情况", 13, "entry", ENTER, fixed=True), Col("处理意见", 6.5, "entry", ENTER, fixed=True), Col("核实人1", 7, "entry", ENTER, fixed=True),
    Col("核实人2", 7, "entry", ENTER, fixed=True), Col("备注", 12, "entry", "可另写", fixed=True, paper=False),
    Col("疑点编号", 12, "text", hidden=True, fixed=True, paper=False),
)  # fmt: skip
ENTRY = 11  # the first column to fill in
GUIDE = (
    (
        "这份表做什么",
        "列出本乡镇需要入户核实的疑点。疑点只是数据比对的线索，不是结论：核实并作出决定以前，不停、不减、不追，也不对外公开。",
    ),
    (
        "先后次序",
        "等级 A 的三个工作日内先核；其余照“户次序”从小到大，这是县里按轻重、把握和金额排的，错保、漏保一样算，可以按路线调整。同一户的几条疑点排在一起，一次上门全部核完。",
    ),
    ("两人同去", "由两名工作人员共同入户，填写核实人1、核实人2；与该户是近亲属或经手过该户的，请回避。"),
    (
        "怎样填写",
        "只填黄色各列。核实方式、核实结论、处理意见从下拉框里选；核实日期写成 2024-05-20；实际情况写明看到什么、凭什么材料。",
    ),
    ("漏保、少发", "与错保同样办理：上门讲清政策，符合条件、本人愿意的当场协助申请；不愿申请的，在“实际情况”里记明。"),
    ("查无实据", "不属实的也要选明原因（同名异人、数据滞后、数据错误、挂名被冒用），以后不再重复下发。"),
    ("不要改动", "不要删行、删列，不要改列名和表名；隐藏列是回收时对号用的。可以筛选、排序。"),
    ("证件号码", "证件号码、账号只显示前后几位，用于认人；部门信息只写有无、年份或区间。如需详情，向县民政局查询。"),
    ("保管", "存放和传递按内部资料管理，用后收回。"),
)


def township_book(path: Path, result: ScreenResult, township: str, findings: list[ShownFinding]) -> Path:
    """The workbook of one township; `findings` must already be its own and open to it."""
    book = Book(path, f"{township}低保疑点入户核实表", result.county, result.as_of.isoformat())
    ordered = [(visit, finding) for visit in _by_visit(result, findings) for finding in visit.open]
    _guide_page(book, result, township, ordered)
    _task_page(book, result, township, ordered)
    _village_page(book, township, ordered)
    return book.close()


def _by_visit(result: ScreenResult, findings: list[ShownFinding]) -> list[Visit]:
    """Doors, and at the end what has no door (a village as a whole)."""
    doors = visits(result, findings)
    areas = [
        Visit(f.finding_id, "", "", "", f.township, f.village, HouseholdInfo(), [f]) for f in findings if not door(f)
    ]
    return doors + sorted(areas, key=lambda v: (v.severity, v.village, v.key))


def _task_page(book: Book, result: ScreenResult, township: str, ordered: list[tuple[Visit, ShownFinding]]) -> None:
    rows = [[n, *_row(result, visit, finding)] for n, (visit, finding) in enumerate(ordered, 1)]
    homes = len({id(visit) for visit, _ in ordered})
    note = f"共 {homes} 户 {len(rows)} 条，数据截至 {result.as_of}。黄色各列由核实人填写，填法见“填写说明”。疑点是线索，不是结论。"
    page, first = full_page(book, "入户核实", f"{township}低保疑点入户核实表", note, COLUMNS, rows, 4, lowest=46)
    if rows:
        _drop_downs(page, first, first + len(rows) - 1, result)


def _row(result: ScreenResult, visit: Visit, f: ShownFinding) -> list:
    mask = masking.mask_text
    person = "\n".join(filter(None, [mask(f.name), masking.mask_id(f.id_no)]))
    told = "\n".join(filter(None, [masking.explain_down(f), masking.hints(result, f)]))
    who = [mask(visit.village or f.area), mask(visit.head), _contact(visit, f is visit.open[0]), person]
    what = [side(f), f.severity, told, masking.money_down(f), mask(result.door(f))]
    return [visit.number or None, *who, *what, *[""] * 8, f.reference or f.finding_id]


def _contact(visit: Visit, whole: bool) -> str:
    """Whom to find and where; only the number below the household's first line, to save paper."""
    home = visit.household
    number = (
        f"户编号 {masking.mask_household(visit.household_no)}"
        if visit.household_no
        else "不在保"
        if visit.id_no
        else ""
    )
    rest = (
        [masking.mask_id(visit.id_no), masking.mask_text(home.phone), masking.mask_text(home.address)] if whole else []
    )
    return "\n".join(filter(None, [number, *rest]))


def _drop_downs(page: Worksheet, first: int, last: int, result: ScreenResult) -> None:
    """Lists to choose from, and a date that is a date."""
    for offset, choices in ((0, MEANS), (2, OUTCOMES), (4, OPINIONS)):
        options = {
            "validate": "list",
            "source": list(choices),
            "error_title": "请从下拉框选择",
            "error_message": "请从下拉框里选一项，不要手写。",
        }
        page.data_validation(first, ENTRY + offset, last, ENTRY + offset, options)
    page.data_validation(first, ENTRY + 1, last, ENTRY + 1, {
        "validate": "date", "criteria": ">=", "value": result.as_of, "error_title": "日期不对",
        "error_message": f"请写成 2024-05-20 的样子，且不早于数据截止日 {result.as_of}。",
    })  # fmt: skip


def _village_page(book: Book, township: str, ordered: list[tuple[Visit, ShownFinding]]) -> None:
    """Progress by village: counts follow what is filled in."""
    groups: dict[str, list[tuple[Visit, ShownFinding]]] = defaultdict(list)
    for visit, finding in ordered:
        groups[masking.mask_text(visit.village or finding.area)].append((visit, finding))
    columns = [
        Col("序号", 6, "int", fixed=True), Col("村（居）", 22, "centre", fixed=True), Col("户数", 10, "int", total=True, fixed=True), Col("疑点（条）", 12, "int", total=True, fixed=True),
        *[Col(f"{s} 级", 9, "int", total=True, fixed=True) for s in SEVERITIES], Col("已填结论", 12, "int", total=True, fixed=True), Col("未核实", 12, "int", total=True, fixed=True),
    ]  # fmt: skip
    rows = []
    for number, (village, pairs) in enumerate(sorted(groups.items()), 1):
        levels = [len([f for _, f in pairs if f.severity == s]) for s in SEVERITIES]
        rows.append([number, village, len({id(v) for v, _ in pairs}), len(pairs), *levels, 0, len(pairs)])
    page, first = full_page(
        book, "分村进度", f"{township}分村核实进度", "“已填结论”“未核实”随“入户核实”的填写自动变化。", columns, rows, 2
    )
    _progress(book, page, first, rows, len(ordered))


def _progress(book: Book, page: Worksheet, first: int, rows: list[list], count: int) -> None:
    """Live counts of conclusions filled in, with the values they have today."""
    top = 6  # rows above the data of 入户核实: title, notes, two header rows; Excel counts from 1
    village, outcome = (f"入户核实!${c}${top - 1}:${c}${top - 2 + count}" for c in ("C", xl_col_to_name(ENTRY + 2)))
    for offset, row in enumerate(rows):
        line = first + offset
        page.write_formula(line, 8, f'=COUNTIFS({village},B{line + 1},{outcome},"?*")', book.format("int"), row[8])
        page.write_formula(line, 9, f"=D{line + 1}-I{line + 1}", book.format("int"), row[9])


def _in_short(result: ScreenResult, ordered: list[tuple[Visit, ShownFinding]]) -> list[tuple[str, str]]:
    """The two lines for somebody who reads no more: what to do by when, and where to send it."""
    homes, urgent = len({id(visit) for visit, _ in ordered}), len([f for _, f in ordered if f.severity == "A"])
    first = f"其中 A 级 {urgent} 条收到后三个工作日内先核；" if urgent else ""
    return [
        (
            "请做",
            f"两人一组入户，把下一张表“入户核实”的黄色各列填完：共 {homes} 户 {len(ordered)} 条。{first}其余按县民政局通知的日期完成。",
        ),
        ("交回", f"填完保存，连同佐证材料把整个文件交回{result.county or '县'}民政局（低保经办股室），不改文件名。"),
    ]


def _guide_page(book: Book, result: ScreenResult, township: str, ordered: list[tuple[Visit, ShownFinding]]) -> None:
    page = book.sheet("填写说明")
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 116)
    heading(book, page, f"{township}低保疑点入户核实", "", 1, 132)
    page.write_string(1, 0, clean(f"{result.county}　数据截至 {result.as_of}".strip()), book.format("sub"))
    row = 3
    for name, text in _in_short(result, ordered):
        page.write_string(row, 0, name, book.format("ask_head"))
        page.write_string(row, 1, clean(text), book.format("ask"))
        page.set_row(row, max(30, 14 + 16 * lines(text, 96)))
        row += 1
    row += 1
    for name, text in GUIDE:
        page.write_string(row, 0, name, book.format("head"))
        page.write_string(row, 1, text, book.format("wrap"))
        page.set_row(row, max(26, 12 + 14 * lines(text, 112)))
        row += 1
    row += 1
    for name, meaning in SEVERITIES.items():
        page.write_string(row, 0, f"等级 {name}", book.format(f"sev_{name}"))
        page.write_string(row, 1, meaning, book.format("wrap"))
        page.set_row(row, 22)
        row += 1
