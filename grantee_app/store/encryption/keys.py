"""The data key of a workspace, and the keys that follow from it.

One random key encrypts everything; database, files and file names each use a key of their own
that is derived from it (HKDF, RFC 5869). Passwords and codes only wrap it: `slots`. Knows no file.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SEALED_SUFFIX: Final = ".seal"


@dataclass(frozen=True)
class DataKey:
    """What opens a workspace; `key_id` is public and tells two keys apart."""

    key_id: str
    secret: bytes = field(repr=False)

    @cached_property
    def database_key(self) -> bytes:
        """The raw key of SQLCipher."""
        return derive_key(self.secret, b"", "database")

    def derive_file_key(self, salt: bytes) -> bytes:
        """Return the key of one sealed file, which `salt` makes its own."""
        return derive_key(self._files, salt, "file")

    def name_content(self, sha256: str) -> str:
        """Return the name under which a content is kept sealed, 64 hexadecimal digits.

        The content's own SHA-256 would let anybody try whether a file she has is among them.
        """
        return hmac.new(self._names, bytes.fromhex(sha256), hashlib.sha256).hexdigest()

    @cached_property
    def _files(self) -> bytes:
        return derive_key(self.secret, b"", "files")

    @cached_property
    def _names(self) -> bytes:
        return derive_key(self.secret, b"", "names")


def make_data_key() -> DataKey:
    """Return a new random key."""
    return DataKey(secrets.token_hex(8), secrets.token_bytes(KEY_BYTES))


def derive_key(secret: bytes, salt: bytes, purpose: str) -> bytes:
    """Return a key for one purpose out of a secret that is as good as random."""
    info = f"bastama {purpose} 1".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret)
