"""The states of a campaign and of its tasks, and the steps between them."""

from dibao.office.base.states import States, Step

CAMPAIGN = States(
    names={"draft": "起草", "issued": "进行中", "closing": "收尾", "archived": "已归档"},
    steps=(
        Step(("draft",), "issued", "campaign.issue", "发布"),
        Step(("issued",), "closing", "campaign.wind_up", "转入收尾"),
        Step(("closing",), "issued", "campaign.resume", "退回进行中"),
        Step(("closing",), "archived", "campaign.archive", "归档"),
    ),
    final=frozenset({"archived"}),
)
TASK = States(
    names={"todo": "未开始", "doing": "进行中", "submitted": "已报送", "done": "已完成", "dropped": "已取消"},
    steps=(
        Step(("todo", "doing"), "doing", "task.report", "报进度"),
        Step(("todo", "doing"), "submitted", "task.submit", "报送成果"),
        Step(("submitted",), "doing", "task.return", "退回"),
        Step(("submitted",), "done", "task.accept", "确认完成"),
        Step(("done", "dropped"), "doing", "task.reopen", "重新打开"),
        Step(("todo", "doing"), "dropped", "task.drop", "取消"),
    ),
    final=frozenset({"done", "dropped"}),
)
OPEN_TASKS = ("todo", "doing")
LIVE = ("issued", "closing")
