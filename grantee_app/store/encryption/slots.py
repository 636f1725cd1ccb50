"""The key file: the data key, wrapped under the password and under the recovery code.

`key.json` lies beside the database, and beside the backups as well. A slot holds the data key
encrypted under a key from the password (Argon2id, RFC 9106) or from the code (HKDF: it is random
already); what the slot says of itself is bound to it. Changing a password rewrites this file alone.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from grantee_app.frozen import frozen
from grantee_app.store.disk import write_small_file
from grantee_app.store.encryption.keys import KEY_BYTES, DataKey, derive_key
from grantee_app.store.encryption.recovery_code import RecoveryCode

KEY_NAME: Final = "key.json"
_FORMAT: Final = "bastama-key"
_VERSION: Final = 1
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
# A file made to harm must not ask for hours, nor for all the memory there is.
_MOST: Final = {"iterations": 64, "lanes": 16, "memory_kib": 1 << 20}


@frozen
class Cost:
    """How dear one guess at the password is (RFC 9106: passes, lanes, memory)."""

    iterations: int = 12
    lanes: int = 4
    memory_kib: int = 65_536


# 0.4 s on the machine of docs/benchmarks.md, 64 MB: a laptop with 4 GB has them.
USUAL_COST: Final = Cost()


@frozen
class Slot:
    """The data key under one secret; `kdf` says how the wrapping key follows from that."""

    kind: str
    kdf: dict[str, Any]
    nonce: bytes
    wrapped: bytes


@frozen
class KeyFile:
    """The slots of one data key; not `is_settled` while files are still being encrypted."""

    key_id: str
    slots: tuple[Slot, ...]
    is_settled: bool = False


def wrap_key(key: DataKey, password: str, code: RecoveryCode, cost: Cost = USUAL_COST) -> KeyFile:
    """Return a key file that `password` and `code` open."""
    slots = (_wrap_by_password(key, password, cost), _wrap_by_code(key, code))
    return KeyFile(key.key_id, slots)


def unwrap_by_password(file: KeyFile, password: str) -> DataKey | None:
    """Return the data key, None when the password is wrong or its slot is spoilt."""
    return _unwrap(file, "password", encode_password(password))


def unwrap_by_code(file: KeyFile, code: RecoveryCode) -> DataKey | None:
    """Return the data key, None when the code is another one's or its slot is spoilt."""
    return _unwrap(file, "recovery", code.secret)


def replace_password(
    file: KeyFile, key: DataKey, password: str, cost: Cost = USUAL_COST
) -> KeyFile:
    """Return the key file with another password."""
    return _put(file, _wrap_by_password(key, password, cost))


def replace_code(file: KeyFile, key: DataKey, code: RecoveryCode) -> KeyFile:
    """Return the key file with another recovery code."""
    return _put(file, _wrap_by_code(key, code))


def encode_password(password: str) -> bytes:
    """Return the bytes of a password, the same whatever keyboard composed its letters."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def read_key_file(path: Path) -> KeyFile | None:
    """Return what stands at `path`; None when it is not there or no key file. OSError."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] != _FORMAT or said["version"] != _VERSION:
            return None
        slots = tuple(_read_slot(slot) for slot in said["slots"])
        return KeyFile(str(said["key_id"]), slots, bool(said["is_settled"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return None


def write_key_file(path: Path, file: KeyFile) -> None:
    """Write a key file whole and on the disk, or leave what stood there; OSError."""
    write_small_file(path, format_key_file(file))


def format_key_file(file: KeyFile) -> str:
    """Return the text of a key file."""
    said = {
        "format": _FORMAT,
        "version": _VERSION,
        "key_id": file.key_id,
        "is_settled": file.is_settled,
        "slots": [
            {
                "kind": slot.kind,
                "kdf": slot.kdf,
                "nonce": b64encode(slot.nonce).decode(),
                "wrapped": b64encode(slot.wrapped).decode(),
            }
            for slot in file.slots
        ],
    }
    return json.dumps(said, indent=1)


def _put(file: KeyFile, new: Slot) -> KeyFile:
    kept = tuple(slot for slot in file.slots if slot.kind != new.kind)
    return replace(file, slots=(*kept, new))


def _wrap_by_password(key: DataKey, password: str, cost: Cost) -> Slot:
    kdf = {
        "name": "argon2id",
        "salt": secrets.token_hex(_SALT_BYTES),
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "memory_kib": cost.memory_kib,
    }
    return _wrap(key, "password", kdf, encode_password(password))


def _wrap_by_code(key: DataKey, code: RecoveryCode) -> Slot:
    kdf = {"name": "hkdf-sha256", "salt": secrets.token_hex(_SALT_BYTES)}
    return _wrap(key, "recovery", kdf, code.secret)


def _wrap(key: DataKey, kind: str, kdf: dict[str, Any], secret: bytes) -> Slot:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = ChaCha20Poly1305(_stretch(kdf, secret))
    return Slot(kind, kdf, nonce, cipher.encrypt(nonce, key.secret, _bind(key.key_id, kind, kdf)))


def _unwrap(file: KeyFile, kind: str, secret: bytes) -> DataKey | None:
    for slot in file.slots:
        if slot.kind != kind:
            continue
        cipher = ChaCha20Poly1305(_stretch(slot.kdf, secret))
        try:
            opened = cipher.decrypt(slot.nonce, slot.wrapped, _bind(file.key_id, kind, slot.kdf))
        except InvalidTag:
            continue
        return DataKey(file.key_id, opened)
    return None


def _stretch(kdf: dict[str, Any], secret: bytes) -> bytes:
    salt = bytes.fromhex(kdf["salt"])
    if kdf["name"] == "hkdf-sha256":
        return derive_key(secret, salt, "recovery")
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=kdf["iterations"],
        lanes=kdf["lanes"],
        memory_cost=kdf["memory_kib"],
    ).derive(secret)


def _bind(key_id: str, kind: str, kdf: dict[str, Any]) -> bytes:
    return json.dumps([_FORMAT, _VERSION, key_id, kind, kdf], sort_keys=True).encode()


def _read_slot(said: dict[str, Any]) -> Slot:
    kdf = dict(said["kdf"])
    nonce, wrapped = b64decode(said["nonce"]), b64decode(said["wrapped"])
    if len(bytes.fromhex(kdf["salt"])) < _SALT_BYTES or len(nonce) != _NONCE_BYTES:
        raise ValueError("a salt or a nonce is too short")
    if kdf["name"] == "argon2id":
        if not all(0 < int(kdf[name]) <= most for name, most in _MOST.items()):
            raise ValueError("the cost is beyond bounds")
        if kdf["memory_kib"] < 8 * kdf["lanes"]:
            raise ValueError("too little memory for the lanes")
    elif kdf["name"] != "hkdf-sha256":
        raise ValueError("an unknown derivation")
    return Slot(str(said["kind"]), kdf, nonce, wrapped)
