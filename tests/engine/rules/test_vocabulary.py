"""Each word that rules share, with cases; the same cases will run on every engine."""

from datetime import date
from math import comb, exp, factorial

import duckdb
import pytest

from dibao.engine.rules import vocabulary
from dibao.engine.rules.spark import translate
from dibao.engine.rules.vocabulary import MACROS, OPEN, last_day
from dibao.engine.values.identity import check_character, from_person_key

ID = "43122819700101001" + check_character("43122819700101001")
X_ID = next(f + "X" for n in range(1000) if check_character(f := f"43122819700101{n:03d}") == "X")

CASES = [
    ("month_of(date '2024-04-30')", 2024 * 12 + 3),
    ("month_of(date '2024-01-01')", 2024 * 12),
    ("month_of(null::date)", None),
    ("first_day_of(2024 * 12)", date(2024, 1, 1)),
    ("first_day_of(2023 * 12 + 11)", date(2023, 12, 1)),
    ("last_day_of(2024 * 12 + 1)", date(2024, 2, 29)),
    ("last_day_of(2023 * 12 + 1)", date(2023, 2, 28)),
    ("last_day_of(2023 * 12 + 11)", date(2023, 12, 31)),
    ("add_months(date '2024-01-31', 1)", date(2024, 2, 29)),
    ("add_months(date '2024-03-31', -1)", date(2024, 2, 29)),
    ("add_days(date '2024-02-28', 2)", date(2024, 3, 1)),
    ("days_between(date '2024-02-28', date '2024-03-01')", 2),
    ("days_between(date '2024-03-01', date '2024-02-28')", -2),
    ("share_of(90000, 3)", 30000),
    ("share_of(100, 3)", 33),
    ("share_of(90000, 0)", 90000),
    ("share_of(90000, null)", 90000),
    ("age_on(date '2000-02-29', date '2018-02-27')", 17),
    ("age_on(date '2000-02-29', date '2018-02-28')", 18),  # no such day: the month's last (Civil Code, article 202)
    ("age_on(date '2000-05-12', date '2018-05-11')", 17),
    ("age_on(date '2000-05-12', date '2018-05-12')", 18),
    ("months_common(1, 5, 3, 9)", 3),
    ("months_common(1, 5, 5, 9)", 1),
    ("months_common(1, 5, 6, 9)", 0),
    ("months_common(3, 4, 1, 9)", 2),
    (f"id_of(person_key('{ID}'))", ID),
    (f"id_of(person_key('{X_ID}'))", X_ID),
    ("id_of(person_key('H1234567(8)'))", None),
    (f"born_on_of(person_key('{ID}'))", date(1970, 1, 1)),
    ("born_on_of(person_key('431228197002300019'))", None),
    ("born_on_of(person_key('H1234567(8)'))", None),
    ("person_key('H1234567(8)') >= 4611686018427387904", True),
    ("person_key('H1234567(8)') = person_key('H1234567(9)')", False),
    (f"is_private(person_key('{ID}'))", False),
    ("is_private(person_key('H1234567(8)'))", True),
    ("key_of('a') = key_of('b')", False),
    ("key_of('a') between 0 and 9223372036854775807", True),
    ("yuan(12345)", 123.45),
    ("yuan(-5)", -0.05),
    ("round(chance_of_many(10, 10, 0.5), 9)", 0.000976563),
    ("round(chance_of_many(9, 10, 0.5), 6)", 0.025207),
    ("chance_of_many(5, 10, 0.5)", 1),
    ("chance_of_many(3, 10, 0.0)", 0),
    ("chance_of_many(3, 3, 1.0)", 1),
    ("chance_of_many(null, 10, 0.5)", None),
    ("round(chance_of_even(2.0, 8), 6)", 0.078459),
    ("chance_of_even(0.0, 8)", 0),
    ("chance_of_even(8.0, 8)", 1),
]


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        vocabulary.define(con)
        yield con


@pytest.mark.parametrize(("words", "value"), CASES, ids=[words for words, _ in CASES])
def test_a_word_says(con, words, value):
    assert con.execute(f"select {words}").fetchone()[0] == value


def test_every_word_says_the_same_in_the_other_dialect(con, spark):
    listed = ", ".join(f"{words} as c{n}" for n, (words, _) in enumerate(CASES))
    found = con.execute(f"select {listed}")
    sql = translate(f"select {listed}", {}, {item[0]: str(item[1]) for item in found.description})
    row = spark.sql(sql).toArrow().to_pylist()[0]
    assert [words for told, (words, value) in zip(row.values(), CASES, strict=True) if told != value] == []


def test_every_word_has_a_case():
    words = {signature.split("(")[0] for signature in MACROS}
    assert words - {word for word in words for case, _ in CASES if f"{word}(" in case} == set()


def test_the_person_key_is_17_digits_times_11_plus_the_check_and_leads_back(con):
    key = con.execute("select person_key(?)", [ID]).fetchone()[0]
    assert key == int(ID[:17]) * 11 + (10 if ID[17] == "X" else int(ID[17]))
    assert from_person_key(key) == ID


@pytest.mark.parametrize(("trials", "share"), [(1, 0.3), (5, 0.5), (12, 0.08), (40, 0.25), (90, 0.9)])
def test_the_bound_on_many_never_says_less_than_the_binomial_tail(con, trials, share):
    for hits in range(1, trials + 1):
        tail = sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(hits, trials + 1))
        assert con.execute("select chance_of_many(?, ?, ?)", [hits, trials, share]).fetchone()[0] >= tail - 1e-12


@pytest.mark.parametrize("df", [2, 4, 10, 30])
def test_the_bound_on_evenness_never_says_less_than_the_chi_square_tail(con, df):
    for x in (0.1, 1.0, df / 3, df * 0.9):
        tail = 1 - sum(exp(-x / 2) * (x / 2) ** k / factorial(k) for k in range(df // 2))  # even df: a Poisson sum
        assert con.execute("select chance_of_even(?, ?)", [x, df]).fetchone()[0] >= tail - 1e-12


def test_the_last_day_of_a_month_number():
    assert last_day(2024 * 12 + 1) == date(2024, 2, 29) and last_day(OPEN) == date(9999, 12, 31)
