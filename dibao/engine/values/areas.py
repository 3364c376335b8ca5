"""Township and village texts become the names and codes of the county's own list.

The same village is written 东风, 东风村, 东风村委会, 城关镇东风村民委员会 or by
a name it had before a merger. Without a list the most frequent full form of
each name is its canonical one, and codes stay empty.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dibao.engine.values.cleaned import NOTHING_SAID, cell_text, squeeze

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_GROUP = re.compile(r"(第?[\d一二三四五六七八九十]+(村民)?(小组|组|队|社|号)|村民小组).*\Z")
_NUMBERED = re.compile(r"^([一二三四五六七八九十]+|\d+)[、.]")
_COUNTY = re.compile(r"^.*?(省|自治区)|^.*?(自治州|地区|盟|市)(?=.+[县区旗市])|^.{2,7}?(自治县|县|旗|区|市)(?=.{2,})")
_TOWNSHIP_END = re.compile(r"(人民政府|街道办事处|街道办|办事处|街道|民族镇|镇|乡|苏木)\Z")
_PEOPLE = re.compile(
    r"(?<=.{2})((土家|哈尼|傈僳|布依|仡佬|拉祜|景颇|蒙古|朝鲜|达斡尔|鄂温克|哈萨克|维吾尔|[苗侗瑶回壮满藏彝白畲黎傣水羌佤])族)+\Z"
)
_VILLAGE_FORMS = ((re.compile(r"(村民委员会|村委会|村民委|行政村|村村)\Z"), "村"), (re.compile(r"(社区居民委员会|社区居委会|居民委员会|居委会|社区居委|居委)\Z"), "社区"))  # fmt: skip
_VILLAGE_END = re.compile(r"(村|社区|居)\Z")
_ADDRESS = re.compile(
    r"(?P<township>[^省市县区旗]{1,8}?(?:镇|乡|街道|苏木))?(?P<village>[^镇乡]{1,10}?(?:村|社区|居委会))"
)


class Place(NamedTuple):
    """Canonical names, the code (empty = unplaced), and how it was found."""

    township: str = ""
    village: str = ""
    code: str = ""
    how: str = ""  # village | alias | township | text | ""


@dataclass(frozen=True)
class Area:
    """One entry of the county's list; `village` is empty for a township."""

    code: str
    township: str
    village: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


def plain(text: str) -> str:
    """An area text without spaces, brackets, numbering and the group within the village."""
    text = _NUMBERED.sub("", _BRACKETS.sub("", squeeze(cell_text(text)))).rstrip(":：、,，。")
    return "" if text in NOTHING_SAID else _GROUP.sub("", text) or text


def village_form(text: str) -> str:
    """东风村民委员会 and 东风行政村 are 东风村; 东风居委会 is 东风社区."""
    for shape, end in _VILLAGE_FORMS:
        if shape.search(text):
            return shape.sub("", text) + end
    return text


def village_stem(text: str) -> str:
    """The village's name without its kind."""
    form = village_form(text)
    return _VILLAGE_END.sub("", form) or form


def township_stem(text: str) -> str:
    """The township's name without its kind: 城关镇, 城关乡 and 城关街道办 alike, and 云溪苗族乡 as 云溪乡."""
    text = text.removesuffix("人民政府")
    stem = _TOWNSHIP_END.sub("", text) or text
    return _PEOPLE.sub("", stem) or stem


def without_county(text: str) -> str:
    """The text without province, prefecture and county before it."""
    for _ in range(3):
        text = _COUNTY.sub("", text)
    return text


def areas_of(records: Iterable[dict]) -> list[Area]:
    """Entries from the rows of the `area` table: township and village columns, or a name with a code's prefix."""
    rows = [row for row in records if row.get("area_code")]
    named = {_digits(row)[:9]: row.get("township") or row.get("area_name") or "" for row in rows if _is_township(row)}
    return [area for row in rows if (area := _area(row, named)) is not None]


def _digits(row: dict) -> str:
    return re.sub(r"\D", "", row["area_code"])


def _is_township(row: dict) -> bool:
    code = _digits(row)
    return len(code) >= 9 and not code[9:].strip("0") and code[6:9] != "000"


def _area(row: dict, townships: dict[str, str]) -> Area | None:
    code, aliases = _digits(row), tuple(a for a in re.split(r"[、,，;；/\s]+", row.get("alias") or "") if a)
    township = plain(row.get("township") or townships.get(code[:9], ""))
    village = "" if _is_township(row) else village_form(plain(row.get("village") or row.get("area_name") or ""))
    if not township or (not village and not _is_township(row)):
        return None
    return Area(code, township, village, aliases, row.get("valid_from"), row.get("valid_to"))


