"""What a screening finds of what was planted, and what it says about nothing planted; writes the reference page.

    python bench/accuracy.py [--households 1500] [--seeds 1,2,3,4,5,6,7,8,9,10] [--mess 0,1,2,3] [--rules R01,R48] [--json FILE]
    python bench/accuracy.py --households 12000 --seeds 1,2,3 --page docs/reference/accuracy-full-county.md

`found` counts planted hits with a fitting finding that is not excused; `intact` the same for hits that rest on
intact IDs; `severity` those found at the severity that was planted (under the cap of their tier); `accused` exceptions and near misses reported
without `excused`; `excused` findings let go with their ground in law; `unchecked` households that a rule could not answer for; `unplanned`
findings that fit nothing planted.
"""

import argparse
import csv
import pickle
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, fields
from pathlib import Path

from measure import ROOT, commit, machine, write_json

from dibao import rulebook
from dibao.county import write_county
from dibao.engine.evaluate import fits, read_rows
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.trial import CAPS
from dibao.engine.screen import Options, screen
from dibao.engine.unchecked import VALUE_UNREAD

PAGE = ROOT / "docs" / "reference" / "accuracy.md"
MEANING = " ".join(__doc__.split("\n\n")[2].split())


@dataclass
class Tally:
    """One rule over all counties, or all rules of one county."""

    planted: int = 0
    found: int = 0
    intact: int = 0
    intact_found: int = 0
    severity: int = 0
    harmless: int = 0
    accused: int = 0
    excused: int = 0
    unchecked: int = 0
    unplanned: Counter = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Sum up."""
        for name in (f.name for f in fields(Tally) if f.name != "unplanned"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.unplanned += other.unplanned


@dataclass
class County:
    """One county: seed, mess, its rules' tallies, households and villages."""

    seed: int
    mess: int
    households: int
    villages: int
    rules: dict[str, Tally]
    unplanned_villages: int
    missed: list[dict]
    wrong: list[dict]
    extra: list[dict]

    @property
    def total(self) -> Tally:
        """All rules together."""
        result = Tally()
        for tally in self.rules.values():
            result.add(tally)
        return result


def measured(root: Path, households: int, seed: int, mess: int, codes: tuple[str, ...]) -> County:
    """As `measure`; what this very commit measured in the same folder is not worked out again, so that a long run can be broken off."""
    name = commit()
    kept = root / f"s{seed}-m{mess}.{households}.{'-'.join(codes) or 'all'}.{name}.pickle"
    if not kept.exists() or "changed" in name:
        kept.write_bytes(pickle.dumps(measure(root, households, seed, mess, codes)))
    return pickle.loads(kept.read_bytes())


def measure(root: Path, households: int, seed: int, mess: int, codes: tuple[str, ...]) -> County:
    """Make a county, screen it, compare."""
    folder, out = root / f"s{seed}-m{mess}", root / f"s{seed}-m{mess}.findings.csv"
    if not folder.with_name(f"{folder.name}.plants.csv").exists():
        write_county(folder, households, seed, mess)
    options = Options(folder, root / f"s{seed}-m{mess}.work", findings=out, rules=codes)
    outcome = screen(options, load_rulebook(rulebook.FOLDER), lambda *_: None)
    plants = [p for p in read_rows(folder.with_name(f"{folder.name}.plants.csv")) if not codes or p["rule"] in codes]
    villages = sum(sheet["used"] for sheet in outcome.report["sheets"] if sheet["table"] == "area")
    county = County(seed, mess, households, villages, {}, 0, [], [], [])
    compare(county, plants, read_rows(out))
    for gap in (gap for gap in outcome.report["unchecked"] if gap["reason"] != VALUE_UNREAD):  # that counts rows
        county.rules.setdefault(gap["rule"], Tally()).unchecked += gap["households"]
    return county


def compare(county: County, plants: list[dict], findings: list[dict]) -> None:
    """Fit findings to plants, rule by rule."""
    accusing: dict[str, list[dict]] = defaultdict(list)
    excused = Counter(row["rule"] for row in findings if row["excused"])
    for row in findings:
        if not row["excused"]:
            accusing[row["rule"]].append(row)
    for code in sorted({p["rule"] for p in plants} | set(accusing)):
        county.rules[code] = _rule(county, [p for p in plants if p["rule"] == code], accusing[code])
    for code, count in excused.items():
        county.rules.setdefault(code, Tally()).excused = count
    county.unplanned_villages = len({row["area"] for row in county.extra if row["severity"] == "D"})


def _rule(county: County, plants: list[dict], findings: list[dict]) -> Tally:
    tally, planned = Tally(), set()
    for plant in plants:
        fitting = [row for row in findings if fits(plant, row)]
        planned |= {row["finding_id"] for row in fitting}
        if plant["label"] == "hit":
            _hit(county, tally, plant, fitting)
        else:
            tally.harmless += 1
            tally.accused += bool(fitting)
            county.wrong += [plant] if fitting else []
    extra = [row for row in findings if row["finding_id"] not in planned]
    county.extra += extra
    tally.unplanned = Counter(row["severity"] for row in extra)
    return tally


