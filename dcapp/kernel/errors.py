"""The kinds of things that go wrong, sorted by whose fault they are."""

from __future__ import annotations


class UserError(Exception):
    """Something the officer can put right; the message is shown as it stands."""


class Invalid(UserError):
    """A value that was filled in is wrong; `field` names where to show it."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class AlreadyThere(Invalid):
    """The same record stands in the book; an import passes over it and says so."""


class RuleViolation(UserError):
    """The law or a rule of the office forbids the step; `citation` names the article."""

    def __init__(self, message: str, *, citation: str | None = None) -> None:
        super().__init__(message)
        self.citation = citation


class Stale(UserError):
    """The record was changed elsewhere since it was opened."""


class NotAllowed(UserError):
    """The account has no right to do this."""


class EnvironmentFault(Exception):
    """Disk, stick, lock or key failed: what happened, what to do, and the technical words apart."""

    def __init__(self, message: str, *, advice: str = "", technical: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.technical = technical

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class WrongPassword(EnvironmentFault):
    """The password does not open the slot; the next attempt is accepted after `wait_seconds`."""

    def __init__(self, message: str, *, wait_seconds: int, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.wait_seconds = wait_seconds


class Damaged(EnvironmentFault):
    """Data were found altered or broken; nothing was repaired silently."""
