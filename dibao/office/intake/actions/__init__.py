"""Every write of gathering."""

from dibao.office.intake.actions.disputes import open_dispute, step_dispute
from dibao.office.intake.actions.policy import set_policy
from dibao.office.intake.actions.sheets import ignore_sheet, map_sheet, note_check
from dibao.office.intake.actions.uploads import accept, check_again, drop, receive, restore, withdraw

__all__ = [
    "accept", "check_again", "drop", "ignore_sheet", "map_sheet", "note_check", "open_dispute", "receive", "restore",
    "set_policy", "step_dispute", "withdraw",
]  # fmt: skip
