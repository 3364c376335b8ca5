"""Records that pages show in the walk, and the addresses of pages that need one. Each room adds its own below."""

from django.utils import timezone

from dibao.office.base.audit import AuditEvent
from dibao.office.base.jobs import Job
from dibao.office.base.scope import seeing_all


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


ROOMS = (base,)
