"""The leads of a run become hits: new ones join, known ones are renewed, those that are gone are marked."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from dibao.office.base import seal
from dibao.office.base.bulk import insert_rows
from dibao.office.base.search import initials
from dibao.office.campaigns.book import book
from dibao.office.screening.models import CampaignHousehold, Hit, Run
from dibao.office.screening.placing import Places
from dibao.office.screening.states import OPEN

OWN = (
    "finding_id", "finding_group", "state_hash", "rule", "variant", "title", "kind", "severity", "tier", "audience", "name", "id_no",
    "first_month", "last_month", "amount_fen", "excused", "remarks", "explanation", "explanation_down", "money_down",
    "worth",
)  # fmt: skip
RENEWED = (
    "state_hash", "severity", "tier", "first_month", "last_month", "amount_fen", "excused", "remarks", "explanation",
    "explanation_down", "money_down", "worth",
)  # fmt: skip
ORDER = ("refused", "exited", "in_force")  # later ones win
CONCLUDED = ("conclusion", "conclusion_note", "concluded_by", "concluded_at")
FINISHED = ("linked", "dismissed", "concluded")


class TakingIn:
    """One run's leads on their way into a campaign; works with everything in sight."""

    def __init__(self, run: Run):
        self.run, self.campaign = run, run.campaign
        self.places = Places(self.campaign.area)
        self.homes = _homes(self.campaign)
        self.known = {h.finding_id: h for h in Hit.objects.filter(campaign=self.campaign, origin="rules")}

    def take(self, leads: list[dict]) -> dict:
        """Write them down; the counts of what came of them."""
        fresh = [lead for lead in leads if lead["finding_id"] not in self.known]
        missed = self._missed(fresh)
        insert_rows(Hit, self._columns, (self._row(lead, missed) for lead in fresh))
        counts = self._renew([lead for lead in leads if lead["finding_id"] in self.known])
        counts |= {"new": len(fresh), "gone": self._expire({lead["finding_id"] for lead in leads})}
        weigh(self.campaign)
        return counts | {"hits": len(leads)}

    _columns = (*OWN, "campaign", "household", "area_code", "area_name", "first_run", "last_run", "state", "origin")

    def _row(self, lead: dict, missed: dict[str, int]) -> tuple:
        code, _ = self.places.code_of(lead["area_code"], lead["township"], lead["village"])
        home = self.homes.get(lead["household"]) or missed.get(_person(lead))
        where = f"{lead['township']}{lead['village']}"
        own = tuple(lead[name] for name in OWN)
        return (*own, self.campaign.pk, home, code, where, self.run.pk, self.run.pk, "new", "rules")

    def _missed(self, leads: list[dict]) -> dict[str, int]:
        """Records for people outside every population that a rule says may be missing out: one each, one visit for all."""
        wanted = {_person(lead): lead for lead in leads if self._is_missed(lead)}
        own = CampaignHousehold.objects.filter(campaign=self.campaign, population="missed")
        known = {_record_of(home): home.pk for home in own}
        new = [lead for person, lead in wanted.items() if person not in known]
        columns = (
            "campaign",
            "population",
            "head_name",
            "head_initials",
            "head_id",
            "township",
            "village",
            "area_code",
            "placed",
        )
        insert_rows(CampaignHousehold, columns, (self._home(lead) for lead in new))
        return {_record_of(home): home.pk for home in own.all()}

    def _is_missed(self, lead: dict) -> bool:
        outside = self.homes.get(lead["household"]) is None
        return outside and lead["kind"] != "area" and bool(lead["id_no"] or lead["name"])

    def _home(self, lead: dict) -> tuple:
        code, placed = self.places.code_of(lead["area_code"], lead["township"], lead["village"])
        names = (lead["name"], initials(lead["name"]), lead["id_no"], lead["township"], lead["village"])
        return (self.campaign.pk, "missed", *names, code, placed)

    def _renew(self, leads: list[dict]) -> dict:
        """Known leads take what the new run says. One that was finished comes back only when its state has changed."""
        counts = {"again": 0, "changed": 0, "back": 0}
        changed = []
        for lead in leads:
            hit = self.known[lead["finding_id"]]
            differs = hit.state_hash != lead["state_hash"]
            counts["again"] += 1
            counts["changed"] += differs
            counts["back"] += self._return(hit, differs)
            for name in RENEWED:
                setattr(hit, name, lead[name])
            hit.last_run = self.run
            changed.append(hit)
        Hit.objects.bulk_update(changed, [*RENEWED, "last_run", "state", "came_back", *CONCLUDED], batch_size=300)
        return counts

    @staticmethod
    def _return(hit: Hit, differs: bool) -> bool:
        if hit.state == "expired" or (hit.state in FINISHED and differs):
            hit.came_back = hit.state != "expired"
            hit.state = "new"
            # What was concluded of another state of things founds no decision now; the audit keeps it.
            hit.conclusion, hit.conclusion_note, hit.concluded_by, hit.concluded_at = "", "", None, None
            return hit.came_back
        return False

    def _expire(self, found: set[str]) -> int:
        gone = [h.pk for key, h in self.known.items() if key not in found and h.state in OPEN]
        parts = (gone[i : i + 900] for i in range(0, len(gone), 900))
        return sum(Hit.objects.filter(pk__in=part).update(state="expired") for part in parts)


def _person(lead: dict) -> str:
    return seal.keyed("id_no", lead["id_no"]) or f"{lead['name']}|{lead['township']}|{lead['village']}"


def _record_of(home: CampaignHousehold) -> str:
    return home.head_id_key or f"{home.head_name}|{home.township}|{home.village}"


def _homes(campaign) -> dict[int, int]:
    """The record of each household of the lake; who is in force and also left before counts as in force."""
    own = CampaignHousehold.objects.filter(campaign=campaign, key__isnull=False)
    rows = sorted(own.values_list("population", "key", "pk"), key=lambda row: ORDER.index(row[0]))
    return {key: pk for _, key, pk in rows}


def weigh(campaign, households: Iterable[int] | None = None) -> None:
    """Work out anew what each household's open hits amount to: how many, the worst, what a visit is likely to be worth."""
    some = {} if households is None else {"pk__in": list(households)}
    homes = CampaignHousehold.objects.filter(campaign=campaign, **some)
    live: dict[int, list] = defaultdict(list)
    for home, severity, worth in _live(campaign, households):
        live[home].append((severity, worth))
    changed = []
    for home in homes.filter(Q(open_hits__gt=0) | Q(pk__in=list(live)) if len(live) < 900 else Q()):
        value = _weight(live.get(home.pk, []))
        if value != (home.open_hits, home.worst, home.worth):
            home.open_hits, home.worst, home.worth = value
            changed.append(home)
    CampaignHousehold.objects.bulk_update(changed, ["open_hits", "worst", "worth"], batch_size=300)


def _live(campaign, households: Iterable[int] | None):
    hits = Hit.objects.filter(campaign=campaign, state__in=OPEN, excused="", household__isnull=False)
    hits = hits.exclude(
        audience="discipline"
    )  # a number on the household must not tell of what its reader may not read
    if households is not None:
        hits = hits.filter(household__in=list(households))
    return hits.values_list("household", "severity", "worth")


def _weight(hits: list) -> tuple[int, str, float]:
    """As the engine orders visits (docs/explanation/order-of-visits.md): each further suspicion counts less."""
    worths = sorted((worth for _, worth in hits), reverse=True)
    value = sum(worth * book().triage.further ** place for place, worth in enumerate(worths))
    return len(hits), min((severity for severity, _ in hits), default=""), round(value, 6)
