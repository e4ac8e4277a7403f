"""What an office does with its keys: create, open, change a password, add, remove, reset, recover.

Nothing here touches the data file. Opening takes about half a second (Argon2id): not on the GUI thread.

    keys, code = create(folder, AccountCard("hang", "Nguyễn Thị Hằng"), password)   # show the code once
    keys = unlock(folder, "hang", password)      # WrongPassword(wait_seconds) | Damaged | EnvironmentFault
    make_engine(OfficeFolder(folder).main, keys.main_key);  BlobStore(folder, keys.subkey("attachments"))
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from dcapp.db.folder import OfficeFolder
from dcapp.db.keys import cost, door, recovery, slots, wrapping
from dcapp.db.keys.door import clear_failed_attempts, failed_attempts, seconds_to_wait
from dcapp.db.keys.passwords import check_password
from dcapp.db.keys.slots import AccountCard, Cabinet, Recovery, Slot
from dcapp.db.lock import brief_lock
from dcapp.kernel.errors import Damaged, Invalid, RuleViolation, WrongPassword
from dcapp.kernel.i18n import _

__all__ = [
    "AccountCard",
    "Keys",
    "add_account",
    "cards",
    "change_card",
    "change_password",
    "clear_failed_attempts",
    "create",
    "failed_attempts",
    "issue_recovery_code",
    "recover",
    "recovery_recipient",
    "remove_account",
    "repair",
    "reset_password",
    "seconds_to_wait",
    "unlock",
]

MAIN = "main"
VAULT, VAULT_NEXT = "vault", "vault.next"
"""Grants of the sealed vault's key, and of the one that is about to replace it."""
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """An opened cabinet. Lives only while the office is open; nothing of it is ever printed or logged."""

    folder: Path
    office: str
    account: str
    main_key: bytes = field(repr=False)
    notices: tuple[str, ...] = ()
    """Sentences to show and to put into the audit: a damaged copy, an altered entry."""
    by_recovery_code: bool = False
    """The printed code was used: a new one must be issued and printed."""
    vault_key: bytes | None = field(default=None, repr=False)
    """The key of the sealed vault, for who was given it."""
    next_vault_key: bytes | None = field(default=None, repr=False)
    """The key that was about to replace it when a change of the vault's key broke off."""

    def subkey(self, purpose: str) -> bytes:
        """The key for one purpose: "attachments", "audit", "slots"."""
        return wrapping.subkey(self.main_key, purpose)


