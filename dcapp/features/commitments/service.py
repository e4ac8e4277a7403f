"""Use cases of commitments: owe, meet, drop, and carry over from paper. Books call `owe` and `settle` from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.models import Officer
from dcapp.features.office.rulebook import clock_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import AlreadyThere, Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CommitmentId, OfficerId
from dcapp.kernel.text import nfc
from dcapp.rules.counting import Deadline
from dcapp.rules.permissions import Context

EDIT = "commitments.edit"
BOOK = "commitments"
"""Key of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentForm:
    """Something promised, as an officer writes it down; carried over from paper where `is_opening`."""

    title: str
    made_on: date
    due_on: date
    to_whom: str = ""
    owner_id: OfficerId | None = None
    owner: str = ""
    kind: CommitmentKind = CommitmentKind.PROMISE
    is_opening: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetForm:
    """How something owed was met: when, what was answered, with which paper; a reason where it was late."""

    met_on: date
    answer: str
    answer_paper: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What a book owes: with `rule` the last day is counted from `start_on`, otherwise `due_on` is it."""

    kind: CommitmentKind
    book: str
    record_id: int
    title: str
    start_on: date
    to_whom: str = ""
    owner_id: OfficerId | None = None
    owner: str = ""
    rule: str = ""
    due_on: date | None = None


def owe(uow: UnitOfWork, debt: Debt) -> CommitmentId:
    """Enter what a book owes, or bring its open line of the same kind up to date; what was met or dropped stays, and
    so does whoever was given an open line.
    """
    line = _open_line(uow, debt.book, debt.record_id, debt.kind)
    if line is None:
        closed = _line_of(uow, debt.book, debt.record_id, debt.kind)
        if closed is not None:
            return closed.id
        line = Commitment(kind=debt.kind, book=debt.book, record_id=debt.record_id, made_on=debt.start_on)
        line.title, line.start_on, line.due_on, line.warn_on = debt.title, debt.start_on, debt.start_on, debt.start_on
        uow.session.add(line)
    line.title, line.to_whom, line.rule = nfc(debt.title).strip(), nfc(debt.to_whom).strip(), debt.rule
    line.made_on = line.start_on = debt.start_on
    if line.owner_id is None and not line.owner:
        line.owner_id, line.owner = debt.owner_id, owner_words(uow, debt.owner_id, debt.owner)
    if debt.rule:
        found = counted(uow, debt.rule, debt.start_on)
        line.due_on, line.warn_on = found.due, found.warn_on
    elif debt.due_on is not None:
        line.due_on = line.warn_on = debt.due_on
    uow.session.flush()
    return line.id


def owe_each(
    uow: UnitOfWork,
    book: str,
    record_id: int,
    kind: CommitmentKind,
    debts: Sequence[tuple[CommitmentId | None, Debt]],
) -> list[CommitmentId]:
    """Make these the open lines of one kind of a book's record: those named stay and are brought up to date, new ones
    are entered, open ones that are not named go. What was met or dropped stays as it is. Gives the ids in order.
    """
    mine = Commitment.book == book, Commitment.record_id == record_id, Commitment.kind == kind
    known = {line.id: line for line in uow.session.scalars(select(Commitment).where(*mine))}
    kept = {key for key, _debt in debts}
    for line in known.values():
        if line.state is CommitmentState.OPEN and line.id not in kept:
            uow.session.delete(line)
    found: list[CommitmentId] = []
    for key, debt in debts:
        if debt.due_on is None:
            raise Invalid(_("Chưa ghi hạn."), field="due_on")
        standing = known.get(key) if key is not None else None
        line = standing or Commitment(kind=kind, book=book, record_id=record_id, state=CommitmentState.OPEN)
        if line.state is CommitmentState.OPEN:
            line.title, line.to_whom = nfc(debt.title).strip(), " ".join(nfc(debt.to_whom).split())
            line.owner_id, line.owner = debt.owner_id, owner_words(uow, debt.owner_id, debt.owner)
            line.made_on = line.start_on = debt.start_on
            line.due_on = line.warn_on = debt.due_on
        if standing is None:
            uow.session.add(line)
        uow.session.flush()
        found.append(line.id)
    return found


def settle(uow: UnitOfWork, book: str, record_id: int, kind: CommitmentKind, form: MeetForm) -> None:
    """The book itself did what it owed: a number taken, an answer sent. Nothing happens where nothing is open."""
    line = _open_line(uow, book, record_id, kind)
    if line is not None:
        _meet(line, form)


def release(uow: UnitOfWork, book: str, record_id: int, kinds: tuple[CommitmentKind, ...]) -> None:
    """The book no longer owes this: open lines go, met ones stay."""
    for kind in kinds:
        line = _open_line(uow, book, record_id, kind)
        if line is not None:
            uow.session.delete(line)
    uow.session.flush()


def counted(uow: UnitOfWork, rule: str, start_on: date) -> Deadline:
    """The statutory last day by the office's calendar, rule book, readings of the law and area."""
    return clock_of(uow).reckon(rule, start_on)


