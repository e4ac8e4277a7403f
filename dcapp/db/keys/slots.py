"""The file of key slots: one entry per account and one for the recovery code, two copies, each change replaces both.

Every entry stands on a line of its own and has a seal (HMAC under a key that only an opened cabinet knows); so
has the whole. A damaged copy is replaced by the other; when both are damaged, every entry that still opens is used.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dcapp.db.faults import file_faults
from dcapp.db.folder import OfficeFolder, sweep_parts, write_atomically
from dcapp.db.keys.cost import Cost
from dcapp.db.keys.wrapping import Wrapped
from dcapp.kernel.errors import Damaged, EnvironmentFault
from dcapp.kernel.i18n import _

FORMAT = "so-dan-chu-keyslots"
PLAIN_VERSION, VERSION = 1, 2
"""Of a file without a vault, and of one with it: a program that knows none would lose the entry."""
LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class AccountCard:
    """What the login window shows before anything is open."""

    account: str
    display_name: str
    title: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One account: its card, its wrapped private key and the data keys granted to it."""

    id: str
    card: AccountCard
    wrapped: Wrapped
    grants: dict[str, bytes]
    seal: bytes = b""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The data key for whoever holds the printed code: public half in clear, key sealed to it."""

    recipient: str
    grant: bytes
    seal: bytes = b""


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """The vault as the slots file knows it: a code of its own opens its key, its public half closes envelopes.

    `next_grant` is the key that is about to replace the other one. `is_stale`: somebody who held the key is gone, and
    the next one who holds it changes it.
    """

    recipient: str
    grant: bytes
    public: str
    next_grant: bytes = b""
    is_stale: bool = False
    seal: bytes = b""


@dataclass(frozen=True, slots=True)
class Cabinet:
    """All slots of an office as one copy of the file tells them."""

    office: str
    edition: int
    slots: tuple[Slot, ...]
    recovery: Recovery | None
    seal: bytes = b""
    vault: VaultEntry | None = None
    whole: bool = field(default=True, compare=False)  # the checksum holds: no accident changed this copy

    def slot_of(self, account: str) -> Slot | None:
        """The slot of an account."""
        return next((slot for slot in self.slots if slot.card.account == account), None)

    def with_slot(self, slot: Slot) -> Cabinet:
        """The same cabinet with one slot put in or replaced."""
        if any(other.id == slot.id for other in self.slots):
            return replace(self, slots=tuple(slot if other.id == slot.id else other for other in self.slots))
        return replace(self, slots=(*self.slots, slot))

    def with_account(self, slot: Slot) -> Cabinet:
        """The same cabinet with this slot as the only one of its account, at the place where that stood."""
        found = [index for index, other in enumerate(self.slots) if other.card.account == slot.card.account]
        place = found[0] if found else len(self.slots)
        rest = [other for other in self.slots if other.card.account != slot.card.account]
        return replace(self, slots=(*rest[:place], slot, *rest[place:]))

    def without(self, account: str) -> Cabinet:
        """The same cabinet without an account."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.card.account != account))


def sealed(cabinet: Cabinet, key: bytes) -> Cabinet:
    """The next edition, every entry and the whole sealed with the slots key."""
    slots = tuple(replace(slot, seal=_hmac(key, _slot_words(slot))) for slot in cabinet.slots)
    recovery = cabinet.recovery
    if recovery is not None:
        recovery = replace(recovery, seal=_hmac(key, _recovery_words(recovery)))
    vault = cabinet.vault and replace(cabinet.vault, seal=_hmac(key, _vault_words(cabinet.vault)))
    fresh = replace(cabinet, edition=cabinet.edition + 1, slots=slots, recovery=recovery, vault=vault, whole=True)
    return replace(fresh, seal=_hmac(key, _all_words(fresh)))


def is_genuine(cabinet: Cabinet, key: bytes) -> bool:
    """True where nobody changed, added or removed an entry since the program wrote the file."""
    return cabinet.whole and hmac.compare_digest(cabinet.seal, _hmac(key, _all_words(cabinet)))


def genuine_part(cabinet: Cabinet, key: bytes) -> Cabinet:
    """Only the entries whose own seal holds."""
    slots = tuple(slot for slot in cabinet.slots if hmac.compare_digest(slot.seal, _hmac(key, _slot_words(slot))))
    recovery = cabinet.recovery
    if recovery is not None and not hmac.compare_digest(recovery.seal, _hmac(key, _recovery_words(recovery))):
        recovery = None
    vault = cabinet.vault
    if vault is not None and not hmac.compare_digest(vault.seal, _hmac(key, _vault_words(vault))):
        vault = None
    return replace(cabinet, slots=slots, recovery=recovery, vault=vault)


