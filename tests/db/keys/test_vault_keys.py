"""The second key: who has it gives it on, nobody else can; taking it back means another key."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dcapp.db import keys
from dcapp.db.folder import OfficeFolder
from dcapp.db.keys import AccountCard, slots, vault_keys
from dcapp.kernel.errors import Damaged, Invalid, NotAllowed, RuleViolation, WrongPassword

HANG, BINH, CUC = "hang", "binh", "cuc"
PASSWORDS = {HANG: "bốn mùa hoa ban", BINH: "thuyền về bến đợi", CUC: "suối reo bên nương"}
PUBLIC = "age1public"


@pytest.fixture
def held(office):
    """The cabinet of the chairman, who has made a vault; its code."""
    keys.add_account(office.keys, AccountCard(CUC, "Vàng Thị Cúc"), PASSWORDS[CUC])
    opened, code = vault_keys.create_vault(office.keys, PUBLIC, vault_keys.new_key())
    return opened, code


def rotated(opened, without=""):
    return vault_keys.finish_rotation(vault_keys.prepare_rotation(opened, without), "age1other")


def opened_by(office, account):
    return keys.unlock(office.folder, account, PASSWORDS[account])


def test_only_the_account_that_made_the_vault_has_its_key(office, held, clock):
    assert opened_by(office, HANG).vault_key == held[0].vault_key
    assert opened_by(office, BINH).vault_key is None
    assert vault_keys.vault_holders(office.folder) == (HANG,)
    assert vault_keys.vault_recipient(opened_by(office, BINH)) == PUBLIC


def test_a_second_vault_is_refused(held):
    with pytest.raises(RuleViolation):
        vault_keys.create_vault(held[0], PUBLIC, vault_keys.new_key())


def test_who_has_the_key_gives_it_on_and_who_has_not_cannot(office, held, clock):
    with pytest.raises(NotAllowed):
        vault_keys.grant_vault(opened_by(office, BINH), BINH)
    vault_keys.grant_vault(held[0], BINH)
    assert opened_by(office, BINH).vault_key == held[0].vault_key


def test_taking_the_key_back_makes_another_one_for_those_who_stay(office, held, clock):
    vault_keys.grant_vault(held[0], BINH)
    vault_keys.grant_vault(held[0], CUC)
    after = rotated(held[0], without=BINH)
    assert after.vault_key not in (None, held[0].vault_key)
    assert opened_by(office, BINH).vault_key is None
    assert opened_by(office, CUC).vault_key == opened_by(office, HANG).vault_key == after.vault_key
    assert vault_keys.recover_vault(opened_by(office, BINH), held[1]).vault_key == after.vault_key


def test_the_last_holder_cannot_be_left_out(held):
    with pytest.raises(RuleViolation):
        vault_keys.prepare_rotation(held[0], without=HANG)


def test_a_change_that_broke_off_leaves_both_keys_with_those_who_stay(office, held, clock):
    vault_keys.grant_vault(held[0], BINH)
    vault_keys.prepare_rotation(held[0], without=BINH)
    opened = opened_by(office, HANG)
    assert opened.vault_key == held[0].vault_key
    assert opened.next_vault_key is not None
    assert vault_keys.is_stale(opened)
    assert opened_by(office, BINH).vault_key is None
    with pytest.raises(RuleViolation):
        vault_keys.issue_vault_code(opened)


def test_a_new_password_keeps_the_key_and_a_reset_one_loses_it(office, held, clock):
    keys.change_password(office.folder, HANG, PASSWORDS[HANG], "ruộng bậc thang vàng")
    assert keys.unlock(office.folder, HANG, "ruộng bậc thang vàng").vault_key == held[0].vault_key
    keys.reset_password(opened_by(office, BINH), HANG, "nắng lên đỉnh đèo")
    assert keys.unlock(office.folder, HANG, "nắng lên đỉnh đèo").vault_key is None


def test_the_code_of_the_main_file_opens_no_vault_and_the_other_one_no_main_file(office, held, clock):
    with pytest.raises(WrongPassword):
        vault_keys.recover_vault(opened_by(office, BINH), office.code)
    with pytest.raises(WrongPassword):
        keys.recover(office.folder, held[1], BINH, "nắng lên đỉnh đèo")
    assert keys.recover(office.folder, office.code, BINH, "nắng lên đỉnh đèo").vault_key is None


def test_the_code_opens_the_vault_for_who_types_it_and_a_new_one_replaces_it(office, held, clock):
    binh = vault_keys.recover_vault(opened_by(office, BINH), held[1].lower())
    assert binh.vault_key == held[0].vault_key
    code = vault_keys.issue_vault_code(binh)
    with pytest.raises(WrongPassword):
        vault_keys.recover_vault(opened_by(office, CUC), held[1])
    assert vault_keys.recover_vault(opened_by(office, CUC), code).vault_key == held[0].vault_key
    with pytest.raises(Invalid):
        vault_keys.recover_vault(opened_by(office, CUC), code[:-1])


def test_removing_who_held_the_key_asks_for_another_one(office, held, clock):
    keys.remove_account(office.keys, CUC)
    assert not vault_keys.is_stale(held[0])
    vault_keys.grant_vault(held[0], BINH)
    keys.remove_account(office.keys, BINH)
    assert vault_keys.is_stale(opened_by(office, HANG))


def test_a_slots_file_from_before_the_vault_opens_as_it_is(office, clock):
    content = OfficeFolder(office.folder).keyslots.read_bytes()
    assert b"vault" not in content
    assert json.loads(content)["head"]["version"] == 1
    opened = opened_by(office, HANG)
    assert (opened.vault_key, opened.notices) == (None, ())
    assert not vault_keys.has_vault(office.folder)
    assert OfficeFolder(office.folder).keyslots.read_bytes() == content


def test_a_program_that_knows_no_vault_does_not_open_its_slots(office, held, monkeypatch):
    assert json.loads(OfficeFolder(office.folder).keyslots.read_text())["head"]["version"] == 2


def test_another_recipient_put_into_the_file_is_noticed(office, held, clock):
    folder = OfficeFolder(office.folder)
    cabinet, _in_order = slots.read(folder)
    altered = replace(cabinet, vault=replace(cabinet.vault, public="age1stranger"))
    folder.keyslots.write_bytes(slots.to_bytes(altered))
    folder.keyslots_copy.write_bytes(slots.to_bytes(altered))
    opened = opened_by(office, BINH)
    assert "hỏng hoặc bị sửa" in opened.notices[0]
    with pytest.raises(Damaged):
        vault_keys.vault_recipient(opened)
    assert slots.genuine_part(altered, opened.subkey("slots")).vault is None


def test_no_key_and_no_code_stands_in_the_slots_file_or_in_words(office, held):
    opened, code = held
    content = OfficeFolder(office.folder).keyslots.read_bytes()
    assert opened.vault_key not in content
    assert opened.vault_key.hex().encode() not in content
    assert code.encode() not in content
    assert repr(opened.vault_key) not in repr(opened)
