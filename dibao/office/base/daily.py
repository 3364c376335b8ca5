"""What the office does by itself once a day: reminders, reconciliations. A room adds its own in `apps.py` (`ready`).

Each is called at the start of the server and every hour after that, and must do nothing the second time on a day: so no day
is lost when the machine was off at night.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import contextmanager

EVERY = 3600.0  # seconds
log = logging.getLogger("dibao.office")
_work: dict[str, Callable] = {}


def add(code: str, work: Callable[[], object]) -> None:
    """Have this done each day; the same code again replaces it."""
    _work[code] = work


def run_all() -> list[str]:
    """Do all of it now; the codes of what failed. One failure does not keep the others from being done."""
    failed = []
    for code, work in _work.items():
        try:
            work()
        except Exception:
            log.exception("每日工作“%s”没有做成，一小时后再试", code)
            failed.append(code)
    return failed


@contextmanager
def ticking():
    """In the background, as long as the block lasts."""
    done = threading.Event()
    thread = threading.Thread(target=_tick_until, args=(done,), name="daily", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(10)


def _tick_until(done: threading.Event) -> None:
    from django.db import connection

    while True:
        run_all()
        connection.close()  # an idle connection is closed by a server in an hour
        if done.wait(EVERY):
            return
