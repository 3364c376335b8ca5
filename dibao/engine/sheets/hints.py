"""What policy.toml says under `[columns]` about a sheet, before and after its header is found."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import RawSheet, SheetTable
from dibao.engine.sheets.returned import original_stem

ENDINGS = (".xlsx", ".xls", ".csv", ".xlsm", ".xlsb", ".et", ".tsv")


def hint_of(sheet: RawSheet | SheetTable, hints: Mapping[str, dict]) -> dict:
    """The words for this sheet, this file, or a file of this name; of a returned copy those for its original."""
    return next((hints[place] for place in places_of(sheet.file, sheet.sheet) if place in hints), {})


def hints_about(file: str, hints: Mapping[str, dict]) -> dict[str, dict]:
    """Those hints that may speak of a sheet of this file; what is said of other files does not change its reading."""
    names = {name for path in _paths(file) for name in (path, path.rsplit("/", 1)[-1])}
    return {place: hint for place, hint in hints.items() if place in names or place.rpartition("/")[0] in names}


def places_of(file: str, sheet: str) -> Iterator[str]:
    """How policy.toml may name a sheet, the narrowest first."""
    return (place for path in _paths(file) for place in _places(path, sheet))


def _paths(file: str) -> Iterator[str]:
    """The file; for a returned copy, which always is a workbook, whatever it may be a copy of."""
    yield file
    path = PurePosixPath(file)
    stem = original_stem(path.stem)
    if stem != path.stem:
        yield from (path.with_name(stem + ending).as_posix() for ending in ENDINGS)


def _places(path: str, sheet: str) -> tuple[str, ...]:
    name = path.rsplit("/", 1)[-1]
    return f"{path}/{sheet}", path, f"{name}/{sheet}", name


def named_headers(hint: Mapping[str, str]) -> frozenset[str]:
    """The normalised texts that the user says are column names; of `A/B` the lowest level."""
    return frozenset(normal(header.split("/")[-1]) for header in hint if header != "table")
