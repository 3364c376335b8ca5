"""A rule's result is kept, and made anew by whatever it depends on: here a copy of the program is changed between two runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hamlet import hamlet

import dibao
from dibao.engine.evaluate import read_rows

NEAR = """---
code: R90
title: 户主姓名相近
problem: 示例
kind: data
severity: D
audience: county
subject: household
sources: {household: required}
basis: [{document: 示例办法, article: 第一条}]
drill: [{table: roster, on: [household]}]
explain: "{head_name}户"
door: 看户口簿
---
# 户主姓名相近

```sql
select household from household where near_name(head_name, concat(head_name, '某'))
```
"""


@pytest.fixture
def program(tmp_path) -> Path:
    """A copy of the package that a test may change."""
    return Path(shutil.copytree(Path(dibao.__file__).parent, tmp_path / "program" / "dibao"))


@pytest.fixture
def screen(program, tmp_path):
    """Screens the hamlet with the copy as it is by then; the findings of one rule."""
    folder = hamlet().write(tmp_path / "F")
    words = "import sys; from dibao.cli import main; sys.exit(main(sys.argv[1:]))"

    def run(code: str) -> list[dict]:
        found = tmp_path / "found.csv"
        command = [sys.executable, "-c", words, "screen", folder, "--rules", code, "--findings", found]
        subprocess.run(command, check=True, cwd=program.parent, env=os.environ | {"PYTHONPATH": str(program.parent)})
        return read_rows(found)

    return run


def edit(path: Path, old: str, new: str) -> None:
    """Change a text that must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_evidence_takes_the_words_of_the_table_file_as_it_is_now(program, screen):
    (before,) = screen("R01")
    assert '"死亡日期":"2023-02-10"' in before["evidence"]
    edit(program / "rulebook/tables/death.toml", 'names = ["死亡日期", ', 'names = ["辞世日期", "死亡日期", ')
    (after,) = screen("R01")
    assert '"辞世日期":"2023-02-10"' in after["evidence"]


def test_a_changed_way_to_compare_names_is_used_at_once(program, screen):
    (program / "rulebook/rules/R90 示例.md").write_text(NEAR, "utf-8")
    before = screen("R90")
    edit(program / "engine/values/names.py", "return _sounds_alike(a, b) or", "return False and")
    assert len(screen("R90")) < len(before)
