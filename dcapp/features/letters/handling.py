"""Use cases of what is done with a letter: compare, hand over, propose, decide, send to the level above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.letters.clocks import clocks_of, meet_clock
from dcapp.features.letters.forms import AccessForm, HandlingForm
from dcapp.features.letters.models import Letter, LetterAccess, LetterTie
from dcapp.features.letters.queries import context_of, require_edit, respondents_of, visible_letter
from dcapp.features.letters.terms import ClockState, Handling, LetterState, Tie
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import LetterId, OfficerId
from dcapp.kernel.text import nfc
from dcapp.rules.letter_rules import GoesAbove, goes_above

EDIT, ASSIGN = "cases.edit", "cases.assign"
LEFT_TO_CASE = frozenset({Handling.ACCEPT, Handling.JOIN})
"""What is done with such a letter is done in its case: its clocks go on there."""
_SENT = frozenset({Handling.FORWARD, Handling.GUIDE, Handling.RETURN, Handling.ABOVE})


@allowed("cases.read", undo=N_("Ghi quan hệ giữa hai đơn"))
def tie_letters(uow: UnitOfWork, letter_id: LetterId, other_id: LetterId, tie: Tie, note: str = "") -> None:
    """Decide of two letters that look alike; `letter_id` is the later one. It is remembered and not asked again."""
    letter, other = visible_letter(uow, letter_id), visible_letter(uow, other_id)
    require_edit(uow, letter)
    if letter_id == other_id:
        raise Invalid(_("Chọn một đơn khác."), field="other_id")
    if (other.received_on, other.id) > (letter.received_on, letter.id):
        letter, other = other, letter
    mine = (LetterTie.letter_id == letter.id, LetterTie.other_id == other.id)
    line = uow.session.scalar(select(LetterTie).where(*mine))
    if line is None:
        line = LetterTie(letter_id=letter.id, other_id=other.id, tie=tie)
        uow.add(line)
    line.tie, line.note = tie, nfc(note).strip()
    letter.follows_id = other.follows_id or other.id if tie is Tie.FOLLOW_UP else None
    uow.session.flush()


@allowed(ASSIGN, undo=N_("Giao xử lý đơn"))
def assign_letter(uow: UnitOfWork, letter_id: LetterId, officer_id: OfficerId, reason: str = "") -> None:
    """Give a letter to the officer who is to handle it, never to one whom it is about."""
    letter = visible_letter(uow, letter_id)
    verdict = uow.verdict(ASSIGN, context_of(uow, letter))
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    officer = _fit_officer(uow, letter, officer_id)
    letter.handler_id, letter.handler = officer.id, officer.full_name
    if letter.is_restricted:
        _give(uow, AccessForm(letter_id=letter.id, officer_id=officer_id, reason=reason))
    uow.session.flush()


@allowed("denunciations.grant", undo=N_("Giao quyền xem đơn"))
def give_access(uow: UnitOfWork, form: AccessForm) -> None:
    """Let somebody work on a restricted letter."""
    letter = visible_letter(uow, form.letter_id)
    uow.require("denunciations.grant", context_of(uow, letter))
    _fit_officer(uow, letter, form.officer_id)
    _give(uow, form)


@allowed("denunciations.revoke", undo=N_("Thu quyền xem đơn"))
def take_access(uow: UnitOfWork, letter_id: LetterId, officer_id: OfficerId) -> None:
    """Take a restricted letter from somebody; the line of the book of access stays, with the day."""
    letter = visible_letter(uow, letter_id)
    uow.require("denunciations.revoke", context_of(uow, letter))
    mine = (LetterAccess.letter_id == letter_id, LetterAccess.officer_id == officer_id, LetterAccess.until.is_(None))
    for line in uow.session.scalars(select(LetterAccess).where(*mine)):
        line.until = uow.today
    if letter.handler_id == officer_id:
        letter.handler_id, letter.handler = None, ""


@allowed("cases.read", undo=N_("Đề xuất xử lý đơn"))
def propose_handling(uow: UnitOfWork, letter_id: LetterId, proposed: Handling, answers: Mapping[str, Any]) -> None:
    """Keep the answers to the questions of competence and admissibility, and what they come to."""
    letter = visible_letter(uow, letter_id)
    require_edit(uow, letter)
    if letter.state is LetterState.HANDLED:
        raise RuleViolation(_("Đơn này đã xử lý xong."))
    why = route_above(uow, letter)
    if why is not None and proposed is not Handling.ABOVE:
        raise RuleViolation(_about_leader(), citation=why.citation)
    letter.answers, letter.proposed, letter.state = dict(answers), proposed, LetterState.PROPOSED


@allowed("cases.read", undo=N_("Quyết định xử lý đơn"))
def decide_handling(uow: UnitOfWork, letter_id: LetterId, form: HandlingForm) -> None:
    """Decide what is done with a letter; a decision other than the proposal needs its reason.

    Who may conclude cases decides; a clerk may let a letter stay on file or guide its writer as was proposed. What is
    accepted or joined goes on in its case.
    """
    letter = visible_letter(uow, letter_id)
    context = context_of(uow, letter)
    uow.require("cases.read", context)
    if not uow.verdict("cases.conclude", context).allowed and not (
        uow.may(EDIT, context) and form.handling is letter.proposed and form.handling not in LEFT_TO_CASE
    ):
        raise NotAllowed(_("Việc này do Chủ tịch hoặc người được giao quyết định. Gửi đề xuất trước."))
    if letter.state is LetterState.HANDLED:
        raise RuleViolation(_("Đơn này đã xử lý xong."))
    if not letter.received_on <= form.done_on <= uow.today:
        raise Invalid(_("Ngày xử lý phải từ ngày nhận đơn đến hôm nay."), field="done_on")
    why = route_above(uow, letter)
    if why is not None and form.handling is not Handling.ABOVE:
        raise RuleViolation(_about_leader(), citation=why.citation)
    overruled = nfc(form.overruled).strip()
    if letter.proposed is not None and form.handling is not letter.proposed and not overruled:
        raise Invalid(_("Khác với đề xuất. Ghi lý do."), field="overruled")
    if (
        form.handling in (Handling.FORWARD, Handling.GUIDE, Handling.RETURN, Handling.ABOVE)
        and not form.sent_to.strip()
    ):
        raise Invalid(_("Ghi cơ quan có thẩm quyền."), field="sent_to")
    if not overruled and form.handling is letter.proposed:
        overruled = letter.overruled  # why the proposal itself is not what the questions came to
    letter.handling, letter.ground, letter.overruled = form.handling, form.ground, overruled
    letter.sent_to, letter.sent_paper = _line(form.sent_to), _line(form.sent_paper)
    letter.handled_on, letter.state = form.done_on, LetterState.HANDLED
    if form.handling not in LEFT_TO_CASE:
        for card in clocks_of(uow, letter_id=letter.id):
            if card.state is ClockState.RUNNING:
                meet_clock(uow, card.rule, form.done_on, letter_id=letter.id, reason=form.reason)
    uow.session.flush()


def route_above(uow: UnitOfWork, letter: Letter) -> GoesAbove | None:
    """Why a letter belongs to the level above: somebody whom it is about holds a post named in the law."""
    about = respondents_of(uow, letter.id)
    if not about:
        return None
    day = letter.received_on
    held = select(Post.key).join(Tenure, Tenure.post_id == Post.id).where(Tenure.officer_id.in_(about))
    then = or_(Tenure.since.is_(None), Tenure.since <= day), or_(Tenure.until.is_(None), Tenure.until >= day)
    return goes_above(letter.kind, set(uow.session.scalars(held.where(*then))), day)


def _about_leader() -> str:
    return _("Tố cáo Chủ tịch, Phó Chủ tịch xã thuộc thẩm quyền của Chủ tịch UBND tỉnh. Chuyển cấp trên trực tiếp.")


def _fit_officer(uow: UnitOfWork, letter: Letter, officer_id: OfficerId) -> Officer:
    officer = uow.get(Officer, officer_id)
    if officer.left_on is not None and officer.left_on < uow.today:
        raise Invalid(_("Người này đã thôi việc."), field="officer_id")
    if officer_id in respondents_of(uow, letter.id):
        raise RuleViolation(_("Không giao đơn cho người bị khiếu nại, tố cáo trong đơn đó."))
    return officer


def _give(uow: UnitOfWork, form: AccessForm) -> None:
    mine = (LetterAccess.letter_id == form.letter_id, LetterAccess.officer_id == form.officer_id)
    if uow.session.scalar(select(LetterAccess.id).where(*mine, LetterAccess.until.is_(None)).limit(1)) is None:
        line = LetterAccess(letter_id=form.letter_id, officer_id=form.officer_id, given_on=uow.today)
        line.reason = nfc(form.reason).strip()
        uow.add(line)


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
