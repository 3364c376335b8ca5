"""Who is who, on raw tables of a few rows. Nobody here exists."""

from datetime import date
from pathlib import Path

import pytest

import dibao.engine
from dibao.engine.lake.database import FACTS, all_steps, connect, make_table
from dibao.engine.lake.resolve import PRIVATE, raw_schema
from dibao.engine.lake.steps import Step, inputs_of, run_steps
from dibao.engine.lake.world import fill_table
from dibao.engine.tables import load_tables
from dibao.engine.values.identity import check_character, person_key

RULEBOOK = Path(dibao.engine.__file__).parents[1] / "rulebook"
TABLES = load_tables(RULEBOOK / "tables")
ASKED = {"main.household", "main.membership", "main.unpaid_month"}  # the views that tests look at, of some seventy


def _below(asked: set[str]) -> list[Step]:
    """The steps that these views stand on, and all that are no views."""
    steps, wanted = all_steps(TABLES, RULEBOOK / "views"), set(asked)
    names = [step.name for step in steps]
    for step in reversed(steps):
        if step.name in wanted:
            wanted.update(inputs_of(step.sql, names))
    views = {f"main.{path.stem}" for path in (RULEBOOK / "views").glob("*.sql")}
    return [step for step in steps if step.name in wanted or step.name not in views]


STEPS = _below(ASKED)
TOWNS = {"甲镇": "东村", "乙乡": "西村"}


def citizen(number: int, day: str = "19600512") -> str:
    first = f"431299{day}{number:03d}"
    return first + check_character(first)


A, B, C = citizen(1), citizen(2, "19630704"), citizen(3, "19880909")


class Raw:
    """Raw rows by table; `resolve` gives a connection with the lake above them."""

    def __init__(self):
        self.rows: dict[str, list[dict]] = {}

    def add(self, table: str, source: int = 1, **cells) -> None:
        """A raw row; its number is its place in its source, its ID is valid unless it says otherwise."""
        for name in [c.name for c in TABLES[table].columns.values() if c.type == "id" and c.name in cells]:
            cells.setdefault(f"{name}_tier", 1)
        rows = self.rows.setdefault(table, [])
        row = sum(r["source_id"] == source for r in rows) + 2
        rows.append({"src": source << 24 | row, "source_id": source, "row": row, **cells})

    def member(self, name: str, id_no: str | None, source: int = 1, **cells) -> None:
        """A roster row in 甲镇."""
        usual = {"township": "甲镇", "village": "东村", "relation": "head", "start_on": date(2020, 1, 1)}
        self.add("roster", source, name=name, id_no=id_no, id_no_tier=1 if id_no else 0, **usual | cells)

    def resolve(self):
        con = connect(threads=1)
        for code, table in TABLES.items():
            _fill(con, f"raw.{code}", raw_schema(table), self.rows.get(code, []))
        for name, schema in FACTS.items():
            make_table(con, name, schema)
        places = {(r.get("township") or "", r.get("village") or "") for rows in self.rows.values() for r in rows}
        fill_table(con, "step.place", FACTS["step.place"], [(t, v, t, v, "") for t, v in sorted(places)])
        batches = {(r["source_id"], code, "", None) for code, rows in self.rows.items() for r in rows}
        fill_table(con, "raw.batch", FACTS["raw.batch"], sorted(batches, key=repr))
        columns = {
            (r["source_id"], name)
            for rows in self.rows.values()
            for r in rows
            for name, v in r.items()
            if v is not None
        }
        fill_table(con, "raw.batch_column", FACTS["raw.batch_column"], sorted(columns))
        run_steps(con, STEPS, {}, None)
        return con


def _fill(con, name: str, schema: dict, rows: list[dict]) -> None:
    make_table(con, name, schema)
    for row in rows:
        assert set(row) <= set(schema), set(row) - set(schema)
        marks = ", ".join("?" for _ in row)
        con.execute(f"insert into {name} ({', '.join(row)}) values ({marks})", list(row.values()))


