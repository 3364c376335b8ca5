"""From a file that somebody sent to a batch in the lake, and the ways back."""

from dibao.office.base.states import States, Step

UPLOAD = States(
    {
        "received": "等待预检",
        "checked": "待确认",
        "accepted": "已入库",
        "failed": "无法读取",
        "dropped": "已放弃",
        "withdrawn": "已撤回",
    },
    (
        Step(("received", "checked", "failed"), "checked", "data.check", "预检"),
        Step(("received", "checked"), "failed", "data.fail", "预检"),
        Step(("checked",), "accepted", "data.accept", "确认入库"),
        Step(("checked", "failed", "received"), "dropped", "data.drop", "放弃"),
        Step(("accepted",), "withdrawn", "data.withdraw", "撤回"),
        Step(("withdrawn",), "accepted", "data.restore", "恢复"),
    ),
    frozenset({"accepted", "dropped", "withdrawn"}),
)

DISPUTE = States(
    {"open": "待发出", "sent": "已发提供单位", "answered": "已答复", "closed": "已办结"},
    (
        Step(("open",), "sent", "dispute.send", "发提供单位核对"),
        Step(("sent",), "answered", "dispute.answer", "登记答复"),
        Step(("answered",), "closed", "dispute.close", "办结"),
        Step(("answered",), "sent", "dispute.ask_again", "再次核对"),
    ),
    frozenset({"closed"}),
)
