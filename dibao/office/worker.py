"""The worker for long work: a process beside the server, so that a screening never slows a page.

It ends when the server ends, however that happened: its standard input is a pipe from the server, and closes with it.
"""

import _thread
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dibao.office.start import home, make_ready

BEAT = 2.0  # seconds between signs of life
PATIENCE = 20.0  # seconds that the present task gets to finish when the server stops
log = logging.getLogger("dibao.office")


def sign_of_life() -> Path:
    """A file whose time of change says when the worker was last seen."""
    return home() / "run" / "worker"


def is_alive() -> bool:
    """Whether a worker of this office gave a sign lately."""
    path = sign_of_life()
    return path.exists() and time.time() - path.stat().st_mtime < 5 * BEAT


@contextmanager
def working() -> Iterator[None]:
    """A worker as long as the block lasts; one that dies is started again."""
    done = threading.Event()
    keeper = threading.Thread(target=_keep, args=(done,), name="keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join(PATIENCE + 10)


def _keep(done: threading.Event) -> None:
    child = _start()
    while not done.wait(1.0):
        if child.poll() is not None:
            log.warning("后台任务进程意外退出（状态 %s），稍后重新启动", child.returncode)
            done.wait(5)
            child = _start()
    _stop(child)


def _start() -> subprocess.Popen:
    # A session of its own: Ctrl-C in the terminal is the server's affair, which then closes the pipe.
    own = {"start_new_session": True} if os.name != "nt" else {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen([sys.executable, "-m", "dibao.office.worker"], stdin=subprocess.PIPE, **own)


def _stop(child: subprocess.Popen) -> None:
    child.stdin.close()
    for end in (lambda: None, child.terminate, child.kill):
        end()
        try:
            child.wait(PATIENCE)
            return
        except subprocess.TimeoutExpired:
            log.warning("后台任务还没有结束，强行停止")


def main() -> None:
    """Take tasks from the database until the pipe closes."""
    make_ready()
    from django_tasks_db.management.commands.db_worker import Worker

    from dibao.office.base import jobs

    jobs.abandon()
    worker = Worker(
        queue_names=["*"],
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"office-{os.getpid()}-{time.time_ns():x}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # it tells every stop, in English
    for watch in (_beat, _end_with_server):
        threading.Thread(target=watch, daemon=True).start()
    worker.run()


def _beat() -> None:
    path = sign_of_life()
    path.parent.mkdir(exist_ok=True)
    while True:
        path.touch()
        time.sleep(BEAT)


def _end_with_server() -> None:
    sys.stdin.buffer.read()
    _thread.interrupt_main()  # as Ctrl-C: the present task may finish


if __name__ == "__main__":
    main()