def initials_of(name: str) -> str:
    """Two letters for the login card: of the middle and the given name (Nguyễn Thị Hằng → TH)."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


def create(folder: Path, first_account: AccountCard, password: str) -> tuple[Keys, str]:
    """Found an office in an empty folder; returns the open cabinet and the recovery code to print."""
    office = OfficeFolder(folder)
    if office.exists:
        raise RuleViolation(_("Thư mục này đã có một văn phòng. Chọn thư mục trống."))
    _check_card(first_account, None)
    _check_new_password(first_account, password)
    office.make()
    keys = Keys(folder, secrets.token_hex(8), first_account.account, secrets.token_bytes(KEY_BYTES))
    code = recovery.new_code()
    cabinet = Cabinet(keys.office, 0, (_new_slot(keys, first_account, password),), _recovery_entry(keys, code))
    with brief_lock(office.keys_lock):
        slots.write(office, slots.sealed(cabinet, keys.subkey("slots")))
    return keys, code


def cards(folder: Path) -> tuple[AccountCard, ...]:
    """The accounts as the login window shows them, in the order in which they were added."""
    cabinet, _in_order = slots.read(OfficeFolder(folder))
    return tuple({slot.card.account: slot.card for slot in cabinet.slots}.values())


def unlock(folder: Path, account: str, password: str) -> Keys:
    """Open the cabinet with a password.

    Raises WrongPassword (also for an unknown account; `wait_seconds` before the next try), Damaged when the
    account's slot is broken in both copies, EnvironmentFault.
    """
    office = OfficeFolder(folder)
    cabinet, in_order = slots.read(office)
    candidates = [slot for slot in cabinet.slots if slot.card.account == account]
    door.begin_attempt(folder, account, known=bool(candidates))
    if not candidates:  # an unknown name must not answer faster
        wrapping.pretend(password, max((slot.wrapped.cost for slot in cabinet.slots), default=cost.floor()))
    opened = _opened(candidates, password)
    if opened is None:
        raise door.note_failure(folder, account, known=bool(candidates))
    slot, identity = opened
    door.note_success(folder, account)
    main_key = wrapping.unseal(identity, slot.grants.get(MAIN, b""))
    if main_key is None:
        raise Damaged(
            _("Ngăn khóa của tài khoản này bị hỏng nên không mở được dữ liệu."),
            advice=_("Nhờ quản trị đặt lại mật khẩu cho tài khoản này, hoặc dùng mã khôi phục."),
            technical=f"grant of {account}",
        )
    vault_keys = (
        wrapping.unseal(identity, slot.grants[name]) if name in slot.grants else None for name in (VAULT, VAULT_NEXT)
    )
    keys = Keys(folder, cabinet.office, account, main_key, (), False, *vault_keys)
    keys = replace(keys, notices=_looked_over(office, cabinet, keys, in_order=in_order))
    if slot.wrapped.cost.is_below(cost.floor()) and slots.is_genuine(cabinet, keys.subkey("slots")):
        _rewrap(keys, slot, identity, password)
    return keys


def change_password(folder: Path, account: str, old: str, new: str) -> None:
    """Give the account a new password; the old one counts as a try at the door."""
    keys = unlock(folder, account, old)
    slot = slot_of(genuine(keys), account)
    _check_new_password(slot.card, new)
    if new == old:
        raise Invalid(_("Mật khẩu mới trùng mật khẩu cũ. Chọn mật khẩu khác."), field="password")
    identity = wrapping.unwrap(slot.wrapped, old, owner=slot.id)
    if identity is None:
        raise WrongPassword(_("Mật khẩu vừa được đổi ở nơi khác."), wait_seconds=0, advice=_("Mở lại chương trình."))
    _rewrap(keys, slot, identity, new)


def add_account(keys: Keys, card: AccountCard, password: str) -> None:
    """Give a person a slot of their own."""
    _check_new_password(card, password)
    slot = _new_slot(keys, card, password)
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        cabinet = genuine(keys)
        _check_card(card, cabinet)
        put(keys, cabinet.with_slot(slot))


def remove_account(keys: Keys, account: str) -> None:
    """Take a person's slot away. Who copied the main key before could still use it: see `reliability.md` 5.

    Where the person held the vault's key, the next one who holds it changes it.
    """
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        cabinet = genuine(keys)
        grants = slot_of(cabinet, account).grants
        if len(cabinet.slots) == 1:
            raise RuleViolation(_("Đây là tài khoản cuối cùng. Thêm tài khoản khác trước khi bỏ tài khoản này."))
        if cabinet.vault is not None and {VAULT, VAULT_NEXT} & set(grants):
            cabinet = replace(cabinet, vault=replace(cabinet.vault, is_stale=True))
        put(keys, cabinet.without(account))


def change_card(keys: Keys, account: str, card: AccountCard) -> None:
    """Change what the login window shows, the account name included."""
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        cabinet = genuine(keys)
        slot = slot_of(cabinet, account)
        _check_card(card, cabinet.without(account))
        put(keys, cabinet.with_slot(replace(slot, card=_filled(card))))


def reset_password(keys: Keys, account: str, new_password: str) -> None:
    """Give an account a new password without the old one.

    The account gets a fresh private key and the main data key; grants of other keys (the vault) are gone, since
    an administrator cannot hand out what it does not hold.
    """
    slot = slot_of(genuine(keys), account)
    _check_new_password(slot.card, new_password)
    fresh = _new_slot(keys, slot.card, new_password, slot.id)
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        cabinet = genuine(keys)
        slot_of(cabinet, account)
        put(keys, cabinet.with_slot(fresh))
    door.note_success(keys.folder, account)


def recover(folder: Path, recovery_code: str, account: str, new_password: str) -> Keys:
    """Open the office with the printed code and give `account` a new password.

    Raises Invalid (field recovery_code, account or password) and WrongPassword for the code of another office.
    Entries of a damaged file whose seal fails are left out; what is genuine stays.
    """
    office = OfficeFolder(folder)
    code = recovery.parsed(recovery_code)
    cabinet, in_order = slots.read(office)
    main_key = wrapping.unseal(code, cabinet.recovery.grant) if cabinet.recovery else None
    if main_key is None:
        raise WrongPassword(
            _("Mã khôi phục này không mở được văn phòng này."),
            wait_seconds=0,
            advice=_("Mã có thể của văn phòng khác, hoặc đã được thay bằng mã in sau đó."),
        )
    keys = Keys(folder, cabinet.office, account, main_key, by_recovery_code=True)
    if slots.is_genuine(cabinet, keys.subkey("slots")):
        card = slot_of(cabinet, account).card
    else:  # the slot may be beyond reading: its name comes back from the data file later
        slot = cabinet.slot_of(account)
        card = slot.card if slot else AccountCard(account, account)
    _check_new_password(card, new_password)
    keys = replace(keys, notices=_looked_over(office, cabinet, keys, in_order=in_order))
    fresh = _new_slot(keys, card, new_password)
    with brief_lock(office.keys_lock):
        put(keys, genuine(keys, repairing=True).with_account(fresh))
    door.note_success(folder, account)
    return keys


def issue_recovery_code(keys: Keys) -> str:
    """A new recovery code; the old one opens nothing from now on."""
    code = recovery.new_code()
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        put(keys, replace(genuine(keys), recovery=_recovery_entry(keys, code)))
    return code


def recovery_recipient(folder: Path) -> str:
    """The public half of the recovery code (age1…), to which backups are encrypted."""
    cabinet, _in_order = slots.read(OfficeFolder(folder))
    if cabinet.recovery is None:
        raise Damaged(
            _("Ngăn khóa không còn mã khôi phục."),
            advice=_("Mở Quản trị và cấp mã khôi phục mới."),
            technical="no recovery entry",
        )
    return cabinet.recovery.recipient


def repair(keys: Keys) -> tuple[str, ...]:
    """Write both copies anew with the entries whose seal holds; returns the accounts that had to be left out.

    An entry beyond reading has no name to return: compare `cards` with the accounts of the data file afterwards.
    """
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        cabinet, _in_order = slots.read(OfficeFolder(keys.folder))
        sound = genuine(keys, repairing=True)
        put(keys, sound)
    kept = {slot.card.account for slot in sound.slots}
    return tuple(sorted({slot.card.account for slot in cabinet.slots} - kept))


def _opened(candidates: list[Slot], password: str) -> tuple[Slot, str] | None:
    for slot in candidates:
        identity = wrapping.unwrap(slot.wrapped, password, owner=slot.id) if slot.wrapped.cost.is_sane else None
        if identity is not None:
            return slot, identity
    return None


def _looked_over(office: OfficeFolder, cabinet: Cabinet, keys: Keys, *, in_order: bool) -> tuple[str, ...]:
    """Check the seals now that the key is known; put a stale or damaged copy right from the good one."""
    if not slots.is_genuine(cabinet, keys.subkey("slots")):
        altered = {slot.card.display_name for slot in cabinet.slots}
        altered -= {slot.card.display_name for slot in slots.genuine_part(cabinet, keys.subkey("slots")).slots}
        names = ", ".join(sorted(altered)) or _("danh sách tài khoản")
        return (
            _("Ngăn khóa đã bị hỏng hoặc bị sửa từ bên ngoài: {names}. Báo quản trị kiểm tra.").format(names=names),
        )
    if in_order:
        return ()
    late = slots.differ_in_edition(office, keys.subkey("slots"))
    with brief_lock(office.keys_lock):
        newest, _in_order = slots.read(office)
        if slots.is_genuine(newest, keys.subkey("slots")):
            slots.write(office, newest)
    if late:  # the power went between the two copies: nothing was damaged, and nothing is missing now
        return ()
    return (_("Một bản của ngăn khóa bị hỏng hoặc cũ; đã ghi lại từ bản còn tốt."),)


def genuine(keys: Keys, *, repairing: bool = False) -> Cabinet:
    """The cabinet as it stands, refused where somebody altered it; `repairing` keeps what is genuine."""
    cabinet, _in_order = slots.read(OfficeFolder(keys.folder))
    key = keys.subkey("slots")
    if slots.is_genuine(cabinet, key):
        return cabinet
    if repairing:
        office = cabinet.office or keys.office or secrets.token_hex(8)
        return replace(slots.genuine_part(cabinet, key), office=office)
    raise Damaged(
        _("Ngăn khóa đã bị hỏng hoặc bị sửa từ bên ngoài nên chưa thay đổi gì."),
        advice=_("Mở Quản trị và sửa ngăn khóa; tài khoản bị hỏng cần đặt lại mật khẩu."),
        technical="seal of keyslots.json",
    )


def put(keys: Keys, cabinet: Cabinet) -> None:
    """Write the next edition of the cabinet. Under `keys_lock`."""
    slots.write(OfficeFolder(keys.folder), slots.sealed(cabinet, keys.subkey("slots")))


def _rewrap(keys: Keys, slot: Slot, identity: str, password: str) -> None:
    wrapped = wrapping.wrap(identity, slot.wrapped.public, password, cost.calibrated(), owner=slot.id)
    with brief_lock(OfficeFolder(keys.folder).keys_lock):
        cabinet = genuine(keys)
        current = slot_of(cabinet, slot.card.account)
        put(keys, cabinet.with_slot(replace(current, wrapped=wrapped)))


def _new_slot(keys: Keys, card: AccountCard, password: str, slot_id: str | None = None) -> Slot:
    slot_id = slot_id or secrets.token_hex(8)
    wrapped, _identity = wrapping.wrap_new_identity(password, cost.calibrated(), owner=slot_id)
    return Slot(slot_id, _filled(card), wrapped, {MAIN: wrapping.seal_to(wrapped.public, keys.main_key)})


def _recovery_entry(keys: Keys, code: str) -> Recovery:
    recipient = recovery.recipient_of(code)
    return Recovery(recipient, wrapping.seal_to(recipient, keys.main_key))


def slot_of(cabinet: Cabinet, account: str) -> Slot:
    """The slot of an account, or Invalid."""
    slot = cabinet.slot_of(account)
    if slot is None:
        raise Invalid(_("Không có tài khoản “{account}”.").format(account=account), field="account")
    return slot


def _filled(card: AccountCard) -> AccountCard:
    return card if card.initials else replace(card, initials=initials_of(card.display_name))


def _check_card(card: AccountCard, cabinet: Cabinet | None) -> None:
    if not card.account.strip():
        raise Invalid(_("Chưa có tên tài khoản."), field="account")
    if card.account == door.UNKNOWN or card.account != card.account.strip():
        raise Invalid(_("Tên tài khoản “{account}” không dùng được.").format(account=card.account), field="account")
    if not card.display_name.strip():
        raise Invalid(_("Chưa có họ tên."), field="display_name")
    if cabinet is not None and cabinet.slot_of(card.account) is not None:
        raise Invalid(_("Đã có tài khoản “{account}”.").format(account=card.account), field="account")


def _check_new_password(card: AccountCard, password: str) -> None:
    check_password(password, names=(card.account, card.display_name))
