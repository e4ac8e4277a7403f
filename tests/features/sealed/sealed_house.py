"""An office with a chairman, a deputy, an officer of denunciations, a clerk and an administrator, each with a key."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import lru_cache
from pathlib import Path

from builders import PASSWORD, found_real, reopen, set_roles
from sealed_canary import CANARY

from dcapp.db.keys import cabinet
from dcapp.db.keys.cabinet import AccountCard
from dcapp.db.unit_of_work import NOBODY
from dcapp.db.use_case import allowed
from dcapp.features.accounts.models import Account, AccountRole
from dcapp.features.letters.models import Letter
from dcapp.features.letters.terms import LetterKind
from dcapp.features.sealed import holders
from dcapp.features.sealed.service import seal_identity

STAFF = {"pho": "LD", "cuc": "TC", "tiep": "TN", "soat": "KS", "quan": "QT"}
"""Accounts beside the chairman's ("thu"), with their role."""


@lru_cache(maxsize=1)
def founded() -> Path:
    """An office with its staff and without a vault, made once."""
    home = Path(tempfile.mkdtemp(prefix="sealed-office-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    app = found_real(home / "office")
    with app.database.begin(NOBODY, "staff", write=True) as uow:
        for name, role in STAFF.items():
            account = uow.add(Account(name=name, display_name=f"Người {name}"))
            uow.session.add(AccountRole(account_id=account.id, role=role))
    for name in STAFF:
        cabinet.add_account(app.storage.keys, AccountCard(name, f"Người {name}"), PASSWORD)
    set_roles(app, "thu", ("LD",))
    app.close()
    return home / "office"


@lru_cache(maxsize=1)
def with_vault() -> tuple[Path, str]:
    """The same, with a vault that the chairman made; its code."""
    folder = founded().with_name("with-vault")
    shutil.copytree(founded(), folder)
    app = reopen(folder)
    code = app.run(holders.create_vault)
    app.close()
    return folder, code


class House:
    """Opens the office for one after another; only one at a time is inside."""

    def __init__(self, folder: Path) -> None:
        template, self.code = with_vault()
        self.folder = Path(shutil.copytree(template, folder))
        self.app = None

    def enter(self, name: str = "thu"):
        self.leave()
        self.app = reopen(self.folder, name)
        return self.app

    def leave(self):
        if self.app is not None:
            self.app.close()
        self.app = None

    def account(self, name: str):
        with self.app.database.begin(NOBODY, "who", write=False) as uow:
            return uow.session.query(Account).filter_by(name=name).one().id


@allowed("drafts.own")
def record(uow, sealed=CANARY, *, number: int = 1, fails: Exception | None = None) -> str:
    """A letter as the room of letters records a denunciation."""
    code = f"TC-2023-{number:03}"
    seal = seal_identity(uow, code, sealed)
    uow.add(
        Letter(
            series="TC",
            year=2023,
            number=number,
            code=code,
            received_on=date(2023, 5, 10),
            seal=seal,
            kind=LetterKind.DENUNCIATION,
            is_restricted=True,
        )
    )
    if fails is not None:
        raise fails
    return seal
