"""Reads an encrypted database page by page, around whatever is damaged.

SQLCipher gives up a connection at the first page whose seal is broken, so salvage and the search
for an erased record read the file by themselves. The format is that of SQLCipher 4
(https://www.zetetic.net/sqlcipher/design/): AES-256-CBC and HMAC-SHA512 for each page, the log's
pages alike. The result is in memory and goes to no disk.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from grantee_app.frozen import frozen
from grantee_app.store.encryption.keys import DataKey
from grantee_app.store.engine import HEADER

PAGE: Final = 4096
_IV: Final = 16
_HMAC: Final = 64
_CONTENT: Final = PAGE - _IV - _HMAC
_SALT: Final = 16
_SALT_MASK: Final = 0x3A
_LOG_HEAD: Final = 32
_FRAME_HEAD: Final = 24


@frozen
class Decrypted:
    """A database as SQLite reads it; pages that could not be read are zeros and are `damaged`."""

    data: bytearray
    damaged: tuple[int, ...]


def decrypt_database(path: Path, key: DataKey) -> Decrypted:
    """Return the database at `path` with what its log has committed; OSError as it reads."""
    reader = _PageReader(key, path)
    pages, damaged = _read_pages(path, reader)
    if pages and len(damaged) == len(pages):
        # The salt is torn, and with it every seal; what stands behind them may be whole.
        reader.is_trusting = True
        pages, _ = _read_pages(path, reader)
    newer = _read_log(path, reader)
    pages |= newer
    data = bytearray(PAGE * max(pages, default=0))
    for number, page in pages.items():
        data[(number - 1) * PAGE : number * PAGE] = page
    # A database in memory has no log.
    data[18:20] = b"\x01\x01" if data else b""
    return Decrypted(data, tuple(page for page in damaged if page not in newer))


def _read_pages(path: Path, reader: _PageReader) -> tuple[dict[int, bytes], list[int]]:
    pages: dict[int, bytes] = {}
    damaged = []
    number = 0
    with path.open("rb", buffering=0) as file:
        size = path.stat().st_size
        for start in range(0, size, PAGE):
            number += 1
            try:
                file.seek(start)
                stored = file.read(PAGE)
            except OSError:
                # A bad sector; the other pages stay where they were.
                stored = b""
            found = reader.open_page(number, stored)
            if found is None:
                damaged.append(number)
            pages[number] = found or bytes(PAGE)
    return pages, damaged


def _read_log(path: Path, reader: _PageReader) -> dict[int, bytes]:
    log = path.with_name(path.name + "-wal")
    try:
        data = log.read_bytes()
    except OSError:
        return {}
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    salts = data[16:24]
    for start in range(_LOG_HEAD, len(data) - PAGE - _FRAME_HEAD + 1, PAGE + _FRAME_HEAD):
        head = data[start : start + _FRAME_HEAD]
        number = int.from_bytes(head[:4])
        stored = data[start + _FRAME_HEAD : start + _FRAME_HEAD + PAGE]
        page = reader.open_page(number, stored)
        # Frames of an earlier round of the log lie behind its present end.
        if head[8:16] != salts or page is None:
            break
        waiting[number] = page
        if int.from_bytes(head[4:8]):
            committed |= waiting
            waiting.clear()
    return committed


class _PageReader:
    def __init__(self, key: DataKey, path: Path) -> None:
        self._key = key.database_key
        # Takes a page whose seal cannot be asked.
        self.is_trusting = False
        with path.open("rb") as file:
            salt = file.read(_SALT)
        mask = bytes(byte ^ _SALT_MASK for byte in salt)
        self._seal_key = hashlib.pbkdf2_hmac("sha512", self._key, mask, 2, 32)

    def open_page(self, number: int, stored: bytes) -> bytes | None:
        """Return the plain page, None when its seal is broken."""
        if len(stored) != PAGE:
            return None
        if not any(stored):
            return stored
        start = _SALT if number == 1 else 0
        seal = hmac.new(self._seal_key, stored[start : _CONTENT + _IV], hashlib.sha512)
        seal.update(number.to_bytes(4, "little"))
        is_whole = hmac.compare_digest(seal.digest(), stored[_CONTENT + _IV :])
        if not is_whole and not self.is_trusting:
            return None
        opening = Cipher(AES(self._key), CBC(stored[_CONTENT : _CONTENT + _IV])).decryptor()
        content = opening.update(stored[start:_CONTENT]) + opening.finalize()
        head = HEADER if number == 1 else b""
        return head + content + bytes(_IV + _HMAC)
