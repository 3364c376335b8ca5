"""A PostgreSQL server for one run of the tests: `python -m tests.postgres COMMAND…` runs the command with its address.

The server lies in a temporary folder, is reached by its socket only, and is gone afterwards. Where we are root, it runs as
`postgres`, since it refuses to run as root.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

MISSING = 77  # the exit status by which test tools say that they were skipped
USER = "dibao"


def tools() -> Path | None:
    """Where PostgreSQL's programs are; Debian keeps them out of PATH."""
    found = shutil.which("initdb") or max(glob("/usr/lib/postgresql/*/bin/initdb"), default=None)
    return Path(found).parent if found else None


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A running server; its address as DIBAO_DATABASE takes it."""
    folder = Path(tempfile.mkdtemp(prefix="dibao-pg-"))
    as_whom = _servant(folder)
    data, options = folder / "data", f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    control = [*as_whom, programs / "pg_ctl", "-D", data, "-w", "-s"]
    try:
        _run([*as_whom, programs / "initdb", "-D", data, "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8"])
        _run([*control, "-l", folder / "log", "-o", options, "start"])
        try:
            yield f"postgresql://{USER}@/office?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _servant(folder: Path) -> list[str]:
    """How to run as somebody who is not root."""
    if os.geteuid() != 0:
        return []
    person = pwd.getpwnam("postgres")
    os.chown(folder, person.pw_uid, person.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list) -> None:
    run = subprocess.run([str(part) for part in command], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if run.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{run.stderr.decode()}")


def main(command: list[str]) -> int:
    """Exit status of the command, or 77 where there is no PostgreSQL."""
    programs = tools()
    if programs is None:
        return MISSING
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then too
    with server(programs) as address:
        return subprocess.call(command, env=os.environ | {"DIBAO_TEST_DATABASE": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
