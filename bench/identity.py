"""How well two records are told to be one person: labelled pairs, beside an exact join and Splink on the same pairs.

    python bench/identity.py [--pairs 6000] [--seed 1] [--csv FILE] [--json FILE] [--splink PYTHON]

Splink is no dependency of the project: `--splink` names a Python of another environment that has it (`pip install
splink==5.0.0`); without it its columns are left out. The pairs are made in `identity_pairs.py`, from domain.md chapter 5 and 6.19, without a look at the matcher.
"""

import argparse
import csv
import math
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from identity_pairs import FIELDS, Pair, make_pairs
from measure import commit, machine, write_json

from dibao.engine.match import match_pair
from dibao.engine.values.dates import clean_date
from dibao.engine.values.identity import clean_id
from dibao.engine.values.names import normalise

LINKED = "是"
WORDS = {True: "同一人", False: "两个人", None: "说不清"}


def ours(pairs: list[Pair]) -> list[bool]:
    """What `dibao match` links without asking."""
    return [match_pair(p.a, p.b)[0] == LINKED for p in pairs]


def exact(pairs: list[Pair]) -> list[bool]:
    """What a join on the number as typed finds; only spaces at the ends are taken away."""
    return [bool(p.a["id_no"].strip()) and p.a["id_no"].strip() == p.b["id_no"].strip() for p in pairs]


def splink_scores(pairs: list[Pair], python: str, seed: int) -> list[float]:
    """Match probabilities of an unsupervised Splink model that gets our cleaned values: it is linkage that is compared."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "pairs.csv"), Path(folder, "scores.csv")
        write_pairs(source, [Pair(cleaned(p.a), cleaned(p.b), p.same, p.kind) for p in pairs])
        script = Path(__file__).with_name("identity_splink.py")
        subprocess.run([python, script, source, target, str(seed)], check=True, capture_output=True, env={})
        with target.open(newline="") as stream:
            return [float(score) for _, score in csv.reader(stream)]


def cleaned(record: dict) -> dict:
    """The record after our cleaning of each cell, empty text for what says nothing."""
    born = clean_date(record["born_on"]).value
    return record | {
        "name": normalise(record["name"]), "id_no": clean_id(record["id_no"]).value or "", "born_on": born.isoformat() if born else "",
    }  # fmt: skip


def write_pairs(path: Path, pairs: list[Pair]) -> None:
    """In the format of `dibao match`, with the label behind."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow([f"{f}_{side}" for side in "ab" for f in FIELDS] + ["same", "kind"])
        out.writerows([*(p.a[f] for f in FIELDS), *(p.b[f] for f in FIELDS), WORDS[p.same], p.kind] for p in pairs)


def figures(truth: list[bool], linked: list[bool]) -> dict:
    """Precision and recall with the lower end of Wilson's 95 % interval."""
    hits = sum(t and x for t, x in zip(truth, linked, strict=True))
    return {
        "precision": hits / max(1, sum(linked)), "precision_low": wilson_low(hits, sum(linked)),
        "recall": hits / max(1, sum(truth)), "recall_low": wilson_low(hits, sum(truth)), "linked": sum(linked),
    }  # fmt: skip


def wilson_low(hits: int, of: int) -> float:
    """Lower end of the 95 % score interval of a share."""
    if not of:
        return 0.0
    z, share = 1.96, hits / of
    middle = share + z * z / (2 * of)
    return (middle - z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))) / (1 + z * z / of)


def best_cut(truth: list[bool], scores: list[float]) -> list[bool]:
    """Splink at the threshold that serves it best (highest F1), which a user without labels could not know."""
    cuts = sorted(set(scores))[:: max(1, len(set(scores)) // 200)]

    def f1(cut: float) -> float:
        found = figures(truth, [s >= cut for s in scores])
        return 2 * found["precision"] * found["recall"] / max(1e-9, found["precision"] + found["recall"])

    cut = max(cuts, key=f1)
    return [s >= cut for s in scores]


def by_kind(pairs: list[Pair], answers: dict[str, list[bool]]) -> list[tuple]:
    """`(kind, is_match, pairs, linked by each method …)`."""
    counts = Counter((p.same, p.kind) for p in pairs)
    linked = {
        name: Counter((p.same, p.kind) for p, x in zip(pairs, a, strict=True) if x) for name, a in answers.items()
    }
    return [
        (kind, same, counts[same, kind], *(linked[n][same, kind] for n in answers))
        for same, kind in sorted(counts, key=str)
    ]


def report(pairs: list[Pair], answers: dict[str, list[bool]]) -> dict:
    """Print the tables; the figures for programs."""
    truth, labels = [bool(p.same) for p in pairs], Counter(p.same for p in pairs)
    print(
        f"{len(pairs)} 对（同一人 {labels[True]}，两个人 {labels[False]}，谁也说不清 {labels[None]}）；{commit()}；{machine()}\n"
    )
    print("| 方法 | 直接认定 | 精确率 | 95% 下限 | 召回率 | 95% 下限 |\n|---|---:|---:|---:|---:|---:|")
    result = {name: figures(truth, linked) for name, linked in answers.items()}
    for name, f in result.items():
        print(
            f"| {name} | {f['linked']} | {f['precision']:.2%} | {f['precision_low']:.2%} | {f['recall']:.2%} | {f['recall_low']:.2%} |"
        )
    print(f"\n| 情形 | 实为 | 对数 | {' | '.join(answers)} |\n|---|---|{'---:|' * (len(answers) + 1)}")
    for kind, same, *numbers in by_kind(pairs, answers):
        print(f"| {kind} | {WORDS[same]} | {' | '.join(map(str, numbers))} |")
    return result


def main() -> None:
    """Make the pairs, ask each method, print."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--pairs", type=int, default=6000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--csv", type=Path, help="write the pairs in the format of `dibao match`")
    ask.add_argument("--splink", metavar="PYTHON", help="a Python that has splink 5")
    ask.add_argument("--json", type=Path)
    args = ask.parse_args()
    pairs = make_pairs(args.pairs, args.seed)
    if args.csv:
        write_pairs(args.csv, pairs)
    answers = {"dibao": ours(pairs), "号码原样相等": exact(pairs)}
    if args.splink:
        scored = splink_scores(pairs, args.splink, args.seed)
        answers["Splink 0.95"] = [s >= 0.95 for s in scored]
        answers["Splink 最佳阈值"] = best_cut([bool(p.same) for p in pairs], scored)
    write_json(args.json, {"pairs": len(pairs), "seed": args.seed, "result": report(pairs, answers)})


if __name__ == "__main__":
    main()
