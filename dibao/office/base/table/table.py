"""The list itself, for one request: what is asked, what is found, how it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from dibao.office.base import jobs
from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.base.table.columns import Chip, Column, Lamp
from dibao.office.base.table.export import export_rows, write_later
from dibao.office.base.table.filters import Filter, Tabs
from dibao.office.base.table.saved import SavedView, choose_columns, forget_view, save_view


@dataclass(frozen=True)
class Bulk:
    """A button for the rows that were ticked: posts them to the page `url`, which asks `Table.chosen`."""

    title: str
    url: str  # its name
    needs: str = ""
    icon: str = "check2-square"
    warn: bool = False


TABLES: dict[str, type["Table"]] = {}


@dataclass(frozen=True)
class Asking:
    """Somebody who asks for a list without a browser: a job."""

    user: object


@jobs.runner("table.export")
def export(progress: jobs.Progress, *, table: str, query: str, purpose: str, clear: bool) -> jobs.Result:
    """A long list as a workbook."""
    return write_later(progress, TABLES[table](Asking(progress.job.owner), QueryDict(query)), purpose, clear)


class Table:
    """A room's list derives from this and says what it is; see the package's docstring."""

    code = ""  # unique; saved views hang on it
    title = ""
    subtitle = ""
    needs = ""  # permission to see it
    export_needs = "personal.export"
    reveal_needs = "personal.reveal"  # for an export with whole citizen IDs
    columns: tuple[Column, ...] | list[Column] = ()
    filters: tuple[Filter, ...] | list[Filter] = ()
    tabs: Tabs | None = None
    bulk: tuple[Bulk, ...] | list[Bulk] = ()
    order: tuple[str, ...] = ("-pk",)
    sizes = (20, 50, 100, 500)
    empty = ("没有符合条件的记录", "换个条件再查，或者点“重置”看全部")
    template = "base/table/page.html"

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.code:
            TABLES[cls.code] = cls

    def __init__(self, request, params: QueryDict | None = None):
        self.request, self.params = request, request.GET if params is None else params

    # What a room says of its rows

    def rows(self) -> QuerySet:
        """All rows that this person may see, with what the columns need (`select_related`)."""
        raise NotImplementedError

    def url(self, record) -> str:
        """Where a row opens; empty: nowhere."""
        return ""

    def buttons(self, record) -> list[tuple[str, str]]:
        """What can be done with a row: (words, address)."""
        return []

    def context(self) -> dict:
        """What the room's own template needs besides `table`."""
        return {}

    # What is asked

    @cached_property
    def all_filters(self) -> list[Filter]:
        return [*([self.tabs] if self.tabs else []), *self.filters]

    @cached_property
    def values(self) -> dict[str, object]:
        """Filter name → its value, for those that are set."""
        read = {f.name: f.read(self.request, self.params) for f in self.all_filters}
        return {name: value for name, value in read.items() if value}

    @cached_property
    def found(self) -> QuerySet:
        """The rows that the filters let through, in the order asked for."""
        query = Q()
        for f in self.all_filters:
            if f.name in self.values:
                query &= f.query(self.values[f.name], self.request)
        return self.rows().filter(query).order_by(*self.sorting)

    @cached_property
    def sort(self) -> str:
        """The column sorted by, with a minus when downwards; empty: the usual order."""
        asked = self.params.get("sort", "")
        return asked if any(c.sort and c.name == asked.removeprefix("-") for c in self.columns) else ""

    @property
    def sorting(self) -> tuple[str, ...]:
        """Always to the last detail: else a row could stand on two pages."""
        usual = self.order if any(o.lstrip("-") in ("pk", "id") for o in self.order) else (*self.order, "pk")
        if not self.sort:
            return usual
        column = next(c for c in self.columns if c.name == self.sort.removeprefix("-"))
        return ("-" + column.sort if self.sort.startswith("-") else column.sort, *usual)

    @cached_property
    def size(self) -> int:
        asked = self.params.get("size", "")
        return int(asked) if asked.isdigit() and int(asked) in self.sizes else self.sizes[0]

    @cached_property
    def filter_words(self) -> list[str]:
        """What is asked, in words: for paper and for Excel."""
        return [f.words(self.values[f.name], self.request) for f in self.all_filters if f.name in self.values]

    def chosen(self) -> QuerySet:
        """For bulk actions: the rows that were ticked, or all that were found; only such as this person sees."""
        if self.request.POST.get("all") == "1":
            return type(self)(self.request, QueryDict(self.request.POST.get("query", ""))).found
        keys = [key for key in self.request.POST.getlist("ids") if key.isdigit()]
        if not keys:
            raise Refused("还没有选中任何一条，请先在列表里打勾")
        return self.rows().filter(pk__in=keys)

    # What is shown

    @cached_property
    def chosen_columns(self) -> list[Column]:
        """The columns that this person chose, else the usual ones."""
        saved = SavedView.objects.filter(user=self.request.user, table=self.code, name="").first()
        names = [c.name for c in self.columns if c.name in saved.columns] if saved else []
        return [c for c in self.columns if (c.name in names if names else c.shown)]

    @cached_property
    def current(self) -> Page:
        return Paginator(self.found, self.size).get_page(self.params.get("page"))

    @cached_property
    def count(self) -> int:
        return self.current.paginator.count

    @property
    def head(self) -> list[dict]:
        """The head of each column, and where a click on it leads."""
        return [self._head(column) for column in self.chosen_columns]

    def _head(self, column: Column) -> dict:
        way = {column.name: "ascending", "-" + column.name: "descending"}.get(self.sort, "")
        turned = "-" + column.name if way == "ascending" else column.name
        return {"column": column, "way": way, "url": self.address(sort=turned, page="") if column.sort else ""}

    @property
    def body(self) -> list[dict]:
        """The rows of this page."""
        return [
            {
                "pk": record.pk,
                "cells": [self._cell(record, c) for c in self.chosen_columns],
                "buttons": self.buttons(record),
            }
            for record in self.current
        ]

    def _cell(self, record, column: Column) -> dict:
        value = column.of(record)
        mark = "lamp" if isinstance(value, Lamp) else "chip" if isinstance(value, Chip) else ""
        return {
            "column": column,
            "mark": mark,
            "value": value if mark else column.words(value),
            "below": column.below(record),
            "url": self.url(record) if column.link else "",
        }

    @property
    def pages(self) -> list[dict]:
        """Page numbers; the gaps have none."""
        numbers = self.current.paginator.get_elided_page_range(self.current.number, on_each_side=2, on_ends=1)
        numbers = [n if isinstance(n, int) else 0 for n in numbers]
        return [{"number": n, "url": self.address(page=n), "here": n == self.current.number} for n in numbers]

    @property
    def filter_row(self) -> list[dict]:
        """The filters with their values, for the page."""
        return [self._drawn(f) for f in self.filters]

    @property
    def tab_row(self) -> dict | None:
        """The tabs, and where each leads."""
        if not self.tabs:
            return None
        drawn = self._drawn(self.tabs)
        for option in drawn["options"]:
            option["url"] = self.address(**{self.tabs.name: option["value"], "page": ""})
        return drawn

    def _drawn(self, f: Filter) -> dict:
        value = self.values.get(f.name, "")
        options = [{**o, "here": o["value"] == value} for o in f.options(self.request)]
        return {"filter": f, "value": value, "options": options}

    def address(self, **changes) -> str:
        """This list with other parameters; only what it knows is kept."""
        return "?" + self.query_string(**changes)

    def query_string(self, **changes) -> str:
        """The parameters of this list as they stand, with changes; what goes without saying is left out."""
        known = [name for f in self.all_filters for name in f.names] + ["sort", "size", "page"]
        kept = {name: self.params[name] for name in known if name in self.params} | changes
        unsaid = dict.fromkeys(known, "") | {"size": str(self.sizes[0])}
        if self.tabs:
            unsaid[self.tabs.name] = self.tabs.first
        return urlencode({name: value for name, value in kept.items() if str(value) != unsaid[name]})

    @property
    def query(self) -> str:
        return self.query_string(page="")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the pager's own form must carry."""
        return list(QueryDict(self.query_string(page="", size="")).items())

    @property
    def tab_value(self) -> str:
        return self.values.get(self.tabs.name, "") if self.tabs else ""

    @property
    def has_buttons(self) -> bool:
        """Whether this list has a column 操作."""
        return type(self).buttons is not Table.buttons

    @property
    def saved(self) -> QuerySet:
        return SavedView.objects.filter(user=self.request.user, table=self.code).exclude(name="")

    @property
    def bulk_buttons(self) -> list[dict]:
        allowed = [b for b in self.bulk if not b.needs or self.request.user.may(b.needs)]
        return [{"button": b, "url": reverse(b.url)} for b in allowed]

    @property
    def may_export(self) -> bool:
        return not self.export_needs or self.request.user.may(self.export_needs)

    @property
    def may_reveal(self) -> bool:
        return self.request.user.may(self.reveal_needs)

    # Answering

    @classmethod
    def page(cls, request) -> HttpResponse:
        """The view: the page, a part of it for htmx, or what was posted."""
        if cls.needs and not request.user.may(cls.needs):
            raise NotAllowed(f"您的岗位（{request.user.post_words or '无'}）不能查看“{cls.title}”。请找有此权限的人")
        if request.method == "POST":
            return cls(request, QueryDict(request.POST.get("query", ""))).posted()
        return cls(request).shown()

    def shown(self) -> HttpResponse:
        """The page; for htmx only rows and pager, and the address that says what they are."""
        if not self.request.htmx:
            return render(self.request, self.template, {"table": self, "title": self.title} | self.context())
        response = render(self.request, "base/table/rows.html", {"table": self})
        response["HX-Push-Url"] = f"{self.request.path}{self.address()}"
        return response

    def posted(self) -> HttpResponse:
        """Remember, forget or export; then back to where the person was."""
        doing: dict[str, Callable] = {"columns": self._choose, "save": self._save, "forget": self._forget}
        do = self.request.POST.get("do", "")
        if do == "export":
            return export_rows(self)
        if do not in doing:
            raise Refused("不知道要做什么，请刷新页面再试")
        doing[do]()
        return redirect(f"{self.request.path}{self.address()}")

    def _choose(self) -> None:
        asked = self.request.POST.getlist("columns")
        choose_columns(by=self.request.user, table=self.code, columns=[c.name for c in self.columns if c.name in asked])

    def _save(self) -> None:
        save_view(by=self.request.user, table=self.code, name=self.request.POST.get("name", ""), query=self.query)

    def _forget(self) -> None:
        key = self.request.POST.get("view", "")
        forget_view(by=self.request.user, table=self.code, view=int(key) if key.isdigit() else 0)
