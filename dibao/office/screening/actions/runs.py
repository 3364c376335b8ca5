"""Runs of the rules: asked for, begun, finished, failed, cancelled."""

from datetime import date

from django.utils import timezone

from dibao.office.accounts.models import User
from dibao.office.base import jobs
from dibao.office.base.actions import Refused, action, tell
from dibao.office.base.scope import next_number, seeing_all
from dibao.office.campaigns.models import Campaign
from dibao.office.intake.models import Upload
from dibao.office.screening.actions.taking_in import TakingIn
from dibao.office.screening.models import Run
from dibao.office.screening.states import RUN


@action("run.start", "发起比对", needs="run.start")
def start_run(*, by: User, campaign: Campaign, as_of: date | None = None) -> Run:
    """Ask for a screening; the work is done in the background (`running.carry_out`)."""
    _end_abandoned(campaign)
    if Run.objects.filter(campaign=campaign, state__in=("queued", "running")).exists():
        raise Refused("这个专项行动正在比对，请等它完成，或者先取消")
    if not Upload.objects.filter(campaign=campaign, state="accepted").exists():
        raise Refused("还没有入库的数据，比对不了。请先在“数据归集”里上传并确认入库")
    run = Run.objects.create(campaign=campaign, number=next_number(Run, campaign=campaign), by=by, as_of=as_of)
    run.job = jobs.start("screening.run", by=by, title=f"{campaign}：{run}", open_to="run.start", run=run.pk)
    run.save(update_fields=["job"])
    tell(run, new={"as_of": as_of})
    return run


def _end_abandoned(campaign: Campaign) -> None:
    """A run whose job was stopped before it began, or died with its worker, is in nobody's way."""
    for run in Run.objects.filter(campaign=campaign, state__in=("queued", "running")).select_related("job"):
        if run.job and not run.job.is_open:
            trouble = run.job.error or "后台任务已停止"
            RUN.move(run, "run.fail", trouble=trouble, ended_at=timezone.now())


@action("run.begin", "开始比对", needs="run.start")
def begin_run(*, by: User, run: Run) -> None:
    """The background has taken it."""
    tell(run, **RUN.move(run, "run.begin"))


@action("run.finish", "完成比对", needs="run.start")
def finish_run(*, by: User, run: Run, report: dict, leads: list[dict]) -> Run:
    """Take the leads in, all or none of them."""
    with seeing_all("a run brings hits for every audience"):
        counts = TakingIn(run).take(leads)
    summary = report["summary"] | {"unchecked": len(report["unchecked"])}
    told = RUN.move(
        run, "run.finish", engine_id=report["run"], as_of=date.fromisoformat(report["as_of"]), ended_at=timezone.now(),
        counts=counts | {"summary": summary},
    )  # fmt: skip
    tell(run, old={"state": told["old"]["state"]}, new={"state": "done", **counts})
    return run


@action("run.fail", "比对中止", needs="run.start")
def fail_run(*, by: User, run: Run, trouble: str) -> Run:
    """What stood in the way, in a sentence."""
    tell(run, **RUN.move(run, "run.fail", trouble=trouble, ended_at=timezone.now()))
    return run


@action("run.cancel", "取消比对", needs="run.start")
def cancel_run(*, by: User, run: Run) -> Run:
    """The run is over; its job stops at its next step."""
    tell(run, **RUN.move(run, "run.cancel", ended_at=timezone.now()))
    if run.job and run.job.is_open:
        jobs.cancel(by=by, job=run.job)
    return run
