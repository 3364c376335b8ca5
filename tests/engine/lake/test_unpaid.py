"""Months in which a household was due its dibao and nothing came."""

from datetime import date

from test_resolve import A, B, C, Raw

MARCH = 2023 * 12 + 2


def paid(raw: Raw, number: str, *months: int, **cells) -> None:
    for month in months:
        raw.add("payment", 2, household_no=number, township="甲镇", month=month, amount_fen=40000, **cells)


def gaps(raw: Raw) -> list[tuple]:
    rows = raw.resolve().execute(
        "select h.household_no, u.month, u.is_returned from unpaid_month u join household h using (household) order by 1, 2"
    )
    return rows.fetchall()


def world() -> Raw:
    """H1 is in force since 2020; its township's payments are there from January to May."""
    raw = Raw()
    raw.member("李四", A, household_no="H1")
    paid(raw, "H1", MARCH - 2, MARCH - 1, MARCH, MARCH + 2)
    return raw


def test_only_a_month_of_which_the_ledger_speaks_is_unpaid():
    raw = world()
    raw.member("张三", B, household_no="H2")
    paid(raw, "H2", *range(MARCH - 2, MARCH + 3))
    assert gaps(raw) == [("H1", MARCH + 1, False)]


def test_a_month_that_the_bank_returned_says_so():
    raw = world()
    paid(raw, "H1", MARCH + 1, status="failed")
    assert gaps(raw) == [("H1", MARCH + 1, True)]


def test_the_month_of_the_decision_and_of_the_exit_are_not_due():
    raw = world()
    raw.member("张三", B, household_no="H2", start_on=date(2023, 2, 9))
    raw.add("exit", 3, household_no="H2", township="甲镇", end_on=date(2023, 5, 4))
    paid(raw, "H2", MARCH)
    raw.member("王五", C, household_no="H3")
    paid(raw, "H3", *range(MARCH - 2, MARCH + 3))
    assert gaps(raw) == [("H1", MARCH + 1, False), ("H2", MARCH + 1, False)]


def test_nothing_is_due_to_the_dead():
    raw = world()
    raw.member("张三", B, household_no="H2")
    paid(raw, "H2", MARCH - 2, MARCH - 1)
    raw.add("death", 3, id_no=B, name="张三", died_on=date(2023, 3, 20))
    assert ("H2", MARCH, False) not in gaps(raw) and ("H2", MARCH + 1, False) not in gaps(raw)


def test_who_is_no_longer_on_the_newer_roster_is_not_due():
    raw = world()
    raw.member("张三", B, 4, household_no="H2", as_of=date(2023, 2, 28), replaced_on=date(2023, 12, 31))
    paid(raw, "H2", MARCH - 2, MARCH - 1)
    assert [g for g in gaps(raw) if g[0] == "H2"] == []
