"""What a person remembers of a list: chosen columns, and filters under a name."""

from django.db import models

from dibao.office.base.actions import Refused, action, tell

MOST = 20  # saved filters of one person on one list


class SavedView(models.Model):
    """Columns of a list (without a name), or filters of it (with one)."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name="人员")
    table = models.CharField("列表", max_length=40)
    name = models.CharField("名称", max_length=20, blank=True)
    query = models.CharField("筛选条件", max_length=1000, blank=True)
    columns = models.JSONField("列", default=list)

    class Meta:
        verbose_name = "常用筛选"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "table", "name"], name="saved_view_name")]

    def __str__(self) -> str:
        return self.name or "显示的列"


@action("view.columns", "选择显示的列", needs=None)
def choose_columns(*, by, table: str, columns: list[str]) -> SavedView:
    """Which columns this person wants to see in a list, in the list's order; none: back to the usual ones."""
    view, _ = SavedView.objects.update_or_create(user=by, table=table, name="", defaults={"columns": columns})
    tell(view, new={"columns": columns})
    return view


@action("view.save", "保存常用筛选", needs=None)
def save_view(*, by, table: str, name: str, query: str) -> SavedView:
    """Remember filters under a name; the same name again replaces them."""
    name = name.strip()
    if not name or len(name) > 20:
        raise Refused("请给常用筛选起个名字，不超过 20 个字")
    if len(query) > 1000:
        raise Refused("筛选条件太长，保存不了，请去掉几个条件再试")
    others = SavedView.objects.filter(user=by, table=table).exclude(name__in=["", name])
    if others.count() >= MOST:
        raise Refused(f"一个列表最多保存 {MOST} 个常用筛选，请先删掉不用的")
    view, _ = SavedView.objects.update_or_create(user=by, table=table, name=name, defaults={"query": query})
    tell(view, new={"query": query})
    return view


@action("view.forget", "删除常用筛选", needs=None)
def forget_view(*, by, table: str, view: int) -> None:
    """Forget a saved filter of one's own."""
    found = SavedView.objects.filter(user=by, table=table, pk=view).exclude(name="").first()
    if not found:
        raise Refused("这个常用筛选已经不在了，请刷新页面")
    tell(found, old={"query": found.query})
    found.delete()
