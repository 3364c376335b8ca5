"""What is done to areas, units, posts, people and what they may see, by their noun."""

from dibao.office.accounts.actions.area_import import import_areas
from dibao.office.accounts.actions.areas import (
    add_alias,
    add_area,
    close_area,
    drop_alias,
    merge_areas,
    next_quasi_code,
    rename_area,
)
from dibao.office.accounts.actions.assignments import assign, end_assignment
from dibao.office.accounts.actions.people import (
    change_password,
    create_account,
    edit_account,
    reset_password,
    set_active,
    unlock,
)
from dibao.office.accounts.actions.posts import (
    create_post,
    create_unit,
    edit_post,
    edit_unit,
    hand_over,
    take_post,
)
from dibao.office.accounts.actions.reveal import reveal
from dibao.office.accounts.actions.sessions import begin_session, end_session

__all__ = [
    "add_alias",
    "add_area",
    "assign",
    "begin_session",
    "change_password",
    "close_area",
    "create_account",
    "create_post",
    "create_unit",
    "drop_alias",
    "edit_account",
    "edit_post",
    "edit_unit",
    "end_assignment",
    "end_session",
    "hand_over",
    "import_areas",
    "merge_areas",
    "next_quasi_code",
    "rename_area",
    "reset_password",
    "reveal",
    "set_active",
    "take_post",
    "unlock",
]
