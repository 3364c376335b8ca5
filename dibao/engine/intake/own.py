"""The two columns that we write into a returned sheet, and know again when it comes back."""

from dibao.engine.sheets.model import CodedColumn

SOURCE_NUMBER, REASON = "来源号", "错误说明"


def is_own(column: CodedColumn) -> bool:
    """Whether a column is ours and says nothing about anybody."""
    return column.header.split("/")[-1] in (SOURCE_NUMBER, REASON)


def source_numbers(columns: list[CodedColumn]) -> CodedColumn | None:
    """The column 来源号 of a returned sheet; the last one, should it have been returned twice."""
    found = [column for column in columns if column.header.split("/")[-1] == SOURCE_NUMBER and column.values]
    return found[-1] if found else None
