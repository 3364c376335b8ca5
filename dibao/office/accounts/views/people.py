"""人员: accounts and what is done to them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dibao.office.accounts import actions, queries
from dibao.office.accounts.forms import AccountForm, AssignForm, NewAccountForm
from dibao.office.accounts.gates import form_page, needs, press
from dibao.office.accounts.models import Assignment, User
from dibao.office.accounts.passwords import first_password
from dibao.office.base.audit import AuditEvent

manages = needs("account.manage")


@manages
def person(request, pk: int) -> HttpResponse:
    """One account: posts, assignments, what was done to it."""
    user = get_object_or_404(User, pk=pk)
    return render(request, "accounts/person.html", {"person": user, "locked": queries.is_locked(user)} | about(user))


def about(user: User) -> dict:
    """What a person's page and one's own profile both show."""
    events = AuditEvent.objects.filter(subject_type="accounts.user", subject=str(user.pk)).select_related("by")
    return {
        "tenures": user.tenures.select_related("post__unit"),
        "given": user.assignments.select_related("area").order_by("-id"),
        "today": timezone.localdate(),
        "range": queries.range_words(user),
        "sign_ins": events.filter(code="account.sign_in")[:8],
        "history": events.exclude(code__in=["account.sign_in", "account.sign_out"])[:20],
    }


@manages
def new_person(request) -> HttpResponse:
    """An account, perhaps with a post; its first password is on the answer, and nowhere else."""
    password = first_password()

    def act(data: dict) -> HttpResponse:
        user = actions.create_account(
            by=request.user,
            password=password,
            **{name: data[name] for name in ("username", "name", "phone", "id_no")},
        )
        if data["post"]:
            actions.take_post(by=request.user, post=data["post"], user=user)
        return _password_page(request, user, password, "账号已建好")

    form = NewAccountForm(request.POST or None, free_posts=queries.free_posts())
    return form_page(request, form, act, title="新建账号", button="建账号", back="/people/")


def _password_page(request, user: User, password: str, title: str) -> HttpResponse:
    return render(request, "accounts/first_password.html", {"person": user, "password": password, "title": title})


@manages
def edit_person(request, pk: int) -> HttpResponse:
    """Name, phone, ID number."""
    user = get_object_or_404(User, pk=pk)
    shown = {"name": user.name, "phone": user.phone, "id_no": user.id_no, "version": user.version}

    def act(data: dict) -> None:
        values = {name: data[name] for name in ("name", "phone", "id_no")}
        actions.edit_account(by=request.user, user=user, seen_version=data["version"], **values)

    form = AccountForm(request.POST or None, initial=shown)
    return form_page(request, form, act, title=f"修改{user}的资料", button="保存", back=f"/people/{pk}/")


@require_POST
@manages
def reset(request, pk: int) -> HttpResponse:
    """A new first password, shown once; a lock that wrong passwords made goes with it."""
    user, password = get_object_or_404(User, pk=pk), first_password()
    actions.reset_password(by=request.user, user=user, password=password)
    if queries.is_locked(user):
        actions.unlock(by=request.user, user=user)
    return _password_page(request, user, password, "密码已重置")


@require_POST
@manages
def switch(request, pk: int) -> HttpResponse:
    """On or off."""
    user = get_object_or_404(User, pk=pk)
    active = not user.is_active
    return press(
        request,
        lambda: actions.set_active(by=request.user, user=user, active=active),
        back=f"/people/{pk}/",
        done=f"{user}的账号已{'启用' if active else '停用'}",
    )


@require_POST
@manages
def unlock(request, pk: int) -> HttpResponse:
    """Wrong passwords forgotten."""
    user = get_object_or_404(User, pk=pk)
    return press(
        request,
        lambda: actions.unlock(by=request.user, user=user),
        back=f"/people/{pk}/",
        done=f"{user}可以重新登录了",
    )


@manages
def assignments(request) -> HttpResponse:
    """Who was given what to see."""
    return render(request, "accounts/assignments.html", {"assignments": queries.assignments()})


@manages
def assign(request) -> HttpResponse:
    """Give an area to somebody whose post sees by assignment."""

    def act(data: dict) -> HttpResponse:
        actions.assign(by=request.user, **data)
        return redirect("assignments")

    form = AssignForm(request.POST or None, roaming=queries.roaming())
    return form_page(request, form, act, title="分派查看范围", button="分派", back="/assignments/")


@require_POST
@manages
def unassign(request, pk: int) -> HttpResponse:
    """Take it back."""
    given = get_object_or_404(Assignment, pk=pk)
    return press(
        request,
        lambda: actions.end_assignment(by=request.user, assignment=given),
        back="/assignments/",
        done=f"已收回{given.user}的查看范围",
    )