def learned(seen: Iterable[tuple[str | None, str | None, int]]) -> list[Area]:
    """Entries without codes from (township, village, rows): of each name the most frequent full form."""
    townships: dict[str, Counter] = defaultdict(Counter)
    villages: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for township_text, village_text, count in seen:
        township, village = without_county(plain(township_text or "")), plain(village_text or "")
        if township:
            townships[township_stem(township)][township.removesuffix("人民政府")] += count
        if village:
            villages[township_stem(township), village_stem(village)][village_form(village)] += count
    names = {stem: _fullest(forms, _TOWNSHIP_END) for stem, forms in townships.items()}
    result = [Area("", name) for name in names.values()]
    return result + [
        Area("", names.get(township, ""), _fullest(forms, _VILLAGE_END)) for (township, _), forms in villages.items()
    ]


def _fullest(forms: Counter, end: re.Pattern) -> str:
    return min(forms, key=lambda form: (not end.search(form), -forms[form], form))


class AreaList:
    """The county's areas, ready to be asked."""

    def __init__(self, areas: Iterable[Area]):
        self.townships: dict[str, Area] = {}
        self.villages: dict[tuple[str, str], list[tuple[Area, bool]]] = defaultdict(list)
        self.codes: dict[str, str] = {}  # the nine digits of a township
        # entries still in force come first, so that a former one never takes a name from its successor
        for area in sorted(areas, key=lambda area: (area.valid_to is not None, area.code)):
            self._enter(area)

    def _enter(self, area: Area) -> None:
        stem = township_stem(area.township)
        if area.code:
            self.codes.setdefault(area.code[:9], area.township)
        if not area.village:
            for name in (area.township, stem, *area.aliases, *map(township_stem, area.aliases)):
                self.townships.setdefault(name, area)
            return
        self.townships.setdefault(area.township, Area("", area.township))
        self.townships.setdefault(stem, self.townships[area.township])
        for name, is_alias in ((area.village, False), *((alias, True) for alias in area.aliases)):
            for form in {village_form(name), village_stem(name)}:
                for key in (self.townships[stem].township, ""):
                    self.villages[key, form].append((area, is_alias))

    def township_of(self, text: str) -> str | None:
        """A township's canonical name by its name, alias or code (9 digits, or 12 with 000); "" = the county, None = none."""
        if not text.isdecimal():
            found = self._township(plain(text))
            return found.township if found else None
        code = text.removesuffix("000000") if len(text) == 12 else text
        code = code.removesuffix("000") if len(code) in (9, 12) else code
        return "" if len(code) == 6 and any(c.startswith(code) for c in self.codes) else self.codes.get(code)

    def place(self, township_text: str | None, village_text: str | None, address: str | None = None) -> Place:
        """Where a row belongs; what its columns do not say is looked for in the address."""
        township = self._township(plain(township_text or ""))
        village, text = self._village(township, plain(village_text or ""))
        if village is None and address:
            found = _ADDRESS.search(without_county(plain(address)))
            if found:
                township = township or self._township(found["township"] or "")
                village, text = self._village(township, text or found["village"])
                village = village or self._village(township, found["village"])[0]
        if village is not None:
            return Place(village[0].township, village[0].village, village[0].code, "alias" if village[1] else "village")
        return self._unplaced(township, plain(township_text or ""), text)

    def _unplaced(self, township: Area | None, township_text: str, village_text: str) -> Place:
        if township is not None:
            return Place(township.township, village_form(village_text), township.code, "township")
        name = without_county(township_text)
        return Place(name, village_form(village_text), "", "text" if name or village_text else "")

    def _township(self, text: str) -> Area | None:
        for name in (text, without_county(text)):
            for form in (name, name.removesuffix("人民政府"), township_stem(name)):
                if form in self.townships:
                    return self.townships[form]
        return None

    def _village(self, township: Area | None, text: str) -> tuple[tuple[Area, bool] | None, str]:
        """The village and what is left of its text once county and township are taken off."""
        for name in dict.fromkeys((text, without_county(text))):
            found = self._known(township, name)
            if found:
                return found, name
            inside = re.match(r"(.+?(?:街道办事处|街道|镇|乡|苏木))/?(.+)\Z", name)
            own = self._township(inside[1]) if inside else None
            if own is not None and township in (None, own):
                return self._known(own, inside[2]), inside[2]
        return None, text

    def _known(self, township: Area | None, text: str) -> tuple[Area, bool] | None:
        """The one village of this name: first by its full form, then by its stem; two of them are none."""
        key = township.township if township else ""
        for form in (village_form(text), village_stem(text)) if text else ():
            found = self.villages.get((key, form), [])
            current = [entry for entry in found if entry[0].valid_to is None] or found
            named = [entry for entry in current if not entry[1]] or current
            if len({entry[0] for entry in named}) == 1:
                return named[0]
        return None
