"""A made-up office for the made-up county: its areas, units, six people, a campaign. Only in a home with DIBAO_DEMO=1.

DIBAO_DEMO=1 DIBAO_HOME=… python -m dibao.office.demo 演示县
"""

import sys
from datetime import date
from pathlib import Path

from dibao.engine.errors import UserError
from dibao.office.start import database_told, make_ready, migrate

SINCE = date(2024, 1, 1)  # when everybody came
PEOPLE = (  # sign-in name, name, role, title of the post; each at the last unit of the role's level: towns come first
    ("shiming", "石明", "county_admin", "救助股股长"),
    ("tangxiaomin", "唐晓敏", "county_reviewer", "救助股审核员"),
    ("jianglimin", "蒋利民", "discipline_liaison", "派驻纪检组联络员"),
    ("yangshengjun", "杨胜军", "township_leader", "分管副镇长"),
    ("liufang", "刘芳", "township_handler", "民政办经办"),
    ("xiaoyan", "肖艳", "village_worker", "民政协理员"),
)


def main(folder: Path) -> int:
    """Prepare the office, or find it prepared; print whom to sign in as."""
    make_ready()
    from django.conf import settings

    from dibao.office.accounts.models import User
    from dibao.office.demo_data import gather_and_screen

    if not settings.DEMO:
        raise UserError("DIBAO_DEMO", "演示账号的密码人人知道，只能放在演示系统里", "请设 DIBAO_DEMO=1")
    migrate()
    with database_told():
        if not User.objects.exists():
            _prepare(folder)
            gather_and_screen(folder)
        _tell(settings.DEMO_PASSWORD)
    return 0


def _prepare(folder: Path) -> None:
    from django.db import transaction

    from dibao.office.base.actions import House

    by = House("演示")
    with transaction.atomic():
        _add_areas(by, folder)
        _add_units(by)
        for person in PEOPLE:
            _add_person(by, *person)
        _run_campaign()


def _add_areas(by, folder: Path) -> None:
    """The county's own list of areas, taken in as an administrator would."""
    from dibao.office.accounts.actions import add_area, import_areas
    from dibao.office.accounts.area_file import read_areas

    found = sorted(folder.glob("*名录*.xls*")) + sorted(folder.glob("*名录*.csv"))
    if not found:
        raise UserError(str(folder), "没有找到乡镇村居名录", "请先用 dibao demo-county 造一个演示县")
    rows = read_areas(found[0], found[0].name)
    region = next(row.code[:6] for row in rows if getattr(row, "code", ""))
    add_area(by=by, code=region, name=_county_name(folder))
    import_areas(by=by, file=found[0].name, rows=rows)


def _county_name(folder: Path) -> str:
    """As a title of one of its workbooks says it; not each sender writes one."""
    from dibao.engine.sheets import open_file, read_layout
    from dibao.engine.sheets.context import find_county

    books = sorted(folder.glob("*花名册*.xlsx")) + sorted(folder.glob("*.xlsx"))
    titles = (read_layout(raw).title for book in books for raw in open_file(book, book.name))
    return next(filter(None, map(find_county, titles)), "演示县")


def _add_units(by) -> None:
    from dibao.office.accounts.actions import create_unit
    from dibao.office.accounts.models import Area

    kinds = {"county": "bureau", "township": "township", "village": "village"}
    for area in Area.objects.filter(level__in=kinds):
        create_unit(by=by, area=area, kind=kinds[area.level], name=f"{area.name}{_ending(area)}")


def _ending(area) -> str:
    """How offices are called: 民政局, 人民政府, 办事处, 村民委员会, 居民委员会."""
    if area.level == "village":
        return "居民委员会" if area.name.endswith("社区") else "村民委员会"
    if area.level == "township":
        return "办事处" if area.name.endswith("街道") else "人民政府"
    return "民政局"


def _add_person(by, username: str, name: str, role: str, title: str) -> None:
    """With the password that the sign-in page of a demo shows."""
    from django.conf import settings
    from django.db.models import Q

    from dibao.office.accounts.actions import change_password, create_account, create_post, take_post
    from dibao.office.accounts.models import Unit
    from dibao.office.accounts.passwords import first_password
    from dibao.office.accounts.roles import ROLES

    level = ROLES[role].level
    street = Q(area__name__endswith="街道") | Q(area__parent__name__endswith="街道")
    unit = Unit.objects.filter(area__level=level).exclude(street).order_by("-area__code").first()
    user = create_account(by=by, username=username, name=name, password=first_password())
    change_password(by=user, password=settings.DEMO_PASSWORD)
    post = create_post(by=by, unit=unit, title=title, role=role, is_contact=role == "village_worker")
    take_post(by=by, post=post, user=user, day=SINCE)


def _run_campaign() -> None:
    """A campaign of the county in its third month: one town's plan handed in and accepted, another task on its way."""
    from django.utils import timezone

    from dibao.office.accounts.models import Area, User
    from dibao.office.base.scope import seeing
    from dibao.office.campaigns import actions

    admin, handler = (User.objects.get(username=name) for name in ("shiming", "liufang"))
    home, today = Area.objects.get(level="county"), timezone.localdate()
    with seeing(admin.sight()):
        title = f"{today.year}年农村低保专项整治"
        campaign = actions.draft_campaign(
            by=admin,
            template="S2",
            area=home,
            title=title,
            starts_on=_months_ago(today, 2),
            number=f"民发〔{today.year}〕12号",
        )
        actions.issue(by=admin, campaign=campaign, issued_on=campaign.starts_on)
    with seeing(handler.sight()):
        plan, screening = (campaign.tasks.get(code=code) for code in ("plan", "screen_in_force"))
        actions.submit_task(by=handler, task=plan, text="方案已印发，各村已传达")
        actions.report_progress(by=handler, task=screening, progress=35, text="已入户三个村")
    with seeing(admin.sight()):
        actions.accept_task(by=admin, task=campaign.tasks.get(pk=plan.pk), text="内容齐全")
    actions.tick(today)


def _months_ago(day: date, months: int) -> date:
    """The first of the month so many months ago."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _tell(password: str) -> None:
    from dibao.office.accounts.models import User

    usernames = [person[0] for person in PEOPLE]
    for user in User.objects.filter(username__in=usernames).order_by("pk"):
        print(f"  {user.username:<14}{user.name}　{user.post_words}")
    print(f"  密码都是 {password}（演示用；正式系统没有默认密码）")


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except UserError as error:
        sys.exit(f"✗ {error}")
