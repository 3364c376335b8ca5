"""Rosters, payments, allocations, the procedure ledger: the civil-affairs and finance side."""

from collections import defaultdict
from datetime import date, timedelta

from dibao.county import shapes
from dibao.county.background import SUBSIDY_MONTH, price_subsidy
from dibao.county.clock import FIRST_MONTH, LAST_MONTH, LEDGER_SINCE, first_day, month_text
from dibao.county.households import Household, Payment
from dibao.county.offices import Office

WIDE_YEARS = (2018, 2019)
PAID = ("成功", "重发成功")


def in_force(office: Office, township: int) -> list[Household]:
    """Households on the roster of a township, by village and number."""
    homes = [home for home in office.world.households if home.on_roster and home.township == township]
    return sorted(homes, key=lambda home: (home.village, home.no))


def roster_rows(office: Office, homes: list[Household]) -> list[list[dict]]:
    """One dict a member, grouped by household."""
    return [[_roster_row(office, home, member) for member in home.members if not member.left] for home in homes]


def _roster_row(office: Office, home: Household, member) -> dict:
    standards, present = office.world.standards, [m for m in home.members if not m.left]
    joined = first_day(member.joined - 1) if member.joined else home.approved
    return {
        "person": member.person, "household": home, "group": f"{home.group}组", "member_count": home.member_count or len(present), "covered_count": home.covered(LAST_MONTH),
        "programme": "城市低保" if home.urban else "农村低保", "review_class": home.review_class + "类", "form": home.form, "income": home.income if home.income >= 0 else "",
        "yuan": home.roster_amount(standards) / 100, "reason": home.reason, "filed": "是" if home.filed else "否", "account": home.account, "holder": home.holder,
        "id": member.id_field or member.person.id_no, "sex": member.sex_field or member.person.sex, "relation": member.relation, "covered": "是" if member.covered else "否", "ground": member.ground,
        "start_on": joined if member.covered else "", "labour": member.labour, "disability": member.disability, "occupation": member.occupation, "remark": home.remark if member is home.head else "",
    }  # fmt: skip


def all_payments(office: Office) -> dict[int, list[tuple[Household, Payment]]]:
    """Month → every row of that month, in the order of the list."""
    months: dict[int, list] = defaultdict(list)
    for home in sorted(office.world.households, key=lambda home: (home.township, home.village, home.no)):
        for payment in home.paid(office.world.standards):
            months[payment.month].append((home, payment))
    return months


def wide_rows(months: dict[int, list], year: int, township: int) -> list[dict]:
    """One row a household, account and programme, a column a month."""
    rows: dict[tuple, dict] = {}
    for month in range(year * 12, year * 12 + 12):
        for home, payment in months.get(month, ()):
            if home.township == township:
                row = rows.setdefault(
                    (home.no, payment.account),
                    {
                        "household": home,
                        "person": home.head.person,
                        "account": payment.account,
                        "holder": payment.holder,
                    },
                )
                row[f"m{month % 12}"] = payment.fen / 100
    for row in rows.values():
        row["sum"] = sum(value for key, value in row.items() if key[0] == "m" and key[1:].isdigit())
    return list(rows.values())


def wide_columns() -> list[tuple]:
    """Twelve months and their sum."""
    months = [(f"m{index}", "money", (f"{index + 1}月",)) for index in range(12)]
    return shapes.columns(shapes.PAY_WIDE) + months + [("sum", "money", ("合计",))]


def arrived(office: Office, home: Household, payment: Payment) -> date:
    """The day on which the money was in the account: the eighth, where nothing held it up."""
    usual = first_day(payment.month) + timedelta(days=7)
    return payment.paid_on or office.world.arrivals.get((home.township, payment.month), usual)


def payment_row(office: Office, home: Household, payment: Payment) -> dict:
    """One payment as bank and finance print it."""
    day = arrived(office, home, payment)
    return {"person": home.head.person, "household": home, "programme": payment.programme, "month": payment.month, "batch": f"{month_text(payment.month).replace('-', '')}01", "account": payment.account,
            "holder": payment.holder, "yuan": payment.fen / 100, "covered_count": home.covered(min(payment.month, home.last)), "pay_on": day, "status": payment.status, "return_reason": payment.return_reason,
            "kind": payment.kind, "months": payment.months if payment.kind == "补发" else ""}  # fmt: skip


