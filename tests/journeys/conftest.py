"""A hamlet on disk, and a lake in which its views lie ready: a test pays only for what it changes."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hamlet import RULES, Hamlet, hamlet, judge

from dibao.county import write_county
from dibao.engine.errors import UserError
from dibao.engine.hold import hold
from dibao.engine.lake.reading import RESULT_FOLDER
from dibao.engine.screen import Outcome


@dataclass
class Place:
    """A hamlet that a test may change, and the folder it is written to."""

    hamlet: Hamlet
    folder: Path
    warm: Path

    @property
    def work(self) -> Path:
        """Where the output goes."""
        return self.folder / RESULT_FOLDER

    def screen(self, rules: tuple[str, ...] = RULES, **options) -> Outcome:
        """Write what the hamlet has now, and screen it."""
        self.hamlet.write(self.folder)
        if not self.work.exists():
            shutil.copytree(self.warm, self.work / "lake", copy_function=os.link)
        return judge(self.folder, rules, **options)


@pytest.fixture(scope="session")
def warm(tmp_path_factory) -> Path:
    """The lake after a screening of the unchanged hamlet."""
    folder = hamlet().write(tmp_path_factory.mktemp("warm") / "F")
    judge(folder)
    return folder / RESULT_FOLDER / "lake"


@pytest.fixture
def place(tmp_path, warm) -> Place:
    """The hamlet in good order."""
    return Place(hamlet(), tmp_path / "F", warm)


class Counties(dict[int, Path]):
    """Level of mess → a generated county of 60 households, truth beside it; made when it is asked for."""

    def __init__(self, root: Path):
        super().__init__()
        self.root = root

    def __missing__(self, mess: int) -> Path:
        self[mess] = self.root / f"m{mess}"
        write_county(self[mess], 60, 7, mess)
        return self[mess]


@pytest.fixture(scope="session")
def counties(tmp_path_factory) -> Counties:
    """Generated counties by their level of mess."""
    return Counties(tmp_path_factory.mktemp("counties"))


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Keep `folder` for this test process, after those that came before it."""
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(hold(folder))
                break
            except UserError:
                time.sleep(0.2)
        yield


@pytest.fixture(scope="session")
def judged(counties, tmp_path_factory) -> Callable[..., Outcome]:
    """`judged(mess, work)`: a generated county, screened with all rules into `work`, out of a lake where it lies ready.

    The lake is filled once for all test processes: it goes by content, and every process makes the same county.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "lakes"

    def screened(mess: int, work: Path, **options) -> Outcome:
        full, done = shared / f"m{mess}", shared / f"m{mess}.done"
        with turn(shared / f"m{mess}.turn"):
            if not done.exists():
                judge(counties[mess], (), full)
                done.touch()
        shutil.copytree(full / "lake", work / "lake", copy_function=os.link)
        return judge(counties[mess], (), work, **options)

    return screened
