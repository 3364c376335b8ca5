"""Notices in the page. Nothing depends on mail or a phone: who holds a post finds them at the bell.

notices.send([post], "任务明天到期", text="…", url=task.get_absolute_url())
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone


class Notice(models.Model):
    """One thing that a post should know. It stays with the post when the person leaves."""

    post = models.ForeignKey("accounts.Post", models.CASCADE, related_name="notices", verbose_name="岗位")
    title = models.CharField("标题", max_length=120)
    text = models.CharField("内容", max_length=400, blank=True)
    url = models.CharField("去处", max_length=200, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    read_at = models.DateTimeField("已读时间", null=True)
    read_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = "通知"
        indexes = [models.Index(fields=["post", "-id"], name="unread_notice", condition=Q(read_at__isnull=True))]

    def __str__(self) -> str:
        return self.title


def send(posts: Iterable, title: str, *, text: str = "", url: str = "") -> int:
    """Tell each post once, in the transaction of what is told; the number of notices."""
    fresh = [
        Notice(post=post, title=title[:120], text=text[:400], url=url) for post in {p.pk: p for p in posts}.values()
    ]
    return len(Notice.objects.bulk_create(fresh))


def of(user) -> QuerySet[Notice]:
    """Everything told to the posts that somebody holds today, newest first."""
    return Notice.objects.filter(post__in=user.posts).select_related("post__unit")


def unread(user) -> QuerySet[Notice]:
    """What nobody has read yet."""
    return of(user).filter(read_at__isnull=True)


def read(user, *keys: int) -> int:
    """Mark one's own notices as read, all of them without `keys`; reading is no write that needs an audit event."""
    mine = unread(user).filter(pk__in=keys) if keys else unread(user)
    return mine.update(read_at=timezone.now(), read_by=user)
