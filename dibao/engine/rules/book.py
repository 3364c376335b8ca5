"""A whole rulebook, loaded: tables, views, rules, calendar."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dibao.engine.rules.kin_sets import KinSet, load_kin_sets
from dibao.engine.rules.load import load_rules
from dibao.engine.rules.model import Rule
from dibao.engine.tables import Table, load_tables


@dataclass(frozen=True)
class Rulebook:
    """The policy as files, in memory; `folder` has tables, views, rules and parameters."""

    folder: Path
    tables: dict[str, Table]
    rules: dict[str, Rule]
    kin_sets: dict[str, KinSet] = field(default_factory=dict)

    @property
    def views(self) -> Path:
        """Folder of the views' SQL."""
        return self.folder / "views"

    @property
    def calendar(self) -> Path:
        """The working days of each year."""
        return self.folder / "parameters" / "calendar.toml"

    @cached_property
    def digest(self) -> str:
        """Hash of every file of the rulebook."""
        return _digest(self.folder, ("tables", "views", "rules", "parameters"))

    @cached_property
    def tables_digest(self) -> str:
        """Hash of the table files: what reading depends on."""
        return _digest(self.folder, ("tables",))


def load_rulebook(folder: Path) -> Rulebook:
    """Read tables and rules; `RulebookError` names the file that is wrong."""
    kin_sets = load_kin_sets(folder / "parameters" / "kin_sets.toml")
    return Rulebook(folder, load_tables(folder / "tables"), load_rules(folder / "rules", kin_sets), kin_sets)


def _digest(folder: Path, parts: tuple[str, ...]) -> str:
    words = hashlib.sha256()
    for path in sorted(p for part in parts for p in (folder / part).rglob("*") if p.is_file()):
        words.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return words.hexdigest()
