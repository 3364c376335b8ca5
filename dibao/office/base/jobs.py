"""Long work beside the pages, with a bar that people can watch and a button that stops it.

    @jobs.runner("lake.screen")
    def screen(progress, *, campaign: int) -> jobs.Result:
        progress.of(76, "正在筛查")
        for rule in rules:
            ...
            progress.step(message=rule.title)      # raises Cancelled when somebody asked to stop
        return jobs.Result("发现 312 条线索", url=reverse("run", args=[run.pk]))

    job = jobs.start("lake.screen", by=by, title="筛查 2024 年 5 月数据", campaign=3)   # inside an action; → job.get_absolute_url()

Steps are told between transactions, never inside one: others see nothing of a transaction before its end, and on SQLite
the bar would wait for it. A job runs in its owner's sight.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from dibao.engine.errors import UserError
from dibao.office.base import audit
from dibao.office.base.actions import NotAllowed, Refused, action, tell
from dibao.office.base.files import KeptFile
from dibao.office.base.scope import seeing
from dibao.office.base.states import States, Step

log = logging.getLogger("dibao.office")
T = TypeVar("T")
EVERY = 0.5  # seconds between two writes of the progress
OUR_FAULT = "系统出错了，这项工作没有做完，已经做的部分没有保存。请再试一次；再出现时，把编号 {number} 告诉管理员"

STATES = States(
    {"waiting": "排队中", "running": "进行中", "done": "已完成", "failed": "没有做成", "cancelled": "已停止"},
    (
        Step(("waiting",), "running", "job.run", "开始"),
        Step(("running",), "done", "job.finish", "完成"),
        Step(("running", "waiting"), "failed", "job.fail", "失败"),
        Step(("running", "waiting"), "cancelled", "job.cancel", "停止"),
    ),
    frozenset({"done", "failed", "cancelled"}),
)
OPEN = ("waiting", "running")
TONES = {"waiting": "grey", "running": "blue", "done": "green", "failed": "red", "cancelled": "amber"}


class Cancelled(Exception):
    """Somebody asked this job to stop."""


@dataclass(frozen=True)
class Result:
    """What came of it: one sentence, and where to look or what to take."""

    message: str = ""
    url: str = ""
    file: KeptFile | None = None


class Job(models.Model):
    """A piece of long work of one person; with `open_to`, of everybody with that permission."""

    kind = models.CharField("种类", max_length=40, db_index=True)
    title = models.CharField("名称", max_length=120)
    owner = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="发起人")
    open_to = models.CharField(max_length=40, blank=True)
    arguments = models.JSONField(default=dict)
    state = STATES.field()
    total = models.PositiveBigIntegerField("总数", default=0)
    done = models.PositiveBigIntegerField("已做", default=0)
    message = models.CharField("进展", max_length=200, blank=True)
    error = models.CharField("原因", max_length=500, blank=True)
    url = models.CharField("去处", max_length=200, blank=True)
    file = models.ForeignKey(KeptFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")
    cancel_asked = models.BooleanField("要求停止", default=False)
    created = models.DateTimeField("提交", auto_now_add=True)
    started = models.DateTimeField("开始", null=True)
    ended = models.DateTimeField("结束", null=True)

    class Meta:
        verbose_name = "后台任务"
        ordering = ["-id"]
        constraints = [STATES.constraint("job_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it goes on, or waits to."""
        return self.state in OPEN

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def seconds(self) -> int | None:
        """How long it took, or has taken so far."""
        return int(((self.ended or timezone.now()) - self.started).total_seconds()) if self.started else None

    def may_open_file(self, user) -> bool:
        """What a job made is for those who may see the job."""
        return visible(user).filter(pk=self.pk).exists()


def visible(user) -> models.QuerySet[Job]:
    """One's own jobs, and those that are open to somebody's posts."""
    mine = {permission for role in user.roles for permission in role.may}
    return Job.objects.filter(Q(owner=user) | Q(open_to__in=sorted(mine))).select_related("owner", "file")


RUNNERS: dict[str, Callable] = {}


