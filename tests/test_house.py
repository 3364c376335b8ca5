"""The rules of the house: direction of imports, size of files, dependencies, lock files, nothing local committed."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter import cli as import_linter

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DEPENDENCIES = [
    *PROJECT["project"]["dependencies"],
    *(name for group in PROJECT["project"]["optional-dependencies"].values() for name in group),
]
LONGEST_FILE = 500
SOURCE = {".py", ".md", ".sql", ".toml", ".css", ".js", ".html"}
# A developer's folder, or the address of a package registry: neither means anything on another machine.
LOCAL = re.compile(
    r"(?<![\w./])/(?:home|root|work|Users)/\w"
    r"|index-url[ =]+\S*://"
    r"|https?://[\w.-]*(?:pypi|pythonhosted|npmjs|npmmirror|mirror)[\w.-]*/"
)


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every text file that is, or is about to be, committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so nothing tells what is committed")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    paths = [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    assert ROOT / "run.py" in paths
    return [path for path in paths if b"\0" not in path.read_bytes()[:4096]]


def test_imports_keep_their_direction(capsys):
    status = import_linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_import_contracts_notice_an_engine_that_reads_the_rulebook(tmp_path):
    package = tmp_path / "dibao"
    for module in (
        "",
        "cli",
        "console",
        "county",
        "rulebook",
        *parts("engine"),
        *parts("office"),
    ):
        (package / module).mkdir(parents=True, exist_ok=True)
        (package / module / "__init__.py").touch()
    contracts = str(ROOT / "pyproject.toml")
    assert lint(tmp_path, contracts) == 0
    (package / "engine" / "__init__.py").write_text("import dibao.rulebook\n")
    assert lint(tmp_path, contracts) == 1


def parts(package: str) -> set[str]:
    """The folder of a package, and the folders of its modules that the contracts name."""
    named = [
        module for contract in PROJECT["tool"]["importlinter"]["contracts"] for module in contract_modules(contract)
    ]
    return {package, *(m.removeprefix("dibao.").replace(".", "/") for m in named if m.startswith(f"dibao.{package}."))}


def contract_modules(contract: dict) -> list[str]:
    """Every module that a contract names."""
    return [m for key in ("source_modules", "forbidden_modules", "layers") for m in contract.get(key, [])]


def lint(folder: Path, contracts: str) -> int:
    """Exit status of import-linter over the package in `folder`."""
    code = "import sys; from importlinter.cli import lint_imports as lint; sys.exit(lint(sys.argv[1], no_cache=True))"
    return subprocess.run([sys.executable, "-c", code, contracts], cwd=folder, capture_output=True).returncode


def test_every_package_has_an_init_file(files):
    folders = {path.parent for path in files if path.suffix == ".py" and ROOT / "dibao" in path.parents}
    # without it the import contracts and the installation do not see the folder
    assert [
        folder.relative_to(ROOT).as_posix() for folder in sorted(folders) if not (folder / "__init__.py").exists()
    ] == []


def test_the_made_up_county_takes_nothing_from_the_engine_but_tables():
    allowed = {"dibao.county", "dibao.rulebook", "dibao.engine.tables", "dibao.engine.errors"}
    for path in (ROOT / "dibao/county").rglob("*.py"):
        own = {name for name in imports(path) if name.split(".")[0] == "dibao"}
        assert {name for name in own if name not in allowed and not name.startswith("dibao.county.")} == set(), (
            path.name
        )


def test_run_py_needs_the_standard_library_only():
    imported = imports(ROOT / "run.py")
    assert imported
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def imports(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return whole | {node.module for node in nodes if isinstance(node, ast.ImportFrom)}


def test_no_file_is_too_long(files):
    lengths = {path.relative_to(ROOT).as_posix(): line_count(path) for path in files if path.suffix in SOURCE}
    grown = re.compile(r"docs/reference/|dibao/rulebook/rules/|.*/migrations/")  # generated, or grows with its cases
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE and not grown.match(name)} == {}


def line_count(path: Path) -> int:
    """Lines of a text file."""
    return path.read_bytes().count(b"\n")


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    for name in DEPENDENCIES + PROJECT["build-system"]["requires"]:
        assert any(re.search(rf'"{re.escape(name)}"[\],]+\s+# \S+ \S+', line) for line in lines), name


def test_every_import_is_a_declared_dependency():
    provided = {
        name: {dist.lower().replace("_", "-") for dist in dists} for name, dists in packages_distributions().items()
    }
    named = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["spark"]]
    declared = {re.match(r"[\w-]+", name)[0] for name in named}  # without version and extras
    for path in (ROOT / "dibao").rglob("*.py"):
        foreign = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names - {"dibao"}
        undeclared = {name for name in foreign if not provided.get(name, {name}) & declared}
        assert undeclared == set(), path.relative_to(ROOT)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_entries_are_exact_and_hashed(lock):
    entries = lock_entries(lock)
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==[\w.]+( ; [^\n]+)? \\\n", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_registry(lock):
    text = lock.read_text("utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host|^-", text, re.MULTILINE)


def test_lock_covers_every_dependency():
    locked = {entry.split("==")[0] for lock in LOCKS for entry in lock_entries(lock)}
    assert {re.split(r"[<>=\[ ]", name)[0].lower() for name in DEPENDENCIES} <= locked


def lock_entries(lock: Path) -> list[str]:
    """Each pinned package with its hashes, comments left out."""
    text = "".join(line for line in lock.read_text("utf-8").splitlines(True) if not line.lstrip().startswith("#"))
    return [entry for entry in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if entry.strip()]


def test_nothing_local_is_committed(files):
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if LOCAL.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "/home/" + "li/dibao",
        "see /root/" + "x",
        "--index-url " + "http://10.0.0.1/simple",
        "https://pypi" + ".org/simple",
    ],
)
def test_local_addresses_would_be_noticed(line):
    assert LOCAL.search(line)


def test_links_between_documents_lead_somewhere(files):
    link = re.compile(r"\]\(([^)#\s]+)")
    documents = [path for path in files if path.suffix == ".md" and "rulebook" not in path.parts]
    targets = [(path, target) for path in documents for target in link.findall(path.read_text("utf-8"))]
    local = [(path, target) for path, target in targets if "://" not in target]
    assert local
    assert [f"{path.name} → {target}" for path, target in local if not (path.parent / target).exists()] == []


def test_glossary_has_every_table():
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    tables = [path.stem for path in (ROOT / "dibao/rulebook/tables").glob("[a-z]*.toml")]
    assert tables
    assert [code for code in tables if f"`{code}`" not in glossary] == []


def test_no_two_test_files_share_a_name(files):
    """pytest would collect only one of them."""
    names = [path.name for path in files if path.name.startswith("test_") and path.suffix == ".py"]
    assert sorted(name for name in names if names.count(name) > 1) == []