@pytest.fixture
def raw() -> Raw:
    result = Raw()
    result.member("赵一", A, household_no="H1")
    result.member("钱二", B, household_no="H1", relation="spouse")
    return result


def died(raw: Raw, **cells) -> tuple:
    raw.add("death", 2, **{"died_on": date(2023, 1, 5)} | cells)
    with raw.resolve() as con:
        return con.execute("select person, tier from lake.death").fetchone()


def test_a_valid_number_is_the_person(raw):
    assert died(raw, name="赵一", id_no=A) == (person_key(A), 1)


def test_another_name_under_a_known_number_is_t2(raw):
    assert died(raw, name="孙三", id_no=A) == (person_key(A), 2)


def test_a_spelling_of_the_name_is_no_other_name(raw):
    raw.member("吕昊文", C, household_no="H2")
    assert died(raw, name="吕?文", id_no=C) == (person_key(C), 1)


def test_a_number_nobody_knows_is_a_person_of_its_own(raw):
    assert died(raw, name="孙三", id_no=C) == (person_key(C), 1)


@pytest.mark.parametrize("left", [A[:14], A[:-1], A[:5] + A[6:], A[:16] + "9" + A[17], f"{A[0]}.{A[1:15]}E+17"])
def test_what_is_left_of_a_number_links_with_the_name(raw, left):
    assert died(raw, name="赵一", id_no=left, id_no_tier=4) == (person_key(A), 4)


@pytest.mark.parametrize(("name", "left"), [("孙三", A[:14]), ("赵一", A[:12]), ("赵一", B[:14])])
def test_what_does_not_agree_links_to_nobody(raw, name, left):
    assert died(raw, name=name, id_no=left, id_no_tier=4) == (None, 0)


@pytest.mark.parametrize("left", [C[:4] + "0" + C[5:], C[:16] + C[17:], C[:13] + "7" + C[14:]])
def test_a_number_one_off_bears_a_name_one_character_off(raw, left):
    raw.member("吕昊文", C, household_no="H2")
    assert died(raw, name="吕浩文", id_no=left, id_no_tier=4) == (person_key(C), 4)


@pytest.mark.parametrize(("name", "left"), [("吕浩文", C[:15]), ("吕大山", C[:4] + "0" + C[5:])])
def test_a_name_off_needs_nearly_the_whole_number(raw, name, left):
    raw.member("吕昊文", C, household_no="H2")
    assert died(raw, name=name, id_no=left, id_no_tier=4) == (None, 0)


def test_the_very_name_goes_before_a_name_one_character_off(raw):
    near = C[:16] + str((int(C[16]) + 2) % 10)
    near += check_character(near)
    left = C[:16] + C[16] + near[17]
    raw.member("吕昊文", C, household_no="H2")
    raw.member("吕浩文", near, household_no="H3")
    assert died(raw, name="吕昊文", id_no=left, id_no_tier=4) == (person_key(C), 4)


def test_two_candidates_are_none(raw):
    raw.member("赵一", citizen(4), household_no="H2")
    assert died(raw, name="赵一", id_no=A[:14], id_no_tier=4) == (None, 0)


def test_birth_date_sex_and_village_link_without_a_number(raw):
    sex = "male" if int(A[16]) % 2 else "female"
    cells = {"id_no_tier": 0, "born_on": date(1960, 5, 12), "township": "甲镇", "village": "东村"}
    assert died(raw, name="赵一", id_no=None, sex=sex, **cells) == (person_key(A), 5)


@pytest.mark.parametrize(
    "change", [{"village": "西村"}, {"born_on": date(1960, 5, 13)}, {"sex": "other"}, {"village": None}], ids=str
)
def test_one_of_them_different_links_to_nobody(raw, change):
    sex = "male" if int(A[16]) % 2 else "female"
    if change.get("sex"):
        change = {"sex": {"male": "female", "female": "male"}[sex]}
    cells = {"id_no_tier": 0, "sex": sex, "born_on": date(1960, 5, 12), "township": "甲镇", "village": "东村"}
    assert died(raw, name="赵一", id_no=None, **cells | change) == (None, 0)


