"""An office of its own in processes of its own, as somebody has it who installed it."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-c", "import sys; from dibao.cli import main; sys.exit(main())"]
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Office:
    """A home, and the database that goes with it ("" for SQLite in the home)."""

    home: Path
    database: str = ""

    @property
    def surroundings(self) -> dict[str, str]:
        own = {"DIBAO_HOME": str(self.home), "DIBAO_DATABASE": self.database, "PYTHONPATH": str(ROOT)}
        kept = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DIBAO_DEMO"}}
        return kept | own

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        """A command to its end."""
        return subprocess.run(
            [*COMMAND, *arguments], env=self.surroundings, capture_output=True, encoding="utf-8", timeout=60
        )

    @contextmanager
    def serving(self, *options: str):
        """`dibao serve` on a free port; gives its address, and stops it as systemd would."""
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", *options],
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        try:
            said = process.stdout.readline()
            address = re.search(r"http://\S+?/", said)
            assert address, said + process.stdout.read()
            yield address[0]
        finally:
            process.terminate()
            rest = process.communicate(timeout=60)[0]
            assert process.returncode == 0, rest


def page(address: str) -> tuple[int, str]:
    """Status and text of a page."""
    with urllib.request.urlopen(address, timeout=20) as response:  # noqa: S310
        return response.status, response.read().decode()


def until(true, seconds: float = 10.0) -> bool:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()
