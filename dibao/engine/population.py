"""Who belongs to a population of a campaign: households in force on a day, those that left, those that were refused."""

from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from dibao.engine.lake.resolve import PRIVATE
from dibao.engine.values.identity import from_person_key

KINDS = {"in_force": "在保", "exited": "退出", "refused": "未通过"}

# One row per household; money in fen, dates as dates. The number of a head without a usable citizen ID is empty.
_IN_FORCE = """
select household, household_no, programme, township, village, area_code, head, head_name, phone, account, address,
       member_count, covered_count, amount_fen, start_on, end_on, reason
from household
where is_listed and from_month <= month_of($until) and to_month >= month_of($until)
"""
_EXITED = """
select x.household, arg_max(x.household_no, x.end_on) as household_no, arg_max(x.programme, x.end_on) as programme,
       arg_max(x.township, x.end_on) as township, arg_max(x.village, x.end_on) as village, arg_max(x.area_code, x.end_on) as area_code,
       arg_max(coalesce(x.head_person, x.person), x.end_on) as head, arg_max(coalesce(x.head_name, x.name), x.end_on) as head_name,
       arg_max(x.phone, x.end_on) as phone, null::varchar as account, arg_max(x.address, x.end_on) as address,
       max(x.member_count) as member_count, max(coalesce(x.covered_count, x.member_count)) as covered_count,
       arg_max(x.amount_fen, x.end_on) as amount_fen, arg_max(x.start_on, x.end_on) as start_on, max(x.end_on) as end_on,
       arg_max(x.reason, x.end_on) as reason
from exit x
where x.scope is distinct from 'person' and x.household is not null and x.end_on between $since and $until
group by x.household
"""
_REFUSED = """
select r.household, arg_max(r.household_no, d) as household_no, null::varchar as programme, arg_max(r.township, d) as township,
       arg_max(r.village, d) as village, arg_max(r.area_code, d) as area_code,
       arg_max(coalesce(r.head_person, r.person), d) as head, arg_max(coalesce(r.head_name, r.name), d) as head_name,
       arg_max(r.phone, d) as phone, null::varchar as account, arg_max(r.address, d) as address, max(r.member_count) as member_count,
       0 as covered_count, null::bigint as amount_fen, min(r.applied_on) as start_on, max(d) as end_on, arg_max(r.reason, d) as reason
from (select *, coalesce(refused_on, applied_on) as d from lake.refusal) r
where r.household is not null and d between $since and $until
group by r.household
"""
_QUERIES = {"in_force": _IN_FORCE, "exited": _EXITED, "refused": _REFUSED}
# Members with a name; a spell that is over on the day is history and shown as such (to_month 119999 = no end known).
_MEMBERS = """
select household, person, name, relation, coalesce(covered, true) as covered, from_month, to_month from membership
where name is not null order by household, relation is distinct from 'head', from_month, name, person
"""


@dataclass(frozen=True)
class Window:
    """A population: `in_force` on the day `until`; `exited` and `refused` between `since` and `until`, both included."""

    kind: str
    until: date
    since: date = date(1900, 1, 1)


def households_of(con: duckdb.DuckDBPyConnection, window: Window) -> pa.Table:
    """Each household of the population once, by area and number; `head_id_no` is empty where nobody can be named by it."""
    values = {"until": window.until} | ({} if window.kind == "in_force" else {"since": window.since})
    found = con.sql(
        f"select * from ({_QUERIES[window.kind]}) order by area_code, household_no, household", params=values
    )
    return _numbered(found.to_arrow_table(), "head", "head_id_no")


def members_of(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every member of every household with `id_no`, the months of belonging, and whether covered."""
    return _numbered(con.sql(_MEMBERS).to_arrow_table(), "person", "id_no")


def _numbered(rows: pa.Table, key: str, name: str) -> pa.Table:
    """Replace the lake's person by the citizen ID: the key never leaves the lake."""
    numbers = [from_person_key(p) if p is not None and p < PRIVATE else "" for p in rows[key].to_pylist()]
    return rows.drop_columns([key]).append_column(name, pa.array(numbers, pa.string()))