def bank_row(office: Office, home: Household, payment: Payment) -> dict:
    """The same in the bank's return file, which has words of its own."""
    row = payment_row(office, home, payment)
    return {**row, "status": "交易成功" if payment.status == "成功" else payment.status}


def subsidy_rows(office: Office) -> list[dict]:
    """The price subsidy of one month."""
    homes = sorted(office.world.households, key=lambda home: (home.township, home.village, home.no))
    return [payment_row(office, home, payment) for home in homes if (payment := price_subsidy(office.world, home))]


def allocation_rows(office: Office, months: dict[int, list]) -> list[dict]:
    """What finance booked for each township and month: exactly what arrived."""
    rows = []
    for month in range(FIRST_MONTH, LAST_MONTH + 1):
        totals: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for home, payment in months.get(month, ()):
            if payment.status in PAID:
                total = totals[home.township]
                total[0] += payment.fen
                total[1] += payment.kind == "正常发放"
                total[2] += home.covered(min(month, home.last)) if payment.kind == "正常发放" else 0
        for township in sorted(totals):
            fen, homes, persons = totals[township]
            rows.append(
                {
                    "township": office.world.map.townships[township].name,
                    "month": month,
                    "households": homes,
                    "persons": persons,
                    "yuan": fen / 100,
                    "paid_on": first_day(month) + timedelta(days=5),
                }
            )
    return rows


def statistics_rows(office: Office, months: dict[int, list]) -> list[dict]:
    """What each township reported for the last half-year."""
    towns = range(len(office.world.map.townships))
    return [_reported(office, months, month, town) for month in range(LAST_MONTH - 5, LAST_MONTH + 1) for town in towns]


def _reported(office: Office, months: dict[int, list], month: int, township: int) -> dict:
    """What was paid, times what somebody made of it."""
    world = office.world
    paid = [(h, p) for h, p in months.get(month, ()) if h.township == township and p.kind == "正常发放" and p.status in PAID]  # fmt: skip
    homes = list(dict.fromkeys(home for home, _ in paid))
    figures = {
        "households": len(homes),
        "persons": sum(home.covered(min(month, home.last)) for home in homes),
        "yuan": sum(payment.fen for _, payment in paid) / 100,
    }
    told = {key: round(value * world.reported.get(township, 1)) for key, value in figures.items()}
    there = [home for home in world.households if home.township == township]
    return {"township": world.map.townships[township].name, "month": month, "programme": "城乡低保", **told,
            "new_households": sum(home.start == month for home in there), "left_households": sum(home.ended == month for home in there)}  # fmt: skip


def ledger_rows(office: Office, key: str) -> list[dict]:
    """Procedure rows of townships that sent theirs: decisions of either time, reviews, fade-outs, calls at the door."""
    world = office.world
    if key == "review":
        rows = [
            {
                "person": home.head.person,
                "household": home,
                "reviewed_on": home.reviewed,
                "result": "继续享受",
                "reviewed_by": world.signer("复核", home.township),
            }
            for home in world.households
            if home.on_roster and home.reviewed
        ]
    elif key == "fade":
        rows = world.rows.get("fade_out", [])
    elif key == "door":
        rows = world.rows.get("door_visit", [])
    else:
        rows = [row for row in world.rows["procedure"] if (row["approved_on"] < LEDGER_SINCE) == (key == "appraisal")]
    rows = [row for row in rows if row["household"].township != world.map.silent]
    return sorted(rows, key=lambda row: (row["household"].township, row["household"].village, row["household"].no))


def area_rows(office: Office) -> list[dict]:
    """The county's own list of places."""
    return [
        {"area_code": village.code, "township": town.name, "village": village.name, "alias": village.alias}
        for town in office.world.map.townships
        for village in town.villages
    ]


def subsidy_title() -> str:
    """The month is in the title only."""
    return f"{SUBSIDY_MONTH // 12}年{SUBSIDY_MONTH % 12 + 1}月物价补贴发放表"
