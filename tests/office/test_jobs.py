"""Long work: told while it goes on, stopped on request, open to its owner only, never lost in silence."""

import pytest
from django.db import transaction

from dibao.engine.errors import UserError
from dibao.office.accounts.models import User
from dibao.office.base import jobs
from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.base.audit import AuditEvent
from dibao.office.base.jobs import Job, Progress, run_job
from dibao.office.base.scope import present_sight
from dibao.office.base.table import table as table_module
from tests.office.test_table import people_pages, sheets


@pytest.fixture
def runners(monkeypatch):
    """Kinds of jobs of this test only."""
    monkeypatch.setattr(jobs, "RUNNERS", dict(jobs.RUNNERS))
    monkeypatch.setattr(jobs, "EVERY", 0)
    return jobs.RUNNERS


@pytest.fixture
def run(county, django_capture_on_commit_callbacks):
    """Start a job as the township handler and let the queue run it; the job as it stands afterwards."""

    def start(kind: str, **arguments) -> Job:
        with django_capture_on_commit_callbacks(execute=True):
            job = jobs.start(kind, by=county["township_handler"], title="试一试", **arguments)
        return Job.objects.get(pk=job.pk)

    return start


def test_a_job_counts_and_ends_with_its_result(runners, run, county):
    seen = {}

    @jobs.runner("count")
    def count(progress: Progress, *, things: list) -> jobs.Result:
        for thing in progress.over(things, len(things), "数一数"):
            stands = Job.objects.get(pk=progress.job.pk)
            seen[thing] = (stands.done, stands.total, stands.state, [r.area for r in present_sight().reaches])
        return jobs.Result("数完了", url="/audit/")

    job = run("count", things=["a", "b"])
    assert seen == {"a": (0, 2, "running", ["431299101"]), "b": (1, 2, "running", ["431299101"])}  # its owner's sight
    assert (job.state, job.done, job.message, job.url) == ("done", 2, "数完了", "/audit/")
    assert job.started <= job.ended


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Refused("没有可用的数据，请先上传"), "没有可用的数据，请先上传"),
        (UserError("名单.xlsx", "读不出来", "请另存后再传"), "名单.xlsx：读不出来。请另存后再传"),
        (ZeroDivisionError("1/0"), "系统出错了"),
    ],
)
def test_a_job_that_fails_says_why_in_a_sentence(runners, run, error, words):
    @jobs.runner("fail")
    def fail(progress: Progress) -> None:
        raise error

    job = run("fail")
    assert job.state == "failed" and job.error.startswith(words) and "1/0" not in job.error


def test_a_running_job_stops_at_its_next_step(runners, run, county):
    went = []

    @jobs.runner("long")
    def long(progress: Progress) -> None:
        for thing in progress.over(range(10), 10):
            went.append(thing)
            if thing == 2:
                jobs.cancel(by=county["township_handler"], job=progress.job)

    job = run("long")
    assert (job.state, job.message, went) == ("cancelled", "已按要求停止", [0, 1, 2])
    assert AuditEvent.objects.filter(code="job.cancel", label="试一试").exists()


def test_a_job_that_waits_is_stopped_at_once_and_never_starts(runners, county):
    @jobs.runner("never")
    def never(progress: Progress) -> None:
        raise AssertionError("started")

    owner = county["township_handler"]
    job = jobs.start("never", by=owner, title="等着")
    with pytest.raises(NotAllowed):
        jobs.cancel(by=county["county_admin"], job=job)
    jobs.cancel(by=owner, job=job)
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"
    with pytest.raises(Refused, match="已停止"):
        jobs.cancel(by=owner, job=job)


def test_nothing_starts_when_the_action_is_rolled_back(runners, county, django_capture_on_commit_callbacks):
    runners["x"] = lambda progress: None
    with django_capture_on_commit_callbacks() as queued:
        try:
            with transaction.atomic():
                jobs.start("x", by=county["county_admin"], title="x")
                raise Refused("又不做了")
        except Refused:
            pass
    assert queued == [] and not Job.objects.exists()


def test_what_a_dead_worker_left_is_given_up(county):
    job = Job.objects.create(kind="x", title="半途", owner=county["county_admin"], state="running")
    Job.objects.create(kind="x", title="排队", owner=county["county_admin"])
    assert jobs.abandon() == 1
    job.refresh_from_db()
    assert job.state == "failed" and "请重新提交" in job.error


def test_the_bar_polls_while_the_job_goes_on_and_then_stops(sign_in, county):
    job = Job.objects.create(kind="x", title="筛查", owner=county["county_admin"], state="running", total=76, done=20)
    client = sign_in("county_admin")
    page = client.get(job.get_absolute_url()).content.decode()
    assert f'hx-get="/jobs/{job.pk}/part/?reload=1" hx-trigger="every 1s"' in page and "20 / 76" in page
    part = client.get(f"/jobs/{job.pk}/part/").content.decode()
    assert "停止</button>" in part and "<nav" not in part
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert "已要求停止" in client.get(f"/jobs/{job.pk}/part/").content.decode()
    Job.objects.filter(pk=job.pk).update(state="failed", error="名单读不出来")
    part = client.get(f"/jobs/{job.pk}/part/").content.decode()
    assert "hx-get" not in part and "名单读不出来" in part
    assert client.get(f"/jobs/{job.pk}/part/?reload=1")["HX-Refresh"] == "true"


def test_jobs_are_their_owners_or_of_those_they_are_open_to(sign_in, county, client):
    owner = county["county_admin"]
    mine = Job.objects.create(kind="x", title="甲的任务", owner=owner)
    shared = Job.objects.create(kind="x", title="共用任务", owner=owner, open_to="run.start")
    sign_in("county_admin")
    assert "甲的任务" in client.get("/jobs/").content.decode()
    client.post("/sign-out/")
    sign_in("county_reviewer")
    html = client.get("/jobs/").content.decode()
    assert "甲的任务" not in html and "共用任务" in html
    assert client.get(mine.get_absolute_url()).status_code == 404
    assert client.get(shared.get_absolute_url()).status_code == 200
    assert client.post(f"/jobs/{shared.pk}/cancel/").status_code == 302


@people_pages
def test_a_long_list_is_written_in_the_background(sign_in, county, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("dibao.office.base.table.export.AT_ONCE", 3)
    client = sign_in("county_admin")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/people/", {"do": "export", "purpose": "报例会", "query": "sort=-username"})
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert job.state == "done" and job.done == User.objects.count() and "people" in table_module.TABLES
    rows = sheets(b"".join(client.get(job.file.get_absolute_url()).streaming_content))[1]
    assert [row[0] for row in rows[1:]] == list(User.objects.order_by("-username").values_list("username", flat=True))
    assert AuditEvent.objects.get(code="table.export_later").purpose == "报例会"
    client.post("/sign-out/")
    assert sign_in("auditor").get(job.file.get_absolute_url()).status_code == 404
