"""What policy.toml says under `[columns]` about a sheet, before and after its header is found."""

from collections.abc import Mapping

from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import RawSheet, SheetTable


def hint_of(sheet: RawSheet | SheetTable, hints: Mapping[str, dict]) -> dict:
    """The words for this sheet, this file, or a file of this name; empty if there are none."""
    file = sheet.file.rsplit("/", 1)[-1]
    places = (f"{sheet.file}/{sheet.sheet}", sheet.file, f"{file}/{sheet.sheet}", file)
    return next((hints[place] for place in places if place in hints), {})


def named_headers(hint: Mapping[str, str]) -> frozenset[str]:
    """The normalised texts that the user says are column names; of `A/B` the lowest level."""
    return frozenset(normal(header.split("/")[-1]) for header in hint if header != "table")
