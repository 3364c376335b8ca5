"""States are declared once, as a table of transitions that pages, actions, the API and the tests read."""

from dataclasses import dataclass

from django.db import models

from dibao.office.base.actions import Refused, change


@dataclass(frozen=True)
class Step:
    """From these states to that one, by an action (its code), called so on the button."""

    origins: tuple[str, ...]
    target: str
    action: str
    title: str


class States:
    """`names`: state → Chinese name, the first is where a record begins; `final`: where it may rest for good."""

    def __init__(self, names: dict[str, str], steps: tuple[Step, ...], final: frozenset[str]):
        self.names, self.steps, self.final = names, steps, final
        unknown = {s for step in steps for s in (*step.origins, step.target)} | final
        if unknown - set(names):
            raise RuntimeError(f"unknown states: {sorted(unknown - set(names))}")

    @property
    def first(self) -> str:
        return next(iter(self.names))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """As a model field wants them."""
        return list(self.names.items())

    def steps_from(self, state: str) -> list[Step]:
        """What can be done now."""
        return [step for step in self.steps if state in step.origins]

    def field(self, title: str = "状态") -> models.CharField:
        """The column that holds the state."""
        return models.CharField(title, max_length=24, choices=self.choices, default=self.first, db_index=True)

    def constraint(self, name: str, column: str = "state") -> models.CheckConstraint:
        """No other word can stand in the database."""
        return models.CheckConstraint(condition=models.Q(**{f"{column}__in": list(self.names)}), name=name)

    def move(
        self, record: models.Model, action: str, *, column: str = "state", seen_version: int | None = None, **values
    ) -> dict:
        """Take the step that this action takes from here, together with other fields; raises `Refused` where there is none."""
        now = getattr(record, column)
        step = next((s for s in self.steps if s.action == action and now in s.origins), None)
        if step is None:
            title = next((s.title for s in self.steps if s.action == action), action)
            raise Refused(f"“{record}”现在是“{self.names[now]}”，不能“{title}”。请刷新页面看看最新情况")
        return change(record, seen_version=seen_version, **{column: step.target}, **values)
