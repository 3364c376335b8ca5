"""Populations written down: one record for every household, hit or no hit (不落一户)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from dibao.office.accounts.models import Area, User
from dibao.office.base import jobs
from dibao.office.base.actions import Refused, action, change, tell
from dibao.office.base.bulk import insert_rows
from dibao.office.base.scope import seeing_all
from dibao.office.base.search import initials
from dibao.office.campaigns.models import Campaign
from dibao.office.screening.freezing import Population
from dibao.office.screening.models import POPULATIONS, CampaignHousehold, CampaignMember, Freeze, Hit
from dibao.office.screening.placing import Places

HOUSEHOLD = (
    "campaign", "population", "key", "household_no", "programme", "head_name", "head_initials", "head_id", "township", "village",
    "area_code", "placed", "phone", "account", "address", "member_count", "covered_count", "amount_fen", "start_on", "end_on",
    "reason", "frozen",
)  # fmt: skip
MEMBER = ("household", "name", "initials", "id_no", "relation", "covered", "from_month", "to_month")
RELATIONS = {
    "head": "户主", "spouse": "配偶", "child": "子女", "parent": "父母", "grandchild": "孙子女", "grandparent": "祖父母",
    "sibling": "兄弟姐妹", "child_in_law": "儿媳女婿", "other": "其他",
}  # fmt: skip


@action("population.ask", "冻结排查对象", needs="population.freeze")
def ask_freeze(
    *, by: User, campaign: Campaign, population: str, since: date | None = None, until: date | None = None
) -> jobs.Job:
    """Have a population written down in the background (`jobs.py`)."""
    if population not in POPULATIONS or population == "missed":
        raise Refused("请选在保、退出或未通过中的一种对象")
    tell(campaign, new={"population": POPULATIONS[population], "since": since, "until": until})
    days = {"since": since and since.isoformat(), "until": until and until.isoformat()}
    title = f"冻结{POPULATIONS[population]}对象"
    return jobs.start("screening.freeze", by=by, title=title, campaign=campaign.pk, population=population, **days)


@action("population.freeze", "写入排查对象", needs="population.freeze")
def freeze(*, by: User, campaign: Campaign, population: Population) -> Freeze:
    """One record for every household of a population. Again, it adds those who are new and says who is no longer there."""
    record = Freeze(
        campaign=campaign, population=population.kind, since=population.since, until=population.until, by=by
    )
    with seeing_all("a population is written down whole"):
        record.save()
        write_population(record, population)
    tell(record, new={name: getattr(record, name) for name in ("households", "persons", "added", "absent", "unplaced")})
    return record


@action("household.place", "落实村镇", needs="population.freeze")
def place_household(*, by: User, household: CampaignHousehold, area: Area, seen_version: int | None = None) -> None:
    """A household on the county's desk gets its village; its hits go with it."""
    if not area.code.startswith(household.campaign.area_code) or area.level not in ("township", "village", "group"):
        raise Refused(f"请选“{household.campaign.area}”里面的乡镇或村")
    words = (
        {"village": area.name, "township": area.parent.name} if area.level != "township" else {"township": area.name}
    )
    told = change(household, seen_version=seen_version, area_code=area.code, placed=True, **words)
    with seeing_all("all hits of a household move with it"):
        Hit.objects.filter(household=household).update(area_code=area.code)
    tell(household, **told)


def write_population(freeze: Freeze, population: Population) -> None:
    """Add those who are not written down yet; mark who is no longer there. What was frozen before stays as it was."""
    own = CampaignHousehold.objects.filter(campaign=freeze.campaign, population=freeze.population)
    before = set(own.values_list("key", flat=True))
    now = {row["household"] for row in population.households}
    fresh = [row for row in population.households if row["household"] not in before]
    placing = Places(freeze.campaign.area)
    insert_rows(CampaignHousehold, HOUSEHOLD, (_household(freeze, row, placing) for row in fresh))
    keys = dict(own.filter(frozen=freeze).values_list("key", "pk"))
    freeze.persons = insert_rows(CampaignMember, MEMBER, _members(population.members, keys))
    freeze.absent = sum(_mark(own, before - now, False))
    _mark(own, before & now, True)
    freeze.households, freeze.added = len(now), len(fresh)
    freeze.unplaced = own.filter(placed=False).count()
    freeze.save()


def _household(freeze: Freeze, row: dict, placing: Places) -> tuple:
    code, placed = placing.code_of(row["area_code"], row["township"], row["village"])
    name = row["head_name"] or ""
    texts = {
        key: row[key] or ""
        for key in ("household_no", "programme", "township", "village", "phone", "account", "address")
    }
    return (
        freeze.campaign_id, freeze.population, row["household"], texts["household_no"], texts["programme"], name, initials(name),
        row["head_id_no"], texts["township"], texts["village"], code, placed, texts["phone"], texts["account"],
        texts["address"][:200], row["member_count"], row["covered_count"], row["amount_fen"], row["start_on"], row["end_on"],
        (row["reason"] or "")[:200], freeze.pk,
    )  # fmt: skip


def _members(members: list[dict], keys: dict[int, int]) -> Iterator[tuple]:
    """Members of the households just written, each once with the last spell."""
    by_home: dict[int, dict] = defaultdict(dict)
    for member in members:
        if member["household"] in keys:
            by_home[member["household"]][member["id_no"] or member["name"]] = member
    for home, own in by_home.items():
        for m in own.values():
            relation = RELATIONS.get(m["relation"], "")
            yield (
                keys[home],
                m["name"],
                initials(m["name"]),
                m["id_no"],
                relation,
                m["covered"],
                m["from_month"],
                m["to_month"],
            )


def _mark(own, keys: set[int], present: bool) -> list[int]:
    """Set `present` of these households, a thousand at a time (SQLite's limit of variables); counts of changed rows."""
    keys = sorted(keys)
    parts = (keys[i : i + 900] for i in range(0, len(keys), 900))
    return [own.filter(key__in=part, present=not present).update(present=present) for part in parts]
