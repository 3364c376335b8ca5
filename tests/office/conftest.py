"""People and places of a small made-up county."""

from dataclasses import dataclass

import pytest
from django.utils import timezone

from dibao.office.accounts.models import Area, Post, Tenure, Unit, User
from dibao.office.accounts.roles import ROLES
from tests.office.campaigns import draft, issued  # noqa: F401 (fixtures)

PASSWORD = "Qing-shan2024"


@dataclass
class County:
    """示例县 431299: 青山镇 (大塘村, 小溪村) and 白水乡 (河口村); a person for each role, by `role` or `role@place`."""

    areas: dict[str, Area]
    units: dict[str, Unit]
    people: dict[str, User]

    def __getitem__(self, who: str) -> User:
        return User.objects.get(pk=self.people[who].pk)  # fresh: posts are kept for one request


PLACES = (
    ("431299", "示例县", "county", None, "bureau", "示例县民政局"),
    ("431299101", "青山镇", "township", "示例县", "township", "青山镇人民政府"),
    ("431299102", "白水乡", "township", "示例县", "township", "白水乡人民政府"),
    ("431299101201", "大塘村", "village", "青山镇", "village", "大塘村村委会"),
    ("431299101202", "小溪村", "village", "青山镇", "village", "小溪村村委会"),
    ("431299102201", "河口村", "village", "白水乡", "village", "河口村村委会"),
)


@pytest.fixture
def office_home(settings, tmp_path):
    """A folder of its own for each test: keys of records begin anew with each."""
    settings.HOME = tmp_path / "home"
    settings.MEDIA_ROOT = settings.HOME / "files"
    settings.HOME.mkdir()
    return settings.HOME


@pytest.fixture
def county(db, office_home) -> County:
    """The county with its people."""
    areas, units = {}, {}
    for code, name, level, parent, kind, unit in PLACES:
        areas[name] = Area.objects.create(code=code, name=name, level=level, parent=areas.get(parent))
        units[name] = Unit.objects.create(name=unit, kind=kind, area=areas[name])
    people = {}
    for role in ROLES.values():
        for place in (name for name, area in areas.items() if area.level == role.level):
            number = len(people) + 1
            user = User(username=f"user{number:02}", name=f"赵{number:02}", must_change_password=False)
            user.set_password(PASSWORD)
            user.save()
            post = Post.objects.create(unit=units[place], title=role.title, role=role.code)
            Tenure.objects.create(post=post, user=user, from_day=timezone.localdate().replace(month=1, day=1))
            people[f"{role.code}@{place}"] = user
            people.setdefault(role.code, user)
    return County(areas, units, people)


@pytest.fixture
def sign_in(client, county):
    """`sign_in("county_admin")` gives a client of that person."""

    def enter(who: str):
        assert client.post("/sign-in/", {"username": county[who].username, "password": PASSWORD}).status_code == 302
        return client

    return enter
