"""Every write to campaigns, by its noun."""

from dibao.office.campaigns.actions.conduct import (
    change_entry,
    enter,
    remind,
    reply_to,
    strike_out,
)
from dibao.office.campaigns.actions.issue import draft_campaign
from dibao.office.campaigns.actions.plan import (
    add_part,
    archive,
    change_campaign,
    change_part,
    issue,
    missing_for_issue,
    remove_part,
    resume,
    wind_up,
)
from dibao.office.campaigns.actions.rules import set_parameter, set_rules, unset_parameter
from dibao.office.campaigns.actions.tasks import (
    accept_task,
    add_task,
    assign_task,
    change_task,
    drop_task,
    given_in,
    reopen_task,
    report_progress,
    return_task,
    submit_task,
)
from dibao.office.campaigns.actions.tick import tick

__all__ = [
    "accept_task", "add_part", "add_task", "archive", "assign_task", "change_campaign", "change_entry", "change_part", "change_task",
    "draft_campaign", "drop_task", "enter", "given_in", "issue", "missing_for_issue", "remind", "remove_part", "reopen_task", "reply_to", "report_progress", "resume",
    "return_task", "set_parameter", "set_rules", "strike_out", "submit_task", "tick", "unset_parameter", "wind_up",
]  # fmt: skip
