"""Areas, units, posts, people, assignments."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dibao.office.accounts.roles import CHOICES, ROLES, Role
from dibao.office.base.actions import Versioned
from dibao.office.base.fields import KeyedIndexField, LastFourField, SealedField
from dibao.office.base.scope import Reach, Sight

AREA_LEVELS = {"province": 2, "city": 4, "county": 6, "township": 9, "village": 12, "group": 15}  # digits of the code
AREA_TITLES = {
    "province": "省",
    "city": "市",
    "county": "县",
    "township": "乡镇（街道）",
    "village": "村（社区）",
    "group": "村民小组",
}


class Area(models.Model):
    """A division, from province to village group. A code is the beginning of the codes of all that lies inside.

    A village group has no national code: the village's twelve digits and three of our own. A development zone has none
    either: `quasi` marks a code that the county made up inside its own six digits.
    """

    code = models.CharField("区划代码", max_length=15, unique=True)
    name = models.CharField("名称", max_length=60, db_index=True)
    level = models.CharField("级别", max_length=10, choices=list(AREA_TITLES.items()), db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name="上级")
    quasi = models.BooleanField("准代码", default=False)
    valid_from = models.DateField("启用", null=True, blank=True)
    valid_to = models.DateField("停用", null=True, blank=True)
    # several for a merger; one that was split is the predecessor of several
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors", verbose_name="前身")

    class Meta:
        ordering = ["code"]
        verbose_name = "区划"
        constraints = [
            models.CheckConstraint(condition=Q(level__in=list(AREA_LEVELS)), name="area_level"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="area_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def area_code(self) -> str:
        return self.code

    def inherited(self) -> list["Area"]:
        """Areas that went into this one whole, and into it alone: it answers for what lies in their records."""
        whole = [area for area in self.predecessors.filter(valid_to__isnull=False) if area.successors.count() == 1]
        return [area for before in whole for area in (before, *before.inherited())]

    @property
    def alias_words(self) -> str:
        return "、".join(alias.name for alias in self.aliases.all())

    @property
    def path(self) -> str:
        """From the county's parts down to here: 青山镇 / 大塘村."""
        names, area = [], self
        while area and AREA_LEVELS[area.level] > AREA_LEVELS["county"]:
            names.append(area.name)
            area = area.parent
        return " / ".join(reversed(names)) or self.name


