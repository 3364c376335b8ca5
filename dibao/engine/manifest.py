"""The manifest of a run: all that it depended on, so that it can be run again and two runs compared (ADR 14).

runs/<id>/manifest.json   sheets as read (their records lie in the lake), what was asked, rulebook and engine by hash
runs/<id>/policy.toml     as it was, and beside it the county's own rules
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from dibao import __version__
from dibao.engine.digest import code_digest
from dibao.engine.errors import UsageError
from dibao.engine.lake.database import all_steps
from dibao.engine.lake.reading import Reading, Unread
from dibao.engine.lake.steps import Step, inputs_of
from dibao.engine.lake.store import Batch, Store
from dibao.engine.policy import Policy, own_rules_folder
from dibao.engine.rules.book import Rulebook
from dibao.engine.rules.load import own_rule_files
from dibao.engine.rules.model import Rule
from dibao.engine.toml_text import read_toml

NAME = "manifest.json"
BY_RULE = ("parameters", "parameter", "withdraw", "as_of")  # each shows elsewhere in the manifest


@dataclass
class Question:
    """What one run was asked: rules, policy, day, and everything that was read."""

    policy: Policy
    rules: list[Rule]
    as_of: date | None
    reading: Reading
    home: Path  # where policy.toml and the county's own rules lie

    def __post_init__(self) -> None:
        for batch in self.reading.batches:
            if why := self.policy.withdrawn(batch.file, batch.sheet):
                batch.withdrawn, batch.not_visible = why, batch.account["used"]
                batch.visibility = f"已撤回（{why}），本次不用"
        self.sheets = [asdict(batch) for batch in self.reading.batches]  # as read: a run changes the accounts

    def run_id(self, book: Rulebook) -> str:
        """Hash of all that the run depends on."""
        read = [(b.file, b.sheet, b.source_id, b.records, b.account, b.set_aside, b.why) for b in self.reading.batches]
        words = [
            code_digest("."), book.digest, asdict(self.policy), [r.code for r in self.rules], self.as_of, read,
            [(u.file, u.sentence) for u in self.reading.unread], self.reading.skipped,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(words, default=str, ensure_ascii=False).encode()).hexdigest()[:12]


def manifest_of(run_id: str, question: Question, book: Rulebook, judged: date, contents: dict[str, str]) -> dict:
    """The manifest as plain values; what was withdrawn stands apart from what takes part."""
    steps = all_steps(book.tables, book.views)
    return {
        "run": run_id, "as_of": judged.isoformat(), "asked_as_of": question.as_of.isoformat() if question.as_of else None,
        "engine": {"version": __version__, "code": code_digest(".")},
        "rulebook": {"digest": book.digest, "views": {p.stem: _hash(p) for p in sorted(book.views.glob("*.sql"))}},
        "policy": _policy(question.home / "policy.toml"),
        "rules": {rule.code: _rule_entry(rule, question.policy, judged, steps) for rule in question.rules},
        "titles": {code: table.title for code, table in book.tables.items()},
        "tables": {name[5:]: content for name, content in sorted(contents.items()) if name.startswith("lake.")},
        "batches": [sheet for sheet in question.sheets if not sheet["withdrawn"]],
        "withdrawn": [sheet for sheet in question.sheets if sheet["withdrawn"]],
        "order": [[sheet["file"], sheet["sheet"]] for sheet in question.sheets],
        "unread": [asdict(unread) for unread in question.reading.unread], "skipped": question.reading.skipped,
    }  # fmt: skip


def _policy(path: Path) -> dict:
    """The policy's own words, but for those that are kept by rule."""
    own, _ = read_toml(path)
    return json.loads(json.dumps({k: v for k, v in own.items() if k not in BY_RULE}, default=str))


def _rule_entry(rule: Rule, policy: Policy, judged: date, steps: list[Step]) -> dict:
    values = policy.values_for(rule, judged)
    tables, views = reads(rule, steps)
    parameters = {name: str(values.get(name, p.value)) for name, p in rule.parameters.items()}
    return {"title": rule.title, "file": _hash(rule.path), "parameters": parameters, "tables": tables, "views": views}


def reads(rule: Rule, steps: list[Step]) -> tuple[list[str], list[str]]:
    """The tables and views that a rule stands on, however deep."""
    texts = {step.name: step.sql for step in steps}
    found: set[str] = set()
    waiting = [rule.sql, *(f"lake.{drill.table}" for drill in rule.drill)]
    while waiting:
        new = set(inputs_of(waiting.pop(), texts)) - found
        found |= new
        waiting += [texts[name] for name in new if name.startswith("main.")]
    return tuple(sorted(n.split(".")[1] for n in found if n.startswith(part)) for part in ("lake.", "main."))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def keep(folder: Path, manifest: dict, county: Path) -> None:
    """Write the manifest, with the policy and the county's own rules as they are now."""
    policy = county / "policy.toml"
    own = own_rules_folder(policy)
    if policy.exists() and county.resolve() != folder.resolve():
        shutil.copyfile(policy, folder / policy.name)
        for rule in own_rule_files(own) if own else ():
            target = folder / rule.relative_to(county)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(rule, target)
    (folder / NAME).write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")


NEEDED = {"run", "engine", "rulebook", "rules", "batches", "withdrawn", "order", "unread", "skipped"}


def load(path: Path) -> dict:
    """A manifest from its file, or from the folder of its run."""
    file = path / NAME if path.is_dir() else path
    try:
        manifest = json.loads(file.read_text("utf-8"))
        missing = NEEDED - manifest.keys()
        return manifest if not missing else {}[min(missing)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            str(path), "这里没有运行清单，或清单读不出来", "应指向结果文件夹下 runs/批次号/manifest.json"
        ) from error


def kept_records(work: Path) -> set[str]:
    """The records that the runs of a result folder need to be run again."""
    runs = [json.loads(path.read_text("utf-8")) for path in sorted(work.glob(f"runs/*/{NAME}"))]
    sheets = [sheet for run in runs for sheet in (*run["batches"], *run["withdrawn"])]
    return {sheet[name] for sheet in sheets for name in ("records", "repair_log")} - {""}


def reading_of(manifest: dict, store: Store) -> tuple[Reading, list[str]]:
    """What was read then, from the lake, and a sentence for each file whose rows are there no more."""
    sheets = {(s["file"], s["sheet"]): s for s in (*manifest["batches"], *manifest["withdrawn"])}
    batches = [Batch(**sheets[tuple(place)]) for place in manifest["order"]]
    lost = []
    for batch in batches:
        if batch.records and not store.records_path(batch.records).exists():
            why = store.erased(batch.records) or "原因没有记录"
            lost.append(f"{batch.file} 的数据已不在数据湖里（{why}），重做时缺少它")
            batch.records = ""
    return Reading(batches, [Unread(**unread) for unread in manifest["unread"]], manifest["skipped"]), lost


def differences(manifest: dict, book: Rulebook) -> list[str]:
    """What is no more as it was in that run, one sentence each; empty when the run can be repeated to the byte."""
    engine, told = manifest["engine"], []
    if engine["code"] != code_digest("."):
        told.append(f"程序与当时不同（当时 {engine['version']}，现在 {__version__}）")
    if manifest["rulebook"]["digest"] != book.digest:
        changed = [
            code
            for code, rule in manifest["rules"].items()
            if code not in book.rules or rule["file"] != _hash(book.rules[code].path)
        ]
        told.append("规则库与当时不同" + (f"：{'、'.join(changed)} 改过" if changed else "：表、视图或参数改过"))
    return told
