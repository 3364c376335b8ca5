"""The road map (甘特图) as numbers for one SVG: months across, a row for each stage and each task."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef

from dibao.office.campaigns.models import Campaign, Task
from dibao.office.campaigns.queries import lamp_of, tasks_of

LABEL, WIDE, ROW, HEAD = 300, 860, 26, 30  # pixels: labels, chart, a row, the months
CUT = 20  # characters of a label


@dataclass(frozen=True)
class Bar:
    """A row: where its bar begins and how wide it is, in pixels of the SVG."""

    y: int
    x: float
    width: float
    done: float
    label: str
    whole: str
    kind: str  # phase, or the tone of the lamp
    url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Chart:
    """Everything that the SVG shows."""

    months: list[tuple[float, str]]
    bars: list[Bar]
    height: int
    today: float | None
    width: int = LABEL + WIDE
    label: int = LABEL


def chart_of(campaign: Campaign, today: date) -> Chart:
    """Stages in their order, below each its tasks as far as this person sees them; tasks without a stage at the end."""
    first, last = _span(campaign)
    scale = WIDE / ((last - first).days + 1)
    rows = list(_rows(campaign))
    bars = [_bar(row, HEAD + n * ROW, first, scale, today) for n, row in enumerate(rows)]
    here = LABEL + (today - first).days * scale if first <= today <= last else None
    months = [(LABEL + (month - first).days * scale, f"{month.month}月") for month in _months(first, last)]
    return Chart(months, bars, HEAD + len(rows) * ROW + 8, here)


def _span(campaign: Campaign) -> tuple[date, date]:
    """From the first day of anything to the last of everything, in whole months."""
    days = [campaign.starts_on, campaign.ends_on]
    days += [day for phase in campaign.phases.all() for day in (phase.starts_on, phase.ends_on)]
    days += filter(None, campaign.tasks.aggregate(last=Max("due")).values())
    last = max(days).replace(day=28) + timedelta(days=4)
    return min(days).replace(day=1), last.replace(day=1) - timedelta(days=1)


def _months(first: date, last: date):
    month = first
    while month <= last:
        yield month
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _rows(campaign: Campaign):
    """Stages and tasks; a task whose head this person does not see stands for itself."""
    parents = Task.objects.filter(pk=OuterRef("parent_id"))
    heads = list(tasks_of(campaign).filter(~Exists(parents)))
    for phase in campaign.phases.all():
        yield phase
        yield from (task for task in heads if task.phase_id == phase.pk)
    yield from (task for task in heads if task.phase_id is None)


def _bar(row, y: int, first: date, scale: float, today: date) -> Bar:
    if hasattr(row, "ends_on"):
        width = ((row.ends_on - row.starts_on).days + 1) * scale
        x = LABEL + (row.starts_on - first).days * scale
        return Bar(y, x, width, 0, _cut(row.title), row.title, "phase", words=f"{row.starts_on} 至 {row.ends_on}")
    begins = row.starts_on or (min(row.phase.starts_on, row.due) if row.phase else row.due)
    width = max(((row.due - begins).days + 1) * scale, 6)
    tone, words = lamp_of(row, today)
    share = row.parts_done / row.parts if row.parts else row.progress / 100
    parts = f"，{row.parts_done} / {row.parts} 个单位完成" if row.parts else ""
    label = f"{row.area}：{row.title}" if row.parent_id else row.title
    whole = f"{label}（{begins} 至 {row.due}，{words}{parts}）"
    x = LABEL + (begins - first).days * scale
    return Bar(y, x, width, width * share, _cut(label), whole, tone, row.get_absolute_url(), f"{row.due:%m-%d}")


def _cut(words: str) -> str:
    return words if len(words) <= CUT else words[: CUT - 1] + "…"
