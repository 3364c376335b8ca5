"""The installation's one secret, and the keys made of it: lost, no citizen ID in the database can be read again."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dibao.engine.errors import UsageError

FILE = "secret.key"


def root_secret(home: Path) -> bytes:
    """32 bytes out of `home/secret.key`, made at the first start, readable by its owner only."""
    path = home / FILE
    if not path.exists():
        if (home / "office.sqlite3").exists():
            raise UsageError(str(path), "密钥文件不见了，库里的证件号读不出来", "请从备份取回这个文件，放回原处")
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    try:
        secret = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise UsageError(str(path), "密钥文件内容不对，应是 64 个十六进制字符", "请从备份取回原来的文件")
    return secret


@lru_cache
def key_for(purpose: str, root: bytes) -> bytes:
    """A 32-byte key for one purpose; keys of different purposes tell nothing about each other (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(root)
