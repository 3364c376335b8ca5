"""A whole rulebook, loaded: tables, views, rules, calendar."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from dibao.engine.campaigns.load import load_rule_groups, load_templates
from dibao.engine.campaigns.model import RuleGroup, Template
from dibao.engine.errors import RulebookError, UserError
from dibao.engine.lake.database import empty_world
from dibao.engine.policy import own_rules_folder
from dibao.engine.rules.kin_sets import KinSet, load_kin_sets
from dibao.engine.rules.load import load_own_rules, load_rules
from dibao.engine.rules.model import Rule
from dibao.engine.rules.trial import Trial
from dibao.engine.settings import Settings, load_settings
from dibao.engine.tables import Table, load_tables
from dibao.engine.triage import Triage, load_triage


@dataclass(frozen=True)
class Rulebook:
    """The policy as files, in memory; `folder` has tables, views, rules and parameters."""

    folder: Path
    tables: dict[str, Table]
    rules: dict[str, Rule]
    kin_sets: dict[str, KinSet] = field(default_factory=dict)
    own: dict[str, Rule] = field(default_factory=dict)

    @property
    def views(self) -> Path:
        """Folder of the views' SQL."""
        return self.folder / "views"

    @property
    def calendar(self) -> Path:
        """The working days of each year."""
        return self.folder / "parameters" / "calendar.toml"

    @cached_property
    def settings(self) -> Settings:
        """What the entitlement is worked out with, before a locality says otherwise."""
        return load_settings(self.folder / "parameters")

    @cached_property
    def triage(self) -> Triage:
        """What the order of visits is worked out with."""
        return load_triage(self.folder / "parameters" / "triage.toml")

    @cached_property
    def rule_groups(self) -> dict[str, RuleGroup]:
        """Rules that a campaign switches on together."""
        return load_rule_groups(self.folder / "parameters" / "rule_groups.toml", self.rules)

    @cached_property
    def campaigns(self) -> dict[str, Template]:
        """The kinds of campaign."""
        return load_templates(self.folder / "campaigns", self.rule_groups, self.rules)

    @cached_property
    def digest(self) -> str:
        """Hash of every file of the rulebook, the county's own rules included."""
        own = "".join(rule.path.read_text("utf-8") for rule in self.own.values())
        return _digest(self.folder, ("tables", "views", "rules", "parameters"), own)

    @cached_property
    def tables_digest(self) -> str:
        """Hash of the table files: what reading depends on."""
        return _digest(self.folder, ("tables",))


def load_rulebook(folder: Path) -> Rulebook:
    """Read tables and rules; `RulebookError` names the file that is wrong."""
    kin_sets = load_kin_sets(folder / "parameters" / "kin_sets.toml")
    return Rulebook(folder, load_tables(folder / "tables"), load_rules(folder / "rules", kin_sets), kin_sets)


def with_own_rules(book: Rulebook, county: Path) -> Rulebook:
    """The rulebook and the rules that the county keeps below its folder (`own_rules` in policy.toml), bound."""
    own_folder = own_rules_folder(county / "policy.toml")
    if own_folder is None:
        return book
    try:
        own = _bound(book, load_own_rules(own_folder, book.kin_sets))
    except RulebookError as error:  # of the county's own, and so theirs to mend
        raise UserError(error.where, error.what, error.todo) from error
    return replace(book, rules=book.rules | own, own=own)


def _bound(book: Rulebook, rules: dict[str, Rule]) -> dict[str, Rule]:
    with empty_world(book.tables, book.views) as world:
        trial = Trial(world)
        for rule in rules.values():
            trial.bind(rule)
    return rules


def _digest(folder: Path, parts: tuple[str, ...], more: str = "") -> str:
    words = hashlib.sha256(more.encode())
    for path in sorted(p for part in parts for p in (folder / part).rglob("*") if p.is_file()):
        words.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return words.hexdigest()
