"""The first sheet: key figures of both sides, a chart, how to read it, tables by township and by rule."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from xlsxwriter.worksheet import Worksheet

from dibao.engine.workbooks.grid import heading, lines, put
from dibao.engine.workbooks.model import ScreenResult, ShownFinding, Unchecked
from dibao.engine.workbooks.quality import unchecked_rows
from dibao.engine.workbooks.style import NOTE, SIDE_COLOURS, Book
from dibao.engine.workbooks.visits import UNPLACED, Visit, door
from dibao.engine.workbooks.words import SEVERITIES, SIDE_MEANING, SIDES, clean, side, yuan

WIDTHS = (7, 14, 12, 11, 11, 14, 9, 9, 9, 9, 13, 14)
LAST = len(WIDTHS) - 1
CHART_ROWS = 12
FEW_GAPS = 4
READING = (
    "疑点是线索，不是结论。任何一户，核实并由有权机关作出决定以前，不停、不减、不追。",
    "先看“入户清单”：一户一行，按上门预计查实的分量排好次序，“排序理由”说明为什么，列明全部疑点和入户要核的事；“漏保和少发线索”与错保同等办理。",
    "每条规则一张表，证据逐项写明出自哪个文件、哪张表、第几行，可随时翻查原件。",
    "“依法不作问题”是比对命中但有法定理由的；“未能核对”是缺数据没有结论的，补齐后重新运行。",
    "户数按户去重，各类相加可大于合计；金额按户取单项最大，不重复计算，供排序参考，追缴、补发以核实为准。",
)


def overview_page(
    book: Book, result: ScreenResult, findings: list[ShownFinding], doors: list[Visit], unchecked: list[Unchecked]
) -> None:
    """The page that a bureau chief reads."""
    page = book.sheet("总览")
    for index, wide in enumerate(WIDTHS):
        page.set_column(index, index, wide)
    note = f"数据截至 {result.as_of}　　在保 {result.households_in_force:,} 户 {result.persons_in_force:,} 人　　运行编号 {result.run_id}"
    heading(book, page, f"{result.county}低保专项治理疑点总览", note, LAST, sum(WIDTHS))
    page.write_string(1, 0, note, book.format("sub"))
    row = _figures(book, page, 2, result, doors)
    row = _sides(book, page, row + 1, result, findings, doors)
    chart_row = row + 1
    reading = chart_row + CHART_ROWS
    townships = _reading(book, page, reading) + 1
    first, row = _townships(book, page, townships, result, findings, doors)
    tallest = max(Counter(v.township for v in doors for _ in v.sides()).values(), default=0)
    _chart(book, page, chart_row, first, row - 2 - len(result.silent), tallest)
    # A table that does not fit below the last one starts on its own page.
    rest = _gaps(book, page, row + 1, result, unchecked)
    page.set_h_pagebreaks([reading, *([townships] if row - first > 12 else []), rest])
    _rules(book, page, rest, result, findings, unchecked)
    page.activate()


def _figures(book: Book, page: Worksheet, row: int, result: ScreenResult, doors: list[Visit]) -> int:
    """Four large figures."""
    insured = len([d for d in doors if d.household_no])
    share = (
        f"其中在保 {insured:,} 户，占 {insured / result.households_in_force:.1%}" if result.households_in_force else ""
    )
    wrong, missed, under = (len([d for d in doors if s in d.sides()]) for s in ("错保", "漏保", "少发"))
    figures = [
        (len(doors), f"须入户（户）\n{share}".strip()),
        (wrong, "疑似错保（户）"),
        (missed, "疑似漏保（户、人）"),
        (under, "疑似少发（户）"),
    ]
    page.set_row(row, 34)
    page.set_row(row + 1, 32)
    for index, (figure, text) in enumerate(figures):
        left, right = index * 3, index * 3 + 2
        page.merge_range(row, left, row, right, figure, book.format("figure"))
        page.merge_range(row + 1, left, row + 1, right, text, book.format("figure_note"))
    return row + 2


def _sides(
    book: Book, page: Worksheet, row: int, result: ScreenResult, findings: list[ShownFinding], doors: list[Visit]
) -> int:
    """Counts by kind of error."""
    row = section(book, page, row, "一、各类疑点")
    heads = ("类别", "", "含义", "", "户数", "人数", "A", "B", "C", "D", "疑点（条）", "金额（元）")
    _head(book, page, row, heads, {0: 1, 2: 3})
    first = row + 1
    for offset, name in enumerate(SIDES):
        _side_row(book, page, first + offset, name, findings, doors)
    end = first + len(SIDES)
    page.set_row(end, 20)
    opened = [f for f in findings if not f.excused]
    _merged(page, end, 0, 3, "合计（户数、人数去重）", book.format("sum_text"))
    put(page, end, 4, len(doors), book.format("sum_int"))
    put(page, end, 5, len({_person(f) for f in opened}), book.format("sum_int"))
    for column in range(6, 11):
        letter = "ABCDEFGHIJKL"[column]
        value = len(opened) if column == 10 else len([f for f in opened if f.severity == "ABCD"[column - 6]])
        page.write_formula(end, column, f"=SUM({letter}{first + 1}:{letter}{end})", book.format("sum_int"), value)
    put(page, end, 11, yuan(sum(v.at_stake(False) + v.at_stake(True) for v in doors)), book.format("sum_money"))
    _merged(page, end + 1, 0, LAST, _elsewhere(result, len(opened), len(findings) - len(opened)), book.format("para"))
    page.set_row(end + 1, 34)
    return end + 2


def _elsewhere(result: ScreenResult, opened: int, excused: int) -> str:
    """What the table above leaves out, so that its sums and those of the whole run can be told apart."""
    special = [f for f in result.findings if f.restricted]
    left = len([f for f in special if not f.excused])
    return (
        f"本表是可以下发核实的疑点 {opened:,} 条；另有 {left:,} 条由县级专人办理，见《县级专办》，两本合计 {opened + left:,} 条。"
        f"依法不作问题的不算在内：本工作簿 {excused:,} 条，《县级专办》 {len(special) - left:,} 条。"
    )


def _side_row(
    book: Book, page: Worksheet, row: int, name: str, findings: list[ShownFinding], doors: list[Visit]
) -> None:
    mine = [f for f in findings if side(f) == name and not f.excused]
    _merged(page, row, 0, 1, name, book.format("centre"))
    _merged(page, row, 2, 3, SIDE_MEANING[name], book.format("wrap"))
    put(page, row, 4, len({door(f) for f in mine if door(f)}), book.format("int"))
    put(page, row, 5, len({_person(f) for f in mine if _person(f)}), book.format("int"))
    for column, severity in enumerate(SEVERITIES, 6):
        put(page, row, column, len([f for f in mine if f.severity == severity]), book.format("int"))
    put(page, row, 10, len(mine), book.format("int"))
    put(page, row, 11, yuan(largest_by_door(mine)), book.format("money_dash"))
    page.set_row(row, 20)


def largest_by_door(findings: Iterable[ShownFinding]) -> int:
    """Money at stake: of each door the largest sum, since suspicions overlap in months."""
    sums: dict[str, int] = defaultdict(int)
    for finding in findings:
        key = door(finding) or finding.finding_id
        sums[key] = max(sums[key], abs(finding.amount_fen or 0))
    return sum(sums.values())


def _person(finding: ShownFinding) -> tuple | None:
    return (
        (finding.id_no or finding.name, "" if finding.id_no else finding.household_no)
        if finding.name or finding.id_no
        else None
    )


def _reading(book: Book, page: Worksheet, row: int) -> int:
    """Severity legend and how to read the workbook."""
    row = section(book, page, row, "二、怎样看这份清单")
    for name, meaning in SEVERITIES.items():
        put(page, row, 0, name, book.format(f"sev_{name}"))
        _merged(page, row, 1, LAST, meaning, book.format("wrap"))
        page.set_row(row, 18)
        row += 1
    for number, text in enumerate(READING, 1):
        _merged(page, row, 0, LAST, f"{number}. {text}", book.format("para"))
        page.set_row(row, 4 + 15 * lines(text, sum(WIDTHS) * 0.92))
        row += 1
    return row


def _townships(
    book: Book, page: Worksheet, row: int, result: ScreenResult, findings: list[ShownFinding], doors: list[Visit]
) -> tuple[int, int]:
    """Counts by township with a total of live formulas; returns first data row and the row below the table."""
    row = section(book, page, row, "三、分乡镇")
    _head(book, page, row, ("序号", "乡镇", "须入户（户）", *SIDES, "A", "B", "疑点（条）", "金额（元）"), {})
    first = row + 1
    places = sorted({f.township for f in findings if not f.excused}, key=lambda t: (not t, t))
    for offset, place in enumerate(places):
        mine = [v for v in doors if v.township == place]
        opened = [f for f in findings if f.township == place and not f.excused]
        values = [len(mine), *(len([v for v in mine if s in v.sides()]) for s in SIDES)]
        values += [len([f for f in opened if f.severity == s]) for s in "AB"] + [len(opened)]
        for column, value in enumerate([offset + 1, place or UNPLACED, *values]):
            put(page, first + offset, column, value, book.format("centre" if column == 1 else "int"))
        put(
            page,
            first + offset,
            11,
            yuan(sum(v.at_stake(False) + v.at_stake(True) for v in mine)),
            book.format("money"),
        )
        page.set_row(first + offset, 18)
    end = _township_total(book, page, first, len(places), findings, doors)
    for name in sorted(result.silent):
        _merged(page, end, 0, 1, name, book.format("centre"))
        _merged(page, end, 2, LAST, "没有送来低保花名册，没有结论；不等于没有问题", book.format("wrap"))
        page.set_row(end, 18)
        end += 1
    return first, end


def _township_total(
    book: Book, page: Worksheet, first: int, count: int, findings: list[ShownFinding], doors: list[Visit]
) -> int:
    end = first + count
    page.set_row(end, 20)
    opened = [f for f in findings if not f.excused]
    values = [len(doors), *(len([v for v in doors if s in v.sides()]) for s in SIDES)]
    values += [len([f for f in opened if f.severity == s]) for s in "AB"] + [len(opened)]
    values.append(yuan(sum(v.at_stake(False) + v.at_stake(True) for v in doors)))
    _merged(page, end, 0, 1, "合计", book.format("sum_text"))
    for column, value in enumerate(values, 2):
        letter = "ABCDEFGHIJKL"[column]
        style = book.format("sum_money" if column == 11 else "sum_int")
        if count:
            page.write_formula(end, column, f"=SUM({letter}{first + 1}:{letter}{end})", style, value)
        else:
            put(page, end, column, value, style)
    return end + 1


def _gaps(book: Book, page: Worksheet, row: int, result: ScreenResult, unchecked: list[Unchecked]) -> int:
    """What has no answer yet, the largest gap first: no suspicion there does not mean that all is well."""
    row = section(book, page, row, "四、没有核对到的（影响大的在前）")
    told = [
        f"{name}没有送来低保花名册，{f'领过低保金的约 {homes:,} 户' if homes else '该乡镇'}基本没有核对：请向该乡镇催要花名册，放进文件夹后重新运行。"
        for name, homes in sorted(result.silent.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    silent = [u for u in unchecked if u.table == "roster" and u.reason == "NOT_COVERED" and u.township in result.silent]
    gaps = unchecked_rows(result, [u for u in unchecked if u not in silent])
    told += [
        f"{where}：{reason}，{rules} 条规则没有结论。{ask}。" for ask, reason, where, _, rules, _ in gaps[:FEW_GAPS]
    ]
    if len(gaps) > FEW_GAPS:
        told.append(f"还有 {len(gaps) - FEW_GAPS} 项，见“未能核对”。")
    for number, text in enumerate(told or ["没有：各条规则需要的数据都已收到。"], 1):
        text = f"{number}. {clean(text)}"
        _merged(page, row, 0, LAST, text, book.format("para"))
        page.set_row(row, 4 + 15 * lines(text, sum(WIDTHS) * 0.92))
        row += 1
    return row + 1


def _rules(
    book: Book,
    page: Worksheet,
    row: int,
    result: ScreenResult,
    findings: list[ShownFinding],
    unchecked: list[Unchecked],
) -> None:
    """Counts by rule, those without a hit too when something could not be checked."""
    row = section(book, page, row, "五、分规则")
    _head(
        book,
        page,
        row,
        ("规则", "核查内容", "", "", "", "类别", "等级", "疑点", "户数", "不作问题", "未能核对（户）", "金额（元）"),
        {1: 4},
    )
    missing = _missing(unchecked)
    codes = sorted({f.rule for f in findings} | set(missing))
    for offset, code in enumerate(codes, 1):
        _rule_line(book, page, row + offset, result, code, [f for f in findings if f.rule == code], missing[code])


def _missing(unchecked: list[Unchecked]) -> dict[str, int]:
    """Households that a rule could not check: who waits for two things at once counts once."""
    worst: dict[tuple[str, str], int] = defaultdict(int)
    for item in unchecked:
        worst[item.rule, item.township] = max(worst[item.rule, item.township], item.households)
    sums: dict[str, int] = defaultdict(int)
    for (rule, _), households in worst.items():
        sums[rule] += households
    return sums


def _rule_line(
    book: Book, page: Worksheet, row: int, result: ScreenResult, code: str, mine: list[ShownFinding], missing: int
) -> None:
    opened = [f for f in mine if not f.excused]
    strongest = min((f.severity for f in opened), default="")
    put(page, row, 0, code, book.format("centre"))
    _merged(page, row, 1, 4, result.rule(code).title, book.format("text"))
    put(page, row, 5, "、".join(s for s in SIDES if any(side(f) == s for f in opened)), book.format("centre"))
    put(page, row, 6, strongest, book.format(f"sev_{strongest}" if strongest else "centre"))
    values = (len(opened), len({door(f) for f in opened if door(f)}), len(mine) - len(opened), missing)
    for column, value in enumerate(values, 7):
        put(page, row, column, value, book.format("int"))
    put(page, row, 11, yuan(largest_by_door(opened)), book.format("money_dash"))
    page.set_row(row, 18)


def _chart(book: Book, page: Worksheet, row: int, first: int, end: int, tallest: int) -> None:
    """Households by township, stacked by kind of error: a native chart that the office can edit."""
    for line in range(row, row + CHART_ROWS):
        page.set_row(line, 15)
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for offset, name in enumerate(SIDES):
        column = 3 + offset
        chart.add_series({
            "name": name, "categories": ["总览", first, 1, max(first, end), 1], "values": ["总览", first, column, max(first, end), column],
            "fill": {"color": SIDE_COLOURS[name]}, "gap": 60,
        })  # fmt: skip
    font = {"name": NOTE, "size": 9}
    chart.set_title(
        {
            "name": "各乡镇疑点户数（按类别，一户有几类的各计一次）",
            "name_font": {"name": NOTE, "size": 11, "bold": False},
            "overlay": False,
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {
            "num_font": font,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
            "line": {"none": True},
            "min": 0,
            "num_format": "0",
            **({"major_unit": 1} if tallest <= 5 else {}),  # no half households
        }
    )
    chart.set_chartarea({"border": {"color": "#9AA7B5"}})
    chart.set_size({"width": 980, "height": 226})
    page.insert_chart(row, 0, chart, {"object_position": 1, "x_offset": 2, "y_offset": 4})


def section(book: Book, page: Worksheet, row: int, text: str, last: int = LAST) -> int:
    """A section heading; returns the row below."""
    _merged(page, row, 0, last, text, book.format("section"))
    page.set_row(row, 24)
    return row + 1


def _head(book: Book, page: Worksheet, row: int, heads: tuple[str, ...], merges: dict[int, int]) -> None:
    for column, text in enumerate(heads):
        page.write_string(row, column, text, book.format("head"))
    for left, right in merges.items():
        _merged(page, row, left, right, heads[left], book.format("head"))
    page.set_row(row, 24)


def _merged(page: Worksheet, row: int, left: int, right: int, text: str, style) -> None:
    page.merge_range(row, left, row, right, "", style)
    page.write_string(row, left, text, style)
