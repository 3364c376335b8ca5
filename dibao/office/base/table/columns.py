"""A column: its title, where its value comes from, and how that is shown on the screen and in Excel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.template.defaultfilters import date as date_words
from django.utils import timezone

from dibao.office.base.seal import Secret
from dibao.office.base.templatetags.office import grouped, month_words, yuan
from dibao.office.base.words import in_words

RIGHT = {"number", "money"}  # kinds that stand to the right


@dataclass(frozen=True)
class Lamp:
    """How near the day is; red, amber, green or grey, always with words."""

    tone: str
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Chip:
    """A state in a small frame."""

    words: str
    tone: str = "grey"

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Column:
    """`value`: an attribute path of the record (`unit.area.name`; a choice gives its label), or a function of it.

    `kind`: text, short (never broken), number, money (fen), month (number), day, time. `sort`: the column of the query to sort by, if any.
    `shown`: whether it is there before somebody chooses. `link`: the value opens the record. `small`: a second line below,
    by path or function.
    """

    title: str
    value: str | Callable
    kind: str = "text"
    sort: str = ""
    shown: bool = True
    link: bool = False
    small: str | Callable = ""
    width: int = 0  # characters in Excel; 0: by the title and kind
    code: str = ""

    @property
    def name(self) -> str:
        """What it is called in addresses and in saved choices."""
        return self.code or (self.value if isinstance(self.value, str) else self.title)

    @property
    def right(self) -> bool:
        return self.kind in RIGHT

    def of(self, record):
        """The value of one record."""
        return _value(record, self.value)

    def below(self, record) -> str:
        """The second line."""
        value = _value(record, self.small) if self.small else ""
        return "" if value in (None, "") else in_words(value)

    def words(self, value) -> str:
        """As the screen shows it."""
        return WORDS.get(self.kind, in_words)(value)

    def for_sheet(self, value, clear: bool):
        """As Excel gets it: numbers and days as such, everything else as the words of the screen."""
        if isinstance(value, Secret):
            return value.clear if clear else str(value)
        if value is None or value == "":
            return ""
        return SHEET.get(self.kind, in_words)(value)


def _value(record, source: str | Callable):
    if callable(source):
        return source(record)
    *path, last = source.split(".")
    for name in path:
        record = getattr(record, name, None)
    if record is None:
        return None
    label = getattr(record, f"get_{last}_display", None)
    value = label() if label else getattr(record, last)
    return value() if callable(value) else value


def _day_words(value: date | None) -> str:
    return date_words(value, "Y-m-d") or "—"


def _time_words(value: datetime | None) -> str:
    return date_words(timezone.localtime(value), "Y-m-d H:i") if value else "—"


def _naive(value: datetime) -> datetime:
    """Excel knows no time zones."""
    return timezone.localtime(value).replace(tzinfo=None)


WORDS = {
    "number": lambda value: grouped(value) or "—",
    "money": lambda value: yuan(value) or "—",
    "month": lambda value: month_words(value) or "—",
    "day": _day_words,
    "time": _time_words,
}
SHEET = {
    "number": lambda value: value,
    "money": lambda fen: fen / 100,
    "month": month_words,
    "day": lambda value: value,
    "time": _naive,
}