def runner(kind: str):
    """Declare what a kind of job does: `function(progress, **arguments) -> Result`. Arguments are plain JSON values."""

    def declare(function: Callable) -> Callable:
        if kind in RUNNERS:
            raise RuntimeError(f"two runners are called {kind}")
        RUNNERS[kind] = function
        return function

    return declare


def start(kind: str, *, by, title: str, open_to: str = "", **arguments) -> Job:
    """Queue a job; it starts when the present transaction is committed. Who may is the calling action's affair."""
    if kind not in RUNNERS:
        raise RuntimeError(f"no runner is called {kind}")
    job = Job.objects.create(kind=kind, title=title[:120], owner=by, open_to=open_to, arguments=arguments)
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
    return job


def newest(kind: str, **arguments) -> Job | None:
    """The last job of a kind with these arguments."""
    wanted = {f"arguments__{name}": value for name, value in arguments.items()}
    return Job.objects.filter(kind=kind, **wanted).select_related("file").first()


@action("job.cancel", "停止后台任务", needs=None)
def cancel(*, by, job: Job) -> None:
    """Ask a job to stop: one that waits stops at once, one that runs at its next step."""
    if by.pk != job.owner_id and not (job.open_to and by.may(job.open_to)):
        raise NotAllowed("只有发起人能停止这项任务")
    if not job.is_open:
        raise Refused(f"“{job}”{job.get_state_display()}，不用再停止")
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, state="waiting").update(state="cancelled", ended=timezone.now())
    tell(job, new={"cancel_asked": True})


class Progress:
    """How a job tells how far it is."""

    def __init__(self, job: Job):
        self.job, self._told = job, time.monotonic()

    def of(self, total: int, message: str = "") -> None:
        """What there is to do; begins to count anew."""
        self.job.total, self.job.done, self.job.message = total, 0, message[:200]
        self._write()

    def step(self, count: int = 1, message: str = "") -> None:
        """So much more is done. Raises `Cancelled` when somebody asked to stop."""
        self.job.done += count
        if message:
            self.job.message = message[:200]
        if time.monotonic() - self._told >= EVERY:
            self._write()

    def at(self, stage: str, done: int, total: int) -> None:
        """As the engine tells it: so much of a stage is done. Raises `Cancelled` when somebody asked to stop."""
        if (self.job.message, self.job.total) != (stage, total):
            self.of(total, stage)
        self.step(done - self.job.done)

    def over(self, things: Iterable[T], total: int, message: str = "") -> Iterator[T]:
        """Go through things, one step each."""
        self.of(total, message)
        for thing in things:
            yield thing
            self.step()

    def _write(self) -> None:
        self._told = time.monotonic()
        job = self.job
        Job.objects.filter(pk=job.pk).update(total=job.total, done=job.done, message=job.message)
        if Job.objects.filter(pk=job.pk, cancel_asked=True).exists():
            raise Cancelled


@task()
def run_job(key: int) -> None:
    """Run one queued job to its end; nothing that goes wrong inside gets out."""
    taken = Job.objects.filter(pk=key, state="waiting").update(state="running", started=timezone.now())
    if not taken:  # stopped while it waited
        return
    job = Job.objects.select_related("owner").get(pk=key)
    token = audit.acting_from(None)
    try:
        with seeing(job.owner.sight()):
            result = RUNNERS[job.kind](Progress(job), **job.arguments) or Result()
        _end(job, "done", done=job.done, message=result.message[:200], url=result.url, file=result.file)
    except Cancelled:
        _end(job, "cancelled", message="已按要求停止")
    except (Refused, UserError) as error:
        _end(job, "failed", error=str(error)[:500])
    except Exception:
        log.exception("job %s (%s)", job.pk, job.kind)
        _end(job, "failed", error=OUR_FAULT.format(number=job.pk))
    finally:
        audit.forget(token)


def _end(job: Job, state: str, **values) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, ended=timezone.now(), **values)


def abandon() -> int:
    """Give up what a worker left behind when it died; called where no other worker can be at work. How many."""
    left = Job.objects.filter(state="running")
    return left.update(state="failed", ended=timezone.now(), error="后台程序中途停止了，这项工作没有做完，请重新提交")
