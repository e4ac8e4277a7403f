"""The vault's own file: another key than the main file's, whole after every cut, envelopes that only it opens."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from dcapp.db import vault as vaults
from dcapp.db import vault_opening
from dcapp.db.engine import begin, make_engine
from dcapp.db.folder import OfficeFolder
from dcapp.db.keys import AccountCard, cabinet, vault_keys
from dcapp.db.migrations.upgrade import VAULT_HEAD, VAULT_SCRIPTS, upgrade_vault, version_of
from dcapp.db.network import _has_carrier, network_is_up
from dcapp.db.sealed_scans import put_scan, scan_content, sweep_scans
from dcapp.db.vault import BLOCK, Vault, closed_envelope, new_seal
from dcapp.db.vault_tables import identity, tables
from dcapp.kernel.errors import Damaged, EnvironmentFault, RuleViolation

PASSWORD = "bốn mùa hoa ban"
WORDS = {"name": "Lò Văn Bình", "gist": "Nhận tiền của dân"}


@pytest.fixture
def keys(cheap_keys, tmp_path):
    opened, _code = cabinet.create(tmp_path / "office", AccountCard("hang", "Nguyễn Thị Hằng"), PASSWORD)
    return opened


@pytest.fixture
def held(keys):
    """An open vault with one identity, and the keys that hold it."""
    vault, opened, _code = vault_opening.found_vault(keys)
    vault.put("a" * 32, WORDS, code="TC-2026-001")
    yield vault, opened
    vault.close()


def unlocked(keys):
    return cabinet.unlock(keys.folder, "hang", PASSWORD)


def test_neither_the_main_key_nor_any_other_opens_the_vault(held):
    vault, keys = held
    vault.close()
    for key in (keys.main_key, keys.subkey("vault"), secrets.token_bytes(32)):
        with pytest.raises(Damaged):
            Vault.open(keys.folder, key)
    opened = Vault.open(keys.folder, keys.vault_key)
    assert opened.get("a" * 32).payload == WORDS
    opened.close()


def test_nothing_of_an_identity_stands_in_the_file_in_clear(held):
    vault, keys = held
    for path in keys.folder.rglob("*"):
        if path.is_file() and path.name != "vault.db":  # an open file of this process is not read from outside
            assert "Bình".encode() not in path.read_bytes()
    vault.close()
    assert "Bình".encode() not in OfficeFolder(keys.folder).vault.read_bytes()


def test_an_entry_never_shows_its_words(held):
    assert "Bình" not in repr(held[0].get("a" * 32))


def test_an_error_of_the_engine_never_carries_words(held):
    with pytest.raises(IntegrityError) as caught, held[0]._writing() as connection:
        connection.execute(identity.insert().values(seal="a" * 32, code="Lò Văn Bình", kind="", payload={}))
    assert "Bình" not in str(caught.value)


def test_words_are_laid_over_and_empty_ones_leave_what_stood_there(held):
    vault, _keys = held
    vault.put("a" * 32, {"name": "", "phone": "0912345678"}, code="")
    entry = vault.get("a" * 32)
    assert entry.payload == {**WORDS, "phone": "0912345678"}
    assert (entry.code, entry.edition) == ("TC-2026-001", 2)


def test_what_the_main_file_does_not_name_is_found_and_forgotten(held):
    vault, _keys = held
    stray = new_seal()
    vault.put(stray, WORDS, code="x")
    assert vault.orphans({"a" * 32}) == (stray,)
    vault.remove(stray)
    assert vault.get(stray) is None
    assert vault.orphans({"a" * 32}) == ()


def test_only_the_vault_opens_an_envelope_and_its_length_tells_little(held):
    vault, _keys = held
    short, long = closed_envelope(vault.public, {"name": "Á"}), closed_envelope(vault.public, WORDS)
    assert abs(len(short) - len(long)) < BLOCK / 2  # age adds a line of random length of its own
    assert vault.opened(long) == WORDS
    with pytest.raises(Damaged):
        Vault.in_memory().opened(long)


def test_an_envelope_from_before_a_change_of_the_key_still_opens(held):
    vault, keys = held
    before = vault.public
    envelope = closed_envelope(before, WORDS)
    after = vault_opening.change_key(vault, keys)
    assert vault.public != before
    assert vault.opened(envelope) == WORDS
    assert vault.opened(closed_envelope(vault.public, WORDS)) == WORDS
    assert vault_keys.vault_recipient(after) == vault.public
    vault.close()
    with pytest.raises(Damaged):
        Vault.open(keys.folder, keys.vault_key)
    opened = Vault.open(keys.folder, after.vault_key)
    assert opened.get("a" * 32).payload == WORDS
    opened.close()
    assert sorted(path.name for path in keys.folder.glob("vault.db*")) == ["vault.db"]


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_change_of_the_key_that_broke_off_is_carried_to_its_end(held, monkeypatch, cut):
    vault, keys = held

    def power(*_args, **_named):
        raise OSError("power")

    with monkeypatch.context() as broken:
        if cut == "before":
            broken.setattr(vaults, "_sync_file", power)
        else:
            broken.setattr(vault_keys, "finish_rotation", power)
        with pytest.raises((OSError, EnvironmentFault)):
            vault_opening.change_key(vault, keys)
    vault.close()
    opened, after = vault_opening.open_vault(unlocked(keys), write=True)
    assert opened.get("a" * 32).payload == WORDS
    assert after.vault_key != keys.vault_key
    assert after.next_vault_key is None
    assert not vault_keys.is_stale(after)
    assert unlocked(keys).vault_key == after.vault_key
    assert vault_opening.public_differs(opened, after) == ""
    opened.close()


def test_a_reader_beside_changes_no_key(held):
    vault, keys = held
    vault_keys.prepare_rotation(keys)
    vault.close()
    opened, after = vault_opening.open_vault(unlocked(keys), write=False)
    assert opened.get("a" * 32).payload == WORDS
    assert after.next_vault_key is not None
    opened.close()


def test_a_stranger_s_recipient_is_told_at_the_opening(held):
    vault, keys = held
    assert vault_opening.public_differs(vault, keys) == ""
    assert vault_opening.public_differs(Vault.in_memory(), keys) != ""


def test_a_vault_is_not_made_over_another(held):
    with pytest.raises(RuleViolation):
        vault_opening.found_vault(held[1])
    assert held[0].get("a" * 32) is not None


def test_what_a_founding_that_broke_off_left_is_replaced(keys):
    OfficeFolder(keys.folder).vault.write_bytes(b"half")
    vault, _keys, _code = vault_opening.found_vault(keys)
    assert vault.public
    vault.close()


def test_a_damaged_vault_is_told_and_a_missing_one_too(held):
    vault, keys = held
    vault.close()
    path = OfficeFolder(keys.folder).vault
    path.write_bytes(bytes(8192))
    with pytest.raises(EnvironmentFault):
        vault_opening.open_vault(unlocked(keys), write=True)
    path.unlink()
    with pytest.raises(EnvironmentFault):
        vault_opening.open_vault(unlocked(keys), write=True)


def test_a_scan_lies_under_a_random_id_and_opens_with_its_own_key(held):
    vault, keys = held
    first, second = (put_scan(keys.folder, "don.pdf", b"chu viet tay") for _ in range(2))
    assert first.id != second.id
    vault.keep_scan("a" * 32, first)
    vault.keep_scan("a" * 32, first)
    assert [scan_content(keys.folder, scan) for scan in vault.scans("a" * 32)] == [b"chu viet tay"]
    assert sweep_scans(keys.folder, vault.scan_ids()) == (second.id,)
    assert vault.remove("a" * 32) == (first.id,)
    assert list(OfficeFolder(keys.folder).blobs.rglob("*.*")) == []


def test_drafts_are_of_one_account(held):
    vault, _keys = held
    vault.keep_draft(1, "letter", "", {"name": "Bình"})
    vault.keep_draft(1, "letter", "", {"name": "Lò Văn Bình"})
    assert vault.draft_of(1, "letter", "") == {"name": "Lò Văn Bình"}
    assert vault.draft_of(2, "letter", "") is None
    vault.drop_draft(1, "letter", "")
    assert vault.draft_of(1, "letter", "") is None


def test_the_migrations_arrive_at_the_tables():
    engine = make_engine(None, None)
    upgrade_vault(engine)
    assert version_of(engine) == VAULT_HEAD == len(list((VAULT_SCRIPTS / "versions").glob("v*.py")))
    with begin(engine, write=False) as connection:
        made = inspect(connection)
        for table in tables.sorted_tables:
            columns = {column["name"]: bool(column["nullable"]) for column in made.get_columns(table.name)}
            assert columns == {column.name: bool(column.nullable) for column in table.columns}
            assert made.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key]
            assert {found["name"] for found in made.get_indexes(table.name)} == {found.name for found in table.indexes}


@pytest.mark.parametrize(
    ("states", "is_up"),
    [
        ({"lo": ("unknown", "0x9")}, False),
        ({"lo": ("unknown", "0x9"), "eth0": ("down", "0x1003")}, False),
        ({"lo": ("unknown", "0x9"), "wlan0": ("up", "0x1003")}, True),
        ({"tun0": ("unknown", "0x10d1")}, True),
        ({"dummy0": ("unknown", "0x82")}, False),
    ],
)
def test_a_network_is_up_where_an_interface_carries(tmp_path, states, is_up):
    for name, (state, flags) in states.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "operstate").write_text(state + "\n")
        (tmp_path / name / "flags").write_text(flags + "\n")
    assert _has_carrier(tmp_path) is is_up
    assert network_is_up(lambda: is_up) is is_up
