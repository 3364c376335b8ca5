"""The truth beside the folder: what was planted, and whether it still rests on intact numbers."""

import csv
from pathlib import Path

from dibao.county.hand import Damage
from dibao.county.plants.bench import HIT, Bench, Case

# Tables in which a person's number must be readable for the rule to be certain of them; the roster always counts.
TABLES = {
    "R01": ("death", "exit"), "R02": ("sentence",), "R03": ("hukou_change", "exit"), "R04": (), "R05": ("exit", "payment"), "R06": ("tekun", "exit"), "R10": ("payroll",), "R11": ("payroll", "maintenance", "birth", "marriage", "hukou"), "R12": ("pension",),
    "R13": ("insurance", "housing_fund", "tax"), "R17": (), "R19": ("real_estate",), "R20": ("vehicle",), "R21": ("market_entity",), "R25": ("cadre", "relative_filing"), "R26": ("cadre", "relative_filing", "procedure", "vehicle"), "R27": ("relative_filing",), "R28": ("cadre",), "R29": ("marriage", "birth", "hukou", "death"),
    "R30": ("hukou", "sentence"), "R36": ("hukou", "procedure", "utility", "relocation"), "R38": ("procedure",), "R39": ("procedure",), "R40": ("procedure",), "R41": ("procedure",), "R42": ("procedure",), "R43": ("archive", "procedure"), "R44": ("procedure",), "R45": ("procedure",), "R46": ("adjustment", "exit", "death", "birth"), "R47": ("procedure",), "R48": ("exit", "cadre", "card_custody", "disability", "death"),
    "R49": ("exit",), "R50": (), "R51": ("exit", "payment"), "R52": (), "R53": ("card_custody", "death"), "R54": ("withdrawal", "death", "card_custody"), "R55": ("procedure",), "R56": ("disability", "hukou", "tekun", "hukou_change", "death", "refusal"), "R57": ("medical", "hukou"), "R59": ("monitored", "marginal", "hukou"),
    "R61": ("exit", "refusal", "medical", "monitored", "disability", "death", "hukou"), "R72": ("payment", "exit"), "R73": ("payment", "exit"), "R74": ("hukou", "birth", "marriage", "sentence", "hukou_change"), "R75": ("exit", "refusal"), "R76": ("exit", "adjustment", "payment", "death"),
    "R14": ("social_benefit", "income"), "R15": ("agri_subsidy", "machinery"), "R16": ("income", "social_benefit", "payroll"), "R18": ("maintenance", "payroll", "sentence", "tekun"),
    "R31": (), "R32": (), "R33": (), "R35": (), "R37": (), "R71": (),
    "R22": ("financial_asset",), "R23": ("machinery",),
    "R07": ("orphan", "disability_allowance", "social_benefit", "exit"), "R08": ("payroll", "orphan", "income"), "R24": ("travel", "school", "utility", "vehicle", "financial_asset"), "R34": ("procedure", "relocation", "petition"),
    "R66": (), "R67": (), "R68": (), "R69": ("office_closing", "vehicle", "financial_asset", "insurance"), "R70": (),
    "R58": ("disability", "marginal", "clergy", "medical", "refusal", "hukou"), "R60": ("disaster", "unemployment", "medical", "school", "temporary_aid", "rigid_expense", "hukou"), "R62": ("maintenance", "disability", "sentence", "tekun", "birth", "death", "hukou"),
    "R63": ("disability", "disability_allowance", "unemployment", "temporary_aid", "marginal", "social_benefit"), "R64": ("monitored", "disaster", "tekun", "marginal", "refusal", "death", "hukou_change", "hukou"), "R65": ("school", "health_insurance", "housing_safety", "monitored"),
}  # fmt: skip
CAPS = {"A": "B", "A/B": "B"}


def settle(bench: Bench, damage: Damage) -> list[Case]:
    """The cases with what the damage did to them, and one R04 for each number that the roster spoilt.

    A lawful number that the roster spoilt is one to be corrected like any other.
    """
    spoilt = {(no, person.id_no): person for no, person in damage.roster}
    whole = [case for case in bench.cases if not _is_spoilt_example(case, spoilt)]
    for case in whole:
        tables = ("roster", *TABLES[case.rule])
        case.intact = not damage.has(tables, case.people)
        if case.rule == "R04" or case.label != HIT:
            continue
        if not case.intact and case.id_no:
            case.severity = "C"  # T4: damaged on one side
        elif case.id_no and any((table, person.id_no) in damage.names for table in tables for person in case.people):
            case.severity = CAPS.get(case.severity, case.severity)  # T2: names differ
    told = {(case.household_no, person.id_no) for case in whole if case.rule == "R04" for person in case.people}
    extra = [
        Case("R04", HIT, no, "", "C", "名册中的证号已损坏", [person], False)
        for (no, id_no), person in spoilt.items()
        if (no, id_no) not in told
    ]
    return sorted(whole + extra, key=lambda case: (case.rule, case.label, case.household_no, case.id_no, case.area))


def _is_spoilt_example(case: Case, spoilt: dict) -> bool:
    return (
        case.rule == "R04"
        and case.label != HIT
        and any((case.household_no, person.id_no) in spoilt for person in case.people)
    )


def write_truth(folder: Path, cases: list[Case]) -> None:
    """FOLDER.truth.csv and FOLDER.plants.csv, UTF-8 with BOM."""
    plain = [(c.rule, c.household_no, c.id_no, c.label, c.area) for c in cases]
    _write(
        folder.with_name(folder.name + ".truth.csv"),
        ("rule", "household_no", "id_no", "label", "area"),
        list(dict.fromkeys(plain)),
    )
    full = [(c.rule, c.household_no, c.id_no, c.label, int(c.intact), c.severity, c.note, c.area) for c in cases]
    _write(
        folder.with_name(folder.name + ".plants.csv"),
        ("rule", "household_no", "id_no", "label", "intact", "severity", "note", "area"),
        full,
    )


def _write(path: Path, header: tuple, rows: list[tuple]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([header, *rows])
