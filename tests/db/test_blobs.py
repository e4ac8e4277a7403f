"""Attachments: kept whole or not at all."""

from __future__ import annotations

import errno
import io
import itertools
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.db import blobs as room
from dcapp.db.blobs import CHUNK, BlobRef, BlobStore
from dcapp.db.folder import OfficeFolder
from dcapp.kernel.errors import Damaged, EnvironmentFault, Invalid

KEY = bytes(range(32))
SCAN = b"don to cao, nguoi viet: canary " * 9000  # more than four chunks
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    OfficeFolder(tmp_path).make()
    return BlobStore(tmp_path, KEY)


def place(folder: Path, blob_id: str) -> Path:
    return OfficeFolder(folder).blobs / blob_id[:2] / blob_id


def left_in_spool(folder: Path) -> list[Path]:
    return list(OfficeFolder(folder).spool.iterdir())


@pytest.mark.parametrize("size", SIZES)
def test_what_is_put_in_comes_out(store, tmp_path, size):
    content = random.randbytes(size)
    ref = store.put(content)
    assert ref.size == size
    assert store.open(ref.id) == content
    assert b"".join(store.iterate(ref.id)) == content
    assert store.verify(ref.id) == size
    assert store.exists(ref.id)
    assert left_in_spool(tmp_path) == []


def test_a_path_a_stream_and_bytes_are_the_same_content(store, tmp_path):
    scan = tmp_path / "..evil name.pdf"
    scan.write_bytes(SCAN)

    class Pipe(io.BytesIO):
        """Gives a few bytes at a time."""

        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 1, 1000))

    refs = {store.put(scan), store.put(SCAN), store.put(io.BytesIO(SCAN)), store.put(Pipe(SCAN))}
    assert len(refs) == 1
    assert list(store.ids()) == [refs.pop().id]
    assert scan.read_bytes() == SCAN


@given(content=st.binary(max_size=300))
def test_any_content_survives(tmp_path_factory, content):
    store = BlobStore(tmp_path_factory.mktemp("office"), KEY)
    assert store.open(store.put(content).id) == content


def test_nothing_readable_reaches_the_disk(store, tmp_path):
    ref = store.put(SCAN)
    content = place(tmp_path, ref.id).read_bytes()
    assert b"canary" not in content
    assert KEY not in content
    import blake3

    assert ref.id not in (blake3.blake3(SCAN).hexdigest(), blake3.blake3(SCAN, key=KEY).hexdigest())


def test_another_key_names_and_seals_otherwise(store, tmp_path):
    ref = store.put(SCAN)
    other = BlobStore(tmp_path, bytes(32))
    with pytest.raises(Damaged):
        other.open(ref.id)
    assert other.put(SCAN).id != ref.id


def test_every_damage_is_noticed(store, tmp_path):
    ref = store.put(SCAN)
    path = place(tmp_path, ref.id)
    whole = path.read_bytes()
    head, sealed = len(room.MAGIC) + room.SALT_BYTES, CHUNK + room.TAG
    first, second = whole[head : head + sealed], whole[head + sealed : head + 2 * sealed]
    flipped = []
    for at in [*range(head + 4), *random.sample(range(head, len(whole)), 20), len(whole) - 1]:
        content = bytearray(whole)
        content[at] ^= 1 << random.randrange(8)
        flipped.append(bytes(content))
    others = [
        b"",
        whole[:5],
        whole[:head],
        whole[:-1],
        whole[: head + sealed],  # cut at a chunk
        whole + b"\0",
        whole + whole[head : head + sealed],
        whole[:head] + second + first + whole[head + 2 * sealed :],
        whole[:head] + first + first + whole[head + 2 * sealed :],
    ]
    for content in flipped + others:
        path.write_bytes(content)
        with pytest.raises(Damaged):
            store.verify(ref.id)


def test_one_content_in_the_place_of_another_is_noticed(store, tmp_path):
    one, other = store.put(b"one" * 100), store.put(b"two" * 100)
    place(tmp_path, one.id).write_bytes(place(tmp_path, other.id).read_bytes())
    with pytest.raises(Damaged):
        store.open(one.id)


def test_a_damaged_content_is_healed_by_putting_it_in_again(store, tmp_path):
    ref = store.put(SCAN)
    place(tmp_path, ref.id).write_bytes(b"rotten")
    assert store.put(SCAN) == ref
    assert store.open(ref.id) == SCAN


