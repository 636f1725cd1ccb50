"""Sealed files: encrypted in chunks by ChaCha20-Poly1305, read from any place, never half believed.

A file has a key of its own (a random salt in its head). Each chunk's nonce is its number and
whether it is the last, so chunks cannot change places, be left out or be cut off; the head is bound
to each of them (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). Knows
bytes, not what they are.
"""

from __future__ import annotations

import errno
import io
import os
import secrets
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from grantee_app.store.encryption.keys import DataKey

# What is no text, and begins nothing that is kept.
MAGIC: Final = b"\x93bastama\x01"
SALT_BYTES: Final = 32
CHUNK_BYTES: Final = 1 << 18
_TAG_BYTES: Final = 16
_HEAD_BYTES: Final = len(MAGIC) + SALT_BYTES
_STORED_CHUNK: Final = CHUNK_BYTES + _TAG_BYTES


class SealBroken(OSError):  # noqa: N818 (a state of a file, as FileNotFoundError is)
    """The bytes are not those that were sealed, or were sealed with another key."""

    def __init__(self, name: str) -> None:
        super().__init__(errno.EBADMSG, "the seal is broken", name)


def sealed_size(size: int) -> int:
    """Return how many bytes a content of `size` bytes has when it is sealed."""
    return _HEAD_BYTES + size + max(1, -(-size // CHUNK_BYTES)) * _TAG_BYTES


def is_sealed(path: Path) -> bool:
    """Tell whether the file at `path` begins as a sealed one; OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class SealingWriter:
    """Seals what is written to it into an open file; nothing may be written after `finish`."""

    def __init__(self, file: BinaryIO, key: DataKey) -> None:
        salt = secrets.token_bytes(SALT_BYTES)
        self._head = MAGIC + salt
        self._cipher = ChaCha20Poly1305(key.derive_file_key(salt))
        self._file = file
        self._waiting = bytearray()
        self._number = 0
        file.write(self._head)

    def write(self, data: bytes) -> None:
        """Take more of the content."""
        self._waiting += data
        # The last chunk is sealed as such: a full one waits until more comes.
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), is_last=False)
            del self._waiting[:CHUNK_BYTES]

    def finish(self) -> None:
        """Write the last chunk; the file stays open."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _make_nonce(self._number, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, chunk, self._head))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The content of a sealed file, to be read and sought like any file; SealBroken when torn."""

    def __init__(self, file: BinaryIO, key: DataKey, name: str = "") -> None:
        super().__init__()
        self._file = file
        self._name = name
        self._head = file.read(_HEAD_BYTES)
        stored = file.seek(0, os.SEEK_END) - _HEAD_BYTES
        self._chunks, rest = divmod(stored, _STORED_CHUNK)
        if rest:
            self._chunks += 1
        if self._head[: len(MAGIC)] != MAGIC or stored < _TAG_BYTES or 0 < rest < _TAG_BYTES:
            raise SealBroken(name)
        self.size = stored - self._chunks * _TAG_BYTES
        self._cipher = ChaCha20Poly1305(key.derive_file_key(self._head[len(MAGIC) :]))
        self._position = 0
        self._known: tuple[int, bytes] = (-1, b"")
        # Without it a file cut off before its end would read as a shorter one.
        self._open_chunk(self._chunks - 1)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place of the content."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        """Return the place."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` with what comes next; return how much it was."""
        if self._position >= self.size:
            return 0
        number, start = divmod(self._position, CHUNK_BYTES)
        chunk = self._open_chunk(number)
        part = chunk[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)

    def close(self) -> None:
        """Close the file too."""
        if not self.closed:
            self._file.close()
        super().close()

    def _open_chunk(self, number: int) -> bytes:
        if self._known[0] != number:
            self._file.seek(_HEAD_BYTES + number * _STORED_CHUNK)
            stored = self._file.read(_STORED_CHUNK)
            nonce = _make_nonce(number, is_last=number == self._chunks - 1)
            try:
                self._known = (number, self._cipher.decrypt(nonce, stored, self._head))
            except InvalidTag:
                raise SealBroken(self._name) from None
        return self._known[1]


def open_sealed(path: Path, key: DataKey) -> BinaryIO:
    """Open the content of the sealed file at `path`; SealBroken, or OSError as it reads."""
    file = path.open("rb")
    try:
        return io.BufferedReader(SealedReader(file, key, path.name), CHUNK_BYTES)
    except BaseException:
        file.close()
        raise


def seal_bytes(data: bytes, key: DataKey) -> bytes:
    """Return a small content sealed."""
    sealed = io.BytesIO()
    writer = SealingWriter(sealed, key)
    writer.write(data)
    writer.finish()
    return sealed.getvalue()


def copy_sealing(reading: BinaryIO, target: Path, key: DataKey) -> None:
    """Write an open file's content to `target`, sealed and on the disk."""
    with target.open("xb") as file:
        writer = SealingWriter(file, key)
        while part := reading.read(CHUNK_BYTES):
            writer.write(part)
        writer.finish()
        file.flush()
        os.fsync(file.fileno())


def _make_nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
