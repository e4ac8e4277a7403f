"""Opening, changing and losing passwords."""

from __future__ import annotations

import itertools
import json
import os

import pytest

from dcapp.db import folder as folders
from dcapp.db import keys
from dcapp.db.folder import OfficeFolder
from dcapp.db.keys import AccountCard, cost
from dcapp.kernel.errors import Damaged, EnvironmentFault, Invalid, RuleViolation, WrongPassword

HANG, BINH = "hang", "binh"
PASSWORDS = {HANG: "bốn mùa hoa ban", BINH: "thuyền về bến đợi"}


def test_every_account_opens_the_same_main_key(office, clock):
    for account, password in PASSWORDS.items():
        opened = keys.unlock(office.folder, account, password)
        assert opened.main_key == office.keys.main_key
        assert opened.account == account
        assert opened.notices == ()


def test_a_password_may_be_typed_composed_or_decomposed(office, clock):
    import unicodedata

    assert keys.unlock(office.folder, HANG, unicodedata.normalize("NFD", PASSWORDS[HANG])).main_key


def test_the_login_cards_are_readable_before_anything_is_open(office):
    assert keys.cards(office.folder) == (
        AccountCard(HANG, "Nguyễn Thị Hằng", "Chủ tịch UBND xã", "TH"),
        AccountCard(BINH, "Lò Văn Bình", "Công chức Văn phòng – Thống kê", "VB"),
    )


def test_a_wrong_password_and_an_unknown_account_are_told_the_same(office, clock):
    errors = []
    for account in (HANG, "nobody"):
        with pytest.raises(WrongPassword) as caught:
            keys.unlock(office.folder, account, "sai mật khẩu rồi")
        errors.append((caught.value.message, caught.value.advice, caught.value.wait_seconds))
    assert errors[0] == errors[1]
    assert errors[0][2] == 1


def test_the_open_cabinet_never_shows_its_key(office):
    assert office.keys.main_key.hex() not in repr(office.keys)
    assert repr(office.keys.main_key) not in repr(office.keys)


def test_keys_of_different_purposes_differ(office):
    purposes = ("attachments", "audit", "slots")
    made = {office.keys.subkey(purpose) for purpose in purposes} | {office.keys.main_key}
    assert len(made) == 4
    assert all(len(key) == 32 for key in made)
    assert office.keys.subkey("audit") == office.keys.subkey("audit")


def test_nothing_secret_stands_in_the_slots_file(office):
    content = OfficeFolder(office.folder).keyslots.read_bytes() + OfficeFolder(office.folder).keyslots_copy.read_bytes()
    for secret in (office.keys.main_key, office.code.encode(), *(word.encode() for word in PASSWORDS.values())):
        assert secret not in content
        assert secret.hex().encode() not in content
    assert json.loads(OfficeFolder(office.folder).keyslots.read_text())["head"]["version"] == 1


def test_a_changed_password_opens_and_the_old_one_does_not(office, clock):
    keys.change_password(office.folder, HANG, PASSWORDS[HANG], "ruộng bậc thang vàng")
    assert keys.unlock(office.folder, HANG, "ruộng bậc thang vàng").main_key == office.keys.main_key
    with pytest.raises(WrongPassword):
        keys.unlock(office.folder, HANG, PASSWORDS[HANG])
    assert keys.unlock(office.folder, BINH, PASSWORDS[BINH]).main_key == office.keys.main_key


def test_a_password_is_changed_only_by_who_knows_the_old_one(office, clock):
    before = OfficeFolder(office.folder).keyslots.read_bytes()
    with pytest.raises(WrongPassword):
        keys.change_password(office.folder, HANG, "không phải thế này", "ruộng bậc thang vàng")
    clock.pass_(10)
    with pytest.raises(Invalid, match="trùng mật khẩu cũ"):
        keys.change_password(office.folder, HANG, PASSWORDS[HANG], PASSWORDS[HANG])
    assert OfficeFolder(office.folder).keyslots.read_bytes() == before


