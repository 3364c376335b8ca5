"""区划: the tree, one area, and the list that comes in from a file."""

import tempfile
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dibao.engine.errors import UserError
from dibao.office.accounts import actions, queries
from dibao.office.accounts.area_file import read_areas
from dibao.office.accounts.forms import AliasForm, CloseForm, FileForm, NameForm, NewAreaForm
from dibao.office.accounts.gates import form_page, needs, press
from dibao.office.accounts.models import Area, AreaAlias, Unit
from dibao.office.base.actions import Refused
from dibao.office.base.audit import AuditEvent

manages = needs("area.manage")


@manages
def areas(request) -> HttpResponse:
    """The tree from the top, or what was searched for."""
    words = request.GET.get("q", "").strip()
    if words:
        return render(request, "accounts/areas_found.html", {"words": words, "found": queries.find_areas(words)})
    roots = list(queries.roots())
    if len(roots) == 1:
        return area(request, roots[0].code)
    return render(request, "accounts/areas_found.html", {"words": "", "found": roots})


@manages
def area(request, code: str) -> HttpResponse:
    """One area: what it is, what lies inside, what became of it."""
    this = get_object_or_404(queries.areas_seen().select_related("parent"), code=code)
    history = AuditEvent.objects.filter(subject_type="accounts.area", subject=str(this.pk)).select_related("by")[:20]
    context = {
        "area": this,
        "above": _above(this),
        "inside": queries.tree_below(this),
        "can_add": queries.can_have_children(this) and not this.valid_to,
        "units": Unit.objects.filter(area=this),
        "alias_form": AliasForm(),
        "history": history,
    }
    return render(request, "accounts/area.html", context)


def _above(this: Area) -> list[Area]:
    seen = set(queries.areas_seen().filter(code__in=[this.code[:n] for n in (2, 4, 6, 9, 12)]))
    return sorted(seen - {this}, key=lambda a: a.code)


@manages
def add(request, code: str) -> HttpResponse:
    """A new area inside this one."""
    above = get_object_or_404(queries.areas_seen(), code=code)

    def act(data: dict) -> HttpResponse:
        made = actions.add_area(
            by=request.user,
            code=data["code"].strip() or actions.next_quasi_code(above),
            name=data["name"].strip(),
            quasi=not data["code"].strip(),
            valid_from=data["valid_from"],
        )
        return redirect("area", made.code)

    form = NewAreaForm(request.POST or None)
    title = f"在{above}下新增区划"
    return form_page(request, form, act, title=title, button="新增", back=f"/areas/{above.code}/")


@manages
def rename(request, code: str) -> HttpResponse:
    """A new name."""
    this = get_object_or_404(queries.areas_seen(), code=code)
    return form_page(
        request,
        NameForm(request.POST or None, initial={"name": this.name}),
        lambda data: actions.rename_area(by=request.user, area=this, name=data["name"].strip()),
        title=f"{this}更名",
        button="更名",
        back=f"/areas/{this.code}/",
        done="已更名，原名称记为别名",
    )


@manages
def close(request, code: str) -> HttpResponse:
    """Closed, or merged into another."""
    this = get_object_or_404(queries.areas_seen(), code=code)

    def act(data: dict) -> None:
        if data["into"]:
            actions.merge_areas(by=request.user, areas=[this], into=data["into"], day=data["day"])
        else:
            actions.close_area(by=request.user, area=this, day=data["day"])

    return form_page(
        request,
        CloseForm(request.POST or None, initial={"day": timezone.localdate()}),
        act,
        title=f"撤销或合并{this}",
        button="确认",
        back=f"/areas/{this.code}/",
        subtitle="区划只撤销、不删除：以前的记录仍在原处",
    )


@require_POST
@manages
def alias_add(request, code: str) -> HttpResponse:
    """Another name."""
    this = get_object_or_404(queries.areas_seen(), code=code)
    form = AliasForm(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise Refused("请写别名，最多 60 个字")
        actions.add_alias(by=request.user, area=this, name=form.cleaned_data["name"])

    return press(request, act, back=f"/areas/{this.code}/", done="已添加别名")


@require_POST
@manages
def alias_drop(request, code: str, pk: int) -> HttpResponse:
    """A name that was a mistake."""
    alias = get_object_or_404(AreaAlias, pk=pk, area__in=queries.areas_seen().filter(code=code))
    return press(
        request,
        lambda: actions.drop_alias(by=request.user, alias=alias),
        back=f"/areas/{code}/",
        done=f"已删除别名“{alias.name}”",
    )


@manages
def take_file(request) -> HttpResponse:
    """A list of areas; the answer accounts for every row."""

    def act(data: dict) -> HttpResponse:
        rows = _read(data["file"])
        result = actions.import_areas(by=request.user, file=data["file"].name, rows=rows)
        return render(request, "accounts/areas_imported.html", {"result": result})

    form = FileForm(request.POST or None, request.FILES or None)
    return form_page(request, form, act, title="导入区划名录", button="导入", back="/areas/")


def _read(upload) -> list:
    """Our reader wants a file with its ending; what it cannot read, it says in one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"areas{Path(upload.name).suffix.lower()}"
        with path.open("wb") as file:
            file.writelines(upload.chunks())
        try:
            return read_areas(path, upload.name)
        except UserError as error:
            raise Refused(str(error)) from None
