"""Match probabilities of an unsupervised Splink 5 model for given pairs; needs splink and pyarrow only.

    python bench/identity_splink.py PAIRS.csv SCORES.csv SEED

Columns of PAIRS.csv: name_a id_no_a born_on_a area_a name_b …, cleaned by the caller, empty where unknown. Only the given
pairs are scored (they block on their number); u comes from random pairs, m from the pairs themselves, as a user
without labels would do it.
"""

import csv
import sys

import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FIELDS = ("name", "id_no", "born_on", "area")


def side(rows: list[dict], which: str) -> pa.Table:
    """One office's records; the number of the pair is what both sides block on."""
    columns = {f: [row[f"{f}_{which}"] or None for row in rows] for f in FIELDS}
    return pa.table({"unique_id": list(range(len(rows))), "pair": list(range(len(rows)))} | columns)


def settings() -> SettingsCreator:
    """The comparisons the documentation recommends for a number, a name, a birthday and a place."""
    number = compare.CustomComparison(
        output_column_name="id_no",
        comparison_levels=[
            levels.NullLevel("id_no"),
            levels.ExactMatchLevel("id_no"),
            levels.DamerauLevenshteinLevel("id_no", 1),
            levels.CustomLevel("substr(id_no_l, 1, 14) = substr(id_no_r, 1, 14)", "first 14"),
            levels.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[block_on("pair")],
        comparisons=[
            number,
            compare.LevenshteinAtThresholds("name", [1]).configure(term_frequency_adjustments=True),
            compare.DamerauLevenshteinAtThresholds("born_on", [1]),
            compare.ExactMatch("area"),
        ],
    )


def main() -> None:
    """Train and score."""
    source, target, seed = sys.argv[1:]
    with open(source, encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    api = DuckDBAPI()
    linker = Linker(
        [api.register(side(rows, "a"), table_name="a"), api.register(side(rows, "b"), table_name="b")], settings()
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=int(seed))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("pair"))
    found = linker.inference.predict().as_record_list()
    scores = {row["unique_id_l"]: row["match_probability"] for row in found}
    with open(target, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([i, scores.get(i, 0.0)] for i in range(len(rows)))


if __name__ == "__main__":
    main()