class PowerCutError(BaseException):
    """Nothing runs after it, as after a power cut."""


@pytest.mark.parametrize("step", range(8))
def test_a_power_cut_while_a_password_changes_leaves_the_old_or_the_new_one(office, clock, monkeypatch, step):
    new, calls = "ruộng bậc thang vàng", itertools.count()

    def cut(real):
        def call(*args, **kwargs):
            slots_file = any("keyslots" in str(arg) for arg in args) or not isinstance(args[0], str | os.PathLike)
            if slots_file and next(calls) == step:
                raise PowerCutError
            return real(*args, **kwargs)

        return call

    opened = keys.unlock(office.folder, HANG, PASSWORDS[HANG])
    monkeypatch.setattr(keys.cabinet, "unlock", lambda *_args: opened)  # only the writing of slots is cut
    with monkeypatch.context() as power:
        for name in ("replace", "fsync"):
            power.setattr(folders.os, name, cut(getattr(os, name)))
        try:
            keys.cabinet.change_password(office.folder, HANG, PASSWORDS[HANG], new)
            was_cut = False
        except PowerCutError:
            was_cut = True
    monkeypatch.undo()
    monkeypatch.setattr(keys.door, "clocks", clock)
    opens = []
    for password in (PASSWORDS[HANG], new):
        try:
            opens.append(keys.unlock(office.folder, HANG, password).main_key == office.keys.main_key)
        except WrongPassword:
            opens.append(False)
            clock.pass_(400)
    assert sorted(opens) == [False, True]
    assert was_cut == (step < 6)  # three for each copy: content, rename, folder
    both = [
        path.read_bytes() for path in (OfficeFolder(office.folder).keyslots, OfficeFolder(office.folder).keyslots_copy)
    ]
    assert both[0] == both[1]  # the next opening put the other copy right
    keys.issue_recovery_code(office.keys)
    assert not list(office.folder.glob("*.part"))


def test_a_full_disk_leaves_the_old_password(office, clock, monkeypatch):
    import errno

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(folders.os, "fsync", full)
        with pytest.raises(EnvironmentFault, match="Ổ đĩa đã đầy"):
            keys.issue_recovery_code(office.keys)
    assert keys.unlock(office.folder, HANG, PASSWORDS[HANG]).main_key == office.keys.main_key
    assert not list(office.folder.glob("*.part"))


def test_a_removed_account_opens_nothing(office, clock):
    keys.remove_account(office.keys, BINH)
    assert [card.account for card in keys.cards(office.folder)] == [HANG]
    with pytest.raises(WrongPassword):
        keys.unlock(office.folder, BINH, PASSWORDS[BINH])
    with pytest.raises(RuleViolation, match="tài khoản cuối cùng"):
        keys.remove_account(office.keys, HANG)


def test_a_card_is_changed_without_the_password_of_its_owner(office, clock):
    keys.change_card(office.keys, BINH, AccountCard("lo.binh", "Lò Văn Bình", "Phó Chủ tịch UBND xã"))
    assert keys.cards(office.folder)[1] == AccountCard("lo.binh", "Lò Văn Bình", "Phó Chủ tịch UBND xã", "VB")
    assert keys.unlock(office.folder, "lo.binh", PASSWORDS[BINH]).notices == ()


@pytest.mark.parametrize(
    ("card", "field"),
    [
        (AccountCard(" ", "Lò Văn Bình"), "account"),
        (AccountCard("?", "Lò Văn Bình"), "account"),
        (AccountCard(HANG, "Lò Văn Bình"), "account"),
        (AccountCard("moi", ""), "display_name"),
    ],
)
def test_an_impossible_card_is_refused(office, card, field):
    with pytest.raises(Invalid) as caught:
        keys.add_account(office.keys, card, "ruộng bậc thang vàng")
    assert caught.value.field == field


