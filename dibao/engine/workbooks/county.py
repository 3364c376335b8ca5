"""疑点清单（县级）.xlsx: all that the bureau works with, without what only the county's own desk may see."""

from pathlib import Path

from dibao.engine.workbooks.lists import excused_page, omission_page, rule_pages, visit_page
from dibao.engine.workbooks.model import ScreenResult, SheetReport, ShownFinding, Unchecked
from dibao.engine.workbooks.overview import overview_page
from dibao.engine.workbooks.quality import quality_page, sources_page, unchecked_page
from dibao.engine.workbooks.style import Book
from dibao.engine.workbooks.visits import visits


def county_book(
    path: Path,
    result: ScreenResult,
    findings: list[ShownFinding],
    unchecked: list[Unchecked],
    sheets: list[SheetReport],
) -> Path:
    """The county's list of suspects."""
    book = Book(path, f"{result.county}低保疑点清单", result.county, result.as_of.isoformat())
    doors = visits(result, findings)
    overview_page(book, result, findings, doors, unchecked)
    visit_page(book, result, doors)
    omission_page(book, result, findings)
    rule_pages(book, result, findings)
    excused_page(book, result, findings)
    unchecked_page(book, result, unchecked)
    quality_page(book, result, sheets)
    sources_page(book, result, sheets)
    return book.close()
