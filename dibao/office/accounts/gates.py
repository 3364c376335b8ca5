"""How the people's pages open, and how a form becomes an action."""

import functools
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dibao.office.base.actions import NotAllowed, Refused, Stale


def needs(permission: str) -> Callable:
    """Only for those whose post carries the permission; the rest read why not."""

    def guard(view):
        @functools.wraps(view)
        def look(request, *args, **kwargs):
            if not request.user.may(permission):
                raise NotAllowed(
                    f"您的岗位（{request.user.post_words or '无'}）不能打开这个页面。如果工作需要，请找县级管理员"
                )
            return view(request, *args, **kwargs)

        return look

    return guard


def form_page(
    request, form, act: Callable, *, title: str, button: str, back: str, done: str = "已保存", subtitle: str = ""
) -> HttpResponse:
    """Show a form; sent, `act(cleaned data)` may answer with a page of its own, else one goes back with `done`.

    What the action refuses stands above the form, with everything that was typed still in it.
    """
    if request.method == "POST" and form.is_valid():
        try:
            answer = act(form.cleaned_data)
        except (NotAllowed, Stale):
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "button": button, "back": back, "subtitle": subtitle}
    return render(request, "accounts/form_page.html", context)


def press(request, act: Callable, *, back: str, done: str) -> HttpResponse:
    """A button without a form: done, or a message why not."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back)
