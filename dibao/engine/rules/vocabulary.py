"""The words that rules share, beyond plain SQL: each a macro on DuckDB, with cases in `tests/engine/rules`.

A month is `year * 12 + month - 1`, money is fen. Other engines get the same words from the same place.
"""

import calendar
from datetime import date

import duckdb

MACROS = {
    "month_of(d)": "(year(d) * 12 + month(d) - 1)::integer",
    "first_day_of(m)": "make_date((m // 12)::bigint, (m % 12 + 1)::bigint, 1)",
    "last_day_of(m)": "last_day(make_date((m // 12)::bigint, (m % 12 + 1)::bigint, 1))",
    "add_months(d, n)": "(d + to_months(n::integer))::date",
    "add_days(d, n)": "(d + n::integer)::date",
    "days_between(a, b)": "(b - a)::integer",
    # One person's part of a household's payment, in fen; what cannot be divided stays with the household.
    "share_of(amount, persons)": "(amount // greatest(coalesce(persons, 1), 1))::bigint",
    "age_on(born, d)": "(date_sub('year', born, d))::integer",
    # Months two closed spells have in common; 0 when they do not meet.
    "months_common(a1, a2, b1, b2)": "greatest(0, least(a2, b2) - greatest(a1, b1) + 1)::integer",
    "born_on_of(person)": "try_cast(substr(lpad((person // 11)::varchar, 17, '0'), 7, 4) || '-' || substr(lpad((person // 11)::varchar, 17, '0'), 11, 2) "
    "|| '-' || substr(lpad((person // 11)::varchar, 17, '0'), 13, 2) as date)",
    "id_of(person)": "case when person < 4611686018427387904 then lpad((person // 11)::varchar, 17, '0') "
    "|| case person % 11 when 10 then 'X' else (person % 11)::varchar end end",
    "person_key(id)": "(case when regexp_full_match(id, '[0-9]{17}[0-9X]') then substr(id, 1, 17)::bigint * 11 "
    "+ case substr(id, 18, 1) when 'X' then 10 else substr(id, 18, 1)::bigint end "
    "else 4611686018427387904 + ('0x' || substr(sha256('paper|' || id), 1, 15))::bigint end)",
    # A number that says nothing, or a paper other than a citizen ID.
    "is_private(person)": "(person >= 4611686018427387904)",
    "key_of(words)": "(('0x' || substr(sha256(words), 1, 15))::bigint)",
    "yuan(fen)": "round(fen / 100.0, 2)",
    # At most how probable chance makes it that of `trials`, each with probability `share`, `hits` or more come true
    # (Chernoff's bound on the binomial tail: never too small a number, and plain arithmetic on every engine).
    "chance_of_many(hits, trials, share)": "(case when hits <= trials * share then 1.0 when share <= 0 then 0.0 else exp("
    "-hits * ln(hits / (trials * share)) - case when hits < trials "
    "then (trials - hits) * ln((trials - hits) / (trials * (1.0 - share))) else 0.0 end) end)",
    # At most how probable chance makes so small a chi-square with `df` degrees of freedom: figures that agree too well.
    "chance_of_even(x, df)": "(case when x >= df then 1.0 else power(x / df, df / 2.0) * exp((df - x) / 2.0) end)",
}

OPEN = 119999  # the month “no end known”, 9999-12


def last_day(month: int) -> date:
    """The last day of a month number."""
    year, index = divmod(month, 12)
    return date(year, index + 1, calendar.monthrange(year, index + 1)[1])


def define(con: duckdb.DuckDBPyConnection) -> None:
    """Make the vocabulary known to a connection."""
    for signature, body in MACROS.items():
        con.execute(f"create or replace macro {signature} as {body}")
