"""How one office writes its cells: dates, money, numbers of IDs, and the flaws that come with its habits."""

from datetime import date
from random import Random
from zlib import crc32

from dibao.county.clock import month_of
from dibao.county.people import Person, to_fifteen

VARIANT = str.maketrans(
    {
        "峰": "峯",
        "群": "羣",
        "强": "強",
        "玉": "玊",
        "吕": "呂",
        "黄": "黃",
        "杰": "傑",
        "云": "雲",
        "吴": "吳",
        "户": "戶",
        "来": "來",
    }
)
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
DATE_STYLES = (
    "{y}-{m:02d}-{d:02d}",
    "{y}年{m}月{d}日",
    "{y}.{m}.{d}",
    "{y}{m:02d}{d:02d}",
    "{y}/{m}/{d}",
    "{y}.{m:02d}.{d:02d}",
)
MONTH_STYLES = ("{y}-{m:02d}", "{y}年{m}月", "{y}{m:02d}", "{y}.{m:02d}")


class Damage:
    """Remembers which number or name was spoilt where, so that the truth can say what still rests on intact IDs."""

    def __init__(self) -> None:
        self.ids: set[tuple[str, str]] = set()
        self.short: set[tuple[str, str]] = set()  # characters are missing: on a roster, a number to be corrected
        self.names: set[tuple[str, str]] = set()
        self.roster: list[tuple[str, Person]] = []  # household number and person whose roster ID cannot be read

    def has(self, tables: tuple[str, ...], people: list[Person]) -> bool:
        """Whether a number of these people was spoilt in one of these tables."""
        return any((table, person.id_no) in self.ids for table in tables for person in people)


class Hand:
    """One sender: the same habits in the whole file; a number is spoilt once for all sheets of its table."""

    def __init__(self, seed: int, table: str, mess: int, damage: Damage, more: str = ""):
        self.rng = Random(f"hand:{seed}:{table}:{more}")
        self.salt, self.table, self.mess, self.damage = f"{seed}:{table}:", table, mess, damage
        roll = self.rng.random()
        self.date_style = DATE_STYLES[self.rng.randrange(len(DATE_STYLES))] if mess and roll < 0.6 else ""
        self.serials = mess >= 2 and not self.date_style and self.rng.random() < 0.5
        self.month_style = MONTH_STYLES[self.rng.randrange(len(MONTH_STYLES)) if mess else 0]
        self.commas = bool(mess) and self.rng.random() < 0.4
        self.small_x = bool(mess) and self.rng.random() < 0.3

    def cell(self, kind: str, value, owner: Person | None = None):
        """What stands in the cell; the empty value is an empty cell."""
        if value is None or value == "":
            return ""
        write = getattr(self, f"_{kind}", None)
        return write(value, owner) if write else value

    def fate(self, word: str) -> float:
        """A number below one that this table always draws for this word."""
        return crc32((self.salt + word).encode()) / 2**32

    def _date(self, day: date, _owner):
        if self.serials:
            return (day - date(1899, 12, 30)).days
        return self.date_style.format(y=day.year, m=day.month, d=day.day) if self.date_style else day

    def _month(self, value: int | date, _owner) -> str:
        month = month_of(value) if isinstance(value, date) else value
        return self.month_style.format(y=month // 12, m=month % 12 + 1)

    def _money(self, yuan: float, _owner):
        yuan = round(float(yuan), 2)
        if self.commas and abs(yuan) >= 1000:
            return f"{yuan:,.2f}"
        return int(yuan) if yuan == int(yuan) else yuan

    def _wan(self, yuan: float, _owner):
        return round(float(yuan) / 10000, 4)

    def _name(self, name: str, owner: Person | None) -> str:
        if not self.mess:
            return name
        fate = self.fate(name)
        if len(name) == 2 and fate < 0.02:
            return f"{name[0]}  {name[1]}"
        if "·" in name and self.mess >= 2:
            return name.replace("·", "•．·"[int(fate * 3)])
        return self._spoil_name(name, owner) if self.mess >= 2 and fate > 0.997 else name

    def _spoil_name(self, name: str, owner: Person | None) -> str:
        changed = name.translate(VARIANT)
        if changed == name and owner:
            self.damage.names.add((self.table, owner.id_no))
            changed = name[:-1] + "？"
        return changed

    def _id(self, id_no: str, owner: Person | None):
        if not self.mess:
            return id_no
        fate = self.fate(id_no)
        if self.mess >= 2 and fate < 0.005 and len(id_no) == 18:
            return self._spoil_id(id_no, owner)
        if self.mess >= 2 and fate < 0.009 and len(id_no) == 18 and id_no[6:8] == "19":
            return to_fifteen(id_no)
        if fate > 0.99:
            return (f" {id_no}", f"{id_no} ", f"'{id_no}", f"{id_no[:6]} {id_no[6:14]} {id_no[14:]}")[
                int(fate * 400) % 4
            ]
        return id_no.lower() if self.small_x else id_no

    def _spoil_id(self, id_no: str, owner: Person | None):
        kind = int(self.fate(id_no) * 100_000) % 5
        if owner:
            self.damage.ids.add((self.table, owner.id_no))
            if kind in (0, 1) or (kind == 2 and id_no[-1] == "X"):
                self.damage.short.add((self.table, owner.id_no))
        if kind == 0:
            return f"{int(id_no[:6]) / 1e5:.5f}E+17"
        if kind == 1:
            return float(id_no[:15] + "000")
        if kind == 2 and id_no[-1] == "X":
            return id_no[:17]
        return id_no.replace("0", "O", 1) if kind == 3 and "0" in id_no else id_no.translate(FULL_WIDTH)
