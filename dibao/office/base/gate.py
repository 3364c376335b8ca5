"""Pages that need a permission. Whether the record is within sight is asked by its manager."""

import functools
from collections.abc import Callable

from dibao.office.base.actions import NotAllowed


def needs(permission: str) -> Callable:
    """Refuse the page to those without the permission: `@needs("campaign.read")` above a view."""

    def wrap(view):
        @functools.wraps(view)
        def checked(request, *args, **kwargs):
            if not request.user.may(permission):
                raise NotAllowed(
                    f"您的岗位（{request.user.post_words or '无'}）不能打开这个页面。如果工作需要，请找县级管理员"
                )
            return view(request, *args, **kwargs)

        return checked

    return wrap
