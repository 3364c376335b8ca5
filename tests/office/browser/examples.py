"""Records that pages show in the walk, and the addresses of pages that need one. Each room adds its own below."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from dibao.office.accounts import actions
from dibao.office.base.audit import AuditEvent
from dibao.office.base.jobs import Job
from dibao.office.base.scope import seeing_all
from tests.office.browser.campaigns import campaigns
from tests.office.browser.cases import cases


def furnish(county) -> dict[str, str]:
    """Make an office that somebody has worked in: URL name → address, for the pages with a key in their address."""
    with seeing_all("examples for the walk"):
        return {name: address for room in ROOMS for name, address in room(county).items()}


def base(county) -> dict[str, str]:
    """Events and a job that runs."""
    admin = county["county_admin"]
    for n in range(45):
        AuditEvent.objects.create(
            by=admin,
            post=admin.post_words,
            code="account.activate",
            title="启用或停用账号",
            label=f"钱{n:02}",
            area_code="431299",
            subject_type="accounts.user",
            old={"is_active": True},
            new={"is_active": False, "reason": "调离"},
        )
    running = {"state": "running", "total": 76, "done": 31, "message": "正在筛查", "started": timezone.now()}
    job = Job.objects.create(kind="x", title="筛查 2024 年 5 月数据", owner=admin, **running)
    Job.objects.create(kind="x", title="导入 殡葬.xlsx", owner=admin, state="failed", error="第 3 张表没有证件号一列")
    return {"job": job.get_absolute_url()}


def accounts(county) -> dict[str, str]:
    """A village with a past, people, a unit, a post that was handed over, an assignment, an ID number."""
    admin, person = county["county_admin"], county["township_handler@青山镇"]
    village, inspector, post = county.areas["大塘村"], county["inspector"], person.posts[0]
    actions.rename_area(by=admin, area=village, name="大塘新村")
    actions.edit_account(by=admin, user=person, phone="13800138000", id_no="11010519491231002X")
    actions.hand_over(by=admin, post=post, to=county["auditor"], day=timezone.localdate() + timedelta(days=1))
    actions.assign(by=admin, user=inspector, area=county.areas["白水乡"], reason="2024 年交叉检查第二组")
    keys = {"area": village.code, "person": person.pk, "unit": post.unit_id, "post": post.pk}
    pages = {
        "area": ("", "add", "rename", "close"),
        "person": ("", "edit"),
        "unit": ("", "edit"),
        "post": ("", "edit", "hand-over"),
    }
    named = {"-".join(filter(None, (noun, page))): (noun, page) for noun in pages for page in pages[noun]}
    kinds = {"area": "code"}
    found = {n: reverse(n, kwargs={kinds.get(noun, "pk"): keys[noun]}) for n, (noun, _) in named.items()}
    reveal = {"label": "accounts.user", "pk": str(person.pk), "field": "id_no"}
    return found | {"post-new": reverse("post-new", args=[post.unit_id]), "reveal": reverse("reveal", kwargs=reveal)}


ROOMS = (base, accounts, campaigns, cases)
