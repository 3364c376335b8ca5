"""单位和岗位: offices, chairs, who sits there, and the villages without a contact."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from dibao.office.accounts import actions, queries
from dibao.office.accounts.forms import HandOverForm, NewPostForm, NewUnitForm, PostForm, UnitForm
from dibao.office.accounts.gates import form_page, needs
from dibao.office.accounts.models import Post, Tenure, Unit
from dibao.office.accounts.roles import ROLES, permission_table
from dibao.office.base.audit import AuditEvent

manages = needs("account.manage")


@manages
def units(request) -> HttpResponse:
    """Every office with its chairs."""
    words = request.GET.get("q", "").strip()
    found = queries.units_seen(words)
    return render(request, "accounts/units.html", {"words": words, "units": found, "roles": ROLES})


@manages
def new_unit(request) -> HttpResponse:
    """A new office."""

    def act(data: dict) -> HttpResponse:
        return redirect("unit", actions.create_unit(by=request.user, **data).pk)

    form = NewUnitForm(request.POST or None, initial={"area": request.GET.get("area", "")})
    return form_page(request, form, act, title="新建单位", button="新建", back="/units/")


def _unit(pk: int) -> Unit:
    return get_object_or_404(queries.units_seen(), pk=pk)


def _post(pk: int) -> Post:
    return get_object_or_404(Post.objects.filter(unit__in=queries.units_seen()), pk=pk)


@manages
def unit(request, pk: int) -> HttpResponse:
    """One office."""
    return render(request, "accounts/unit.html", {"unit": _unit(pk), "roles": ROLES})


@manages
def edit_unit(request, pk: int) -> HttpResponse:
    """Its name."""
    this = _unit(pk)
    form = UnitForm(request.POST or None, initial={"name": this.name, "kind": this.kind})
    return form_page(
        request,
        form,
        lambda data: actions.edit_unit(by=request.user, unit=this, **data),
        title=f"修改{this}",
        button="保存",
        back=f"/units/{pk}/",
    )


@manages
def new_post(request, pk: int) -> HttpResponse:
    """A new chair."""
    this = _unit(pk)

    def act(data: dict) -> HttpResponse:
        return redirect("post", actions.create_post(by=request.user, unit=this, **data).pk)

    form = NewPostForm(request.POST or None, level=this.area.level)
    return form_page(request, form, act, title=f"在{this}设岗", button="设岗", back=f"/units/{pk}/")


@manages
def post(request, pk: int) -> HttpResponse:
    """A chair: who sits and sat there."""
    this = _post(pk)
    history = AuditEvent.objects.filter(subject_type="accounts.post", subject=str(pk)).select_related("by")[:20]
    tenures = this.tenures.select_related("user")
    context = {"post": this, "role": ROLES[this.role], "tenures": tenures, "history": history}
    return render(request, "accounts/post.html", context | {"today": timezone.localdate()})


@manages
def edit_post(request, pk: int) -> HttpResponse:
    """Its title, and whether it is the village's contact."""
    this = _post(pk)
    form = PostForm(request.POST or None, initial={"title": this.title, "is_contact": this.is_contact})
    return form_page(
        request,
        form,
        lambda data: actions.edit_post(by=request.user, post=this, **data),
        title=f"修改岗位“{this.title}”",
        button="保存",
        back=f"/units/posts/{pk}/",
    )


@manages
def hand_over(request, pk: int) -> HttpResponse:
    """Somebody comes, somebody goes."""
    this = _post(pk)
    held = this.tenures.filter(to_day__isnull=True).first()

    def act(data: dict) -> None:
        if held:
            actions.hand_over(by=request.user, post=this, to=data["to"], day=data["day"])
        elif data["to"]:
            actions.take_post(by=request.user, post=this, user=data["to"], day=data["day"])
        else:
            actions.hand_over(by=request.user, post=this, to=None, day=data["day"])

    return form_page(
        request,
        HandOverForm(request.POST or None, initial={"day": timezone.localdate()}),
        act,
        title=f"{'交接' if held else '任岗'}：{this}",
        button="确认交接" if held else "确认任岗",
        back=f"/units/posts/{pk}/",
        subtitle=_seat_words(held),
    )


def _seat_words(held: Tenure | None) -> str:
    """Who sits there, or will."""
    if held is None:
        return "现在没有人"
    is_coming = held.from_day > timezone.localdate()
    return (
        f"{'已定由' if is_coming else '现在是'}{held.user}{'接任' if is_coming else ''}（{held.from_day:%Y-%m-%d}到岗）"
    )


@manages
def contacts(request) -> HttpResponse:
    """S0-54: the villages where nobody is named."""
    return render(request, "accounts/contacts.html", {"villages": queries.villages_without_contact()})


def roles(request) -> HttpResponse:
    """岗位权限一览: who may do what, drawn from the roles themselves; anybody may read the rules they work under."""
    return render(request, "accounts/roles.html", {"roles": list(ROLES.values()), "groups": permission_table()})
