"""Which code made a result: kept results are used again only by the code that made them."""

import hashlib
from functools import cache
from pathlib import Path

from dibao import __version__

_ENGINE = Path(__file__).parent


@cache
def code_digest(*parts: str) -> str:
    """Hash of the engine's files and folders named, and of the version."""
    words = hashlib.sha256(__version__.encode())
    for part in parts:
        path = _ENGINE / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            words.update(file.relative_to(_ENGINE).as_posix().encode() + file.read_bytes())
    return words.hexdigest()
