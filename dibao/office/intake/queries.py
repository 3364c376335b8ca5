"""What the pages of gathering show."""

import json
from dataclasses import dataclass, field
from datetime import date

from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign
from dibao.office.intake import places
from dibao.office.intake.models import Sheet, Upload


def waiting_count(request) -> int:
    """Uploads that somebody must look at."""
    return Upload.objects.filter(state__in=("received", "checked", "failed")).count()


@dataclass
class Dataset:
    """One table of the catalogue in a campaign: what came, of where, how fresh."""

    code: str
    title: str
    holder: str
    sheets: list[Sheet] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)  # that read it

    @property
    def newest(self) -> date | None:
        return max((sheet.as_of for sheet in self.sheets if sheet.as_of), default=None)

    @property
    def townships(self) -> list[str]:
        return sorted({area for sheet in self.sheets for area in sheet.areas})

    def total(self, count: str) -> int:
        """Rows of a kind over all sheets."""
        return sum(sheet.counts.get(count, 0) for sheet in self.sheets)

    @property
    def used(self) -> int:
        return self.total("used")

    @property
    def returned(self) -> int:
        return sum(sheet.returned for sheet in self.sheets)


def datasets(campaign: Campaign) -> list[Dataset]:
    """Every table of the catalogue, whether something came or not; accepted data only."""
    accepted = Upload.objects.filter(campaign=campaign, state="accepted")
    found = {code: Dataset(code, table.title, table.holder) for code, table in book().tables.items()}
    for sheet in Sheet.objects.filter(upload__in=accepted).select_related("upload__unit"):
        if sheet.table in found:
            found[sheet.table].sheets.append(sheet)
    for code, rule in book().rules.items():
        for table in {name for source in rule.sources for name in source.tables}:
            if table in found:
                found[table].rules.append(code)
    return sorted(found.values(), key=lambda d: (not d.sheets, -len(d.rules), d.title))


def missing_rules(campaign: Campaign, code: str) -> list[dict]:
    """Rules that the newest run could not check for want of this dataset: `rule`, `title`, `areas`, `households`."""
    told: dict[str, dict] = {}
    for entry in _last_report(campaign).get("unchecked", []):
        if entry["table"] != code or entry["rule"] not in book().rules:
            continue
        row = told.setdefault(
            entry["rule"],
            {"rule": entry["rule"], "title": book().rules[entry["rule"]].title, "areas": [], "households": 0},
        )
        row["areas"] += [entry["area"]] if entry["area"] else []
        row["households"] += entry["households"]
    return sorted(told.values(), key=lambda row: row["rule"])


def _last_report(campaign: Campaign) -> dict:
    """The report of the engine's newest run of this campaign; empty before the first."""
    work = places.work(campaign)
    latest = work / "lake" / "latest-run"
    path = work / "runs" / (latest.read_text("utf-8") if latest.exists() else "none") / "report.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}
