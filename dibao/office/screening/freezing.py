"""A population out of the lake, as of a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dibao.engine.population import Window, households_of, members_of
from dibao.engine.screen import Options, opened
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign
from dibao.office.intake import places
from dibao.office.intake.policy import write_policy

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
