"""Two runs beside each other: which findings are new, gone or changed, and why."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from dibao.engine import manifest
from dibao.engine.errors import UsageError

DATA, RULE, PARAMETER, DAY, ENGINE, POLICY = "数据", "规则", "参数", "判断日", "程序", "政策"
# What a reader sees change; the identity and the evidence are no part of it.
SHOWN = {
    "severity": "级别", "tier": "匹配", "audience": "送达", "household_no": "户编号", "name": "姓名", "area": "村", "first_month": "起月",
    "last_month": "止月", "amount_yuan": "金额", "excused": "不作问题", "remarks": "备注", "explanation": "说明",
}  # fmt: skip


@dataclass(frozen=True)
class Cause:
    """Something that differs between two runs. `rules`: whom it may touch, None for all; `files`: which batches it is about."""

    kind: str
    sentence: str
    rules: frozenset[str] | None = None
    files: frozenset[str] = frozenset()


@dataclass
class Change:
    """One finding that is 新增, 消失 or 变化; `what` says how, `why` gives the causes that fit."""

    state: str
    finding: dict[str, str]
    what: str = ""
    why: list[Cause] = field(default_factory=list)


@dataclass
class Comparison:
    """Two manifests, all that differs in them, and the findings that differ."""

    old: dict
    new: dict
    causes: list[Cause]
    changes: list[Change]
    same: int


def compare(old: Path, new: Path) -> Comparison:
    """Compare two runs by the folders they are kept in; `UsageError` where one is not whole."""
    manifests = manifest.load(old), manifest.load(new)
    before, after = (_findings(path) for path in (old, new))
    causes = list(_causes(*manifests, *(_sheets(path) for path in (old, new))))
    changes = [Change("新增", after[key]) for key in after if key not in before]
    changes += [Change("消失", before[key]) for key in before if key not in after]
    shared = [key for key in after if key in before]
    changes += [Change("变化", after[key], what) for key in shared if (what := _what(before[key], after[key]))]
    for change in changes:
        change.why = _why(change, causes, before.get(change.finding["finding_id"]))
    changes.sort(
        key=lambda c: (
            c.finding["rule"],
            "新增消失变化".index(c.state),
            c.finding["household_no"],
            c.finding["finding_id"],
        )
    )
    return Comparison(*manifests, causes, changes, len(shared) - sum(c.state == "变化" for c in changes))


def _findings(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "findings.parquet"
    if not path.exists():
        raise UsageError(str(folder), "这个批次没有疑点清单", "应指向结果文件夹下的 runs/批次号")
    return {row["finding_id"]: row for row in pq.read_table(path).to_pylist()}


def _sheets(folder: Path) -> dict[tuple, dict]:
    """What the run's report says of each sheet, by its file, name and content."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    return {(s["file"], s["sheet"], s["content"]): s for s in report["sheets"] if s["table"]}


def _what(before: dict, after: dict) -> str:
    return "；".join(
        f"{word} {before[c] or '（空）'} → {after[c] or '（空）'}" for c, word in SHOWN.items() if before[c] != after[c]
    )


def _causes(old: dict, new: dict, old_sheets: dict, new_sheets: dict) -> Iterator[Cause]:
    if old["as_of"] != new["as_of"]:
        yield Cause(DAY, f"{old['as_of']} → {new['as_of']}")
    if old["engine"] != new["engine"]:
        versions = old["engine"]["version"], new["engine"]["version"]
        yield Cause(ENGINE, " → ".join(versions) + ("（同一版本号，代码改过）" if versions[0] == versions[1] else ""))
    if old["policy"] != new["policy"]:
        keys = sorted(
            k for k in old["policy"].keys() | new["policy"].keys() if old["policy"].get(k) != new["policy"].get(k)
        )
        yield Cause(POLICY, f"policy.toml 改过：{'、'.join(keys)}")
    yield from _rule_causes(old, new)
    yield from _data_causes(old, new, old_sheets, new_sheets)


