"""A screening as the workbooks need it: plain records without a database."""

from collections import Counter
from datetime import date

from dibao.engine.corrections import Corrections
from dibao.engine.findings import Finding, explain_down, month_text
from dibao.engine.intake.account import COUNTS
from dibao.engine.lake.reading import Reading
from dibao.engine.lake.resolve import PRIVATE
from dibao.engine.lake.store import Batch
from dibao.engine.lake.world import World
from dibao.engine.policy import Policy
from dibao.engine.rules.book import Rulebook
from dibao.engine.rules.load import effective
from dibao.engine.rules.model import Rule
from dibao.engine.unchecked import Unchecked
from dibao.engine.values.identity import from_person_key
from dibao.engine.workbooks import model


def screen_result(
    run_id: str, as_of: date, findings: list[Finding], unchecked: list[Unchecked], reading: Reading, book: Rulebook,
    world: World, policy: Policy,
) -> model.ScreenResult:  # fmt: skip
    """Everything that the workbooks show."""
    households, persons = world.con.execute(
        "select (select count(*) from household where is_listed and to_month = 119999), "
        "(select count(distinct (household, person)) from membership where covered and to_month = 119999)"
    ).fetchone()
    return model.ScreenResult(
        county=county_name(policy, reading.batches), as_of=as_of, run_id=run_id, findings=[_finding(f, f"{run_id}-{n}", as_of) for n, f in enumerate(findings, 1)],
        rules={code: rule_info(rule, as_of) for code, rule in book.rules.items()}, households=_households(world, findings),
        unchecked=[model.Unchecked(**vars(u)) for u in unchecked],
        sheets=[_sheet(b, book, reading.corrections) for b in reading.batches], households_in_force=households, persons_in_force=persons,
        tables=book.tables, triage=book.triage, silent=_silent(world),
    )  # fmt: skip


def county_name(policy: Policy, batches: list[Batch]) -> str:
    """What the policy calls the county, else what most titles of recognised sheets begin with, else nothing."""
    if policy.region and not policy.region.isdigit():  # a division code is no name to print
        return policy.region
    named = Counter(b.county for b in batches if b.table and b.county)
    name, times = named.most_common(1)[0] if named else ("", 0)
    return name if times * 2 > named.total() else ""


def _finding(f: Finding, reference: str, as_of: date) -> model.ShownFinding:
    months = f.row.get("months")
    return model.ShownFinding(
        finding_id=f.finding_id, rule=f.rule.code, title=f.rule.title, kind=f.rule.kind, severity=f.severity, audience=f.audience,
        explanation=f.explanation, finding_group=f.finding_group, variant=f.variant, tier=f"T{f.tier}" if f.tier else "",
        household_no=f.household_no, id_no="" if f.rule.person_free else f.id_no, name=f.name or f.head_name, area=f.area,
        area_code=f.area_code, township=f.township, village=f.village, first_month=month_text(f.first_month),
        last_month=month_text(f.last_month), months=None if months is None else int(months), amount_fen=f.amount_fen,
        excused=f.excused, remarks=f.remarks, evidence=f.evidence, reference=reference,
        explanation_down=explain_down(f, as_of), home=str(f.household) if f.household_no else "",
    )  # fmt: skip


def rule_info(rule: Rule, as_of: date) -> model.RuleInfo:
    """What people must know of a rule."""
    return model.RuleInfo(
        rule.code, rule.title, rule.kind, rule.severity, rule.audience, [str(b) for b in effective(rule.basis, as_of)],
        rule.exceptions, rule.remarks, rule.door, rule.problem, sources=tuple(t for s in rule.sources for t in s.tables),
        evidence=rule.evidence, doors=rule.doors,
    )  # fmt: skip


def _silent(world: World) -> dict[str, int]:
    """Townships that are on no roster, though other books name them; with the households that were paid there."""
    rows = world.con.execute(
        "select t.township, (select count(distinct p.household) from lake.payment p where p.township = t.township) "
        "from (select distinct township from step.township where township <> '') t "
        "where t.township not in (select township from lake.roster where township is not null) order by 1"
    ).fetchall()
    return dict(rows)


def _households(world: World, findings: list[Finding]) -> dict[str, model.HouseholdInfo]:
    """By the household's own key: a number alone may stand in several townships."""
    wanted = {f.household for f in findings if f.household_no}
    rows = world.con.execute(
        "select household, head_name, head, township, village, address, phone, member_count, covered_count, amount_fen, "
        "programme from household order by household"
    ).fetchall()
    words = {"dibao_rural": "农村低保", "dibao_urban": "城市低保"}
    return {
        str(key): model.HouseholdInfo(
            name or "", _number(head), town or "", village or "", address or "", phone or "", members,
            covered, amount, words.get(programme, ""),
        )
        for key, name, head, town, village, address, phone, members, covered, amount, programme in rows
        if key in wanted
    }  # fmt: skip


def _number(person: int | None) -> str:
    """The citizen ID behind a person key; a private key stands for a number that says nothing and is shown to nobody."""
    return from_person_key(person) if person is not None and person < PRIVATE else ""


def _sheet(batch: Batch, book: Rulebook, corrections: Corrections) -> model.SheetReport:
    account = batch.account
    waiting = () if batch.is_copy else corrections.waiting.get(batch.source_id, ())
    period = " 至 ".join(dict.fromkeys(month_text(m) for m in batch.period)) if batch.period else ""
    return model.SheetReport(
        batch.file, batch.sheet, batch.table, book.tables[batch.table].title if batch.table else "", batch.why or batch.visibility, batch.confidence,
        batch.content, period, batch.as_of or "", "、".join(batch.areas), {name: account[name] for name in COUNTS}, account["repairs"],
        tuple(account["unmapped"]) if batch.table else (), len(waiting),
    )  # fmt: skip
