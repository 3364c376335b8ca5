"""Every write of freezing and screening."""

from dibao.office.screening.actions.populations import ask_freeze, freeze, place_household
from dibao.office.screening.actions.runs import begin_run, cancel_run, fail_run, finish_run, start_run

__all__ = [
    "ask_freeze", "begin_run", "cancel_run", "fail_run", "finish_run", "freeze", "place_household", "start_run",
]  # fmt: skip