def test_an_administrator_resets_a_password_without_knowing_the_old_one(office, clock):
    keys.reset_password(office.keys, BINH, "ruộng bậc thang vàng")
    assert keys.unlock(office.folder, BINH, "ruộng bậc thang vàng").main_key == office.keys.main_key
    with pytest.raises(WrongPassword):
        keys.unlock(office.folder, BINH, PASSWORDS[BINH])
    with pytest.raises(Invalid):
        keys.reset_password(office.keys, "nobody", "ruộng bậc thang vàng")


def test_a_lost_password_is_replaced_with_the_printed_code(office, clock):
    opened = keys.recover(office.folder, office.code.lower(), HANG, "ruộng bậc thang vàng")
    assert opened.main_key == office.keys.main_key
    assert opened.by_recovery_code
    assert keys.unlock(office.folder, HANG, "ruộng bậc thang vàng").notices == ()
    assert keys.unlock(office.folder, BINH, PASSWORDS[BINH]).main_key == office.keys.main_key


def test_a_new_code_makes_the_old_one_useless(office, clock):
    recipient = keys.recovery_recipient(office.folder)
    code = keys.issue_recovery_code(office.keys)
    assert keys.recovery_recipient(office.folder) != recipient
    with pytest.raises(WrongPassword, match="thay bằng mã in sau đó"):
        keys.recover(office.folder, office.code, HANG, "ruộng bậc thang vàng")
    assert keys.recover(office.folder, code, HANG, "ruộng bậc thang vàng").main_key == office.keys.main_key


def test_the_code_does_not_invent_accounts(office):
    with pytest.raises(Invalid) as caught:
        keys.recover(office.folder, office.code, "nobody", "ruộng bậc thang vàng")
    assert caught.value.field == "account"


def test_an_office_is_not_founded_twice_in_one_folder(office):
    with pytest.raises(RuleViolation, match="đã có một văn phòng"):
        keys.create(office.folder, AccountCard("x", "Lò Văn Bình"), "ruộng bậc thang vàng")


def test_a_folder_without_an_office_says_so(tmp_path):
    with pytest.raises(EnvironmentFault, match="chưa có văn phòng"):
        keys.cards(tmp_path)


def test_a_cheap_slot_is_made_dearer_at_the_next_login(office, clock):
    dearer = cost.Cost(memory_kib=128, passes=2, lanes=1)
    cost.use(dearer)
    keys.unlock(office.folder, HANG, PASSWORDS[HANG])
    cabinet, in_order = keys.slots.read(OfficeFolder(office.folder))
    assert cabinet.slot_of(HANG).wrapped.cost == dearer
    assert in_order
    assert keys.unlock(office.folder, HANG, PASSWORDS[HANG]).main_key == office.keys.main_key


def test_the_calibrated_cost_is_never_below_the_floor(monkeypatch):
    cost.use(None)
    monkeypatch.setattr(cost, "_measured", [])
    monkeypatch.setattr(cost, "stretch", lambda *_args: bytes(32))
    assert cost.Cost(64 * 1024, 3, 1) == cost.FLOOR
    chosen = cost.calibrated()
    assert not chosen.is_below(cost.FLOOR)
    assert chosen.passes == cost.MOST_PASSES  # an endlessly fast machine


def test_altered_parameters_do_not_exhaust_the_machine():
    with pytest.raises(Damaged):
        cost.stretch(b"secret", bytes(16), cost.Cost(memory_kib=2**31, passes=3, lanes=1))


def test_a_recovered_account_keeps_its_place_at_the_door(office, clock):
    keys.recover(office.folder, office.code, HANG, "ruộng bậc thang vàng")
    assert [card.account for card in keys.cards(office.folder)] == [HANG, BINH]
    assert keys.unlock(office.folder, HANG, "ruộng bậc thang vàng").notices == ()
