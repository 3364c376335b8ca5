"""What the people's pages read."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from dibao.office.accounts.models import AREA_LEVELS, Area, Assignment, Post, Tenure, Unit, User
from dibao.office.accounts.roles import ROLES
from dibao.office.base.scope import present_sight


def areas_seen() -> QuerySet[Area]:
    """Areas inside what the person sees; areas are no secret, but nobody manages a neighbour's."""
    return Area.objects.filter(present_sight().in_area("code"))


def tree_below(area: Area) -> QuerySet[Area]:
    """What lies directly inside, with how much lies inside that; closed ones last."""
    return (
        area.children.annotate(inside=Count("children", filter=Q(children__valid_to__isnull=True)))
        .prefetch_related("aliases")
        .order_by("valid_to", "code")
    )


def roots() -> QuerySet[Area]:
    """The highest areas that the person sees."""
    seen = areas_seen()
    return seen.filter(~Exists(seen.filter(pk=OuterRef("parent")))).order_by("code")


def find_areas(words: str, most: int = 60) -> list[Area]:
    """By code, name or alias."""
    if words.isdigit():
        found = areas_seen().filter(code__startswith=words)
    else:
        found = areas_seen().filter(Q(name__contains=words) | Q(aliases__name__contains=words)).distinct()
    return list(found.select_related("parent__parent").prefetch_related("aliases")[:most])


def held_today() -> Prefetch:
    """With `tenures`: where each person sits today, as `held_today`."""
    held = Tenure.objects.filter(Tenure.on(timezone.localdate())).select_related("post__unit__area")
    return Prefetch("tenures", held, to_attr="held_today")


def units_seen(words: str = "") -> QuerySet[Unit]:
    """Units inside what the person sees, with their posts and who sits there today."""
    held = Tenure.objects.filter(Tenure.on(timezone.localdate())).select_related("user")
    posts = Post.objects.prefetch_related(Prefetch("tenures", held, to_attr="held_today")).order_by("id")
    found = Unit.objects.filter(present_sight().in_area("area__code")).select_related("area__parent")
    if words:
        found = found.filter(Q(name__contains=words) | Q(area__name__contains=words))
    return found.prefetch_related(Prefetch("posts", posts))


def villages_without_contact() -> QuerySet[Area]:
    """S0-54: villages in force where nobody sits in a contact's post today."""
    seated = Tenure.objects.filter(
        Tenure.on(timezone.localdate()), post__is_contact=True, post__unit__area=OuterRef("pk"), user__is_active=True
    )
    villages = areas_seen().filter(level="village", valid_to__isnull=True)
    return villages.filter(~Exists(seated)).select_related("parent").order_by("code")


def assignments() -> QuerySet[Assignment]:
    """Those that hold, the soonest to end first."""
    return (
        Assignment.objects.filter(Assignment.on(timezone.localdate()))
        .select_related("user", "area")
        .order_by("until", "user__username")
    )


def range_words(user: User) -> str:
    """当前数据范围, for the head of the page: 示例县全县; 青山镇; 分派给我的 3 项."""
    given = list(user.assignments.filter(Assignment.on(timezone.localdate())).select_related("area"))
    own = [post.unit.area for post, role in zip(user.posts, user.roles, strict=True) if not role.assigned]
    areas = {a.code: a for a in (*own, *(g.area for g in given if g.area))}
    widest = [a for a in areas.values() if not any(a.code != c and a.code.startswith(c) for c in areas)]
    said = [f"{a.name}（全县）" if a.level == "county" else a.name for a in sorted(widest, key=lambda a: a.code)]
    records = sum(1 for g in given if g.record_type)
    return "、".join([*said, *([f"分派给我的 {records} 项"] if records else [])]) or "没有"


def can_have_children(area: Area) -> bool:
    """Whether there is a level below."""
    return AREA_LEVELS[area.level] < max(AREA_LEVELS.values())


def free_posts() -> QuerySet[Post]:
    """Chairs that nobody sits in, inside what the person sees."""
    held = Tenure.objects.filter(post=OuterRef("pk"), to_day__isnull=True)
    seen = Post.objects.filter(present_sight().in_area("unit__area__code")).select_related("unit")
    return seen.filter(~Exists(held))


def roaming() -> QuerySet[User]:
    """People whose post sees by assignment."""
    codes = [role.code for role in ROLES.values() if role.by_assignment]
    held = Tenure.objects.filter(Tenure.on(timezone.localdate()), post__role__in=codes, user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_active=True)


def is_locked(user: User) -> bool:
    """Whether wrong passwords keep this person out from some address now."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(username=user.username, attempt_time__gte=since)
    return tried.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).exists()
