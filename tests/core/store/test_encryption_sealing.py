"""Sealed files: any bytes come back, any other bytes are refused."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantee_app.store.encryption import sealing
from grantee_app.store.encryption.keys import DataKey
from grantee_app.store.encryption.sealing import (
    MAGIC,
    SealBroken,
    SealedReader,
    SealingWriter,
    seal_bytes,
    sealed_size,
)

KEY = DataKey("00" * 8, bytes(range(32)))
OTHER = DataKey("00" * 8, bytes(32))


@pytest.fixture(autouse=True, scope="module")
def small_chunks():
    """Let a file of some hundred bytes have many chunks."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealing, "CHUNK_BYTES", 64)
        patched.setattr(sealing, "_STORED_CHUNK", 64 + 16)
        yield


def unseal(sealed: bytes, key: DataKey = KEY) -> bytes:
    return SealedReader(io.BytesIO(sealed), key).read()


@given(st.binary(max_size=1000), st.lists(st.integers(0, 300), max_size=8))
def test_any_bytes_come_back_however_they_were_written(data: bytes, cuts: list[int]) -> None:
    file = io.BytesIO()
    writer = SealingWriter(file, KEY)
    start = 0
    for length in cuts:
        writer.write(data[start : start + length])
        start += length
    writer.write(data[start:])
    writer.finish()
    assert len(file.getvalue()) == sealed_size(len(data))
    assert unseal(file.getvalue()) == data


@given(st.binary(max_size=500), st.lists(st.tuples(st.integers(0, 520), st.integers(0, 200))))
def test_it_is_read_from_any_place(data: bytes, reads: list[tuple[int, int]]) -> None:
    reader = io.BufferedReader(SealedReader(io.BytesIO(seal_bytes(data, KEY)), KEY))
    plain = io.BytesIO(data)
    for place, length in reads:
        assert reader.seek(place) == plain.seek(place)
        assert reader.read(length) == plain.read(length)
        assert reader.tell() == plain.tell()
    assert reader.seek(0, io.SEEK_END) == len(data)


@settings(max_examples=200)
@given(st.binary(max_size=300), st.data())
def test_any_flipped_bit_is_refused(data: bytes, draw: st.DataObject) -> None:
    sealed = bytearray(seal_bytes(data, KEY))
    at = draw.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << draw.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        unseal(bytes(sealed))


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_file_cut_off_or_longer_is_refused(data: bytes, draw: st.DataObject) -> None:
    sealed = seal_bytes(data, KEY)
    cut = draw.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(SealBroken):
        unseal(sealed[:cut])
    with pytest.raises(SealBroken):
        unseal(sealed + draw.draw(st.binary(min_size=1, max_size=200)))


def test_chunks_keep_their_places() -> None:
    head, chunk = len(MAGIC) + 32, 64 + 16
    sealed = seal_bytes(bytes(range(256)), KEY)
    parts = [sealed[head + n * chunk : head + (n + 1) * chunk] for n in range(4)]
    for order in ([1, 0, 2, 3], [0, 2, 1, 3], [0, 1, 3], [0, 1, 2], [0, 0, 1, 2, 3]):
        with pytest.raises(SealBroken):
            unseal(sealed[:head] + b"".join(parts[n] for n in order))
    # Nor may they come from another file of the same key.
    other = seal_bytes(bytes(range(256)), KEY)
    with pytest.raises(SealBroken):
        unseal(other[:head] + sealed[head:])


def test_the_same_bytes_are_never_sealed_alike() -> None:
    assert len({seal_bytes(b"the same", KEY) for _ in range(50)}) == 50


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        unseal(seal_bytes(b"words", KEY), OTHER)


def test_the_content_stands_nowhere_in_a_sealed_file(tmp_path: Path) -> None:
    assert b"words" * 3 not in seal_bytes(b"words" * 100, KEY)
