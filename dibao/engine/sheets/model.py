"""What reading, layout and recognition hand to each other."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column: rows 1-based, columns 0-based


@dataclass
class RawSheet:
    """A sheet as it lies in its file; `rows` can be walked once."""

    file: str
    sheet: str
    content: str
    rows: Iterator[tuple[int, list]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False


@dataclass
class CodedColumn:
    """One physical column of the data rows, dictionary-coded: each distinct cell is looked at once."""

    header: str
    codes: array = field(default_factory=lambda: array("i"))
    values: list = field(default_factory=list)

    def cell(self, row: int) -> object | None:
        """The value in data row `row`, None when the cell is empty."""
        code = self.codes[row]
        return None if code < 0 else self.values[code]

    def is_empty(self) -> bool:
        """No data row has a cell here."""
        return not self.values


@dataclass
class RowCounts:
    """How many non-empty rows play which role; nothing is left out."""

    title: int = 0
    header: int = 0
    total: int = 0
    note: int = 0
    blocks: int = 0
    data: int = 0

    @property
    def nonempty(self) -> int:
        """All rows with anything in them."""
        return self.title + self.header + self.total + self.note + self.blocks + self.data

    def as_notes(self) -> "RowCounts":
        """The account of a sheet that is not recognised: every row is a note."""
        return RowCounts(note=self.nonempty)


@dataclass
class SheetTable:
    """A sheet with its layout understood: header composed, rows told apart, merged cells filled.

    `columns[i]` is physical column i of the sheet (0 = A), blank ones included.
    `merged` lists, by physical column, the data rows whose cell was filled from a merge.
    `head` are title and header rows as they lie in the file, the header from row `header_from` on (0 = none).
    """

    file: str
    sheet: str
    content: str
    title: str
    rows: array
    columns: list[CodedColumn]
    blocks: CodedColumn | None
    counts: RowCounts
    filled: int = 0
    notes: str = ""
    hidden: bool = False
    merged: dict[int, array] = field(default_factory=dict)
    head: list[tuple[int, list]] = field(default_factory=list)
    header_from: int = 0
    head_merges: list[Merge] = field(default_factory=list)

    @property
    def place(self) -> str:
        """`file/sheet`, as policy.toml and messages name it."""
        return f"{self.file}/{self.sheet}" if self.sheet else self.file


@dataclass
class Recognition:
    """Which table a sheet is and which column is which; `why` says so when it is none."""

    table: str | None
    why: str = ""
    confidence: float = 0.0
    columns: dict[int, str] = field(default_factory=dict)
    wide: dict[int, int] = field(default_factory=dict)
    wide_months: int = 1  # months that each wide column pays for; a quarter's column stands under its last month
    units: dict[int, str] = field(default_factory=dict)
    period: tuple[int, int] | None = None
    as_of: date | None = None
    township: str = ""
    village: str = ""
    programme: str = ""
    kind: str = ""
    said: dict[str, str] = field(default_factory=dict)
    source: str = ""
    unmapped: list[int] = field(default_factory=list)
