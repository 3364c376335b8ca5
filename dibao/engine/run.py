"""Run rules on a world: query, names, evidence, severity; findings in one fixed order."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dibao.engine.digest import code_digest
from dibao.engine.drill import drill_rule
from dibao.engine.errors import RulebookError, UserError
from dibao.engine.findings import Finding, make_finding, settle
from dibao.engine.lake.database import FACTS, all_steps
from dibao.engine.lake.resolve import PRIVATE
from dibao.engine.lake.steps import inputs_of
from dibao.engine.lake.world import World, fill_table
from dibao.engine.policy import Policy
from dibao.engine.policy_words import shown
from dibao.engine.rules.book import Rulebook
from dibao.engine.rules.model import Rule
from dibao.engine.rules.sandbox import RuleStopped, run_alone
from dibao.engine.rules.sql_trouble import sql_trouble
from dibao.engine.rules.trial import bind_parameters
from dibao.engine.unchecked import Coverage, Unchecked
from dibao.engine.values.identity import from_person_key

KEYS = {"household": pa.int64(), "person": pa.int64()}


def run_rules(
    world: World,
    book: Rulebook,
    rules: list[Rule],
    policy: Policy,
    as_of: date,
    progress: Callable[[str, int, int], None],
) -> tuple[list[Finding], list[Unchecked]]:
    """Every rule that its data allow; findings sorted by rule, household, person, variant.

    Rules that read findings come last: they see those of all other rules, asked for or not, and none of their own kind.
    """
    coverage = Coverage(world, all_steps(book.tables, book.views))
    last = [rule for rule in rules if rule.reads_findings]
    first = [rule for rule in (book.rules.values() if last else rules) if not rule.reads_findings]
    able = [rule for rule in (*first, *last) if not coverage.missing(rule)]
    findings: list[Finding] = []
    stopped: list[Unchecked] = []
    for done, rule in enumerate(able):
        progress("逐条规则比对", done, len(able))
        if rule.reads_findings and "main.finding" not in world.contents:
            _show(world, _settled(world.con, findings, as_of))
        try:
            findings += _run_rule(world, book, rule, policy, as_of)
        except RuleStopped as stop:
            stopped += coverage.stopped(rule, str(stop))
    progress("逐条规则比对", len(able), len(able))
    chosen = {rule.code for rule in rules}
    findings = _settled(world.con, [f for f in findings if f.rule.code in chosen], as_of)
    findings.sort(key=lambda f: (f.rule.code, f.household_no, f.id_no, f.variant, f.township, f.village, f.finding_id))
    gaps = [gap for rule in rules for gap in coverage.unchecked(rule)]
    return findings, gaps + [gap for gap in stopped if gap.rule in chosen]


def _settled(con: duckdb.DuckDBPyConnection, findings: list[Finding], as_of: date) -> list[Finding]:
    """Findings with names, severity and sentence; those that are settled already stay as they are."""
    new = [f for f in findings if not f.explanation]
    _name(con, new)
    for finding in new:
        settle(finding, as_of)
    return findings


def _show(world: World, findings: list[Finding]) -> None:
    """Make the table `finding` for the rules that read it; they are kept by its content."""
    name, schema = "main.finding", FACTS["main.finding"]
    told = (vars(f) | {"rule": f.rule.code, "title": f.rule.title} for f in findings)
    rows = sorted(([None if values[c] == "" else values[c] for c in schema] for values in told), key=repr)
    fill_table(world.con, name, schema, rows)
    world.contents[name] = hashlib.sha256(repr(rows).encode()).hexdigest()


def _run_rule(world: World, book: Rulebook, rule: Rule, policy: Policy, as_of: date) -> list[Finding]:
    """A rule's findings with evidence; from the lake where neither rule, parameters nor anything it reads has changed."""
    own = policy.values_for(rule, as_of)
    parameters = bind_parameters(rule, rule.sql, own, as_of)
    kept = world.store.found / _key(world, book, rule, parameters)
    if not kept.with_suffix(".json").exists():
        result = _query(world, rule, parameters, own)
        findings = [make_finding(rule, row) for row in result.to_pylist()]
        if findings:
            drill_rule(world.con, rule, findings, result, book.tables, world.batches)
        _keep(kept, result, findings)
        return findings
    for suffix in (".parquet", ".json"):
        os.utime(kept.with_suffix(suffix))
    findings = [make_finding(rule, row) for row in pq.ParquetFile(kept.with_suffix(".parquet")).read().to_pylist()]
    told = json.loads(kept.with_suffix(".json").read_text("utf-8"))
    for finding, (tier, evidence) in zip(findings, told, strict=True):
        finding.tier, finding.evidence = tier, evidence
    return findings


def _keep(kept: Path, result: pa.Table, findings: list[Finding]) -> None:
    part = kept.with_suffix(f".{os.getpid()}.part")
    pq.write_table(result, part)
    os.replace(part, kept.with_suffix(".parquet"))
    part.write_text(json.dumps([(f.tier, f.evidence) for f in findings], ensure_ascii=False), "utf-8")
    os.replace(part, kept.with_suffix(".json"))


