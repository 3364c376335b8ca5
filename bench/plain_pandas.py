"""Ten of the rules as a county's data clerk would write them in pandas: the yardstick beside which `speed.py` runs.

    python bench/plain_pandas.py FOLDER OUT.csv

It needs clean sheets (mess 0: one header row, known headers), knows no tiers, no coverage, no exceptions and no
evidence, and writes rule, household number and ID. It reads with calamine, which is the fastest reader pandas has.
"""

import re
import sys
from pathlib import Path

import pandas as pd

HEADERS = {
    "户编号": "household", "低保证号": "household", "户主姓名": "head", "户主身份证号": "head_id", "证件号码": "head_id",
    "银行账号": "account", "账号": "account", "户名": "holder", "开户名": "holder", "开户人": "holder", "发放金额": "yuan",
    "交易金额": "yuan", "发放月份": "month", "发放状态": "status", "交易状态": "status", "姓名": "name", "身份证号": "id",
    "逝者身份证号": "id", "所有人身份证号": "id", "权利人证件号": "id", "纳入时间": "start", "是否保障对象": "covered", "死亡日期": "died",
    "起始日期": "from", "截止日期": "to", "车辆类型": "vehicle", "机动车状态": "vehicle_status", "权属状态": "estate_status",
    "登记状态": "estate_status", "不动产单元号": "unit", "统一社会信用代码": "company", "核对报告日期": "checked", "审批时间": "approved",
    "规划用途": "use", "人员类型": "custody",
}  # fmt: skip
WEIGHTS, CHECKS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], "10X98765432"


def read_all(folder: Path) -> list[tuple[str, str, pd.DataFrame]]:
    """Every sheet of every workbook, everything as text."""
    sheets = []
    for path in sorted(folder.rglob("*.xlsx")):
        if "阳光低保结果" not in path.parts and not path.name.startswith("~$"):
            book = pd.read_excel(path, sheet_name=None, dtype=str, engine="calamine")
            sheets += [(path.name, name, frame) for name, frame in book.items()]
    return sheets


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """Known headers under short names."""
    frame = frame.rename(columns={column: HEADERS.get(re.sub(r"[（(].*", "", column), column) for column in frame})
    return frame.loc[:, ~frame.columns.duplicated()]


def payments_of(file: str, sheet: str, frame: pd.DataFrame) -> pd.DataFrame | None:
    """One row per household and month, out of three layouts."""
    months = [column for column in frame if re.fullmatch(r"\d+月", column)]
    if months:
        year = re.search(r"(20\d\d)年", file)[1]
        kept = [c for c in ("household", "account", "holder") if c in frame]
        long = frame.melt(kept, months, "month", "yuan").dropna(subset=["yuan"])
        return long.assign(month=year + "-" + long["month"].str[:-1].str.zfill(2))
    if not {"household", "yuan", "account"} <= set(frame):
        return None
    if "month" not in frame:
        found = re.search(r"(20\d\d)[-年](\d\d?)", file)
        if not found:
            return None
        frame = frame.assign(month=f"{found[1]}-{int(found[2]):02d}")
    if "status" in frame:
        frame = frame[~frame["status"].fillna("成功").str.contains("失败")]
    return frame[[c for c in ("household", "account", "holder", "month", "yuan") if c in frame]]


def is_valid(number: str) -> bool:
    """Check character of a citizen ID."""
    if not re.fullmatch(r"\d{17}[\dX]", number or ""):
        return False
    return CHECKS[sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=False)) % 11] == number[17]


def with_column(frames: list[pd.DataFrame], *columns: str) -> pd.DataFrame:
    """All sheets that have these columns, below each other."""
    found = [frame for frame in frames if set(columns) <= set(frame)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(columns))


def ten_rules(roster: pd.DataFrame, paid: pd.DataFrame, frames: list[pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Rule → household and id."""
    covered = roster[roster["covered"].fillna("是") == "是"]
    last_paid = paid.groupby("household")["month"].max().rename("last_paid")
    death = with_column(frames, "id", "died")[["id", "died"]].dropna().groupby("id").max().reset_index()
    dead = covered.merge(death, on="id").merge(last_paid, on="household")
    custody = covered.merge(with_column(frames, "custody", "id", "from", "to"), on="id").merge(
        last_paid, on="household"
    )
    homes = roster.groupby("id")["household"].nunique()
    estate = with_column(frames, "unit", "id")
    estate = estate[~estate["estate_status"].fillna("").str.contains("注销|历史")].groupby("id")["unit"].nunique()
    car = with_column(frames, "vehicle", "id")
    car = car[
        car["vehicle"].fillna("").str.contains("轿车|客车|货车") & car["vehicle_status"].fillna("").str.contains("正常")
    ]
    company = with_column(frames, "company", "id")
    company = company[~company["estate_status"].fillna("").str.contains("注销|吊销")]
    shared = paid.groupby("account")["household"].nunique()
    ledger = with_column(frames, "household", "checked", "approved")
    names = roster.groupby("household")["name"].agg(set)
    holder = paid.dropna(subset=["holder"]).drop_duplicates(["household", "holder"]).merge(names, on="household")
    foreign = [holder not in members for holder, members in zip(holder["holder"], holder["name"], strict=True)]
    return {
        "R01": dead[dead["last_paid"] > dead["died"].str[:7]],
        "R02": custody[(custody["last_paid"] > custody["from"].str[:7])],
        "R04": roster[~roster["id"].fillna("").map(is_valid)],
        "R05": roster[roster["id"].isin(homes[homes > 1].index)],
        "R19": covered[covered["id"].isin(estate[estate > 1].index)],
        "R20": covered[covered["id"].isin(car["id"])],
        "R21": covered[covered["id"].isin(company["id"])],
        "R29": paid[paid["account"].isin(shared[shared > 2].index)].drop_duplicates("household"),
        "R38": ledger[ledger["checked"].isna() | (ledger["checked"] > ledger["approved"])],
        "R48": holder[foreign],
    }


def main(folder: Path, out: Path) -> None:
    """Read, ask ten questions, write."""
    sheets = [(file, sheet, named(frame)) for file, sheet, frame in read_all(folder)]
    frames = [frame for _, _, frame in sheets]
    roster = pd.concat(
        [f for _, _, f in sheets if {"household", "id", "covered", "start"} <= set(f)], ignore_index=True
    )
    parts = [payments_of(*entry) for entry in sheets]
    paid = pd.concat([part for part in parts if part is not None], ignore_index=True)
    hits = ten_rules(roster, paid, frames)
    rows = [frame.reindex(columns=["household", "id"]).assign(rule=code) for code, frame in hits.items()]
    pd.concat(rows).to_csv(out, index=False, encoding="utf-8-sig")
    print("，".join(f"{code} {len(frame)}" for code, frame in hits.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