@allowed(EDIT, undo=N_("Ghi lời hứa"))
def add_commitment(uow: UnitOfWork, form: CommitmentForm) -> CommitmentId:
    """Write down a promise that comes from no book, or that is carried over."""
    uow.require(EDIT, Context(assigned=False))
    line = Commitment(title="", made_on=form.made_on, start_on=form.made_on, due_on=form.due_on, warn_on=form.due_on)
    _fill(uow, line, form)
    return uow.add(line).id


@allowed(EDIT, undo=N_("Mang sang lời hứa"))
def carry_over_commitment(uow: UnitOfWork, form: CommitmentForm) -> CommitmentId:
    """Enter a promise of the time before the program; the same words of the same day twice are refused."""
    same = (Commitment.title == nfc(form.title).strip(), Commitment.made_on == form.made_on, Commitment.is_opening)
    if uow.session.scalar(select(Commitment.id).where(*same).limit(1)) is not None:
        raise AlreadyThere(_("Lời hứa này đã có trong sổ."), field="title")
    return add_commitment(uow, replace(form, is_opening=True))


@allowed(EDIT, undo=N_("Sửa lời hứa"))
def edit_commitment(uow: UnitOfWork, key: CommitmentId, form: CommitmentForm) -> None:
    """Change an open promise; a last day that the law sets follows the rule and is not changed here."""
    line = _mine(uow, key)
    _refuse_closed(line)
    if line.rule and form.due_on != line.due_on:
        raise Invalid(_("Hạn này do luật ấn định nên không sửa tay. Xem phần giải thích hạn."), field="due_on")
    if line.book and form.made_on != line.made_on:
        raise Invalid(_("Ngày này theo lượt tiếp. Sửa ở lượt tiếp."), field="made_on")
    _fill(uow, line, form)


@allowed(EDIT, undo=N_("Ghi đã trả lời"))
def meet_commitment(uow: UnitOfWork, key: CommitmentId, form: MeetForm) -> None:
    """Record the answer; a late one needs its reason."""
    line = _mine(uow, key)
    _refuse_closed(line)
    if form.met_on > uow.today:
        raise Invalid(_("Ngày trả lời chưa tới."), field="met_on")
    _meet(line, form)


@allowed(EDIT, undo=N_("Mở lại việc đã trả lời"))
def reopen_commitment(uow: UnitOfWork, key: CommitmentId) -> None:
    """What was met or dropped by mistake is open again; the answer stays to be read."""
    line = _mine(uow, key)
    if line.state is CommitmentState.OPEN:
        raise RuleViolation(_("Việc này đang chờ trả lời."))
    line.state, line.met_on = CommitmentState.OPEN, None


@allowed(EDIT, undo=N_("Thôi không làm"))
def drop_commitment(uow: UnitOfWork, key: CommitmentId, reason: str) -> None:
    """Nothing is owed any more, for a reason that stays in the book."""
    line = _mine(uow, key)
    _refuse_closed(line)
    words = nfc(reason).strip()
    if not words:
        raise Invalid(_("Ghi lý do để người xem sổ hiểu vì sao không trả lời."), field="reason")
    line.state, line.reason = CommitmentState.DROPPED, words


