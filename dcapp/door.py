"""The way into an office: before the password nothing of the data file, and no SQLAlchemy, is touched.

`Door` is what the login window, the first run and the commands talk to; it ends in an `App`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dcapp.db.folder import OfficeFolder
from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.i18n import _
from dcapp.profile import OfficeProfile

if TYPE_CHECKING:
    from dcapp.app import App
    from dcapp.db.keys.cabinet import Keys

LABEL_FILE = "office.json"
WRITER_WAIT = 30.0
"""Seconds that a writing command waits for the window to let go of the lock (decision 11)."""


class DoorState(StrEnum):
    """What stands behind the door."""

    EMPTY = "empty"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account as the login window shows it."""

    name: str
    display_name: str
    post: str
    initials: str


class Door:
    """The door of one office folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def state(self) -> DoorState:
        """EMPTY: the first run is due. Raises EnvironmentFault where the folder may not be looked into."""
        from dcapp.db.faults import file_faults

        with file_faults():  # a folder that may not be looked into is not an empty one
            return DoorState.READY if OfficeFolder(self.folder).exists else DoorState.EMPTY

    def office_name(self) -> str:
        """The name on the door plate; empty before the first run or when the plate is lost."""
        return str(self._label().get("name", ""))

    def is_sample(self) -> bool:
        """True for the practice commune."""
        return bool(self._label().get("is_sample", False))

    def cards(self) -> tuple[AccountCard, ...]:
        """The accounts in the order in which they were added."""
        glanced = self._glanced_cards()
        if glanced:
            return glanced
        from dcapp.db.keys import cabinet

        return tuple(
            AccountCard(card.account, card.display_name, card.title, card.initials)
            for card in cabinet.cards(self.folder)
        )

    def _glanced_cards(self) -> tuple[AccountCard, ...]:
        """The cards from a whole slots file, without the room of the keys: the window is painted sooner.

        Names only; nothing of this is trusted, and whatever looks odd is left to the cabinet.
        """
        import json

        try:
            document = json.loads(OfficeFolder(self.folder).keyslots.read_bytes())
            return tuple(
                AccountCard(entry["account"], entry["display_name"], entry["title"], entry["initials"])
                for entry in document["entries"]
                if entry["kind"] == "account"
            )
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def wait_seconds(self, account: str) -> int:
        """How long the account waits before the next try."""
        try:
            if account not in OfficeFolder(self.folder).auth.read_text(encoding="utf-8"):
                return 0  # no failed try is written down; the cabinet judges each try in any case
        except FileNotFoundError:
            return 0
        except (OSError, UnicodeDecodeError):
            pass
        from dcapp.db.keys import cabinet

        return cabinet.seconds_to_wait(self.folder, account)

    def unlock(self, account: str, password: str) -> Keys:
        """Turn the key. Slow on purpose (Argon2id). Raises WrongPassword, Damaged, EnvironmentFault."""
        from dcapp.db.keys import cabinet

        return cabinet.unlock(self.folder, account, password)

    def recover(self, code: str, account: str, new_password: str) -> Keys:
        """Open with the printed code and give the account a new password."""
        from dcapp.db.keys import cabinet

        return cabinet.recover(self.folder, code, account, new_password)

    def change_password(self, account: str, old: str, new: str) -> None:
        """Change the password of an account that is known."""
        from dcapp.db.keys import cabinet

        cabinet.change_password(self.folder, account, old, new)

    def open(self, keys: Keys, account: str, *, alone: bool = True, wait: float = 0) -> App:
        """Open the office. `alone` takes the exclusive lock (window, writing commands), waiting `wait` seconds.

        Raises EnvironmentFault (busy, newer file, full disk), Damaged, NotAllowed for a blocked account.
        """
        from dcapp.opening import open_office

        app = open_office(self.folder, keys, account, alone=alone, wait=wait)
        if alone:
            self._write_label(app)
        return app

    def create(self, profile: OfficeProfile, password: str) -> tuple[App, str]:
        """Found an office; returns it open, and the recovery code to be printed once."""
        from dcapp.founding import found_office

        app, code = found_office(self.folder, profile, password)
        self._write_label(app)
        return app, code

    def abandon(self, app: App) -> None:
        """Take back a founding of a moment ago: the folder holds no office again."""
        from dcapp.founding import abandon_office

        abandon_office(self.folder, app)
        (self.folder / LABEL_FILE).unlink(missing_ok=True)

    def discard_sample(self, app: App) -> None:
        """Remove the open practice commune and all that belongs to it; the folder holds no office afterwards.

        Raises RuleViolation where the plate or the data file does not say that it is one; nothing is removed then.
        """
        from dcapp.founding import discard_sample
        from dcapp.kernel.errors import RuleViolation

        if not self.is_sample():
            raise RuleViolation(_("Chỉ xã mẫu mới bỏ được. Đơn vị này có dữ liệu thật nên giữ nguyên."))
        discard_sample(self.folder, app)
        (self.folder / LABEL_FILE).unlink(missing_ok=True)

    def warm_up(self) -> None:
        """Import what opening needs; done in a thread while the password is typed."""
        import dcapp.opening  # noqa: F401

    def _label(self) -> dict[str, object]:
        import json

        try:
            label = json.loads((self.folder / LABEL_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return label if isinstance(label, dict) else {}

    def _write_label(self, app: App) -> None:
        import json

        from dcapp.db.folder import write_atomically

        label = {"name": app.office.name, "is_sample": app.office.is_sample}
        if label != self._label():
            with suppress(EnvironmentFault):  # only a plate: written anew at the next opening
                write_atomically(self.folder / LABEL_FILE, json.dumps(label, ensure_ascii=False).encode())
