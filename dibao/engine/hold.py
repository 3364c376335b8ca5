"""One screening at a time in a result folder: a second one is told, not mixed in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dibao.engine.errors import UserError

IN_USE = ".in-use"  # also the mark of a result folder: what lies in one is never read as input

if os.name == "nt":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(work: Path) -> Iterator[None]:
    """Keep `work` for this process; `UserError` when another one has it. The system lets go when the process ends, however it ends."""
    work.mkdir(parents=True, exist_ok=True)
    handle = os.open(work / IN_USE, os.O_CREAT | os.O_RDWR)
    try:
        try:
            _take(handle)
        except OSError:
            raise UserError(
                str(work), "另一个比对正在使用这个结果文件夹", "等它结束再运行，或用 --work 指定另一个文件夹"
            ) from None
        yield
    finally:
        os.close(handle)