@allowed(EDIT, undo=N_("Xóa lời hứa"))
def remove_commitment(uow: UnitOfWork, key: CommitmentId) -> None:
    """Throw a promise into the bin; what a visit owes goes only with the visit."""
    line = _mine(uow, key)
    if line.book:
        raise RuleViolation(_("Việc này thuộc một lượt tiếp hoặc buổi tiếp. Sửa ở đó."))
    uow.bin(line, _("Xóa lời hứa {title}").format(title=line.title))


def owner_words(uow: UnitOfWork, owner_id: OfficerId | None, words: str) -> str:
    """The name of who has to do it: the officer's, or the words of the form."""
    if owner_id is None:
        return " ".join(nfc(words).split())
    officer = uow.session.get(Officer, owner_id)
    return officer.full_name if officer is not None else " ".join(nfc(words).split())


def _officer_called(uow: UnitOfWork, words: str) -> OfficerId | None:
    """The officer of this very name, where only one has it."""
    name = " ".join(nfc(words).split())
    found = uow.session.scalars(select(Officer.id).where(Officer.full_name == name).limit(2)).all() if name else []
    return found[0] if len(found) == 1 else None


def _mine(uow: UnitOfWork, key: CommitmentId) -> Commitment:
    line = uow.get(Commitment, key)
    away = {officer_id for officer_id, _name in uow.viewer.stands_for}
    theirs = line.owner_id is not None and line.owner_id in {uow.viewer.officer_id, *away}
    uow.require(EDIT, Context(assigned=theirs))
    return line


def _line_of(uow: UnitOfWork, book: str, record_id: int, kind: CommitmentKind) -> Commitment | None:
    mine = (Commitment.book == book, Commitment.record_id == record_id, Commitment.kind == kind)
    return uow.session.scalar(select(Commitment).where(*mine).order_by(Commitment.id.desc()).limit(1))


def _open_line(uow: UnitOfWork, book: str, record_id: int, kind: CommitmentKind) -> Commitment | None:
    line = _line_of(uow, book, record_id, kind)
    return line if line is not None and line.state is CommitmentState.OPEN else None


def _refuse_closed(line: Commitment) -> None:
    if line.state is not CommitmentState.OPEN:
        raise RuleViolation(_("Việc này đã đóng. Mở lại trước khi sửa."))


def _fill(uow: UnitOfWork, line: Commitment, form: CommitmentForm) -> None:
    title = nfc(form.title).strip()
    if not title:
        raise Invalid(_("Chưa ghi việc đã hứa."), field="title")
    if form.due_on < form.made_on:
        raise Invalid(_("Hạn sớm hơn ngày hứa {day}.").format(day=vn_date(form.made_on)), field="due_on")
    line.title, line.to_whom, line.made_on = title, " ".join(nfc(form.to_whom).split()), form.made_on
    line.owner_id = form.owner_id or _officer_called(uow, form.owner)
    line.owner = owner_words(uow, line.owner_id, form.owner)
    if not line.book:
        line.kind, line.is_opening, line.start_on = form.kind, form.is_opening, form.made_on
    if not line.rule:
        line.due_on = line.warn_on = form.due_on


def _meet(line: Commitment, form: MeetForm) -> None:
    answer = nfc(form.answer).strip()
    if not answer:
        raise Invalid(_("Ghi nội dung đã trả lời."), field="answer")
    if form.met_on < line.made_on:
        message = _("Ngày trả lời sớm hơn ngày nhận {day}.").format(day=vn_date(line.made_on))
        raise Invalid(message, field="met_on")
    reason = nfc(form.reason).strip()
    if form.met_on > line.due_on and not reason:
        message = _("Trả lời sau hạn {day}. Ghi lý do chậm.").format(day=vn_date(line.due_on))
        raise Invalid(message, field="reason")
    line.state, line.met_on, line.reason = CommitmentState.MET, form.met_on, reason
    line.answer, line.answer_paper = answer, " ".join(nfc(form.answer_paper).split())
