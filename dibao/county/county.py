"""`write_county`: a county that does not exist, as the workbooks its departments would send."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from dibao.county import background, ledgers, shapes, spoil
from dibao.county.clock import FIRST_MONTH, LAST_MONTH, month_text
from dibao.county.files import Leaf, write
from dibao.county.offices import Office
from dibao.county.plants import sow
from dibao.county.policy import policy_text
from dibao.county.truth import settle, write_truth
from dibao.county.world import World


@dataclass(frozen=True)
class CountySummary:
    """What was made."""

    name: str
    households: int  # on the roster, the silent township's included
    persons: int
    payments: int
    files: int
    hits: int
    lawful: int


def write_county(
    folder: Path, households: int, seed: int, mess: int, progress: Callable[[str, int, int], None] | None = None
) -> CountySummary:
    """Write the county into `folder`, its truth beside it; the same arguments give the same cells."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    world = World(households, seed)
    bench = sow(world)
    background.fill(world, max(10, households - sum(home.on_roster for home in world.households)))
    office = Office(world, mess)
    (folder / "policy.toml").write_text(policy_text(world), encoding="utf-8")
    writer = _Writer(folder, office, progress)
    payments = writer.write_all()
    cases = settle(bench, office.damage)
    write_truth(folder, cases)
    homes = [home for home in world.households if home.on_roster]
    hits = sum(case.label == "hit" for case in cases)
    persons = sum(not member.left for home in homes for member in home.members)
    return CountySummary(
        world.map.name,
        len(homes),
        persons,
        payments,
        writer.count,
        hits,
        len(cases) - hits,
    )


class _Writer:
    """Writes one file after the other and tells how far it is."""

    def __init__(self, folder: Path, office: Office, progress: Callable | None):
        self.folder, self.office, self.progress, self.count = folder, office, progress, 0
        self.rng = Random(f"files:{office.world.seed}")
        self.expected = len(shapes.REGISTERS) + 50  # a guess for the progress bar

    def write_all(self) -> int:
        """Every file; returns the number of payment rows."""
        self._rosters()
        payments = self._payments()
        for table in shapes.REGISTERS:
            leaf = self.office.register(table)
            if leaf:
                names = shapes.REGISTERS[table][0]
                self._put(names[self.rng.randrange(len(names)) if self.office.mess else 0], [leaf])
        self._ledgers()
        self.count += spoil.litter(self.folder, self.office)
        if self.progress:
            self.progress("写表格", self.count, self.count)
        return payments

    def _put(self, name: str, leaves: list[Leaf], kind: str = "") -> None:
        leaves = [leaf for leaf in leaves if leaf.rows]
        if not leaves:
            return
        path = self.folder / f"{name}{kind or spoil.file_kind(self.office, self.rng, leaves)}"
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, leaves)
        self.count += 1
        if self.progress:
            self.progress("写表格", self.count, max(self.count, self.expected))

    def _rosters(self) -> None:
        townships = self.office.world.map.townships[:-1]
        leaves = [spoil.roster_leaf(self.office, number) for number in range(len(townships))]
        if self.rng.random() < 0.5:
            self._put("低保花名册/全县低保花名册（2025年6月）", [*leaves, *spoil.hidden_leaves(self.office)], ".xlsx")
            return
        for town, leaf in zip(townships, leaves, strict=True):
            self._put(f"低保花名册/{town.name}低保花名册202506", [leaf])

    def _payments(self) -> int:
        months = ledgers.all_payments(self.office)
        self._wide(months)
        self._bank_returns(months)
        self._long(months)
        subsidy = ledgers.subsidy_title()
        self._put(
            f"发放/{subsidy}",
            [self._leaf("payment", "Sheet1", subsidy, shapes.SUBSIDY, ledgers.subsidy_rows(self.office), "subsidy")],
        )
        allocations = ledgers.allocation_rows(self.office, months)
        self._put(
            "财政局低保资金拨付总账",
            [self._leaf("allocation", "总账", "低保资金拨付总账", shapes.ALLOCATION, allocations)],
        )
        statistics = ledgers.statistics_rows(self.office, months)
        self._put(
            "低保业务统计月报",
            [self._leaf("statistics", "统计台账", "低保业务统计台账", shapes.STATISTICS, statistics)],
        )
        return sum(len(rows) for month, rows in months.items() if FIRST_MONTH <= month <= LAST_MONTH)

    def _bank_returns(self, months: dict) -> None:
        """One file a month; only its name tells which."""
        for month in range(2020 * 12, 2022 * 12):
            rows = [ledgers.bank_row(self.office, home, payment) for home, payment in months.get(month, ())]
            name = (
                f"代发返回文件_{month_text(month).replace('-', '')}"
                if self.office.mess
                else f"低保金代发返回{month_text(month)}"
            )
            self._put(
                f"发放/{month // 12}年银行代发返回/{name}",
                [self._leaf("payment", "Sheet1", "", shapes.PAY_BANK, rows, "bank")],
            )

    def _long(self, months: dict) -> None:
        """One file for each half-year since 2022."""
        for start in range(2022 * 12, LAST_MONTH + 1, 6):
            rows = [
                ledgers.payment_row(self.office, home, payment)
                for month in range(start, start + 6)
                for home, payment in months.get(month, ())
            ]
            half = "上半年" if start % 12 == 0 else "下半年"
            leaf = self._leaf("payment", "发放明细", "低保金社会化发放明细表", shapes.PAY_LONG, rows, str(start))
            self._put(f"发放/{start // 12}年{half}低保金发放明细", [leaf])

    def _wide(self, months: dict) -> None:
        world = self.office.world
        for year in ledgers.WIDE_YEARS:
            leaves = []
            for number, town in enumerate(world.map.townships):
                rows = ledgers.wide_rows(months, year, number)
                leaf = self.office.leaf(
                    "payment",
                    town.name,
                    f"{town.name}{year}年低保金发放表",
                    ledgers.wide_columns(),
                    rows,
                    f"{year}{number}",
                )
                leaves.append(leaf)
            self._put(f"发放/{year}年低保金发放表", leaves, ".xlsx")

    def _leaf(self, table: str, name: str, title: str, keys: tuple, rows: list[dict], more: str = "") -> Leaf:
        return self.office.leaf(table, name, title, shapes.columns(keys), rows, more)

    def _ledgers(self) -> None:
        for key, name, keys in (
            ("procedure", "低保审核确认程序台账", shapes.PROCEDURE),
            ("appraisal", "2020—2021年低保审批和民主评议台账", shapes.APPRAISAL),
            ("review", "低保定期核查台账", shapes.REVIEW),
            ("door", "2025年低保家庭入户走访台账", shapes.DOOR),
            ("fade", "低保渐退期台账", shapes.FADE),
        ):
            leaf = self._leaf("procedure", "台账", name, keys, ledgers.ledger_rows(self.office, key), key)
            self._put(
                name,
                [
                    spoil.layered(leaf, shapes.PROCEDURE_GROUPS)
                    if key == "procedure" and self.office.mess >= 2
                    else leaf
                ],
            )
        self._put(
            "乡镇村居名录",
            [
                self._leaf(
                    "area",
                    "区划",
                    "乡镇村（社区）名录",
                    shapes.AREA,
                    ledgers.area_rows(self.office),
                )
            ],
        )
