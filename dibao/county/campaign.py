"""The campaign's own work: visits, problems put right, reports, test calls; nothing here is a flaw."""

from datetime import date, datetime, timedelta
from hashlib import md5

from dibao.county.households import Household
from dibao.county.world import World

NOW, BEFORE = "2025年农村低保专项治理", "2023年农村低保专项治理"
DUE = date(2025, 6, 20)  # all visits of the campaign
MONTHS = (2025 * 12 + 2, 2025 * 12 + 3, 2025 * 12 + 4)  # reported by the tenth of the next
FORM, ITEM = "专项治理问题整改情况月报", "发现问题数"
Place = tuple[int, int | None]


def campaign(world: World) -> None:
    """A tenth of the doors knocked at, some papers completed, every unit's report and telephone in order."""
    for home in world.households:
        place = (home.township, home.village)
        if home.planted or not home.on_roster or home.township == world.map.silent:
            continue
        if world.rng.random() < 0.1 and ("office_visit", place) not in world.units:
            visit(world, home, weekday(world))
        if world.rng.random() < 0.02 and ("office_visit", place) not in world.units:
            problem(world, home, "补手续", "档案缺少材料")
    for place in units(world):
        if ("office_report", place) not in world.units:
            reports(world, place)
        if ("office_testcall", place) not in world.units:
            call(world, place, date(2025, 5, world.rng.randrange(12, 17)))


def units(world: World) -> list[Place]:
    """Townships that send their sheets, and their villages."""
    towns = range(world.map.silent)
    return [(n, v) for n in towns for v in (None, *range(len(world.map.townships[n].villages)))]


def named(world: World, place: Place) -> dict:
    """How a row says which unit it is about."""
    town = world.map.townships[place[0]]
    return {"township": town.name, "village": "" if place[1] is None else town.villages[place[1]].name}


def with_problems(world: World) -> set[Place]:
    """Villages of which this campaign has a problem on its ledger."""
    rows = (row for row in world.rows.get("office_problem", ()) if row["campaign"] == NOW)
    return {(row["household"].township, row["household"].village) for row in rows}


def weekday(world: World) -> date:
    """A working day of the campaign, well before its last."""
    day = date(2025, 5, 6) + timedelta(days=world.rng.randrange(36))
    return day + timedelta(days=(7 - day.weekday()) % 7) if day.weekday() > 4 else day


def visit(world: World, home: Household, day: date, minutes: int = 0, **changes) -> dict:
    """One door."""
    minutes = minutes or world.rng.randrange(16, 42)
    start = datetime(day.year, day.month, day.day, world.rng.randrange(8, 17), world.rng.randrange(60))
    row = {"campaign": NOW, "due_on": DUE, "visited_on": day, "started_at": f"{start:%Y-%m-%d %H:%M:%S}", "ended_at": f"{start + timedelta(minutes=minutes):%Y-%m-%d %H:%M:%S}",
           "minutes": minutes, "visitors": f"{world.registry.name(True)}、{world.registry.name(False)}", "met": "是", "photo_count": 3, "located": "是",
           "outcome": world.rng.choice(("在家，身体较差，收入靠种田", "户主在家，近期住过院", "与名册一致，房屋完好", "孩子上学，老人在家", "已核对存折和户口簿")),
           "problem_count": 0}  # fmt: skip
    return world.add("office_visit", home.head.person, household=home, **{**row, **changes})


def problem(world: World, home: Household, remedy: str, kind: str, rule: str = "", opened: date | None = None, **changes) -> dict:  # fmt: skip
    """Found, put right within weeks by one, closed by another with a paper of its own; `changes` are the closing's."""
    opened = opened or date(2025, world.rng.randrange(3, 5), world.rng.randrange(1, 27))
    number = len(world.rows.get("office_problem", ())) + 1
    done = opened + timedelta(days=world.rng.randrange(9, 18))
    closed = done + timedelta(days=world.rng.randrange(3, 8))
    paper = f"整改佐证{number}.pdf"
    shared = {"problem_no": f"WT{number:05d}", "campaign": NOW, "rule": rule, "kind": kind, "remedy": remedy, "effective_month": None, "amount_after": None, "unit": named(world, (home.township, None))["township"],
              "rectifier": world.signer("整改", home.township), "opened_on": opened, "opened_at": f"{opened} 09:12:00", "rectified_on": done, "evidence": paper, "evidence_hash": md5(paper.encode()).hexdigest()}  # fmt: skip
    row = {**shared, "closing_no": f"XH{number:05d}", "closed_on": closed, "closed_at": f"{closed} 15:20:00", "closed_by": world.signer("销号", home.township), "books": "无需对账"}  # fmt: skip
    row.update(changes)
    kept = {key: row[key] for key in shared}
    world.add("office_problem", home.head.person, household=home, **kept, problem=kind, measure="限期整改", due_on=opened + timedelta(days=30), state="已销号")  # fmt: skip
    return world.add("office_closing", home.head.person, household=home, **row)


def reports(world: World, place: Place, **changes) -> list[dict]:
    """Each month's report, in time, its sum that of its parts and of the ledger; `changes` are the last one's."""
    total, rows = 0, []
    for month in MONTHS:
        found = world.rng.randrange(1, 9)
        total += found
        due = date((month + 1) // 12, (month + 1) % 12 + 1, 10)
        row = {"campaign": NOW, **named(world, place), "report_no": f"BS{len(world.rows.get('office_report', ())) + 1:05d}", "form": FORM, "month": month, "due_on": due, "extended_to": None,
               "submitted_on": due - timedelta(days=world.rng.randrange(1, 5)), "state": "已报", "item": ITEM, "figure": found, "cumulative": total, "parts": found, "counted": found, "reason": ""}  # fmt: skip
        rows.append(world.add("office_report", None, **row))
    rows[-1].update(changes)
    return rows


def call(world: World, place: Place, day: date, answer: str = "接通", number: str = "", **changes) -> dict:
    """A test call on a working day; the number hangs at the village's board."""
    number = number or world.registry.phone()
    reached = answer == "接通"
    row = {"call_no": f"BC{len(world.rows.get('office_testcall', ())) + 1:05d}", **named(world, place), "hotline": number, "called_on": day, "called_at": f"{day} {world.rng.randrange(9, 12):02d}:{world.rng.randrange(60):02d}:00",
           "answer": answer, "seconds": world.rng.randrange(40, 160) if reached else 0, "caller": world.signer("拨测"), "helped": "是" if reached else "", "published": "是",
           "published_hotline": number, "published_where": "村务公开栏" if place[1] is not None else "政务服务大厅"}  # fmt: skip
    return world.add("office_testcall", None, **{**row, **changes})


def conclusion(world: World, home: Household, rule: str, kind: str, said: str, day: date, **changes) -> dict:
    """What somebody found at the door about a suspicion."""
    row = {"finding_no": f"YD{len(world.rows.get('office_conclusion', ())) + 1:05d}", "campaign": NOW, "rule": rule, "kind": kind, "stage": "初查", "concluded_on": day,
           "concluded_by": world.signer("核查", home.township), "conclusion": said, "reason": "入户核实"}  # fmt: skip
    return world.add("office_conclusion", home.head.person, household=home, **{**row, **changes})
