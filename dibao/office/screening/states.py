"""A run of the rules, and a hit on its way from the rule to a person's conclusion."""

from dibao.office.base.states import States, Step

RUN = States(
    {"queued": "排队中", "running": "比对中", "done": "已完成", "failed": "未完成", "cancelled": "已取消"},
    (
        Step(("queued",), "running", "run.begin", "开始"),
        Step(("running",), "done", "run.finish", "完成"),
        Step(("queued", "running"), "failed", "run.fail", "中止"),
        Step(("queued", "running"), "cancelled", "run.cancel", "取消"),
    ),
    frozenset({"done", "failed", "cancelled"}),
)

HIT = States(
    {
        "new": "待分派",
        "dispatched": "核查中",
        "concluded": "已有结论",
        "linked": "已列入问题",
        "dismissed": "已排除",
        "expired": "数据已变",
    },
    (
        Step(("new",), "dispatched", "hit.dispatch", "派发核查"),
        Step(("dispatched",), "new", "hit.recall", "退回"),
        Step(("new", "dispatched"), "concluded", "hit.conclude", "作出结论"),
        Step(("concluded",), "linked", "hit.link", "列入问题"),
        Step(("concluded",), "dismissed", "hit.dismiss", "排除疑点"),
        Step(("linked", "dismissed", "concluded"), "new", "hit.return", "疑点再现"),
        Step(("new", "dispatched"), "expired", "hit.expire", "数据已变"),
        Step(("expired",), "new", "hit.revive", "再次比中"),
    ),
    frozenset({"linked", "dismissed", "expired"}),
)
OPEN = ("new", "dispatched")

# domain.md 2.0: what people conclude. The first word says what becomes of the hit.
CONCLUSIONS = {
    "confirmed_removed": "属实－清退",
    "confirmed_adjusted": "属实－调整金额",
    "confirmed_papers": "属实－补手续",
    "confirmed_transferred": "属实－移交",
    "confirmed_included": "属实－纳入",
    "refuted_namesake": "不属实－同名异人",
    "refuted_stale": "不属实－数据滞后",
    "refuted_data": "不属实－数据错误",
    "refuted_nominal": "不属实－挂名、被冒用",
    "lawful_single": "政策允许－单人户",
    "lawful_fade_out": "政策允许－渐退期",
    "lawful_deduction": "政策允许－刚性支出、就业成本扣减",
    "lawful_exempt": "政策允许－财产豁免",
    "already_rectified": "已先行整改",
    "not_found": "查无此人、无法核实",
}
CONFIRMED = tuple(code for code in CONCLUSIONS if code.startswith("confirmed") or code == "already_rectified")
REFUTED = tuple(code for code in CONCLUSIONS if code.startswith(("refuted", "lawful")))
