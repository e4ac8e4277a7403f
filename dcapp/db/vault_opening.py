"""Opening the vault with what an account was given, and changing its key, whatever broke off on the way."""

from __future__ import annotations

from dcapp.db.keys import vault_keys
from dcapp.db.keys.cabinet import Keys
from dcapp.db.vault import Vault
from dcapp.kernel.errors import Damaged, EnvironmentFault, RuleViolation
from dcapp.kernel.i18n import _


def found_vault(keys: Keys) -> tuple[Vault, Keys, str]:
    """Make the office's vault, its key for the account at the keyboard alone; also the code to be printed once.

    The file comes first: until the slots name its key it is nobody's, and the next try replaces it.
    """
    if vault_keys.has_vault(keys.folder):
        raise RuleViolation(_("Đơn vị đã có kho niêm phong."))
    key = vault_keys.new_key()
    vault = Vault.found(keys.folder, key)
    held, code = vault_keys.create_vault(keys, vault.public, key)
    return vault, held, code


def open_vault(keys: Keys, *, write: bool) -> tuple[Vault | None, Keys]:
    """The vault for an account that holds its key, else None.

    With `write` a change of the key that broke off, or that somebody's leaving asks for, is carried to its end.
    Raises Damaged and EnvironmentFault.
    """
    if keys.vault_key is None:
        return None, keys
    vault, keys, moved = _opened(keys, write=write)
    if not write:
        return vault, keys
    if moved:
        return vault, vault_keys.finish_rotation(keys, vault.public)
    if vault_keys.is_stale(keys):
        keys = change_key(vault, keys)
    return vault, keys


def change_key(vault: Vault, keys: Keys, without: str = "") -> Keys:
    """Give the vault another key, for everybody who holds the present one but `without`."""
    prepared = vault_keys.prepare_rotation(keys, without)
    if prepared.next_vault_key is None:
        raise RuntimeError("no next key was made")
    vault.rekey(prepared.next_vault_key)
    return vault_keys.finish_rotation(prepared, vault.public)


def public_differs(vault: Vault, keys: Keys) -> str:
    """A sentence where envelopes were closed to a key that is not this vault's; "" where all is well."""
    if vault_keys.vault_recipient(keys) in vault.publics():
        return ""
    return _("Khóa nhận phong bì niêm phong không khớp với kho niêm phong. Báo lãnh đạo kiểm tra ngăn khóa.")


def _opened(keys: Keys, *, write: bool) -> tuple[Vault, Keys, bool]:
    """The vault under the present key, or under the next one where the file was changed already."""
    present, upcoming = keys.vault_key, keys.next_vault_key
    if present is None:
        raise RuntimeError("the vault's key is not in hand")
    try:
        return Vault.open(keys.folder, present, write=write), keys, False
    except Damaged as damage:
        if upcoming is None:
            raise EnvironmentFault(
                _("Kho niêm phong không mở được: tệp bị hỏng hoặc khóa không khớp."),
                advice=_("Các phần khác vẫn dùng được. Khôi phục kho niêm phong từ bản sao lưu gần nhất."),
                technical=damage.technical,
            ) from damage
    return Vault.open(keys.folder, upcoming, write=write), keys, True