def test_a_member_without_a_usable_number_is_still_a_member(raw):
    raw.member("孙三", None, household_no="H1", relation="child")
    with raw.resolve() as con:
        people = con.execute("select name, person >= ? from membership order by name", [PRIVATE]).fetchall()
    assert sorted(people) == [("孙三", True), ("赵一", False), ("钱二", False)]


def households(con) -> list[set[str]]:
    rows = con.execute("select list(name order by name) from lake.roster group by household").fetchall()
    return sorted((set(row[0]) for row in rows), key=sorted)


def test_members_of_one_number_are_one_household(raw):
    raw.member("孙三", C, household_no=" H-1", relation="child")
    with raw.resolve() as con:
        assert households(con) == [{"孙三", "赵一", "钱二"}]


def test_the_same_number_in_another_township_is_another_household(raw):
    raw.member("孙三", C, household_no="H1", township="乙乡", village="西村")
    with raw.resolve() as con:
        assert households(con) == [{"孙三"}, {"赵一", "钱二"}]


def test_without_numbers_members_follow_the_head_above_them():
    raw = Raw()
    for name, id_no, relation in (("赵一", A, "head"), ("钱二", B, "spouse"), ("孙三", C, "head")):
        raw.member(name, id_no, relation=relation)
    with raw.resolve() as con:
        assert households(con) == [{"孙三"}, {"赵一", "钱二"}]


def test_a_payment_finds_its_household_by_number_head_or_account(raw):
    raw.rows["roster"][0]["account"] = "6217"
    raw.add("payment", 3, household_no="H1", township="甲镇", month=24276, amount_fen=100)
    raw.add("payment", 3, head_name="赵一", head_id_no=A, month=24277, amount_fen=100)
    raw.add("payment", 3, account="6217", month=24278, amount_fen=100)
    raw.add("payment", 3, household_no="H9", township="甲镇", month=24279, amount_fen=100)
    with raw.resolve() as con:
        known = con.execute("select household from lake.roster").fetchone()[0]
        found = con.execute("select month, household = ? from lake.payment order by month", [known]).fetchall()
    assert found == [(24276, True), (24277, True), (24278, True), (24279, False)]


def test_coverage_of_payments_is_month_by_month_and_of_registers_for_ever(raw):
    raw.add("payment", 3, household_no="H1", township="甲镇", month=24276, amount_fen=100)
    raw.add("payment", 3, household_no="H1", township="甲镇", month=24278, amount_fen=100)
    raw.add("death", 2, name="孙三", id_no=C, died_on=date(2023, 1, 5))
    with raw.resolve() as con:
        spans = "select from_month, to_month from coverage where dataset = ? and column_name = '' order by 1"
        assert con.execute(spans, ["payment"]).fetchall() == [(24276, 24276), (24278, 24278)]
        assert con.execute(spans, ["death"]).fetchall() == [(0, 119999)]


def test_a_ledger_speaks_from_its_first_entry_on_whatever_one_typing_error_says(raw):
    for number in range(200):
        when = date(1970, 1, 1) if number == 7 else date(2021, 6, 1)
        raw.add("procedure", 4, household_no="H1", township="甲镇", checked_on=when, approved_on=when)
    with raw.resolve() as con:
        spans = con.execute("select distinct from_month, to_month from coverage where dataset = 'procedure'").fetchall()
    assert spans == [(2021 * 12 + 5, 119999)]


def test_a_column_that_one_township_sent_covers_that_township(raw):
    raw.add(
        "procedure", 4, household_no="H1", township="甲镇", checked_on=date(2021, 6, 1), approved_on=date(2021, 7, 1)
    )
    raw.member("孙三", C, source=5, household_no="H5", township="乙乡", village="西村")
    raw.add("procedure", 6, household_no="H5", township="乙乡", approved_on=date(2021, 7, 1))
    with raw.resolve() as con:
        rows = con.execute(
            "select township from coverage where dataset = 'procedure' and column_name = 'checked_on'"
        ).fetchall()
        both = con.execute("select count(*) from coverage where dataset = 'procedure' and column_name = ''").fetchone()
    assert rows == [("甲镇",)] and both == (2,)


