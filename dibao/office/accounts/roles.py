"""The twelve personas of a campaign (domain.md 6.17) as roles: how far they see, and what they may do.

A permission is `noun.verb`. What stands nowhere here is refused to everybody.
"""

from dataclasses import dataclass

LEVELS = {"county": "县", "township": "乡镇", "village": "村"}
AUDIENCES = ("village", "township", "county", "discipline")  # each sees its own and what stands before it


@dataclass(frozen=True)
class Role:
    """`level`: at which unit the post stands; `audience`: which hits it sees at most; `assigned`: sees only what it is given."""

    code: str
    title: str
    level: str
    audience: str
    may: frozenset[str]
    assigned: bool = False

    @property
    def by_assignment(self) -> bool:
        """Whether areas and records may be put into this role's hands beyond what its unit sees."""
        return self.assigned or self.audience == "discipline"

    @property
    def level_words(self) -> str:
        return LEVELS[self.level]

    @property
    def reach_words(self) -> str:
        if not self.may:
            return "—"
        return "分派的" if self.assigned else {"county": "全县", "township": "本乡镇", "village": "本村"}[self.level]

    @property
    def audience_words(self) -> str:
        """Which hits, in words."""
        if "hit.read" not in self.may:
            return "—"
        return {"village": "村级", "township": "乡镇级", "county": "县级", "discipline": "含纪检"}[self.audience]

    @property
    def audiences(self) -> frozenset[str]:
        if not self.audience:
            return frozenset()
        return frozenset(AUDIENCES[: AUDIENCES.index(self.audience) + 1])


def _role(code: str, title: str, level: str, audience: str, may: str, assigned: bool = False) -> Role:
    return Role(code, title, level, audience, frozenset(may.split()), assigned)


_READ = "campaign.read dataset.read household.read hit.read problem.read cockpit.read"
_COUNTY = f"{_READ} personal.reveal personal.export"
ROLES = {
    role.code: role
    for role in (
        _role(
            "county_admin",
            "县级管理员",
            "county",
            "county",
            f"{_COUNTY} account.manage area.manage campaign.manage campaign.task rule.set data.upload data.accept data.withdraw"
            " population.freeze run.start case.dispatch case.return problem.open task.report api.manage",
        ),
        _role(
            "county_reviewer",
            "县级审核员",
            "county",
            "county",
            f"{_COUNTY} data.upload data.accept run.start case.dispatch case.return visit.record hit.conclude"
            " decision.make problem.open problem.rectify problem.verify problem.accept task.report",
        ),
        _role(
            "discipline_liaison",
            "纪检联络员",
            "county",
            "discipline",
            f"{_COUNTY} problem.open problem.verify clue.handle case.return",
        ),
        _role(
            "payment_clerk",
            "资金发放岗",
            "county",
            "",
            "campaign.read dataset.read problem.read data.upload payment.confirm",
        ),
        _role(
            "township_handler",
            "乡镇经办人",
            "township",
            "township",
            f"{_READ} personal.reveal personal.export data.upload case.dispatch case.return visit.record hit.conclude"
            " problem.open problem.rectify task.report",
        ),
        _role(
            "township_leader",
            "乡镇分管领导",
            "township",
            "township",
            f"{_READ} personal.reveal campaign.task decision.make problem.open problem.verify task.report case.dispatch case.return",
        ),
        _role(
            "village_worker",
            "村级协理员",
            "village",
            "village",
            f"{_READ} data.upload visit.record problem.rectify task.report",
        ),
        _role(
            "inspector",
            "抽调核查员",
            "county",
            "county",
            "campaign.read household.read hit.read visit.record hit.conclude problem.open",
            True,
        ),
        _role("surveyor", "第三方调查员", "county", "village", "campaign.read household.read visit.record", True),
        _role("auditor", "审计（只读）", "county", "county", f"{_READ} audit.read"),
        _role("public", "公众", "county", "", ""),
        _role("security_auditor", "安全审计员", "county", "", "audit.read audit.verify"),
    )
}
PERMISSIONS = frozenset(p for role in ROLES.values() for p in role.may)
CHOICES = [(role.code, role.title) for role in ROLES.values()]

NOUNS = {
    "campaign": ("专项行动", {"read": "查看", "manage": "发布和设置", "task": "分解任务"}),
    "rule": ("规则", {"set": "开关和参数"}),
    "dataset": ("数据", {"read": "查看"}),
    "data": ("数据报送", {"upload": "上传", "accept": "接收入库", "withdraw": "撤回"}),
    "population": ("底数", {"freeze": "冻结"}),
    "run": ("比对", {"start": "运行"}),
    "household": ("户档案", {"read": "查看"}),
    "hit": ("疑点", {"read": "查看", "conclude": "下结论"}),
    "case": ("派单", {"dispatch": "派发", "return": "退回"}),
    "visit": ("入户核查", {"record": "登记"}),
    "decision": ("处置决定", {"make": "作出"}),
    "payment": ("发放", {"confirm": "确认变更清单"}),
    "problem": ("问题", {"read": "查看", "open": "登记", "rectify": "整改", "verify": "核销", "accept": "验收"}),
    "clue": ("线索", {"handle": "办理"}),
    "task": ("任务", {"report": "报进度"}),
    "cockpit": ("驾驶舱", {"read": "查看"}),
    "personal": ("完整证号", {"reveal": "查看（留痕）", "export": "导出（留痕）"}),
    "account": ("人员和岗位", {"manage": "管理"}),
    "area": ("区划", {"manage": "管理"}),
    "audit": ("操作记录", {"read": "查看", "verify": "核对"}),
    "api": ("接口", {"manage": "管理"}),
}


def permission_table() -> list[dict]:
    """For people: each noun with its verbs, each verb with the roles that have it."""
    return [
        {
            "title": title,
            "verbs": [
                {"title": words, "held": [f"{noun}.{verb}" in role.may for role in ROLES.values()]}
                for verb, words in verbs.items()
            ],
        }
        for noun, (title, verbs) in NOUNS.items()
    ]
