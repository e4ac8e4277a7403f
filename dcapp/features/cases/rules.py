"""Whether a step may be taken in a case as it stands, and what its answers have to be; nothing here reads the file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import nfc
from dcapp.rules.workflows import CRITERION, Ask, AskKind, Forbidden, Step, Workflow

YES, NO = "yes", "no"
_YES = frozenset({YES, "true", "1", "x", "có"})
_NO = frozenset({NO, "false", "0", "", "không"})
MOST = 10**15


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: its state, which steps were taken how often, what was answered last, which clocks it has.

    `due` are the last days of clocks by rule, of open ones and of those that were met.
    """

    state: str
    taken: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    criteria: tuple[str, ...] = ()
    extensions: int = 0
    due: Mapping[str, date] = field(default_factory=dict)
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step is not possible now, and the article where the law says so."""

    why: str
    citation: str = ""


NOT_HERE = N_("Bước “{step}” không làm được khi vụ việc ở trạng thái “{state}”.")
ONLY_ONCE = N_("Bước “{step}” đã làm rồi.")
NOT_NOW = N_("Bước “{step}” chưa đến lúc làm.")


def refusal(
    workflow: Workflow, step: Step, standing: Standing, on: date, values: Mapping[str, Any] | None = None
) -> Refusal | None:
    """Why a step cannot be taken on a day, the law first; None where nothing speaks against it.

    Without `values` the answers of the step itself are not known yet, bans that hang on them are left out.
    """
    given = {key: _plain(value) for key, value in (values or {}).items()}
    own = frozenset(ask.key for ask in step.asks) if values is None else frozenset()
    for ban in workflow.bans(step.key, standing.state):
        if holds(ban.when, standing, on, given, unknown=own):
            return Refusal(told(ban), ban.citation)
    words = {"step": step.title, "state": workflow.state(standing.state).title}
    if standing.state not in step.sources:
        return Refusal(_(NOT_HERE).format(**words))
    if not step.repeats and standing.taken.get(step.key):
        return Refusal(_(ONLY_ONCE).format(**words))
    if not holds(step.only_if, standing, on, given, unknown=own):
        return Refusal(_(NOT_NOW).format(**words))
    return None


def told(ban: Forbidden) -> str:
    """The sentence of a ban, with its article."""
    return f"{ban.why} ({ban.citation})."


def holds(
    when: Mapping[str, Any],
    standing: Standing,
    on: date,
    given: Mapping[str, str],
    *,
    unknown: Collection[str] = (),
) -> bool:
    """Whether every condition holds; one that hangs on an answer not known yet does not."""
    answers = {**standing.answers, **given}
    criteria = {*standing.criteria, *(key[len(CRITERION) :] for key, one in given.items() if _is_criterion(key, one))}
    for key, wanted in when.items():
        match key:
            case "done":
                held = all(standing.taken.get(step) for step in wanted)
            case "not_done":
                held = not any(standing.taken.get(step) for step in wanted)
            case "any_done":
                held = any(standing.taken.get(step) for step in wanted)
            case "answers":
                held = all(one not in unknown and answers.get(one) == said for one, said in wanted.items())
            case "answers_not":
                held = all(one not in unknown and answers.get(one) != said for one, said in wanted.items())
            case "criteria_below":
                held = len(criteria) < wanted and not any(one.startswith(CRITERION) for one in unknown)
            case "extensions_from":
                held = standing.extensions >= wanted
            case "after_due":
                held = wanted in standing.due and on > standing.due[wanted]
            case "before_due":
                held = wanted in standing.due and on < standing.due[wanted]
            case _:  # is_paused: the loader knows no other
                held = standing.is_paused is wanted
        if not held:
            return False
    return True


def answers_of(step: Step, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are kept; Invalid names the question that is not answered, or answered wrongly."""
    known = {ask.key: ask for ask in step.asks}
    if strangers := [key for key in values if key not in known]:
        raise Invalid(_("Bước này không hỏi {key}.").format(key=strangers[0]), field=strangers[0])
    found: dict[str, Any] = {}
    for key, ask in known.items():
        answer = _answer(ask, values.get(key))
        if answer is None:
            if ask.is_required:
                raise Invalid(_("Chưa ghi: {label}.").format(label=ask.label), field=key)
            continue
        found[key] = answer
    return found


def criteria_in(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The grounds of complexity that were ticked."""
    return tuple(key[len(CRITERION) :] for key, answer in answers.items() if _is_criterion(key, answer))


def day_in(answers: Mapping[str, Any], key: str) -> date | None:
    """An answer that is a day."""
    kept = answers.get(key)
    return date.fromisoformat(kept) if isinstance(kept, str) and kept else None


def shown(ask: Ask, answer: Any) -> str:
    """An answer as a person reads it."""
    match ask.kind:
        case AskKind.DATE:
            return vn_date(date.fromisoformat(answer))
        case AskKind.YES_NO:
            return _("Có") if answer == YES else _("Không")
        case AskKind.CHOICE:
            return dict(ask.choices).get(answer, str(answer))
        case AskKind.NUMBER | AskKind.MONEY:
            return f"{answer:,}".replace(",", ".")
        case AskKind.TEXT | AskKind.LONG:
            return str(answer)


def _is_criterion(key: str, answer: Any) -> bool:
    return key.startswith(CRITERION) and answer == YES


def _plain(value: Any) -> str:
    if value is True or value is False:
        return YES if value else NO
    return value.isoformat() if isinstance(value, date) else str(value)


def _answer(ask: Ask, given: Any) -> Any:
    """One answer as it is kept, None where there is none."""
    if given is None or given == "":
        return None
    match ask.kind:
        case AskKind.DATE:
            return _day(ask, given)
        case AskKind.YES_NO:
            words = _plain(given).strip().casefold()
            if words not in _YES | _NO:
                raise Invalid(_("Chọn có hoặc không: {label}.").format(label=ask.label), field=ask.key)
            return YES if words in _YES else NO
        case AskKind.CHOICE:
            if given not in dict(ask.choices):
                raise Invalid(_("Chọn một mục: {label}.").format(label=ask.label), field=ask.key)
            return str(given)
        case AskKind.NUMBER | AskKind.MONEY:
            digits = str(given).strip().replace(".", "").replace(" ", "")
            if not digits.isascii() or not digits.isdecimal() or int(digits) > MOST:
                raise Invalid(_("Ghi số từ 0 trở lên: {label}.").format(label=ask.label), field=ask.key)
            return int(digits)
        case AskKind.TEXT:
            return " ".join(nfc(str(given)).split()) or None
        case AskKind.LONG:
            return nfc(str(given)).strip() or None


def _day(ask: Ask, given: Any) -> str:
    if isinstance(given, date):
        return given.isoformat()
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise Invalid(_("Ngày không đúng: {label}.").format(label=ask.label), field=ask.key) from None
