"""The records of a case, by their noun."""

from dibao.office.cases.models.decision import ChangeList, Decision
from dibao.office.cases.models.dispatch import CaseTask, DeclaredRelative, Dispatch
from dibao.office.cases.models.problem import Problem, ProblemEntry, Recovery
from dibao.office.cases.models.visit import Visit

__all__ = [
    "CaseTask", "ChangeList", "DeclaredRelative", "Decision", "Dispatch", "Problem", "ProblemEntry", "Recovery", "Visit",
]  # fmt: skip
