"""A hamlet on disk, and a lake in which its views lie ready: a test pays only for what it changes."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hamlet import RULES, Hamlet, hamlet, judge

from dibao.county import write_county
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


@pytest.fixture(scope="session")
def counties(tmp_path_factory) -> dict[int, Path]:
    """Level of mess → a generated county of 60 households, truth beside it."""
    root = tmp_path_factory.mktemp("counties")
    for mess in range(4):
        write_county(root / f"m{mess}", 60, 7, mess)
    return {mess: root / f"m{mess}" for mess in range(4)}
