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
from dibao.office.screening.states import OPEN


def coverage(campaign: Campaign) -> list[dict]:
    """不落一户: for each population, households of the newest freeze, records kept, those with open hits, unplaced ones."""
    own = CampaignHousehold.objects.filter(campaign=campaign)
    counts = {
        row["population"]: row
        for row in own.values("population").annotate(
            households=Count("id"), suspected=Count("id", filter=Q(open_hits__gt=0)), unplaced=Count("id", filter=Q(placed=False)),
            absent=Count("id", filter=Q(present=False)),
        )
    }  # fmt: skip
    frozen = {f.population: f for f in Freeze.objects.filter(campaign=campaign).order_by("id")}
    empty = {"households": 0, "suspected": 0, "unplaced": 0, "absent": 0}
    return [
        {"code": code, "title": title, "freeze": frozen.get(code), **(counts.get(code) or empty)}
        for code, title in POPULATIONS.items()
        if code in counts or code in frozen
    ]


def by_township(campaign: Campaign) -> QuerySet:
    """Households and suspected ones by township, as their sheets name it."""
    own = CampaignHousehold.objects.filter(campaign=campaign).values("township")
    return own.annotate(households=Count("id"), suspected=Count("id", filter=Q(open_hits__gt=0))).order_by("township")


def evidence(hit: Hit) -> list[dict]:
    """The source rows of a hit by table: `title`, `rows` with file, sheet, row and fields; out of the run's folder."""
    if hit.last_run is None or not hit.last_run.engine_id:
        return []
    rows = json.loads(evidence_of(places.work(hit.campaign) / "runs" / hit.last_run.engine_id, hit.finding_id))
    tables: dict[str, list] = defaultdict(list)
    for row in rows:
        tables[row["table"]].append(row)
    return [
        {"title": _title(code), "rows": found, "more": found[0].get("rows_total", len(found)) - len(found)}
        for code, found in tables.items()
    ]


def _title(code: str) -> str:
    table = book().tables.get(code)
    return table.title if table else code


def unchecked(run: Run) -> list[dict]:
    """What a run could not check, by rule: `rule`, `title`, `reasons` with areas and households."""
    report = _report(str(places.work(run.campaign) / "runs" / run.engine_id / "report.json"))
    rules: dict[str, list] = defaultdict(list)
    for entry in report.get("unchecked", []):
        rules[entry["rule"]].append(entry | {"words": entry["said"], "table_title": _title(entry["table"] or "")})
    return [
        {"rule": code, "title": book().rules[code].title, "entries": found}
        for code, found in sorted(rules.items())
        if code in book().rules
    ]


@lru_cache(8)
def _report(path: str) -> dict:
    try:
        with open(path, encoding="utf-8") as stream:
            return json.load(stream)
    except FileNotFoundError:
        return {}


def compare(old: Run, new: Run) -> dict:
    """What differs between two runs: finding ids that are new, gone, and in both, counted by rule."""
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
    return {code: counts | {"title": titles.get(code, "")} for code, counts in sorted(rules.items())}


def rule_effect(campaign: Campaign, rules: set[str]) -> dict:
    """What switching rules on or off would do to the open hits of now: by rule, hits and households that would fall away."""
    open_hits = Hit.objects.filter(campaign=campaign, state__in=OPEN, excused="")
    off = open_hits.exclude(rule__in=rules)
    return {"now": open_hits.count(), "after": open_hits.filter(rule__in=rules).count(), "gone": off.count()}
