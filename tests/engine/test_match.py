"""`dibao match`: two records, one person? Nobody here exists."""

import csv

import pytest

from dibao.engine.errors import UsageError
from dibao.engine.match import match_file, match_pair
from dibao.engine.values.identity import check_character


def citizen(number: int) -> str:
    first = f"43129919600512{number:03d}"
    return first + check_character(first)


A, B = citizen(1), citizen(2)
OLD = A[:6] + A[8:17]


def who(name: str = "赵一", id_no: str = "", born_on: str = "", area: str = "") -> dict:
    return {"name": name, "id_no": id_no, "born_on": born_on, "area": area}


@pytest.mark.parametrize(
    ("a", "b", "answer", "tier"),
    [
        (who(id_no=A), who(id_no=A), "是", "T1"),
        (who(id_no=A.lower()), who(id_no=f" {A[:6]} {A[6:]}"), "是", "T1"),
        (who(id_no=A), who("", id_no=A), "是", "T1"),
        (who(id_no=A), who("钱二", id_no=A), "是", "T2"),
        (who(id_no=OLD), who(id_no=A), "是", "T3"),
        (who(id_no=A[:14] + "0000"), who(id_no=A), "是", "T4"),
        (who(id_no=A[:-1]), who(id_no=A), "是", "T4"),
        (who(id_no=f"{A[0]}.{A[1:15]}E+17"), who(id_no=A), "是", "T4"),
        (who("王小明", id_no=A[:4] + "0" + A[5:]), who("王晓明", id_no=A), "是", "T4"),
        (who("王小明", id_no=A[:14] + "0000"), who("王晓明", id_no=A), "否", ""),
        (who(born_on="1960.5.12", area="东村"), who(id_no=A, area="东村"), "是", "T5"),
        (who(id_no="4.31299E+17", born_on="1960.5.12", area="东村"), who(id_no=A, area="东村"), "是", "T5"),
        (who(id_no="4.31588E+17", born_on="1960.5.12", area="东村"), who(id_no=A, area="东村"), "不能确定", "T6"),
        (who(born_on="1960.5.12", area="东村"), who(id_no=A, area="西村"), "不能确定", "T6"),
        (who(), who(), "不能确定", "T6"),
        (who(id_no=A), who(id_no=B), "否", ""),
        (who(id_no=A[:14] + "0000"), who("钱二", id_no=A), "否", ""),
        (who("", ""), who("", ""), "否", ""),
    ],
)
def test_two_records_are_compared(a, b, answer, tier):
    assert match_pair(a, b)[:2] == match_pair(b, a)[:2] == (answer, tier)
    assert match_pair(a, b)[2]


def test_pairs_come_from_a_file_and_keep_their_other_columns(tmp_path):
    path = tmp_path / "pairs.csv"
    columns = [f"{name}_{side}" for side in "ab" for name in who()]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*columns, "note"])
        writer.writerow([*who(id_no=A).values(), *who(id_no=A).values(), "x"])
    row = match_file(path)[0]
    assert (row["match"], row["tier"], row["note"]) == ("是", "T1", "x")


def test_a_missing_column_or_file_is_told(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("name_a,name_b\n赵一,赵一\n", "utf-8")
    with pytest.raises(UsageError, match="id_no_a"):
        match_file(path)
    with pytest.raises(UsageError):
        match_file(tmp_path / "nothing.csv")


def test_a_short_row_is_a_pair_with_blanks(tmp_path):
    path = tmp_path / "pairs.csv"
    columns = [f"{name}_{side}" for side in "ab" for name in who()]
    path.write_text(",".join(columns) + "\n赵一\n", "utf-8")
    assert match_file(path)[0]["match"] == "否"
