"""Data in the campaign of the made-up office: sent and accepted, the households frozen, screened once.

To be imported when Django is ready.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files import File

from dibao.office.accounts.actions import create_unit
from dibao.office.accounts.models import Unit, User
from dibao.office.base import jobs
from dibao.office.base.actions import House
from dibao.office.base.scope import seeing
from dibao.office.campaigns.models import Campaign
from dibao.office.intake.actions import accept, receive, set_policy
from dibao.office.screening.actions import ask_freeze, start_run

LEFT_SINCE = date(2023, 7, 1)  # the made-up county's data end with June 2025, whenever the demo is held
SENDERS = {  # department → words in the names of what it sends; the bureau sends the rest
    "公安局": ("户籍人口", "公安-", "户口迁出", "机动车", "出入境"),
    "人力资源和社会保障局": ("养老金", "社保", "失业"),
    "卫生健康局": ("卫健", "出生"),
    "财政局": ("财政", "耕地地力"),
    "不动产登记中心": ("不动产",),
}
PATTERNS = ("*.xlsx", "*.xls", "*.csv")
DUTY = "值班表"  # what the township sends is no data; it waits for somebody to say so


def gather_and_screen(folder: Path) -> None:
    """By the administrator of the demo, through the actions that the pages call, and the jobs that the worker runs."""
    by = User.objects.get(username="shiming")
    with seeing(by.sight()):
        campaign = Campaign.objects.select_related("area").get()
        policy = folder / "policy.toml"
        if policy.exists():
            set_policy(by=by, area=campaign.area, text=policy.read_text("utf-8"))
        _send_all(by, campaign, folder)
        _freeze_and_screen(by, campaign)


def _send_all(by, campaign, folder: Path) -> None:
    """What the departments and the bureau have, accepted; from a township a list of duties and a broken file, not accepted."""
    bureau = Unit.objects.get(kind="bureau")
    for name, paths in _parcels(folder).items():
        unit = bureau if name == "民政局" else _department(bureau, name)
        upload = _send(by, campaign, unit, paths)
        if all(sheet.settled for sheet in upload.sheets.all()):
            accept(by=by, upload=upload)
    township = User.objects.get(username="liufang").posts[0].unit
    for path in (*_found(folder, DUTY), *_broken(folder)):
        _send(by, campaign, township, [path])


def _parcels(folder: Path) -> dict[str, list[Path]]:
    """Sender → its files."""
    parcels: dict[str, list[Path]] = {name: [] for name in (*SENDERS, "民政局")}
    for path in _found(folder, ""):
        if DUTY not in path.name:
            own = (name for name, words in SENDERS.items() if any(word in path.name for word in words))
            parcels[next(own, "民政局")].append(path)
    return {name: paths for name, paths in parcels.items() if paths}


def _found(folder: Path, word: str) -> Iterator[Path]:
    paths = sorted(path for pattern in PATTERNS for path in folder.rglob(pattern))
    return (p for p in paths if word in p.name and "阳光低保结果" not in p.parts and "~$" not in p.name)


def _broken(folder: Path) -> list[Path]:
    """Half of a workbook, as a transfer that was cut off leaves it."""
    whole = next(_found(folder, "退出低保"), None)
    if whole is None:
        return []
    part = settings.HOME / "tmp" / f"{whole.stem}（补报）{whole.suffix}"
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return [part]


def _department(bureau, name: str):
    return create_unit(by=House("演示"), area=bureau.area, kind="department", name=f"{bureau.area.name}{name}")


def _send(by, campaign, unit, paths: list[Path]):

    with ExitStack() as open_files:
        files = [File(open_files.enter_context(path.open("rb")), path.name) for path in paths]
        upload = receive(by=by, campaign=campaign, unit=unit, files=files)
    _work(jobs.newest("intake.check", upload=upload.pk))
    upload.refresh_from_db()
    return upload


def _freeze_and_screen(by, campaign) -> None:
    for population in campaign.populations.all():
        since = LEFT_SINCE if population.from_day else None
        _work(ask_freeze(by=by, campaign=campaign, population=population.kind, since=since))
    _work(start_run(by=by, campaign=campaign).job)


def _work(job) -> None:
    """Do at once what the worker would do; it finds the job done."""
    jobs.run_job.func(job.pk)
    job.refresh_from_db()
    print(f"  {job.title}：{job.error or job.message}")