def test_a_missing_content_says_so(store):
    ref = store.put(b"x")
    store.remove(ref.id)
    store.remove(ref.id)
    assert not store.exists(ref.id)
    with pytest.raises(EnvironmentFault, match="Không thấy nội dung"):
        store.open(ref.id)


@pytest.mark.parametrize("name", ["", "../keyslots.json", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n", "/etc/passwd"])
def test_a_name_is_never_a_path(store, name):
    for read in (store.open, store.exists, store.remove, store.verify):
        with pytest.raises(Damaged):
            read(name)


def test_too_large_is_a_sentence_and_leaves_nothing(tmp_path):
    store = BlobStore(tmp_path, KEY, largest=2 * 1024 * 1024)
    with pytest.raises(Invalid, match="2 MB") as caught:
        store.put(bytes(2 * 1024 * 1024 + 1))
    assert caught.value.field == "file"
    assert left_in_spool(tmp_path) == []
    assert list(store.ids()) == []


def test_a_file_that_is_not_there_is_a_sentence(store, tmp_path):
    with pytest.raises(EnvironmentFault):
        store.put(tmp_path / "gone.pdf")


def test_the_sweep_removes_what_no_record_names(store, tmp_path):
    kept, orphan = store.put(b"kept"), store.put(b"orphan")
    (OfficeFolder(tmp_path).blobs / "README").write_text("not ours")
    absent = "0" * 64
    assert store.missing([kept.id, absent]) == (absent,)
    assert store.sweep([kept.id]) == (orphan.id,)
    assert list(store.ids()) == [kept.id]
    assert store.sweep([kept.id]) == ()


def test_the_spool_is_emptied_at_start(store, tmp_path):
    (OfficeFolder(tmp_path).spool / "abc.part").write_bytes(b"half")
    store.empty_spool()
    assert left_in_spool(tmp_path) == []


class KilledError(BaseException):
    """The process is gone: no handler of ours may tidy up behind it."""


CALLS = ("open", "write", "fsync", "close", "replace", "mkdir", "unlink")


def at_every_call(monkeypatch, act, error) -> int:
    """Run `act` again and again, raising `error()` before its k-th call of the system; returns the last k."""
    for step in itertools.count():
        count = itertools.count()

        def watched(real, count=count, step=step):
            def call(*args, **kwargs):
                if next(count) == step:
                    raise error()
                return real(*args, **kwargs)

            return call

        with monkeypatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, watched(getattr(os, name)))
            failed = False
            try:
                act(step)
            except (KilledError, EnvironmentFault):
                failed = True
        if not failed:
            return step
    raise AssertionError


@pytest.mark.parametrize(
    "error", [KilledError, lambda: OSError(errno.ENOSPC, "full"), lambda: OSError(errno.EIO, "io")]
)
def test_at_every_point_a_content_is_kept_whole_or_not_at_all(tmp_path, monkeypatch, error):
    folders = [tmp_path / str(step) for step in range(60)]
    for folder in folders:
        folder.mkdir()

    def act(step: int) -> None:
        BlobStore(folders[step], KEY).put(SCAN)

    points = at_every_call(monkeypatch, act, error)
    assert points >= 12
    for folder in folders[: points + 1]:
        store = BlobStore(folder, KEY)
        store.empty_spool()
        found = list(store.ids())
        assert len(found) <= 1
        assert [store.open(blob_id) for blob_id in found] == [SCAN] * len(found)
        ref = store.put(SCAN)  # and it works again without any repair
        assert store.open(ref.id) == SCAN
        assert left_in_spool(folder) == []


def test_a_disk_that_writes_something_else_is_caught_by_reading_again(store, tmp_path, monkeypatch):
    real = os.write

    def lying(handle: int, content) -> int:
        broken = bytearray(content)
        broken[-1] ^= 1
        return real(handle, broken)

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", lying)
        with pytest.raises(EnvironmentFault):
            store.put(SCAN)
    assert list(store.ids()) == []
    assert left_in_spool(tmp_path) == []


def test_a_reference_tells_the_size():
    assert BlobRef("a" * 64, 3) == BlobRef("a" * 64, 3)
