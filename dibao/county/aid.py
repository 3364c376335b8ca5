"""Rows about other help and about need, one maker each; the word for a lawful thing and for an unlawful one is the same."""

from datetime import date

from dibao.county.clock import LAST_MONTH
from dibao.county.people import Person
from dibao.county.world import World

ALLOWANCES = {"困难残疾人生活补贴": 95, "重度残疾人护理补贴": 100}  # yuan a month
CHILDREN = {"孤儿": 1180, "事实无人抚养儿童": 1180}


def orphan(world: World, child: Person, kind: str, start: date, guardian: Person | None, **changes) -> dict:
    """A child whom the state brings up: the allowance drawn, and the full one of the locality."""
    row = {"kind": kind, "guardian": guardian, "start_on": start, "end_on": None, "status": "在保",
           "amount": CHILDREN[kind], "standard": CHILDREN[kind], "account": world.account()}  # fmt: skip
    return world.add("orphan", child, **{**row, **changes})


def allowance(world: World, person: Person, kind: str, start: date, **changes) -> dict:
    """One of the two disability allowances."""
    card = next((row for row in world.rows.get("disability", ()) if row["person"] is person), {})
    row = {"certificate_no": card.get("certificate_no", ""), "kind": kind, "amount": ALLOWANCES[kind],
           "start_on": start, "end_on": None, "status": "正常"}  # fmt: skip
    return world.add("disability_allowance", person, **{**row, **changes})


def jobless(world: World, person: Person, day: date, **changes) -> dict:
    """Registered as unemployed, without insurance unless `amount` and `benefit_to` say so."""
    row = {"registered_on": day, "status": "登记失业", "amount": None, "benefit_to": None}
    return world.add("unemployment", person, **{**row, **changes})


def dwelling(world: World, person: Person, grade: str, day: date, rebuilt: date | None = None, remark: str = "") -> dict:  # fmt: skip
    """What the surveyors said of the house."""
    return world.add("housing_safety", person, grade=f"{grade}级", assessed_on=day, rebuilt_on=rebuilt, remark=remark)


def journey(world: World, person: Person, left: date, back: date, where: str, purpose: str) -> dict:
    """Abroad and back."""
    return world.add("travel", person, document="普通护照", left_on=left, returned_on=back, destination=where, purpose=purpose)  # fmt: skip


def cleric(world: World, person: Person, since: date, **changes) -> dict:
    """Lives at a place of worship, apart from the family."""
    row = {"venue": f"{world.map.name}某寺", "resident_since": since, "left_on": None, "needy": "是"}
    return world.add("clergy", person, **{**row, **changes})


def pupil(world: World, person: Person, school: str, stage: str, **changes) -> dict:
    """Where a child is enrolled; nobody else writes a row about this child."""
    world.spoken_for.add(("school", person))
    row = {"school": school, "stage": stage, "status": "在校", "enrolled_on": date(2023, 9, 1)}
    return world.add("school", person, **{**row, **changes})


def marginal_member(world: World, person: Person, head: Person, relation: str, start: date, **changes) -> dict:
    """One member of a family on the margin: above the standard, below one and a half times of it."""
    urban = world.map.townships[head.township].villages[head.village].urban
    income = world.standards.at(urban, LAST_MONTH) * world.rng.randrange(112, 140) // 100
    row = {"head": head, "relation": relation, "start_on": start, "end_on": None, "income": income}
    return world.add("marginal", person, **{**row, **changes})


def rigid(world: World, person: Person, day: date, reason: str) -> dict:
    """A family that unavoidable spending makes poor, recognised for twelve months."""
    end = date(day.year + 1, day.month, day.day)
    return world.add("rigid_expense", person, relation="户主", start_on=day, end_on=end, expense=46000, income=38000, reason=reason)  # fmt: skip


def spent(world: World, person: Person, self_paid: int, day: date, disease: str, serious: str = "是", **changes) -> dict:  # fmt: skip
    """One settlement of a hospital bill."""
    row = {"year": day.year, "settled_on": day, "total": int(self_paid * 1.8), "self_paid": self_paid,
           "commercial": 0, "disease": disease, "serious": serious}  # fmt: skip
    return world.add("medical", person, **{**row, **changes})


def struck(world: World, person: Person, day: date, kind: str, loss: str, **changes) -> dict:
    """Hit by a disaster or an accident; without relief unless it is said."""
    row = {"happened_on": day, "kind": kind, "loss": loss, "collapsed_rooms": None, "relieved_on": None, "relief": None}
    return world.add("disaster", person, **{**row, **changes})