def _in_two_households(raw: Raw) -> None:
    """B is a member in H1 and heads H2; only H2's account is in the roster."""
    raw.member("钱二", B, household_no="H2", account="62170002")


def _households(con) -> dict[str, int]:
    return dict(con.execute("select household_no, household from lake.roster group by all").fetchall())


@pytest.mark.parametrize(
    ("account", "number"), [("62170002", "H2"), ("62170001", "H1"), ("62179999", "H2"), (None, "H2")]
)
def test_of_two_households_of_a_person_the_account_decides(raw, account, number):
    _in_two_households(raw)
    raw.add("payment", 5, household_no="H1", account="62170001", amount_fen=1, month=24282)
    raw.add("payment", 6, name="钱二", id_no=B, account=account, amount_fen=1, month=24283)
    con = raw.resolve()
    found = con.execute("select household from lake.payment where month = 24283").fetchall()
    assert found == [(_households(con)[number],)]


def test_a_bank_row_without_a_number_of_its_own_goes_where_other_payments_to_its_account_went(raw):
    _in_two_households(raw)
    raw.add("payment", 5, household_no="H1", account="62170001", amount_fen=1, month=24282)
    raw.add("payment", 6, name="钱二", account="62170001", amount_fen=1, month=24283)
    con = raw.resolve()
    assert len(con.execute("select distinct household from lake.payment").fetchall()) == 1


@pytest.mark.parametrize(
    ("payees", "homes"),
    [((C,), 1), ((C, citizen(8)), 3)],
    ids=["one payee", "an account of two payees decides nothing"],
)
def test_a_bank_row_goes_where_the_same_account_names_a_payee_on_no_roster(raw, payees, homes):
    for month, payee in enumerate(payees, 24270):
        raw.add("payment", 5, name="孙三", id_no=payee, account="62179999", amount_fen=1, month=month)
    raw.add("payment", 6, name="孙三", account="62179999", amount_fen=1, month=24283)
    con = raw.resolve()
    assert len(con.execute("select distinct household from lake.payment").fetchall()) == homes


def test_an_account_of_two_households_decides_nothing(raw):
    _in_two_households(raw)
    raw.add("payment", 5, household_no="H1", account="62170001", amount_fen=1, month=24281)
    raw.add("payment", 5, household_no="H2", account="62170001", amount_fen=1, month=24282)
    raw.add("payment", 6, name="周三", account="62170001", amount_fen=1, month=24283)
    con = raw.resolve()
    found = con.execute("select household from lake.payment where month = 24283").fetchone()[0]
    assert found not in _households(con).values()


SHARED = [
    ("each by its amount", [(400, None), (300, None)], ["H2", "H1"]),
    ("two of one amount are one each", [(350, None), (350, None)], ["H1", "H2"]),
    ("other amounts in their order", [(410, None), (310, None)], ["H2", "H1"]),
    ("one amount fits and one does not", [(300, None), (500, None)], ["H1", "H2"]),
    ("by the name of a head", [(300, "钱二")], ["H2"]),
    ("one too many is still nobody unknown", [(300, None), (400, None), (500, None)], ["H1", "H2", None]),
]


@pytest.mark.parametrize(("why", "lines", "homes"), SHARED, ids=[why for why, *_ in SHARED])
def test_bank_rows_of_an_account_that_two_households_share_are_shared_out(raw, why, lines, homes):
    raw.rows["roster"] = []
    raw.member("赵大", A, household_no="H1", account="62170001", amount_fen=300)
    raw.member("钱二", B, household_no="H2", account="62170001", amount_fen=400)
    for amount, name in lines:
        raw.add("payment", 6, name=name, account="62170001", amount_fen=amount, month=24283)
    con = raw.resolve()
    numbers = {household: number for number, household in _households(con).items()}
    found = con.execute("select household from lake.payment order by src").fetchall()
    assert all(h in numbers for (h,) in found)
    assert [numbers[h] for (h,), home in zip(found, homes, strict=True) if home] == [h for h in homes if h]


