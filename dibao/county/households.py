"""Dibao households: who lives there, from when to when, and what they are due each month."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from dibao.county.clock import FIRST_MONTH, LAST_MONTH, Standards, month_of
from dibao.county.people import Person


@dataclass(slots=True, eq=False)
class Member:
    """A co-living person; covered from one month to another."""

    person: Person
    relation: str
    covered: bool = True
    ground: str = ""
    joined: int = 0  # first covered month, 0 = with the household
    left: int = 0  # last covered month, 0 = still there
    labour: str = "无劳动能力"
    disability: str = ""
    occupation: str = ""
    sex_field: str = ""  # what the roster says, if it says something else
    id_field: str = ""


@dataclass(slots=True)
class Payment:
    """One row of the payment ledger that the formula does not give."""

    month: int
    fen: int
    kind: str = "正常发放"
    programme: str = ""
    account: str = ""
    holder: str = ""
    status: str = "成功"
    return_reason: str = ""
    months: int = 1
    paid_on: date | None = None  # None = with the rest of the township


@dataclass(slots=True, eq=False)
class Household:
    """A household on dibao; `ended` is its last paid month."""

    no: str
    township: int
    village: int
    group: int
    address: str
    urban: bool
    approved: date
    income: int  # yuan a head and month, as the roster says
    members: list[Member]
    account: str
    holder: str
    phone: str
    review_class: str = "A"
    reason: str = "因病"
    form: str = "整户"
    ended: int = 0
    end_reason: str = ""
    incomes: dict[int, int] = field(default_factory=dict)  # until this month (excluded): another income
    on_roster: bool = True
    member_count: int = 0  # 0 = as many as there are rows
    roster_fen: int | None = None
    reviewed: date | None = None
    filed: bool = False
    remark: str = ""
    payments: list[Payment] = field(default_factory=list)
    overrides: dict[int, int] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    paid_until: int = 0  # beyond `ended`, where a plant says so
    standard_month: int = 0  # amounts stuck at the standard of this month
    planted: bool = False
    holders: dict[int, tuple[str, str]] = field(default_factory=dict)  # until this month: another holder and account

    @property
    def head(self) -> Member:
        """The first member is the head."""
        return self.members[0]

    @property
    def start(self) -> int:
        """First paid month: the one after the decision."""
        return max(month_of(self.approved) + 1, FIRST_MONTH)

    @property
    def last(self) -> int:
        """Last month that is due."""
        return self.ended or LAST_MONTH

    def covered(self, month: int) -> int:
        """How many members count in this month."""
        return sum(m.covered and (m.joined or 0) <= month and (not m.left or month <= m.left) for m in self.members)

    def income_at(self, month: int) -> int:
        """Per-head income as it was judged in that month."""
        for until in sorted(self.incomes):
            if month < until:
                return self.incomes[until]
        return self.income

    def due_fen(self, month: int, standards: Standards) -> int:
        """The gap: (standard − income a head) × covered members."""
        at = min(month, self.standard_month) if self.standard_month else month
        return max(0, standards.at(self.urban, at) - self.income_at(month)) * self.covered(month) * 100

    def paid(self, standards: Standards):
        """Every payment row (Payment with programme, account and holder filled), in order of months."""
        rows = [
            self._regular(month, standards)
            for month in range(self.start, (self.paid_until or self.last) + 1)
            if month not in self.skipped
        ]
        rows += self.payments
        rows.sort(key=lambda row: row.month)
        for row in rows:
            holder, account = self.holder_at(row.month)
            row.programme = row.programme or ("城市低保金" if self.urban else "农村低保金")
            row.account, row.holder = row.account or account, row.holder or holder
        return [row for row in rows if row.fen]

    def holder_at(self, month: int) -> tuple[str, str]:
        """Name and number of the account in that month."""
        for until in sorted(self.holders):
            if month < until:
                return self.holders[until]
        return self.holder, self.account

    def _regular(self, month: int, standards: Standards) -> Payment:
        fen = self.overrides.get(month)
        return Payment(month, self.due_fen(min(month, self.last), standards) if fen is None else fen)

    def roster_amount(self, standards: Standards) -> int:
        """What the roster says is paid each month."""
        return self.due_fen(LAST_MONTH, standards) if self.roster_fen is None else self.roster_fen


SHAPES = (
    ("single", 46),
    ("couple", 19),
    ("parent_child", 12),
    ("grand", 5),
    ("couple_child", 9),
    ("three", 6),
    ("couple_two", 3),
)


def draw_shape(rng: Random) -> str:
    """A family form, as often as in the country."""
    return rng.choices([name for name, _ in SHAPES], [weight for _, weight in SHAPES])[0]


# relation, age, sex (None = any), child of the family's surname
PLANS = {
    "single": (("户主", (48, 86), None, False),),
    "couple": (("户主", (60, 82), True, False), ("配偶", (58, 80), False, False)),
    "parent_child": (("户主", (34, 52), None, False), ("子女", (4, 15), None, True)),
    "grand": (("户主", (62, 78), None, False), ("孙子女", (5, 15), None, True)),
    "couple_child": (("户主", (38, 54), True, False), ("配偶", (36, 52), False, False), ("子女", (4, 15), None, True)),
    "three": (
        ("户主", (42, 56), True, False),
        ("配偶", (40, 54), False, False),
        ("父母", (72, 86), False, False),
        ("子女", (8, 15), None, True),
    ),
    "couple_two": (
        ("户主", (38, 50), True, False),
        ("配偶", (36, 48), False, False),
        ("子女", (9, 15), None, True),
        ("子女", (3, 8), None, True),
    ),
    "siblings": (("户主", (50, 66), True, False), ("兄弟姐妹", (45, 60), None, True)),
    "elder_child": (("户主", (42, 56), True, False), ("父母", (70, 84), False, False)),
}
GAPS = {
    1: (0.38, 0.75),
    2: (0.30, 0.62),
    3: (0.24, 0.42),
    4: (0.20, 0.32),
}  # share of the standard, so that large families are no outliers


def draw_income(rng: Random, standards: Standards, urban: bool, start: int, size: int) -> int:
    """An income a head below the standard of the day, in whole yuan."""
    low, high = GAPS[min(size, 4)]
    standard = standards.at(urban, max(start, FIRST_MONTH))
    return int(standard * (1 - rng.uniform(low, high) * (0.8 if urban else 1)))