def _rule_causes(old: dict, new: dict) -> Iterator[Cause]:
    views = {v for v, digest in new["rulebook"]["views"].items() if old["rulebook"]["views"].get(v) != digest}
    for code in sorted(old["rules"].keys() | new["rules"].keys()):
        before, after = old["rules"].get(code), new["rules"].get(code)
        only = frozenset([code])
        if before is None or after is None:
            yield Cause(RULE, f"{code} " + ("上次没有运行" if before is None else "这次没有运行"), only)
            continue
        if before["file"] != after["file"]:
            yield Cause(RULE, f"{code} 规则文件改过", only)
        if changed := sorted(views & set(after["views"])):
            yield Cause(RULE, f"{code} 用的视图改过：{'、'.join(changed)}", only)
        for name in sorted(before["parameters"].keys() & after["parameters"].keys()):
            if before["parameters"][name] != after["parameters"][name]:
                yield Cause(
                    PARAMETER, f"{code}.{name}：{before['parameters'][name]} → {after['parameters'][name]}", only
                )


def _data_causes(old: dict, new: dict, old_sheets: dict, new_sheets: dict) -> Iterator[Cause]:
    """Sheets that came, went, or are seen otherwise now; for the rules that read a table whose rows differ."""
    changed = {t for t in new["tables"] if old["tables"].get(t) != new["tables"][t]}
    for key in sorted(old_sheets.keys() | new_sheets.keys()):
        before, after = old_sheets.get(key), new_sheets.get(key)
        sheet = after or before
        rules = {code for code, rule in new["rules"].items() if sheet["table"] in rule["tables"]}
        word = _data_word(before, after)
        if word and sheet["table"] in changed:
            place = f"《{sheet['file']}》" + (f"“{sheet['sheet']}”" if sheet["sheet"] else "")
            yield Cause(
                DATA, f"{word}{place}（{new['titles'][sheet['table']]}）", frozenset(rules), frozenset([sheet["file"]])
            )


def _data_word(before: dict | None, after: dict | None) -> str:
    if before is None or after is None:
        return "新来" if before is None else "没有了"
    if before["visibility"] == after["visibility"] and before["used"] == after["used"]:
        return ""
    return (
        f"{after['visibility']}："
        if after["visibility"]
        else "这次采用："
        if before["not_visible"]
        else "采用的行数不同："
    )


def _why(change: Change, causes: list[Cause], before: dict | None) -> list[Cause]:
    """The causes that may touch its rule; of the data, those that its evidence names, if it names any."""
    fitting = [c for c in causes if c.rules is None or change.finding["rule"] in c.rules]
    cited = {entry["file"] for row in (change.finding, before) if row for entry in json.loads(row["evidence"] or "[]")}
    named = [c for c in fitting if c.files & cited]
    return [c for c in fitting if not c.files or not named or c in named]


def plain(result: Comparison) -> dict:
    """The comparison as plain values."""
    return {
        "old": result.old["run"], "new": result.new["run"], "same": result.same,
        "counts": {state: sum(c.state == state for c in result.changes) for state in ("新增", "消失", "变化")},
        "causes": [_plain_cause(c) for c in result.causes],
        "changes": [_plain_change(c) for c in result.changes],
    }  # fmt: skip


def _plain_cause(cause: Cause) -> dict:
    return {
        "kind": cause.kind,
        "sentence": cause.sentence,
        "rules": sorted(cause.rules) if cause.rules is not None else None,
    }


def _plain_change(change: Change) -> dict:
    own = {
        name: change.finding[name]
        for name in (
            "finding_id",
            "rule",
            "title",
            "severity",
            "household_no",
            "name",
            "area",
            "amount_yuan",
            "explanation",
        )
    }
    return {"state": change.state, **own, "what": change.what, "why": reasons(change.why)}


def reasons(why: Iterable[Cause]) -> str:
    """Why, in one sentence."""
    return "；".join(f"{c.kind}：{c.sentence}" for c in why) or "所读的表有变（人员或家庭的对应关系）"


def run_folder(name: str, works: Iterable[Path]) -> Path:
    """A run's folder from its path, or from its id below one of the result folders."""
    for path in (Path(name), *(work / "runs" / name for work in works)):
        if (path / manifest.NAME).exists():
            return path
    raise UsageError(
        name, "没有找到这个批次", "写批次的文件夹，如 阳光低保结果/runs/批次号；只写批次号时用 --work 给出结果文件夹"
    )