def _key(world: World, book: Rulebook, rule: Rule, parameters: dict) -> str:
    """Hash of all that a rule's findings depend on: the files' names and the columns' titles in the evidence included."""
    drilled = {drill.table for drill in rule.drill}
    read = {*inputs_of(rule.sql, world.contents), *(f"lake.{table}" for table in drilled)}
    files = [(key, b.file, b.sheet) for key, b in world.batches.items() if b.table in drilled]
    words = [
        code_digest("run.py", "drill.py", "findings.py", "rules", "values"), book.tables_digest, rule.path.read_text("utf-8"),
        sorted(parameters.items()), sorted((name, world.contents[name]) for name in read), files,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(words, default=str, ensure_ascii=False).encode()).hexdigest()[:24]


def _query(world: World, rule: Rule, parameters: dict, own: dict) -> pa.Table:
    """The rule's rows; where it fails with values of the locality's `own`, they are named."""
    try:
        if rule.is_own:
            result = run_alone(world.con, rule, parameters)
        else:
            result = world.con.sql(rule.sql, params=parameters).to_arrow_table()
    except duckdb.Error as error:
        trouble = sql_trouble(rule, error)
        if own:
            said = "、".join(f"{rule.code}.{name} = {shown(value)}" for name, value in own.items())
            raise UserError(
                "policy.toml", f"用这里写的 {said}，规则运行不了：{trouble}", "请改成可用的值，或删去"
            ) from error
        raise RulebookError(rule.path.name, trouble) from error
    for name, kind in KEYS.items():
        if name not in result.column_names:
            result = result.append_column(name, pa.nulls(result.num_rows, kind))
    return _one_per_key(rule, result)


def _one_per_key(rule: Rule, result: pa.Table) -> pa.Table:
    """One finding a key: where a query slips, the strongest row stays, the first by content among equals."""
    names = [
        n for n in ("household", "person", "variant", "township", "village", *rule.keys) if n in result.column_names
    ]
    rows = result.to_pylist()
    order = sorted(range(len(rows)), key=lambda i: (str(rows[i].get("severity")), repr(sorted(rows[i].items()))))
    kept: dict[tuple, int] = {}
    for index in order:
        kept.setdefault(tuple(rows[index][n] for n in names), index)
    return result.take(sorted(kept.values(), key=order.index)) if rows else result


def _name(con: duckdb.DuckDBPyConnection, findings: list[Finding]) -> None:
    """Household numbers, heads, areas and the persons' names and numbers."""
    homes = _lookup(con, findings, "household", _HOMES)
    people = _lookup(con, findings, "person", _PEOPLE)
    codes = _codes(con) if any(f.is_area for f in findings) else {}
    for f in findings:
        home = homes.get(f.household)
        if home:
            f.household_no, f.head_name = home[0] or "", home[1] or ""
            f.township, f.village, f.area_code = f.township or home[2] or "", f.village or home[3] or "", home[4] or ""
        person = people.get(f.person)
        if person:
            f.name = f.name or person[0] or ""
            if not home:
                f.township, f.village, f.area_code = (
                    f.township or person[1] or "",
                    f.village or person[2] or "",
                    person[3] or "",
                )
        if f.is_area:
            f.area_code = codes.get((f.township, f.village)) or ""
        f.id_no = from_person_key(f.person) if f.person is not None and f.person < PRIVATE else ""
        f.name = f.name or ("" if f.is_area else f.head_name)


def _codes(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """The code of each township and village, by canonical names; `""` = the township as a whole."""
    query = "select township, coalesce(village, ''), min(nullif(area_code, '')) from step.place group by all"
    return {(township, village): code for township, village, code in con.execute(query).fetchall()}


# A household that only a payment ledger knows is shown under the number of the ledger.
_HOMES = """
select household, household_no, head_name, township, village, area_code from household
where household in (select household from wanted)
union all
select household, min(household_no), min(coalesce(head_name, name, holder)), min(township), min(village), min(area_code)
from lake.payment where household in (select household from wanted) and household not in (select household from household)
group by household
"""

_PEOPLE = """
select person, arg_min(name, {'rank': rank, 'v': name}), arg_min(township, {'rank': rank, 't': township, 'v': village, 'c': area_code}),
       arg_min(village, {'rank': rank, 't': township, 'v': village, 'c': area_code}) filter (township is not null),
       arg_min(area_code, {'rank': rank, 't': township, 'v': village, 'c': area_code}) filter (township is not null)
from (
    select person, name, township, village, area_code, 0 as rank from lake.hukou where tier in (1, 3)
    union all select person, name, township, village, area_code, 1 from lake.roster
    union all select person, name, township, village, area_code, 2 from lake.disability where tier in (1, 3)
    union all select person, name, township, village, area_code, 2 from lake.monitored where tier in (1, 3)
    union all select person, name, township, village, area_code, 2 from lake.medical where tier in (1, 3)
    union all select person, name, null, null, null, 3 from step.pool)
where person in (select person from wanted)
group by person
"""


def _lookup(con: duckdb.DuckDBPyConnection, findings: list[Finding], key: str, query: str) -> dict[int, tuple]:
    wanted = sorted({getattr(f, key) for f in findings} - {None})
    if not wanted:
        return {}
    con.register("wanted", pa.table({key: pa.array(wanted, pa.int64())}))
    rows = con.execute(query).fetchall()
    con.unregister("wanted")
    return {row[0]: row[1:] for row in rows}
