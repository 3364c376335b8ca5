"""Cases: dispatched, verified, decided, put right, closed, accepted."""

from django.apps import AppConfig

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

        add(Entry("治理业务", "核查任务", "clipboard-check", "checks", "household.read", 40, queries.tasks_waiting))
        add(Entry("治理业务", "问题台账", "list-check", "problems", "problem.read", 41, queries.problems_overdue))
        add(Entry("治理业务", "发放变更", "cash-stack", "changes", "problem.read", 42))
        add_panel("household", Panel(10, "cases/part_tasks.html", queries.household_tasks))
        add_panel("household", Panel(20, "cases/part_conclude.html", queries.household_conclusions))
        add_panel("household", Panel(30, "cases/part_decisions.html", queries.household_decisions))
        add_panel("household", Panel(40, "cases/part_problems.html", queries.household_problems))
