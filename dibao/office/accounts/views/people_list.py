"""人员账号: the list."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dibao.office.accounts import queries
from dibao.office.accounts.models import Tenure, User
from dibao.office.accounts.roles import ROLES
from dibao.office.base.table import Chip, Choice, Column, Lamps, Search, Table


def _held(**where) -> Exists:
    return Exists(Tenure.objects.filter(Tenure.on(timezone.localdate()), user=OuterRef("pk"), **where))


def _posts(user: User) -> str:
    return "、".join(str(tenure.post) for tenure in user.held_today) or "没有岗位"


def _roles(user: User) -> str:
    return "、".join(dict.fromkeys(ROLES[tenure.post.role].title for tenure in user.held_today))


def _state(user: User) -> Chip:
    if not user.is_active:
        return Chip("已停用", "grey")
    return Chip("待首次登录", "amber") if user.must_change_password else Chip("在用", "green")


class People(Table):
    """Everybody who ever had an account; nobody is deleted."""

    code, title, needs = "people", "人员账号", "account.manage"
    subtitle = "能办什么事由岗位决定；人走岗留，账号停用不删除"
    order = ("-is_active", "username")
    template = "accounts/people.html"
    columns = (
        Column("姓名", "name", sort="name", link=True),
        Column("登录名", "username", sort="username"),
        Column("岗位", _posts, code="posts", width=40),
        Column("角色", _roles, code="roles"),
        Column("手机", "phone", shown=False),
        Column("身份证号", "id_no", shown=False),
        Column("状态", _state, code="state"),
        Column("上次登录", "last_login", kind="time", sort="last_login"),
    )
    filters = (
        Search(
            "姓名、登录名、证号后四位",
            names_in=("name",),
            numbers=("username",),
            last_four=("id_no_last4",),
            keyed=("id_no_key",),
        ),  # fmt: skip
        Choice(
            "角色",
            "role",
            choices=[(r.code, r.title) for r in ROLES.values() if r.may],
            where=lambda code: Q(_held(post__role=code)),
        ),  # fmt: skip
        Lamps(
            "状态",
            "state",
            parts={
                "on": ("green", "在用", Q(is_active=True)),
                "idle": ("amber", "没有岗位", lambda _request: Q(is_active=True) & ~Q(_held())),
                "off": ("grey", "已停用", Q(is_active=False)),
            },
        ),
    )
    empty = ("没有这样的账号", "换个条件再查，或者点右上角“新建账号”")

    def rows(self) -> QuerySet:
        return User.objects.prefetch_related(queries.held_today())

    def url(self, record: User) -> str:
        return f"/people/{record.pk}/"