class AreaAlias(models.Model):
    """Another name under which an area appears in sheets."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="aliases")
    name = models.CharField("别名", max_length=60, db_index=True)

    class Meta:
        unique_together = [("area", "name")]


class Unit(models.Model):
    """An office: the bureau, a township government, a village committee, another department, an inspection team."""

    KINDS = {
        "bureau": "民政局",
        "township": "乡镇政府（街道办事处）",
        "village": "村（居）委会",
        "department": "部门",
        "discipline": "纪检监察",
        "team": "检查组",
        "third_party": "第三方机构",
    }
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=12, choices=list(KINDS.items()))
    area = models.ForeignKey(Area, models.PROTECT, related_name="units", verbose_name="所辖区划")

    class Meta:
        ordering = ["area__code", "name"]
        verbose_name = "单位"
        constraints = [models.UniqueConstraint(fields=["name", "area"], name="unit_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def area_code(self) -> str:
        return self.area.code


class Post(models.Model):
    """A chair in a unit. Work hangs on the post, so that it stays when a person leaves."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    title = models.CharField("岗位", max_length=40)
    role = models.CharField("角色", max_length=20, choices=CHOICES)
    is_contact = models.BooleanField("本村联系人", default=False)

    class Meta:
        ordering = ["unit__area__code", "unit__name", "title"]
        verbose_name = "岗位"
        constraints = [
            models.UniqueConstraint(fields=["unit", "title"], name="post_title"),
            # S0-54: every village has one named contact
            models.UniqueConstraint(fields=["unit"], condition=Q(is_contact=True), name="one_contact_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.title}"

    @property
    def area_code(self) -> str:
        return self.unit.area.code

    @property
    def holder(self) -> "User | None":
        """Who sits here today."""
        held = self.tenures.filter(Tenure.on(timezone.localdate())).select_related("user").first()
        return held.user if held else None


class People(BaseUserManager):
    """Accounts are made by the action `create_account` only."""

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser, Versioned):
    """A person who signs in. What they may do comes from the posts they hold today."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    phone = SealedField("phone", verbose_name="电话")
    phone_key = KeyedIndexField("phone")
    id_no = SealedField("id_no", verbose_name="身份证号")
    id_no_key = KeyedIndexField("id_no")
    id_no_last4 = LastFourField("id_no")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    password_changed_on = models.DateField("改密码日期", null=True)
    session_key = models.CharField(max_length=40, blank=True)  # the one session that counts
    created_at = models.DateTimeField(auto_now_add=True)

    objects = People()
    reveal_needs = (
        "account.manage"  # people are no scoped records: phone and ID number are their administrator's affair
    )
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "人员"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    def posts_on(self, day: date) -> list[Post]:
        """The posts held on a day."""
        held = self.tenures.filter(Tenure.on(day)).select_related("post__unit__area")
        return [tenure.post for tenure in held]

    @property
    def posts(self) -> list[Post]:
        """The posts held today; asked once for each request."""
        if not hasattr(self, "_posts"):
            self._posts = self.posts_on(timezone.localdate())
        return self._posts

    @property
    def roles(self) -> list[Role]:
        return [ROLES[post.role] for post in self.posts]

    @property
    def post_words(self) -> str:
        """For the head of the page and the audit: 青山镇人民政府 · 民政办经办."""
        return "、".join(str(post) for post in self.posts)

    @property
    def unit_words(self) -> str:
        """The units of the posts held today: 青山镇人民政府."""
        return "、".join(dict.fromkeys(post.unit.name for post in self.posts))

    @property
    def area_code(self) -> str:
        """Where this person sits: the area of the first post held today."""
        return next((post.area_code for post in self.posts), "")

    def may(self, permission: str) -> bool:
        """Whether a post held today carries the permission. Where it holds is a question of sight."""
        return self.is_active and any(permission in role.may for role in self.roles)

    def sight(self) -> Sight:
        """What this person sees today: the area of each post with its audience, and what was assigned to them.

        Asked once for each request.
        """
        if not hasattr(self, "_sight"):
            self._sight = self._look_around()
        return self._sight

    def _look_around(self) -> Sight:
        if not self.is_active:
            return Sight(who=self.username)
        given = list(self.assignments.filter(Assignment.on(timezone.localdate())).select_related("area"))
        roaming = frozenset().union(*(role.audiences for role in self.roles if role.by_assignment))
        reaches = [
            Reach(area.code, ROLES[post.role].audiences)
            for post in self.posts
            if not ROLES[post.role].assigned
            for area in (post.unit.area, *post.unit.area.inherited())
        ]
        reaches += [Reach(a.area.code, roaming) for a in given if a.area_id]
        records: dict[str, set[int]] = {}
        for assignment in given:
            if assignment.record_type:
                records.setdefault(assignment.record_type, set()).add(assignment.record)
        return Sight(tuple(reaches), {k: frozenset(v) for k, v in records.items()}, who=self.username)

    def sees_area(self, code: str) -> bool:
        """Whether a division lies inside what this person sees."""
        return any(code.startswith(reach.area) for reach in self.sight().reaches)


class Tenure(models.Model):
    """Who held a post, from when to when; the answer to 谁调查、谁审核、谁签字 years later."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    user = models.ForeignKey(User, models.PROTECT, related_name="tenures")
    from_day = models.DateField("到岗")
    to_day = models.DateField("离岗", null=True, blank=True)

    class Meta:
        ordering = ["-from_day", "-id"]
        verbose_name = "任职"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=models.F("from_day")), name="tenure_days"
            ),
            models.UniqueConstraint(fields=["post"], condition=Q(to_day__isnull=True), name="one_holder_a_post"),
        ]

    @staticmethod
    def on(day: date) -> Q:
        """Those that hold on a day."""
        return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gte=day))


class Assignment(models.Model):
    """What an inspector, a surveyor or the discipline side may see: an area, or one record."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    record_type = models.CharField(max_length=60, blank=True)  # model label, as in Sight.assigned
    record = models.BigIntegerField(null=True)
    until = models.DateField("截止", null=True, blank=True)
    reason = models.CharField("事由", max_length=120)

    class Meta:
        verbose_name = "分派"
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, record__isnull=True, record_type="")
                | Q(area__isnull=True, record__isnull=False) & ~Q(record_type=""),
                name="assignment_of_one_thing",
            )
        ]

    @staticmethod
    def on(day: date) -> Q:
        """Those that hold on a day."""
        return Q(until__isnull=True) | Q(until__gte=day)


class OldPassword(models.Model):
    """Passwords of before, hashed; a new one is none of them."""

    user = models.ForeignKey(User, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)