def _urban_and_rural(raw: Raw) -> None:
    """H1 of the rural roster is 赵一's, H1 of the urban one 孙三's, both of 甲镇."""
    for row in raw.rows["roster"]:
        row["programme"] = "dibao_rural"
    raw.member("孙三", C, source=2, household_no="H1", village="西街", programme="dibao_urban")


def test_urban_and_rural_households_of_one_number_are_two(raw):
    _urban_and_rural(raw)
    with raw.resolve() as con:
        assert households(con) == [{"孙三"}, {"赵一", "钱二"}]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"programme": "dibao_urban"}, "孙三"),
        ({"programme": "dibao_rural"}, "赵一"),
        ({"programme": "dibao", "head_name": "孙三", "head_id_no": C}, "孙三"),
        ({"name": "钱二", "id_no": B}, "赵一"),
        ({"head_name": "赵一"}, "赵一"),
        ({"township": None, "head_id_no": C}, "孙三"),
        ({"programme": "dibao"}, None),
    ],
)
def test_a_payment_finds_which_of_two_households_its_number_means(raw, cells, found):
    _urban_and_rural(raw)
    raw.add("payment", 3, **{"household_no": "H1", "township": "甲镇", "month": 24276, "amount_fen": 100} | cells)
    with raw.resolve() as con:
        heads = con.execute(
            "select r.name from lake.payment p join lake.roster r using (household) where r.relation = 'head'"
        ).fetchall()
    assert heads == ([(found,)] if found else [])


@pytest.mark.parametrize("table", ["exit", "procedure"])
def test_exits_and_files_find_it_by_the_head_as_well(raw, table):
    _urban_and_rural(raw)
    dates = {"end_on": date(2024, 1, 1)} if table == "exit" else {"approved_on": date(2020, 1, 1)}
    raw.add(table, 3, household_no="H1", township="甲镇", head_name="孙三", head_id_no=C, **dates)
    with raw.resolve() as con:
        found = con.execute(f"select r.name from lake.{table} p join lake.roster r using (household)").fetchall()
    assert found == [("孙三",)]


def test_a_household_that_changed_programme_or_was_listed_without_is_one(raw):
    for source, programme in ((5, "dibao_urban"), (6, "dibao_rural"), (7, None)):
        raw.member("赵一", A, source=source, household_no="H1", village="西街", programme=programme)
    with raw.resolve() as con:
        assert households(con) == [{"赵一", "钱二"}]
        assert con.execute("select count(distinct household) from lake.roster").fetchone() == (1,)


def test_a_number_that_restarts_in_each_village_is_a_household_in_each(raw):
    raw.member("孙三", C, household_no="H1", village="西村")
    raw.add("procedure", 4, household_no="H1", township="甲镇", village="西村", approved_on=date(2021, 7, 1))
    with raw.resolve() as con:
        assert households(con) == [{"孙三"}, {"赵一", "钱二"}]
        found = con.execute("select r.name from lake.procedure join lake.roster r using (household)").fetchall()
    assert found == [("孙三",)]


def test_a_member_entered_under_another_village_stays_in_the_household(raw):
    raw.member("孙三", C, household_no="H1", village="西村", relation="child", head_name="赵一")
    with raw.resolve() as con:
        assert households(con) == [{"孙三", "赵一", "钱二"}]


def test_what_is_left_of_a_parents_number_links_though_no_list_of_its_own_names_the_parent(raw):
    raw.add("birth", 3, name="赵小一", id_no=citizen(4, "20150101"), father_name="段大木", father_id_no=C)
    assert died(raw, name="段大木", id_no=f"{C[0]}.{C[1:14]}E+17", id_no_tier=4) == (person_key(C), 4)
