"""The key cabinet: accounts open it with a password, the recovery code opens it when a password is lost.

Cheap to import: cryptography, argon2 and pyrage are loaded when a password is tried.
"""

from dcapp.db.keys.cabinet import (
    AccountCard,
    Keys,
    add_account,
    cards,
    change_card,
    change_password,
    clear_failed_attempts,
    create,
    failed_attempts,
    issue_recovery_code,
    recover,
    recovery_recipient,
    remove_account,
    repair,
    reset_password,
    seconds_to_wait,
    unlock,
)
from dcapp.db.keys.passwords import check_password, password_hint
from dcapp.db.keys.recovery import asked_groups, check_group, grouped

__all__ = [
    "AccountCard",
    "Keys",
    "add_account",
    "asked_groups",
    "cards",
    "change_card",
    "change_password",
    "check_group",
    "check_password",
    "clear_failed_attempts",
    "create",
    "failed_attempts",
    "grouped",
    "issue_recovery_code",
    "password_hint",
    "recover",
    "recovery_recipient",
    "remove_account",
    "repair",
    "reset_password",
    "seconds_to_wait",
    "unlock",
]
