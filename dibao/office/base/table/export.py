"""A list as a workbook: exactly what the screen shows, and a cover that says who took it, when and what for.

Marked by the cover and the sheet's properties, never by rows that would come back with the data.
"""

import tempfile
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from dibao.office.base import jobs
from dibao.office.base.actions import NotAllowed, Refused, action, tell
from dibao.office.base.files import keep
from dibao.office.base.table.columns import Column

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"money": "#,##0.00", "number": "#,##0", "day": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm"}
WIDTHS = {"money": 13, "number": 9, "month": 10, "day": 12, "time": 17, "text": 16}
BATCH = 2000  # rows taken from the database at once
AT_ONCE = 20_000  # rows, some three seconds; more of them is a job's work
MOST = 1_000_000  # a sheet ends at 1,048,576


def export_rows(table) -> HttpResponse:
    """A short list at once; a long one by a job, with a bar and the file at its end."""
    post = table.request.POST
    asked = {"purpose": post.get("purpose", "").strip(), "clear": post.get("clear") == "1"}
    if table.count > AT_ONCE:
        return redirect(export_later(by=table.request.user, table=table, **asked))
    book = export_table(by=table.request.user, table=table, **asked)
    response = HttpResponse(book, content_type=EXCEL)
    response.headers["Content-Disposition"] = content_disposition_header(True, _name(table))
    return response


def _name(table) -> str:
    return f"{table.title}_{timezone.localtime():%Y%m%d_%H%M}.xlsx"


@action("table.export", "导出列表", needs=None)
def export_table(*, by, table, purpose: str, clear: bool) -> bytes:
    """The workbook. Whole citizen IDs only for those who may see them, and who asked."""
    _allow(table, purpose, clear)
    _tell(table, purpose, clear)
    file = BytesIO()
    _workbook(file, table, by, purpose, clear)
    return file.getvalue()


@action("table.export_later", "导出大表", needs=None)
def export_later(*, by, table, purpose: str, clear: bool) -> jobs.Job:
    """The same in the background."""
    _allow(table, purpose, clear)
    _tell(table, purpose, clear)
    asked = {"table": table.code, "query": table.query, "purpose": purpose, "clear": clear}
    return jobs.start("table.export", by=by, title=f"导出“{table.title}” {table.count:,} 条", **asked)


def _allow(table, purpose: str, clear: bool) -> None:
    if not table.may_export:
        raise NotAllowed(f"您的岗位不能导出“{table.title}”。请找有导出权限的人")
    if clear and not table.may_reveal:
        raise NotAllowed("您的岗位不能导出完整证件号。请去掉“显示完整证件号”再导出")
    if len(purpose) < 2:
        raise Refused("请写明导出的用途，例如“报县领导小组例会”")
    if table.count > MOST:
        raise Refused(f"一张表最多放 {MOST:,} 行，现在有 {table.count:,} 行。请加上筛选条件，分几次导出")


def _tell(table, purpose: str, clear: bool) -> None:
    told = {"table": table.title, "rows": table.count, "filters": table.filter_words, "clear": clear}
    tell(new=told, purpose=purpose[:200])


def write_later(progress: jobs.Progress, table, purpose: str, clear: bool) -> jobs.Result:
    """What the job does: the same workbook, kept as the job's file."""
    _allow(table, purpose, clear)  # the person may have lost the post meanwhile
    progress.of(table.count, "正在写工作簿")
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        _workbook(file, table, table.request.user, purpose, clear, progress)
        kept = keep(file, owner=progress.job, by=table.request.user, name=_name(table), kinds=["xlsx"])
    return jobs.Result(f"共 {table.count:,} 条", file=kept)


def _workbook(file, table, by, purpose: str, clear: bool, progress: jobs.Progress | None = None) -> None:
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    now = timezone.localtime()
    masked = "完整显示" if clear else "已遮挡"
    facts = [
        ("名称", table.title),
        ("导出人", f"{by.name}（{by.post_words or '无岗位'}）"),
        ("导出时间", f"{now:%Y-%m-%d %H:%M:%S}"),
        ("用途", purpose),
        ("筛选条件", "；".join(table.filter_words) or "无（全部）"),
        ("行数", f"{table.count:,}"),
        ("证件号、账号、电话", masked),
        ("提醒", "含个人信息，仅限上述用途使用，不得转发、上网；用完及时删除"),
    ]
    comments = "；".join(f"{name}：{value}" for name, value in facts[1:])
    book.set_properties(
        {"title": table.title, "author": by.name, "company": by.unit_words, "subject": purpose, "comments": comments}
    )
    _cover(book, facts)
    _rows(book, table, clear, progress)
    book.close()


def _cover(book, facts: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("封面")
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 70)
    for row, (name, value) in enumerate(facts):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, value, wrapped)


def _rows(book, table, clear: bool, progress: jobs.Progress | None) -> None:
    sheet = book.add_worksheet(table.title[:31])
    columns = table.chosen_columns
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"})
    formats = [book.add_format({"num_format": FORMATS.get(c.kind, "@")}) for c in columns]
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width(column))
        sheet.write_string(0, at, column.title, head)
    records = table.found.iterator(BATCH)
    for row, record in enumerate(records, start=1):
        for at, column in enumerate(columns):
            _write(sheet, row, at, _with_small(column, record, clear), formats[at])
        if progress:
            progress.step()
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(table.count, 1), max(len(columns) - 1, 0))
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&R第 &P 页 共 &N 页")


def _with_small(column: Column, record, clear: bool):
    """The second line of a cell stands behind the first, as on the screen."""
    value = column.for_sheet(column.of(record), clear)
    below = column.below(record) if isinstance(value, str) else ""
    return f"{value}　{below}" if below else value


def _width(column: Column) -> float:
    return column.width or max(WIDTHS.get(column.kind, 16), len(column.title) * 2 + 3)


def _write(sheet, row: int, at: int, value, form) -> None:
    """Text always as text: a leading = is no formula, a long number keeps its digits."""
    if isinstance(value, str):
        sheet.write_string(row, at, value[:32767], form)
    elif isinstance(value, bool | int | float):
        sheet.write_number(row, at, value, form)
    else:
        sheet.write_datetime(row, at, value, form)