def write(folder: OfficeFolder, cabinet: Cabinet) -> None:
    """Replace both copies, one after the other: at every moment one of them is whole. Under `keys_lock`."""
    content = to_bytes(cabinet)
    sweep_parts(folder.root, folder.keyslots.name)
    write_atomically(folder.keyslots, content)
    write_atomically(folder.keyslots_copy, content)


def read(folder: OfficeFolder) -> tuple[Cabinet, bool]:
    """The slots, and whether both copies stood there whole and equal. Raises EnvironmentFault or Damaged."""
    contents = [content for path in (folder.keyslots, folder.keyslots_copy) if (content := _content(path)) is not None]
    if not contents:
        raise EnvironmentFault(
            _("Thư mục này chưa có văn phòng nào."),
            advice=_("Tạo văn phòng mới, hoặc chọn đúng thư mục dữ liệu."),
            technical=str(folder.root),
        )
    whole = [cabinet for content in contents if (cabinet := from_bytes(content)) is not None]
    if whole:
        newest = max(whole, key=lambda cabinet: cabinet.edition)  # of equal editions the first copy
        return newest, len(whole) == 2 and whole[0] == whole[1]
    rescued = _rescued(contents)
    if not rescued.slots and rescued.recovery is None:
        raise Damaged(
            _("Cả hai bản của ngăn khóa đều hỏng nên không mở được dữ liệu."),
            advice=_("Giữ nguyên thư mục dữ liệu và khôi phục từ bản sao lưu bằng mã khôi phục."),
            technical="keyslots.json, keyslots.json.1",
        )
    return rescued, False


def differ_in_edition(folder: OfficeFolder, key: bytes) -> bool:
    """True where both copies are as the program wrote them, one of them a change later than the other."""
    contents = [_content(path) for path in (folder.keyslots, folder.keyslots_copy)]
    copies = [from_bytes(content) for content in contents if content is not None]
    genuine = [copy for copy in copies if copy is not None and is_genuine(copy, key)]
    return len(genuine) == 2 and abs(genuine[0].edition - genuine[1].edition) == 1


def to_bytes(cabinet: Cabinet) -> bytes:
    """The file: valid JSON, one entry per line."""
    entries = [_slot_json(slot) for slot in cabinet.slots]
    if cabinet.recovery is not None:
        entries.append(_recovery_json(cabinet.recovery))
    if cabinet.vault is not None:
        entries.append(_vault_json(cabinet.vault))
    version = PLAIN_VERSION if cabinet.vault is None else VERSION
    head = {"format": FORMAT, "version": version, "office": cabinet.office, "edition": cabinet.edition}
    lines = ",\n".join(_words(entry) for entry in entries)
    body = f'{{"head":{_words(head)},\n"entries":[\n{lines}\n],\n"seal":"{_text(cabinet.seal)}"'
    return f'{body},\n"checksum":"{_checksum(body)}"}}\n'.encode()


def from_bytes(content: bytes) -> Cabinet | None:
    """The cabinet of a whole copy, None for a damaged one; a newer format is refused kindly."""
    try:
        text = content.decode()
        document = json.loads(text)
        head = document["head"]
        body = text[: text.rindex(',\n"checksum":')]
        if document["checksum"] != _checksum(body) or head["format"] != FORMAT:
            return None
        if head["version"] > VERSION:
            raise EnvironmentFault(
                _("Ngăn khóa này do phiên bản mới hơn của chương trình ghi."),
                advice=_("Dữ liệu vẫn nguyên vẹn. Cài phiên bản mới rồi mở lại."),
                technical=f"keyslots version {head['version']}",
            )
        slots = tuple(_slot(entry) for entry in document["entries"] if entry["kind"] == "account")
        codes = [_recovery(entry) for entry in document["entries"] if entry["kind"] == "recovery"]
        vaults = [_vault(entry) for entry in document["entries"] if entry["kind"] == "vault"]
        recovery, vault = codes[0] if codes else None, vaults[0] if vaults else None
        return Cabinet(head["office"], head["edition"], slots, recovery, _bytes(document["seal"]), vault)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None


def _content(path: Path) -> bytes | None:
    with file_faults():
        try:
            with path.open("rb") as file:
                return file.read(LARGEST)
        except FileNotFoundError:
            return None


