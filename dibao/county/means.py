"""Rows about income and belongings, one maker each; the word for a lawful thing and for an unlawful one is the same."""

from datetime import date

from dibao.county.clock import AS_OF, LAST_MONTH
from dibao.county.households import Household
from dibao.county.people import Person
from dibao.county.world import World

YEAR = (date(2024, 7, 1), AS_OF)  # what the income of a family is worked out over


def benefit(world: World, person: Person, kind: str, monthly: int, start: date, end: date | None = None) -> dict:
    """Unemployment or injury insurance that is paid month by month."""
    return world.add("social_benefit", person, benefit=kind, monthly=monthly, start_on=start, end_on=end)


def earned(world: World, home: Household, item: str, kind: str, annual: float, person: Person | None = None) -> dict:
    """One line of the sheet that the income of a family was worked out on."""
    return world.add("income", person or home.head.person, household=home, item=item, kind=kind, annual=annual, from_on=YEAR[0], to_on=YEAR[1])  # fmt: skip


def counted(home: Household) -> int:
    """What the family earns in a year by its register, in yuan."""
    return home.income_at(LAST_MONTH) * sum(not member.left for member in home.members) * 12


def obligor(world: World, home: Household, income: int | None, monthly: int | None, ground: str, person: Person | None = None, **changes) -> dict:  # fmt: skip
    """A child who lives elsewhere, with the income a head of the child's own family and what the child pays."""
    person = person or world.outsider(max(19, home.head.person.age(AS_OF) - world.rng.uniform(24, 30)))
    row = {"obligor": person, "relation": "儿子" if person.male else "女儿", "obligor_members": 3, "obligor_income": income, "monthly": monthly,
           "ground": ground, "agreed_on": max(home.approved, date(2024, 3, 6)), "authorised": "是"}  # fmt: skip
    return world.add("maintenance", home.head.person, household=home, **{**row, **changes})


def asset(world: World, person: Person, balance: int, kind: str = "银行存款", **changes) -> dict:
    """What a bank, broker or insurer answered."""
    house = {"银行存款": "县农村商业银行", "证券": "某证券营业部", "商业保险": "某人寿保险县支公司"}.get(
        kind, "某互联网理财平台"
    )
    row = {"kind": kind, "institution": house, "account": world.account(), "balance": balance, "balance_on": date(2025, 6, 10),
           "mean_balance": balance * 95 // 100, "origin": "", "joint": "否", "holders": None}  # fmt: skip
    return world.add("financial_asset", person, **{**row, **changes})


def machine(world: World, person: Person, name: str, power: float, price: int, day: date, **changes) -> dict:
    """A machine or vessel of one's own."""
    row = {"machine": name, "power": power, "price": price, "subsidy": None, "bought_on": day, "status": "正常", "ended_on": None, "remark": ""}  # fmt: skip
    return world.add("machinery", person, **{**row, **changes})


def subsidy(world: World, person: Person, area: float | None, amount: float, kind: str, remark: str = "") -> dict:
    """A farm subsidy of the year."""
    return world.add("agri_subsidy", person, kind=kind, land_area=area, amount=amount, year=2024, remark=remark)
