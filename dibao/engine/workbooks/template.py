"""An empty workbook of one dataset for a sender: usual headers, drop-downs for what is a code, a sheet that explains."""

import io

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from dibao.engine.tables import Table

ROWS = 5000  # rows that get drop-downs
HINTS = {
    "id": "18 位，按文本填", "date": "如 2024-03-05", "month": "如 2024-03", "money": "元，可有小数", "flag": "是 或 否",
    "int": "整数", "number": "数字", "name": "姓名", "account": "按文本填", "phone": "按文本填",
}  # fmt: skip
TEXTS = {"id", "account", "phone", "household_no"}


def template_bytes(table: Table) -> bytes:
    """The workbook as bytes. Required columns come first, with a mark; what is typed into them is read back as this table."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        _fill(book, table)
    return stream.getvalue()


def _fill(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet, notes = book.add_worksheet(table.title[:31]), book.add_worksheet("填表说明")
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text, wrap = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True, "valign": "top"})
    notes.write_row(0, 0, ["栏目", "必填", "怎么填", "也可以写作"], head)
    needed = {name.split("=")[0] for group in table.required for name in group}
    for place, (name, column) in enumerate(_ordered(table, needed)):
        title = column.names[0]
        sheet.write(0, place, title, head)
        sheet.set_column(place, place, max(10, 2 * len(title) + 2), text if column.type in TEXTS else None)
        words = [spellings[0] for spellings in column.codes.values()] if column.codes else []
        words = ["是", "否"] if column.type == "flag" else words
        if words and len(",".join(words)) < 255:
            cells = f"{xl_col_to_name(place)}2:{xl_col_to_name(place)}{ROWS}"
            sheet.data_validation(cells, {"validate": "list", "source": words, "error_type": "warning"})
        how = "、".join(words) or HINTS.get(column.type, "")
        notes.write_row(place + 1, 0, [title, "是" if name in needed else "", how, "、".join(column.names[1:6])], wrap)
    sheet.freeze_panes(1, 0)
    notes.set_column(0, 0, 22)
    notes.set_column(2, 3, 44)


def _ordered(table: Table, needed: set[str]) -> list[tuple]:
    return sorted(table.columns.items(), key=lambda item: item[0] not in needed)
