"""Cases: dispatched, verified, decided, put right, closed, accepted."""

from django.apps import AppConfig

from dibao.office.base import words
from dibao.office.base.menu import Entry, add
from dibao.office.base.panels import Panel
from dibao.office.base.panels import add as add_panel


class CasesConfig(AppConfig):
    """From a suspicion to its closing."""

    name = "dibao.office.cases"
    label = "cases"
    verbose_name = "核查整改"

    def ready(self) -> None:
        from dibao.office.cases import queries

        words.name(
            decision="处理决定", now="状态", why="理由", notified_on="送达日期", basis="政策依据", effective_month="执行月份",
            check="核查任务", found="核查情况", method="方式", visited_on="核查日期", visitors="核查人员", households="户数",
            decisions="决定数", month="月份", progress="进展", recovery="追缴", amount_fen="金额（分）", paper_no="凭证号", relation="关系",
        )  # fmt: skip
        add(Entry("治理业务", "核查任务", "clipboard-check", "checks", "household.read", 40, queries.tasks_waiting))
        add(Entry("治理业务", "问题台账", "list-check", "problems", "problem.read", 41, queries.problems_overdue))
        add(Entry("治理业务", "发放变更", "cash-stack", "changes", "problem.read", 42))
        add_panel("household", Panel(10, "cases/part_tasks.html", queries.household_tasks))
        add_panel("household", Panel(20, "cases/part_conclude.html", queries.household_conclusions))
        add_panel("household", Panel(30, "cases/part_decisions.html", queries.household_decisions))
        add_panel("household", Panel(40, "cases/part_problems.html", queries.household_problems))