def _hit(county: County, tally: Tally, plant: dict, fitting: list[dict]) -> None:
    intact = plant["intact"] == "1"
    tally.planted += 1
    tally.intact += intact
    tally.found += bool(fitting)
    tally.intact_found += bool(fitting) and intact
    tally.severity += any(row["severity"] in _expected(plant, row) for row in fitting)
    county.missed += [] if fitting else [plant]


def _expected(plant: dict, row: dict) -> set[str]:
    """The planted severity (`B/C`: either), under the cap of the tier that the match has."""
    cap = CAPS[int(row["tier"][1:])] if row["tier"] else "A"
    return {max(severity, cap) for severity in plant["severity"].split("/")}


def page(counties: list[County], households: int, path: Path) -> str:
    """The reference page, with the pages of the same kind that lie beside it."""
    by_rule: dict[str, Tally] = defaultdict(Tally)
    for county in counties:
        for code, tally in county.rules.items():
            by_rule[code].add(tally)
    seeds, mess = sorted({c.seed for c in counties}), sorted({c.mess for c in counties})
    beside = sorted(other.name for other in path.parent.glob("accuracy*.md") if other.name != path.name)
    lines = [
        "# Accuracy", "", "Generated by `bench/accuracy.py`; do not edit.", "",
        f"Commit {commit()}; {households} households a county, seeds {_join(seeds)}, mess {_join(mess)}; {machine()}.", "",
        MEANING, "", "See also " + ", ".join(f"[{name}]({name})" for name in (*beside, "../explanation/where-we-could-be-wrong.md")) + ".", "",
        "## Counties", "",
        "| seed | mess | planted | found | of intact IDs | at the severity | exceptions and near misses | accused "
        "| unplanned A | B | C per 100 households | D villages |",
        "|" + "---:|" * 12, *(_county_line(county) for county in counties), "", "## Rules", "",
        "| rule | planted | found | missed | of intact IDs | at the severity | exceptions and near misses | accused | excused "
        "| unchecked households | unplanned A/B/C/D |",
        "|---|" + "---:|" * 10, *(_rule_line(code, by_rule[code]) for code in sorted(by_rule)), "",
    ]  # fmt: skip
    return "\n".join(lines)


def _county_line(county: County) -> str:
    t = county.total
    per_100, share = 100 * t.unplanned["C"] / county.households, county.unplanned_villages / max(county.villages, 1)
    return (
        f"| {county.seed} | {county.mess} | {t.planted} | {_share(t.found, t.planted)} | {_share(t.intact_found, t.intact)} "
        f"| {_share(t.severity, t.found)} | {t.harmless} | {t.accused} | {t.unplanned['A']} | {t.unplanned['B']} | {per_100:.2f} | {share:.1%} |"
    )


def _rule_line(code: str, t: Tally) -> str:
    extra = "/".join(str(t.unplanned[level]) for level in "ABCD")
    return (
        f"| {code} | {t.planted} | {_share(t.found, t.planted)} | {t.planted - t.found} | {_share(t.intact_found, t.intact)} "
        f"| {_share(t.severity, t.found)} | {t.harmless} | {t.accused} | {t.excused} | {t.unchecked} | {extra} |"
    )


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.1%})" if whole else "–"


def _join(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def write_details(path: Path, counties: list[County]) -> None:
    """What was missed, accused and unplanned, to look into."""
    names = [
        "what",
        "seed",
        "mess",
        "rule",
        "household_no",
        "id_no",
        "label",
        "note",
        "variant",
        "severity",
        "tier",
        "explanation",
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, names, extrasaction="ignore")
        writer.writeheader()
        for county in counties:
            for what in ("missed", "wrong", "extra"):
                rows = getattr(county, what)
                writer.writerows({**row, "what": what, "seed": county.seed, "mess": county.mess} for row in rows)


def measure_all(args: argparse.Namespace, codes: tuple[str, ...]) -> list[County]:
    """Every seed at every level of mess, as many counties at once as asked."""
    each = [(int(seed), int(mess)) for mess in args.mess.split(",") for seed in args.seeds.split(",")]
    with tempfile.TemporaryDirectory() as passing, ProcessPoolExecutor(args.at_once) as pool:
        root = args.keep or Path(passing)
        jobs = [pool.submit(measured, root, args.households, seed, mess, codes) for seed, mess in each]
        for job in as_completed(jobs):
            print(_county_line(job.result()), flush=True)
        return [job.result() for job in jobs]


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--households", type=int, default=1500)
    parser.add_argument("--seeds", default="1,2,3,4,5,6,7,8,9,10")
    parser.add_argument("--mess", default="0,1,2,3")
    parser.add_argument("--rules", default="")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the reference page goes")
    parser.add_argument("--at-once", type=int, default=1, help="counties at a time")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="a folder where the counties stay, to be used again")
    parser.add_argument("--details", type=Path, help="a CSV of everything missed, accused or unplanned")
    args = parser.parse_args()
    codes = tuple(args.rules.split(",")) if args.rules else ()
    counties = measure_all(args, codes)
    text = page(counties, args.households, args.page)
    print(text)
    args.page.parent.mkdir(parents=True, exist_ok=True)
    args.page.write_text(text, "utf-8")
    if args.details:
        write_details(args.details, counties)
    plain = [
        {"seed": c.seed, "mess": c.mess, "households": c.households, "total": c.total, "rules": c.rules}
        for c in counties
    ]
    write_json(args.json, {"counties": plain})


if __name__ == "__main__":
    main()
