"""What a person may read of a hit: the county's desk everything, a township or village what its workbook says.

Names of rules and rows of sources tell what a department holds (a sentence served, a pension); below the county they are
told as yes, a year or a band only (`engine.workbooks.masking`).
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from dibao.engine.workbooks.words import side_of
from dibao.office.base.templatetags.office import yuan
from dibao.office.screening.models import CampaignHousehold, Hit
from dibao.office.screening.states import OPEN


@dataclass(frozen=True)
class Shown:
    """A hit in words; `rule` is empty for those who may not read it. `money` has its unit."""

    title: str
    rule: str
    words: str
    money: str


def reads_all(user) -> bool:
    """Whether some post of this person reads hits at the county's desk."""
    return any(role.level == "county" and "hit.read" in role.may for role in user.roles)


def shown(hit: Hit, user) -> Shown:
    """The hit as this person reads it."""
    if reads_all(user):
        return Shown(hit.title, hit.rule, hit.explanation, f"{yuan(hit.amount_fen)} 元" if hit.amount_fen else "")
    return Shown(side_of(hit.kind, hit.amount_fen), "", hit.explanation_down, hit.money_down)


def hits_of(user) -> QuerySet[Hit]:
    """The hits that this person reads: below the county without those that the law excuses, for there is nothing to visit."""
    if not user.may("hit.read"):
        return Hit.objects.none()
    return Hit.objects.all() if reads_all(user) else Hit.objects.filter(excused="")


def homes_of(user) -> QuerySet[CampaignHousehold]:
    """The households that this person sees, with `seen_hits`, `seen_worst`, `seen_worth`: what the open hits that they may read
    amount to. A number that counted others would tell that there are others.
    """
    homes = CampaignHousehold.objects.all()
    if reads_all(user):
        return homes.annotate(seen_hits=F("open_hits"), seen_worst=F("worst"), seen_worth=F("worth"))
    own = hits_of(user).filter(household=OuterRef("pk"))
    homes = homes.annotate(
        seen_hits=_of_open(own, Count("pk"), 0), seen_worst=_of_open(own, Min("severity"), ""), seen_worth=_of_open(own, Max("worth"), 0.0)
    )  # fmt: skip
    return homes.exclude(~Exists(own), population="missed")  # somebody outside the rosters is here for a hit only


def open_hits_of(user, household: str) -> Coalesce:
    """To annotate: how many open hits this person reads about the household that a path leads to."""
    return _of_open(hits_of(user).filter(household=OuterRef(household)), Count("pk"), 0)


def _of_open(hits: QuerySet, counted, nothing) -> Coalesce:
    rows = hits.filter(state__in=OPEN).order_by().values("household").annotate(counted=counted)
    return Coalesce(Subquery(rows.values("counted")), Value(nothing))
