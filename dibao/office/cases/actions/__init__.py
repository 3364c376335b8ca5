"""Every write of the cases."""

from dibao.office.cases.actions.decisions import issue_changes, make, notify, propose, receive_changes, reject, reverse
from dibao.office.cases.actions.dispatch import declare_relative, dispatch, dispatch_by_area, recall_task, return_task
from dibao.office.cases.actions.problems import (
    accept,
    measure,
    note_progress,
    open_problem,
    reconcile,
    record_recovery,
    reopen,
    send_back,
    submit,
    verify,
)
from dibao.office.cases.actions.visits import conclude, finish_task, record_visit

__all__ = [
    "accept", "conclude", "declare_relative", "dispatch", "dispatch_by_area", "finish_task", "issue_changes", "make", "measure",
    "note_progress", "notify", "open_problem", "propose", "recall_task", "receive_changes", "reconcile", "record_recovery",
    "record_visit", "reject", "reopen", "return_task", "reverse", "send_back", "submit", "verify",
]  # fmt: skip
