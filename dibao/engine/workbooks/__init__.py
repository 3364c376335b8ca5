"""Findings become workbooks for people, one file an audience."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from dibao.engine.workbooks.county import county_book
from dibao.engine.workbooks.evidence import CLOSED_TABLES
from dibao.engine.workbooks.model import HouseholdInfo, RuleInfo, ScreenResult, SheetReport, ShownFinding, Unchecked
from dibao.engine.workbooks.special import special_book
from dibao.engine.workbooks.township import township_book
from dibao.engine.workbooks.visits import by_township
from dibao.engine.workbooks.words import clean

__all__ = ["ShownFinding", "HouseholdInfo", "RuleInfo", "ScreenResult", "SheetReport", "Unchecked", "write_workbooks"]

Progress = Callable[[int, int, str], None]
MANY = 2000  # findings from which on a second process earns what it costs


def write_workbooks(out: Path, result: ScreenResult, progress: Progress | None = None) -> list[Path]:
    """Write 疑点清单（县级）, 县级专办 and one file a township under 下发; returns the paths in that order.

    `progress(done, total, file name)` is called after each file. The audience of a
    finding, and of a rule for what could not be checked, decides which file may hold it.
    """
    common = [f for f in result.findings if not f.restricted]
    closed = [f for f in result.findings if f.restricted]
    unchecked = [[u for u in result.unchecked if _restricted(result, u) == side] for side in (False, True)]
    sheets = [[s for s in result.sheets if (s.table in CLOSED_TABLES) == side] for side in (False, True)]
    towns = by_township(f for f in common if not f.excused)
    jobs = [
        partial(county_book, out / "疑点清单（县级）.xlsx", result, common, unchecked[False], sheets[False]),
        partial(special_book, out / "县级专办.xlsx", result, closed, unchecked[True], sheets[True]),
    ]
    jobs += [
        partial(township_book, path, result, name, towns[name])
        for name, path in _township_paths(out / "下发", list(towns)).items()
    ]
    paths = []
    for path in _written(jobs, len(result.findings) >= MANY):
        paths.append(path)
        if progress:
            progress(len(paths), len(jobs), path.name)
    return paths


_JOBS: list[Callable[[], Path]] = []  # of this run: a forked process finds them here, nothing is sent to it


def _written(jobs: list[Callable[[], Path]], are_long: bool) -> Iterator[Path]:
    if not are_long or "fork" not in get_all_start_methods():
        yield from (job() for job in jobs)
        return
    _JOBS[:] = jobs
    try:
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            yield from pool.map(_write, range(len(jobs)))
    finally:
        _JOBS.clear()  # each holds the whole result


def _write(number: int) -> Path:
    return _JOBS[number]()


def _restricted(result: ScreenResult, item: Unchecked) -> bool:
    return result.rule(item.rule).audience not in ("village", "township")


def _township_paths(folder: Path, names: list[str]) -> dict[str, Path]:
    """A file name for each township that Windows accepts, no two alike."""
    result: dict[str, Path] = {}
    for name in names:
        safe = "".join("_" if c in '<>:"/\\|?*\t\n' else c for c in clean(name)).strip(" .")[:60] or "乡镇"
        while folder / f"{safe}.xlsx" in result.values():
            safe += "_"
        result[name] = folder / f"{safe}.xlsx"
    return result
