"""What is done with populations, runs and hits."""

from datetime import date

from django.utils import timezone

from dibao.office.accounts.models import Area, User
from dibao.office.base import jobs
from dibao.office.base.actions import Refused, action, change, tell
from dibao.office.base.scope import next_number, seeing_all
from dibao.office.campaigns.models import Campaign
from dibao.office.intake.models import Upload
from dibao.office.screening.freezing import Population, write_population
from dibao.office.screening.models import POPULATIONS, CampaignHousehold, Freeze, Hit, Run
from dibao.office.screening.states import RUN
from dibao.office.screening.taking_in import TakingIn


@action("population.ask", "冻结排查对象", needs="population.freeze")
def ask_freeze(
    *, by: User, campaign: Campaign, population: str, since: date | None = None, until: date | None = None
) -> jobs.Job:
    """Have a population written down in the background (`jobs.py`)."""
    if population not in POPULATIONS or population == "missed":
        raise Refused("请选在保、退出或未通过中的一种对象")
    tell(campaign, new={"population": POPULATIONS[population], "since": since, "until": until})
    days = {"since": since and since.isoformat(), "until": until and until.isoformat()}
    title = f"冻结{POPULATIONS[population]}对象"
    return jobs.start("screening.freeze", by=by, title=title, campaign=campaign.pk, population=population, **days)


@action("population.freeze", "写入排查对象", needs="population.freeze")
def freeze(*, by: User, campaign: Campaign, population: Population) -> Freeze:
    """One record for every household of a population. Again, it adds those who are new and says who is no longer there."""
    record = Freeze(
        campaign=campaign, population=population.kind, since=population.since, until=population.until, by=by
    )
    with seeing_all("a population is written down whole"):
        record.save()
        write_population(record, population)
    tell(record, new={name: getattr(record, name) for name in ("households", "persons", "added", "absent", "unplaced")})
    return record


@action("household.place", "落实村镇", needs="population.freeze")
def place_household(*, by: User, household: CampaignHousehold, area: Area, seen_version: int | None = None) -> None:
    """A household on the county's desk gets its village; its hits go with it."""
    if not area.code.startswith(household.campaign.area_code) or area.level not in ("township", "village", "group"):
        raise Refused(f"请选“{household.campaign.area}”里面的乡镇或村")
    words = (
        {"village": area.name, "township": area.parent.name} if area.level != "township" else {"township": area.name}
    )
    told = change(household, seen_version=seen_version, area_code=area.code, placed=True, **words)
    with seeing_all("all hits of a household move with it"):
        Hit.objects.filter(household=household).update(area_code=area.code)
    tell(household, **told)


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
    tell(run, old=told["old"], new={"state": "done", **counts})
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
