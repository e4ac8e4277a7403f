"""The slots file under damage and under a stranger's hand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.db import keys
from dcapp.db.folder import OfficeFolder
from dcapp.db.keys import AccountCard, slots, wrapping
from dcapp.db.keys.cost import Cost
from dcapp.kernel.errors import Damaged, EnvironmentFault, WrongPassword

HANG, BINH = "hang", "binh"
PASSWORDS = {HANG: "bốn mùa hoa ban", BINH: "thuyền về bến đợi"}


def files(office) -> tuple:
    return OfficeFolder(office.folder).keyslots, OfficeFolder(office.folder).keyslots_copy


def spread(content: bytes, count: int) -> list[int]:
    """Positions all over the content, other ones in each run."""
    return sorted(random.sample(range(len(content)), count))


@pytest.mark.parametrize("which", [0, 1])
def test_any_flipped_bit_in_one_copy_is_noticed_and_put_right(office, clock, which):
    path = files(office)[which]
    content = path.read_bytes()
    for at in spread(content, 25):
        damaged = bytearray(content)
        damaged[at] ^= 1 << random.randrange(8)
        path.write_bytes(damaged)
        opened = keys.unlock(office.folder, HANG, PASSWORDS[HANG])
        assert opened.main_key == office.keys.main_key
        assert opened.notices, at
        assert path.read_bytes() == content
        assert keys.unlock(office.folder, HANG, PASSWORDS[HANG]).notices == ()


@pytest.mark.parametrize("account", [HANG, BINH])
def test_a_slot_damaged_in_both_copies_keeps_the_others_open(office, clock, account):
    content = files(office)[0].read_bytes()
    line = next(line for line in content.split(b"\n") if f'"account":"{account}"'.encode() in line)
    other = BINH if account == HANG else HANG
    start = content.index(line)
    for at in sorted(random.sample(range(start, start + len(line) + 1), 25)):  # the line break too
        damaged = bytearray(content)
        damaged[at] ^= 1 << random.randrange(8)
        for path in files(office):
            path.write_bytes(damaged)
        clock.pass_(400)
        opened = keys.unlock(office.folder, other, PASSWORDS[other])
        assert opened.main_key == office.keys.main_key
        assert "hỏng hoặc bị sửa" in opened.notices[0]


def test_every_bit_of_a_damaged_file_is_noticed(office):
    content = files(office)[0].read_bytes()
    for at in range(len(content)):
        damaged = bytearray(content)
        damaged[at] ^= 1 << (at % 8)
        assert slots.from_bytes(bytes(damaged)) is None


def test_the_damaged_slot_opens_again_after_a_repair_and_a_new_password(office, clock):
    content = files(office)[0].read_bytes()
    at = content.index(b'"private":["', content.index(b'"account":"binh"')) + 20
    damaged = bytearray(content)
    damaged[at] ^= 1
    for path in files(office):
        path.write_bytes(damaged)
    opened = keys.unlock(office.folder, HANG, PASSWORDS[HANG])
    with pytest.raises(Damaged):
        keys.add_account(opened, AccountCard("moi", "Vàng A Pó"), "ruộng bậc thang vàng")
    assert set(keys.repair(opened)) <= {BINH}
    assert [card.account for card in keys.cards(office.folder)] == [HANG]
    keys.add_account(opened, AccountCard(BINH, "Lò Văn Bình"), "ruộng bậc thang vàng")
    assert keys.unlock(office.folder, BINH, "ruộng bậc thang vàng").notices == ()


def test_the_recovery_code_opens_a_file_whose_slots_are_all_damaged(office, clock):
    content = files(office)[0].read_bytes().replace(b'"private":["', b'"private":["AA')
    for path in files(office):
        path.write_bytes(content)
    opened = keys.recover(office.folder, office.code, HANG, "ruộng bậc thang vàng")
    assert opened.main_key == office.keys.main_key
    assert [card.account for card in keys.cards(office.folder)] == [HANG]
    assert keys.unlock(office.folder, HANG, "ruộng bậc thang vàng").notices == ()


def test_two_ruined_copies_say_so(office):
    for path in files(office):
        path.write_bytes(b"\0" * 3000)
    with pytest.raises(Damaged, match="Cả hai bản"):
        keys.cards(office.folder)


@pytest.mark.parametrize("which", [0, 1])
def test_a_lost_copy_is_written_again(office, clock, which):
    files(office)[which].unlink()
    assert keys.unlock(office.folder, HANG, PASSWORDS[HANG]).notices
    assert files(office)[0].read_bytes() == files(office)[1].read_bytes()


@pytest.mark.parametrize("which", [0, 1])
def test_power_that_went_between_the_two_copies_damaged_nothing(office, clock, which):
    before = files(office)[which].read_bytes()
    keys.change_card(office.keys, BINH, AccountCard(BINH, "Lò Văn Bình", "Phó Chủ tịch"))
    files(office)[which].write_bytes(before)
    assert keys.unlock(office.folder, HANG, PASSWORDS[HANG]).notices == ()
    assert files(office)[0].read_bytes() == files(office)[1].read_bytes()
    assert keys.cards(office.folder)[1].title == "Phó Chủ tịch"


def test_an_older_copy_put_back_is_said(office, clock):
    before = files(office)[1].read_bytes()
    for title in ("Phó Chủ tịch", "Chủ tịch"):
        keys.change_card(office.keys, BINH, AccountCard(BINH, "Lò Văn Bình", title))
    files(office)[1].write_bytes(before)
    assert keys.unlock(office.folder, HANG, PASSWORDS[HANG]).notices


def change_by_hand(office, change) -> None:
    """A stranger who knows the format but no key."""
    cabinet, _in_order = slots.read(OfficeFolder(office.folder))
    slots.write(OfficeFolder(office.folder), change(cabinet))


def test_a_changed_name_is_noticed_and_named(office, clock):
    def renamed(cabinet):
        slot = cabinet.slot_of(BINH)
        return cabinet.with_slot(replace(slot, card=replace(slot.card, display_name="Người Lạ")))

    change_by_hand(office, renamed)
    assert "Người Lạ" in keys.unlock(office.folder, HANG, PASSWORDS[HANG]).notices[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda cabinet: cabinet.without(BINH),
        lambda cabinet: replace(cabinet, slots=cabinet.slots[::-1]),
        lambda cabinet: replace(cabinet, recovery=None),
        lambda cabinet: replace(cabinet, edition=cabinet.edition + 5),
        lambda cabinet: replace(cabinet, office="0" * 16),
    ],
)
def test_what_a_stranger_changes_is_noticed_after_opening(office, clock, change):
    change_by_hand(office, change)
    opened = keys.unlock(office.folder, HANG, PASSWORDS[HANG])
    assert "hỏng hoặc bị sửa" in opened.notices[0]
    with pytest.raises(Damaged):
        keys.issue_recovery_code(opened)


def test_a_slot_of_another_office_opens_nothing_here(office, clock, tmp_path):
    other, _code = keys.create(tmp_path / "khác", AccountCard("la", "Người Lạ"), "ruộng bậc thang vàng")
    theirs = slots.read(OfficeFolder(tmp_path / "khác"))[0].slots[0]
    change_by_hand(office, lambda cabinet: cabinet.with_slot(theirs))
    opened = keys.unlock(office.folder, "la", "ruộng bậc thang vàng")
    assert opened.main_key == other.main_key != office.keys.main_key  # their key, to which our file stays shut
    assert opened.notices


def test_a_slot_does_not_open_under_another_name_or_cost(office):
    wrapped = slots.read(OfficeFolder(office.folder))[0].slot_of(HANG)
    assert wrapping.unwrap(wrapped.wrapped, PASSWORDS[HANG], owner=wrapped.id)
    assert wrapping.unwrap(wrapped.wrapped, PASSWORDS[HANG], owner="other") is None
    cheaper = replace(wrapped.wrapped, cost=Cost(32, 1, 1))
    assert wrapping.unwrap(cheaper, PASSWORDS[HANG], owner=wrapped.id) is None


def test_a_newer_format_is_refused_kindly(office, monkeypatch):
    cabinet = slots.read(OfficeFolder(office.folder))[0]
    monkeypatch.setattr(slots, "PLAIN_VERSION", slots.VERSION + 1)
    slots.write(OfficeFolder(office.folder), cabinet)
    monkeypatch.undo()
    with pytest.raises(EnvironmentFault, match="phiên bản mới hơn"):
        keys.unlock(office.folder, HANG, PASSWORDS[HANG])


words = st.text(max_size=12)
blobs = st.binary(max_size=40)
costs = st.builds(Cost, memory_kib=st.integers(8, 2**20), passes=st.integers(1, 64), lanes=st.just(1))
any_slot = st.builds(
    slots.Slot,
    id=words,
    card=st.builds(AccountCard, words, words, words, words),
    wrapped=st.builds(wrapping.Wrapped, cost=costs, salt=blobs, nonce=blobs, sealed=blobs, public=words),
    grants=st.dictionaries(words, blobs, max_size=2),
    seal=blobs,
)
any_cabinet = st.builds(
    slots.Cabinet,
    office=words,
    edition=st.integers(0, 10**6),
    slots=st.lists(any_slot, max_size=3).map(tuple),
    recovery=st.none() | st.builds(slots.Recovery, words, blobs, blobs),
    seal=blobs,
)


@given(any_cabinet)
def test_a_cabinet_survives_the_file(cabinet):
    assert slots.from_bytes(slots.to_bytes(cabinet)) == cabinet


@given(any_cabinet, st.binary(min_size=32, max_size=32))
def test_a_seal_holds_for_its_key_only(cabinet, key):
    done = slots.sealed(cabinet, key)
    assert slots.is_genuine(done, key)
    assert slots.genuine_part(done, key).slots == done.slots
    assert not slots.is_genuine(done, bytes(32) if key != bytes(32) else b"1" * 32)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_without_a_crash(content):
    assert slots.from_bytes(content) is None


def test_the_wrong_password_stays_wrong_on_a_damaged_file(office, clock):
    for path in files(office):
        path.write_bytes(path.read_bytes().replace(b'"checksum"', b'"checksun"'))
    with pytest.raises(WrongPassword):
        keys.unlock(office.folder, HANG, "không phải thế này")
