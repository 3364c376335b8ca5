"""What the pages of screening show."""

import json
from collections import defaultdict
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from dibao.engine.leads import evidence_of, read_leads
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign
from dibao.office.intake import places
from dibao.office.screening.models import POPULATIONS, CampaignHousehold, Freeze, Hit, Run
from dibao.office.screening.showing import homes_of
from dibao.office.screening.states import OPEN


def coverage(campaign: Campaign, user) -> list[dict]:
    """不落一户: for each population, households of the newest freeze, records kept, those with open hits
    that this person reads, unplaced ones.
    """
    own = homes_of(user).filter(campaign=campaign)
    counts = {
        row["population"]: row
        for row in own.values("population").annotate(
            households=Count("id"), suspected=Count("id", filter=Q(seen_hits__gt=0)), unplaced=Count("id", filter=Q(placed=False)),
            absent=Count("id", filter=Q(present=False)),
        )
    }  # fmt: skip
    frozen = {f.population: f for f in Freeze.objects.filter(campaign=campaign).order_by("id")}
    empty = {"households": 0, "suspected": 0, "unplaced": 0, "absent": 0}
    return [
        {"code": code, "title": title, "freeze": frozen.get(code), **_with_words(code, counts.get(code) or empty)}
        for code, title in POPULATIONS.items()
        if code in counts or code in frozen
    ]


def _with_words(code: str, counts: dict) -> dict:
    suspected = f"其中 {counts['suspected']:,} 户有疑点" if counts["suspected"] else "都没有疑点"
    return counts | {"suspected_words": suspected, "url": f"?population={code}"}


def by_township(campaign: Campaign) -> QuerySet:
    """Households by township, as their sheets name it."""
    own = CampaignHousehold.objects.filter(campaign=campaign).values("township")
    return own.annotate(households=Count("id")).order_by("township")


def evidence(hit: Hit) -> list[dict]:
    """The source rows of a hit by table: `title`, `rows` with file, sheet, row and fields; out of the run's folder.

    What all rows of a table say alike stands once, in `common`.
    """
    if hit.last_run is None or not hit.last_run.engine_id:
        return []
    rows = json.loads(evidence_of(places.work(hit.campaign) / "runs" / hit.last_run.engine_id, hit.finding_id))
    tables: dict[str, list] = defaultdict(list)
    for row in rows:
        tables[row["table"]].append(row)
    return [
        {"title": _title(code), "more": found[0].get("rows_total", len(found)) - len(found), **_parted(found)}
        for code, found in tables.items()
    ]


def _parted(rows: list[dict]) -> dict:
    """`common` fields of several rows, and `rows` with what differs."""
    first = rows[0]["fields"] if len(rows) > 1 else {}
    common = {name: value for name, value in first.items() if all(row["fields"].get(name) == value for row in rows)}
    own = [{n: v for n, v in row["fields"].items() if n not in common} for row in rows]
    return {"common": common, "rows": [row | {"fields": fields} for row, fields in zip(rows, own, strict=True)]}


def _title(code: str) -> str:
    """Of a table, or of several of which one is enough (`procedure|roster`)."""
    tables = book().tables
    return "或".join(tables[part].title if part in tables else part for part in code.split("|"))


def unchecked(run: Run) -> list[dict]:
    """What a run lacked: `area`, `table`, `households`, `rules` that could not look there for want of it; most rules first."""
    report = _report(str(places.work(run.campaign) / "runs" / run.engine_id / "report.json"))
    gaps: dict[tuple, dict] = {}
    for entry in report.get("unchecked", []):
        if rule := book().rules.get(entry["rule"]):
            gap = gaps.setdefault((entry["area"], entry["table"]), {"households": 0, "rules": {}})
            gap["households"] = max(gap["households"], entry["households"] or 0)
            gap["rules"][rule.code] = rule.title
    rows = [{"area": area, "table": _title(table or ""), **gap} for (area, table), gap in gaps.items()]
    return sorted(rows, key=lambda row: (-len(row["rules"]), row["area"] or "", row["table"]))


@lru_cache(8)
def _report(path: str) -> dict:
    try:
        with open(path, encoding="utf-8") as stream:
            return json.load(stream)
    except FileNotFoundError:
        return {}


def compare(old: Run, new: Run) -> dict:
    """What differs between two runs: finding ids that are new, gone, and in both, counted by rule; only rules that differ."""
    sets = [
        {row["finding_id"]: row for row in read_leads(places.work(run.campaign) / "runs" / run.engine_id).to_pylist()}
        for run in (old, new)
    ]
    rules: dict[str, dict] = defaultdict(lambda: {"new": 0, "gone": 0, "both": 0, "changed": 0})
    for key, lead in sets[1].items():
        rules[lead["rule"]]["both" if key in sets[0] else "new"] += 1
        if key in sets[0] and sets[0][key]["state_hash"] != lead["state_hash"]:
            rules[lead["rule"]]["changed"] += 1
    for key, lead in sets[0].items():
        if key not in sets[1]:
            rules[lead["rule"]]["gone"] += 1
    titles = {code: rule.title for code, rule in book().rules.items()}
    differ = {code: row for code, row in sorted(rules.items()) if row["new"] or row["gone"] or row["changed"]}
    return {code: row | {"title": titles.get(code, "")} for code, row in differ.items()}


def rule_effect(campaign: Campaign, rules: set[str]) -> dict:
    """What switching rules on or off would do to the open hits of now: by rule, hits and households that would fall away."""
    open_hits = Hit.objects.filter(campaign=campaign, state__in=OPEN, excused="")
    off = open_hits.exclude(rule__in=rules)
    return {"now": open_hits.count(), "after": open_hits.filter(rule__in=rules).count(), "gone": off.count()}
