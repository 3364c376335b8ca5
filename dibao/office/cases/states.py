"""States of a case's parts, each declared once (domain.md 6.18)."""

from dibao.office.base.states import States, Step

TASK = States(
    {"sent": "待核查", "visited": "已入户", "done": "已核完", "returned": "已退回", "recalled": "已收回"},
    (
        Step(("sent", "visited"), "visited", "visit.record", "登记核查"),
        Step(("visited",), "done", "case.finish", "核查完毕"),
        Step(("sent", "visited"), "returned", "case.return", "退回"),
        Step(("sent", "visited"), "recalled", "case.recall", "收回"),
        Step(("done",), "visited", "case.reopen", "补充核查"),
    ),
    frozenset({"done", "returned", "recalled"}),
)
WITH_UNIT = ("sent", "visited")

DECISION = States(
    {"proposed": "待审定", "made": "已作决定", "notified": "已送达", "rejected": "未采纳", "reversed": "已纠正"},
    (
        Step(("proposed",), "made", "decision.make", "作出决定"),
        Step(("proposed",), "rejected", "decision.reject", "不采纳"),
        Step(("made",), "notified", "decision.notify", "登记送达"),
        Step(("made", "notified"), "reversed", "decision.reverse", "纠正（恢复）"),
    ),
    frozenset({"notified", "rejected", "reversed"}),
)

PROBLEM = States(
    {
        "open": "待整改",
        "measured": "已定措施",
        "submitted": "待核验",
        "reconciling": "待对账",
        "closed": "已销号",
        "accepted": "已验收",
    },
    (
        Step(("open", "measured"), "measured", "problem.measure", "定措施"),
        Step(("open", "measured"), "submitted", "problem.submit", "报送整改完成"),
        Step(("submitted",), "measured", "problem.send_back", "退回整改"),
        Step(("submitted",), "reconciling", "problem.verify", "核验"),
        Step(("submitted", "reconciling"), "closed", "problem.close", "销号"),
        Step(("reconciling",), "measured", "problem.contradict", "对账不符"),
        Step(("closed",), "accepted", "problem.accept", "验收"),
        Step(("closed", "accepted"), "open", "problem.reopen", "重新打开"),
    ),
    frozenset({"closed", "accepted"}),
)
OPEN_PROBLEMS = ("open", "measured", "submitted", "reconciling")
