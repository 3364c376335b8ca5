"""Write a population down: one record for every household, hit or no hit (不落一户)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dibao.engine.population import Window, households_of, members_of
from dibao.engine.screen import Options, opened
from dibao.office.base.bulk import insert_rows
from dibao.office.base.search import initials
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign
from dibao.office.intake import places
from dibao.office.intake.policy import write_policy
from dibao.office.screening.models import CampaignHousehold, CampaignMember, Freeze
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
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Population:
    """A population out of the lake: rows of households and members as `engine.population` gives them."""

    kind: str
    until: date
    since: date | None
    households: list[dict]
    members: list[dict]


def read_population(
    campaign: Campaign, kind: str, since: date | None, until: date | None, progress: Progress
) -> Population:
    """Ask the lake, as of a day; raises `UserError` while there is no roster. Long work, outside any transaction."""
    write_policy(campaign)
    options = Options(places.data(campaign), places.work(campaign), as_of=until or campaign.as_of)
    with opened(options, book(), progress) as world:
        window = Window(kind, until or world.as_of, **({"since": since} if since else {}))
        rows, members = households_of(world.con, window), members_of(world.con)
    return Population(kind, window.until, since, rows.to_pylist(), members.to_pylist())


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
