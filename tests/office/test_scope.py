"""Who sees what, and that nobody sees by mistake."""

import pytest
from django.db.models import Q

from dibao.office.base.scope import NOBODY, OutOfScope, Reach, Scoped, Sight, present_sight, seeing


def seen(sight: Sight, rows: list[dict]) -> list[str]:
    """The area codes among made-up rows that a sight lets through, asked of the real database."""
    from dibao.office.base.audit import AuditEvent

    for row in rows:
        AuditEvent.objects.create(code="test", title="t", area_code=row["area"], label=row.get("audience", ""))
    query = sight.in_area_for("area_code", "label") if "audience" in rows[0] else sight.in_area()
    return list(AuditEvent.objects.filter(query).order_by("area_code", "label").values_list("area_code", flat=True))


ROWS = [{"area": a} for a in ("", "431299", "431299101", "431299101201", "431299102201", "431298")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "reaches, codes",
    [
        ((), []),
        (("431299",), ["431299", "431299101", "431299101201", "431299102201"]),
        (("431299101",), ["431299101", "431299101201"]),
        (("431299101201", "431299102"), ["431299101201", "431299102201"]),
    ],
)
def test_areas_seen(reaches, codes):
    assert seen(Sight(tuple(Reach(r) for r in reaches)), ROWS) == codes


@pytest.mark.parametrize("area", ["", "4312%", "abc"])
def test_an_empty_or_strange_area_is_refused(area):
    with pytest.raises(OutOfScope):
        Reach(area)


@pytest.mark.django_db
def test_two_posts_never_add_up():
    """A township handler who also inspects another township sees county-level hits there, not at home."""
    home = Reach("431299101", frozenset({"township"}))
    away = Reach("431299102", frozenset({"township", "county"}))
    rows = [{"area": a, "audience": h} for a in ("431299101", "431299102") for h in ("township", "county")]
    assert seen(Sight((home, away)), rows) == ["431299101", "431299102", "431299102"]


def test_outside_a_scope_everything_raises():
    with pytest.raises(OutOfScope):
        present_sight()
    assert Scoped.seen_by(Sight()) == Q(pk__in=[])


def test_the_sight_ends_with_its_block():
    with seeing(Sight()) as sight:
        assert present_sight() is sight
    with pytest.raises(OutOfScope):
        present_sight()


def test_sight_of_the_roles(county):
    assert county["county_admin"].sees_area("431299102201")
    handler = county["township_handler@青山镇"]
    assert handler.sees_area("431299101202") and not handler.sees_area("431299102201")
    assert [r.audiences for r in handler.sight().reaches] == [frozenset({"village", "township"})]
    assert county["inspector"].sight().reaches == ()
    assert county["public"].sight().reaches[0].audiences == frozenset()


def test_seeing_everything_survives_an_or():
    """`everything` joined with what was assigned is still everything: an empty condition would vanish in an “or”."""
    sight = Sight(everything=True)
    joined = sight.around() | NOBODY
    assert NOBODY != joined != Q()


@pytest.mark.django_db
def test_around_adds_the_areas_above():
    rows = [{"area": a} for a in ("43", "431299", "431299101", "431299101201", "431299102", "431298")]
    from dibao.office.base.audit import AuditEvent

    for row in rows:
        AuditEvent.objects.create(code="test", title="t", area_code=row["area"])
    seen = AuditEvent.objects.filter(Sight((Reach("431299101"),)).around()).order_by("area_code")
    assert list(seen.values_list("area_code", flat=True)) == ["43", "431299", "431299101", "431299101201"]


@pytest.mark.django_db
def test_a_page_of_the_whole_county_is_not_sorted_anew():
    """At 200,000 rows that would be 250 ms; PostgreSQL knows by its statistics."""
    from dibao.office.base.audit import AuditEvent

    whole = AuditEvent.objects.filter(Reach("431299").in_area("area_code")).order_by("-id")[:20].explain()
    part = AuditEvent.objects.filter(Reach("431299101").in_area("area_code")).order_by("-id")[:20].explain()
    if "SCAN" in whole:  # SQLite's word
        assert "TEMP B-TREE" not in whole and "USING INDEX" in part
