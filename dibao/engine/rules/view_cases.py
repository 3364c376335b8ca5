"""Cases of a view: a Markdown file with little tables in and a table `result` out, as in a rule.

    ---
    view: due_month                       # rulebook/views/due_month.sql
    through: [income_line, due_option]    # views between the case's tables and this one, in order
    ---
    ## What the case shows
    ...
    result
    | household | month | due_fen |

A case may give a view of `through` itself as a table; then that one is not built.
"""

from dataclasses import dataclass, field
from pathlib import Path

from dibao.engine.errors import RulebookError
from dibao.engine.rules.load import cases_of, split_front_matter
from dibao.engine.rules.model import Case, Parameter


@dataclass(frozen=True)
class ViewCases:
    """A view with its cases; `Trial` and `try_mutants` take it where they take a rule."""

    code: str
    sql: str
    cases: tuple[Case, ...]
    path: Path
    parameters: dict[str, Parameter] = field(default_factory=dict)


def load_view_cases(path: Path, views: dict[str, str]) -> ViewCases:
    """The file's cases; `views` is the SQL of every view by name."""
    head, body, line = split_front_matter(path, path.read_text("utf-8"))
    names = [head.get("view", ""), *head.get("through", [])]
    if unknown := [name for name in names if name not in views]:
        raise RulebookError(path.name, f"没有视图 {'、'.join(map(str, unknown))}", "用 rulebook/views/ 里的名字")
    return ViewCases(names[0], views[names[0]], cases_of(path, body, line, tuple(names[1:])), path)