def _rescued(contents: list[bytes]) -> Cabinet:
    """Every entry that can still be read, from whichever copy; the seals judge them after the opening."""
    slots: list[Slot] = []
    recovery: Recovery | None = None
    vault: VaultEntry | None = None
    decoder = json.JSONDecoder()
    for content in contents:
        text = content.decode(errors="replace")
        for start in _starts(text):
            try:
                entry, _end = decoder.raw_decode(text, start)
                if entry["kind"] == "account":
                    slot = _slot(entry)
                    slots.extend([] if slot in slots else [slot])
                elif entry["kind"] == "recovery":
                    recovery = recovery or _recovery(entry)
                elif entry["kind"] == "vault":
                    vault = vault or _vault(entry)
            except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
                continue
    return Cabinet("", 0, tuple(slots), recovery, vault=vault, whole=False)


def _starts(text: str) -> list[int]:
    marks, at = [], text.find('{"kind":')
    while at >= 0:
        marks.append(at)
        at = text.find('{"kind":', at + 1)
    return marks


def _slot_json(slot: Slot) -> dict[str, Any]:
    card, wrapped = slot.card, slot.wrapped
    return {
        "kind": "account",
        "id": slot.id,
        "account": card.account,
        "display_name": card.display_name,
        "title": card.title,
        "initials": card.initials,
        "kdf": ["argon2id", wrapped.cost.memory_kib, wrapped.cost.passes, wrapped.cost.lanes, _text(wrapped.salt)],
        "private": [_text(wrapped.nonce), _text(wrapped.sealed)],
        "public": wrapped.public,
        "grants": {name: _text(grant) for name, grant in sorted(slot.grants.items())},
        "seal": _text(slot.seal),
    }


def _slot(entry: dict[str, Any]) -> Slot:
    name, memory, passes, lanes, salt = entry["kdf"]
    if name != "argon2id" or not all(type(number) is int for number in (memory, passes, lanes)):
        raise ValueError(name)
    nonce, private = entry["private"]
    card = AccountCard(entry["account"], entry["display_name"], entry["title"], entry["initials"])
    if not all(isinstance(word, str) for word in (entry["id"], card.account, card.display_name, card.title)):
        raise TypeError(card)
    wrapped = Wrapped(Cost(memory, passes, lanes), _bytes(salt), _bytes(nonce), _bytes(private), str(entry["public"]))
    grants = {str(key): _bytes(grant) for key, grant in entry["grants"].items()}
    return Slot(entry["id"], card, wrapped, grants, _bytes(entry["seal"]))


def _recovery_json(recovery: Recovery) -> dict[str, Any]:
    return {
        "kind": "recovery",
        "recipient": recovery.recipient,
        "grant": _text(recovery.grant),
        "seal": _text(recovery.seal),
    }


def _recovery(entry: dict[str, Any]) -> Recovery:
    return Recovery(str(entry["recipient"]), _bytes(entry["grant"]), _bytes(entry["seal"]))


def _vault_json(vault: VaultEntry) -> dict[str, Any]:
    return {
        "kind": "vault",
        "recipient": vault.recipient,
        "grant": _text(vault.grant),
        "public": vault.public,
        "next_grant": _text(vault.next_grant),
        "is_stale": vault.is_stale,
        "seal": _text(vault.seal),
    }


def _vault(entry: dict[str, Any]) -> VaultEntry:
    return VaultEntry(
        str(entry["recipient"]),
        _bytes(entry["grant"]),
        str(entry["public"]),
        _bytes(entry["next_grant"]),
        entry["is_stale"] is True,
        _bytes(entry["seal"]),
    )


def _slot_words(slot: Slot) -> str:
    return _words(_slot_json(replace(slot, seal=b"")))


def _recovery_words(recovery: Recovery) -> str:
    return _words(_recovery_json(replace(recovery, seal=b"")))


def _vault_words(vault: VaultEntry) -> str:
    return _words(_vault_json(replace(vault, seal=b"")))


def _all_words(cabinet: Cabinet) -> str:
    recovery = _recovery_words(cabinet.recovery) if cabinet.recovery else None
    vault = [_vault_words(cabinet.vault)] if cabinet.vault else []  # without a vault as it was before there were any
    return _words([cabinet.office, cabinet.edition, [_slot_words(slot) for slot in cabinet.slots], recovery, *vault])


def _words(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hmac(key: bytes, words: str) -> bytes:
    return hmac.digest(key, words.encode(), "sha256")


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
