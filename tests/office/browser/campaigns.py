"""A campaign for the walk over every page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from dibao.office.campaigns import actions
from dibao.office.campaigns.views.entries import KINDS as ENTRIES


def campaigns(county) -> dict[str, str]:
    """A campaign of the county in its fourth month: tasks done, handed in, overdue and reminded of; entries of each kind."""
    by, today, home = county["county_admin"], timezone.localdate(), county.areas["示例县"]
    campaign = actions.draft_campaign(
        by=by, template="S2", area=home, starts_on=today - timedelta(days=120), number="示民发〔2026〕12号"
    )
    actions.issue(by=by, campaign=campaign)
    _work_on_tasks(county, campaign)
    entries = dict(_entries(county, campaign, today))
    setting = actions.set_parameter(by=by, campaign=campaign, rule="R50", name="multiple", value=3, basis="县里的通知")
    kinds = {"pk": campaign.pk, "kind": "seat", "part": campaign.seats.first().pk}
    keys = {"pk": campaign.pk}
    return {
        "draft-campaign": reverse("draft-campaign", args=["S3"]),
        **{name: reverse(name, kwargs=keys) for name in ("campaign", "edit-campaign", "plan", "rules", "add-task")},
        "add-part": reverse("add-part", kwargs=keys | {"kind": "formday"}),
        "edit-part": reverse("edit-part", kwargs=kinds),
        "rule": reverse("rule", kwargs=keys | {"code": setting.rule}),
        "task": campaign.tasks.get(code="plan", parent__isnull=True).get_absolute_url(),
        **{f"task-{name}": reverse(f"{name}-task", args=[campaign.tasks.get(code="teams").pk]) for name in ("edit", "assign")},
        **entries,
    }  # fmt: skip


def _work_on_tasks(county, campaign) -> None:
    handler, other = county["township_handler@青山镇"], county["township_handler@白水乡"]
    plans = {task.area.name: task for task in campaign.tasks.filter(code="plan", parent__isnull=False)}
    actions.submit_task(by=handler, task=plans["青山镇"], text="方案已印发")
    actions.accept_task(by=county["county_admin"], task=plans["青山镇"])
    actions.report_progress(by=other, task=plans["白水乡"], progress=60, text="初稿送分管领导审阅")
    actions.tick(plans["白水乡"].due + timedelta(days=12))


def _entries(county, campaign, today):
    """One of each register, and the address of its page."""
    by, area = county["county_admin"], {"area": county.areas["示例县"]}
    values = {
        "paper": {"kind": "plan", "title": "示例县实施方案", "issued_on": today, "signer": "李建国"},
        "meeting": {
            "kind": "joint",
            "title": "第一次联席会议",
            "held_on": today,
            "chair": "石明",
            "attendees": "民政、财政、公安",
        },
        "longtermmeasure": {"title": "每季随机抽查两个村", "unit_words": "救助股"},
        "superioritem": {
            "source": "tour",
            "number": "巡察-7",
            "text": "动态管理不到位",
            "received_on": today,
            "due": today,
        },
    }
    for kind, said in values.items():
        entry = actions.enter(by=by, campaign=campaign, model=ENTRIES[kind], **area, **said)
        yield kind, reverse("entries", args=[campaign.pk, kind])
        yield f"add-{kind}", reverse("add-entry", args=[campaign.pk, kind])
    yield "edit-entry", reverse("edit-entry", args=[campaign.pk, kind, entry.pk])
    yield "reply-superior", reverse("reply-superior", args=[campaign.pk, entry.pk])
