"""What a command costs: wall and processor seconds, and the memory of it and all its children at their highest."""

import json
import os
import platform
import subprocess
import threading
import time
from dataclasses import dataclass, is_dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Cost:
    """Seconds and megabytes of one command; `status` is its exit status."""

    wall: float
    cpu: float
    peak_mb: float
    status: int


def run(command: list[str], quiet: bool = True) -> Cost:
    """Run a command and watch it; the process tree is sampled twenty times a second."""
    before, start = os.times(), time.perf_counter()
    out = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, text=True)
    watch = _Watch(process.pid)
    watch.start()
    _, said = process.communicate()
    wall, after = time.perf_counter() - start, os.times()
    watch.done.set()
    watch.join()
    if process.returncode not in (0, 4):
        raise SystemExit(f"{' '.join(command)}\n{said}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(round(wall, 2), round(cpu, 2), round(watch.peak / 1e6, 1), process.returncode)


class _Watch(threading.Thread):
    """Adds up the resident memory of a process and its descendants; shared pages count for each of them."""

    def __init__(self, root: int):
        super().__init__(daemon=True)
        self.root, self.peak, self.done = root, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.peak = max(self.peak, sum(map(_resident, [self.root, *_descendants(self.root)])))


def _descendants(pid: int) -> list[int]:
    try:
        texts = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    children = [int(word) for text in texts for word in text.split()]
    return children + [deeper for child in children for deeper in _descendants(child)]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError, ValueError):
        return 0


def commit() -> str:
    """The commit that is measured, with a mark when the checkout differs from it."""
    name = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    changed = subprocess.run(["git", "status", "--porcelain", "dibao"], cwd=ROOT, capture_output=True, text=True).stdout
    return f"{name}, changed" if changed.strip() else name


def machine() -> str:
    """Processors and Python, without names."""
    return f"{os.cpu_count()} 核，Python {platform.python_version()}，{platform.system()}"


def write_json(path: Path | None, data: dict) -> None:
    """Keep the figures for programs."""
    if path:
        plain = {"commit": commit(), "machine": machine(), **data}
        text = json.dumps(plain, ensure_ascii=False, indent=1, default=_plain)
        path.write_text(text, "utf-8")


def _plain(value: object) -> object:
    return vars(value) if is_dataclass(value) else str(value)
