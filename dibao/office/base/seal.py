"""Citizen IDs, accounts and phones in the database: sealed, found by a keyed index, shown masked unless asked for.

A plain hash of an ID is broken in seconds (there are few enough IDs), so the index is an HMAC under a key that never is in
the database. 网络安全法 and 个人信息保护法 art. 51 ask for encryption of what is sensitive.
"""

import hmac
import os
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from dibao.office.secrets import key_for

VERSION = b"\x01"  # of the sealing; a second one may come with new keys
NONCE = 12  # bytes
KINDS = {"id_no": (6, 4), "account": (4, 4), "phone": (3, 4)}  # characters shown at the start and the end


@dataclass(frozen=True)
class Secret:
    """A sealed value in memory. As text it is masked, so that a forgotten mask shows nothing; `clear` is the value itself."""

    kind: str
    clear: str

    def __str__(self) -> str:
        head, tail = KINDS[self.kind]
        if len(self.clear) <= head + tail:
            return "*" * len(self.clear)
        return self.clear[:head] + "*" * (len(self.clear) - head - tail) + self.clear[-tail:]

    def __repr__(self) -> str:
        return f"Secret({self})"

    def __bool__(self) -> bool:
        return bool(self.clear)


def normal(kind: str, value: str) -> str:
    """The one spelling that is sealed and searched: no spaces or hyphens, X in capitals."""
    return "".join(c for c in str(value) if not c.isspace() and c not in "-—").upper()


def seal(kind: str, value: str) -> bytes:
    """Encrypt; the kind is authenticated too, so no value can be moved into a column of another kind."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + _cipher().encrypt(nonce, normal(kind, value).encode(), kind.encode())


def unseal(kind: str, sealed: bytes) -> Secret:
    """Decrypt. Raises `ValueError` when the bytes were changed, or the installation's key is another one."""
    try:
        clear = _cipher().decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], kind.encode())
    except InvalidTag:
        raise ValueError("加密的内容读不出来：密钥文件不是当时的那一个，或者内容被改动过") from None
    return Secret(kind, clear.decode())


def keyed(kind: str, value: str) -> str:
    """What the keyed index holds of a value: 32 hex characters, empty for an empty value."""
    spelled = normal(kind, value)
    if not spelled:
        return ""
    key = key_for(f"index {kind}", settings.ROOT_SECRET)
    return hmac.new(key, spelled.encode(), sha256).hexdigest()[:32]


def last_four(kind: str, value: str) -> str:
    """The last four characters, by which people ask for one another on the phone."""
    return normal(kind, value)[-4:]


def _cipher() -> AESGCM:
    return AESGCM(key_for("fields", settings.ROOT_SECRET))
