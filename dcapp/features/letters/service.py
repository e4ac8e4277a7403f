"""Use cases of the book of letters: record, carry over, change, split."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.letters.clocks import clocks_of, start_clock, stop_clocks
from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.models import Letter, LetterRespondent, LetterSender
from dcapp.features.letters.queries import (
    context_of,
    number_after,
    require_edit,
    series_of,
    visible_letter,
)
from dcapp.features.letters.terms import (
    Handling,
    LetterKind,
    LetterState,
    Source,
)
from dcapp.features.office.models import Officer
from dcapp.features.people.service import Identity, cleaned, keep_person, number_of, village_name
from dcapp.features.sealed.service import Sealed, add_words, seal_identity
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import LetterId
from dcapp.kernel.text import nfc
from dcapp.rules.letter_rules import clocks_from_intake
from dcapp.rules.permissions import Context
from dcapp.rules.retention import retention_on

BOOK = "letters"
"""Key of the register."""
CREATE = "cases.create"
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the desk is told after a letter went into the book."""

    id: LetterId
    number: int
    code: str
    title: str


@allowed(CREATE, undo=N_("Vào sổ đơn"))
def record_letter(uow: UnitOfWork, form: LetterForm) -> Recorded:
    """Write a letter into the book of its year under the next number and start its clocks.

    A denunciation gets a code of a series of its own, and its words go into the vault or an envelope for it.
    """
    is_denunciation = form.kind is LetterKind.DENUNCIATION
    related = uow.viewer.officer_id is not None and uow.viewer.officer_id in form.respondent_ids
    verdict = uow.verdict(CREATE, Context(own=True, denunciation=is_denunciation, related=related))
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return record_from(uow, form)


def record_from(uow: UnitOfWork, form: LetterForm, split_from: LetterId | None = None) -> Recorded:
    """The same inside another use case that has asked for the right: a visit that becomes a letter, a part of one."""
    series, year = series_of(form.kind), form.received_on.year
    letter = Letter(series=series, year=year, number=_number(uow, form, series, year), kind=form.kind)
    letter.code = f"{series}-{year}-{letter.number:03}" if series else ""
    letter.visit_id, letter.split_from_id = form.visit_id, split_from
    letter.answers, letter.state = {}, LetterState.RECEIVED
    _fill(uow, letter, form)
    uow.add(letter)
    _fill_lists(uow, letter, form)
    _seal(uow, letter, form)
    if not letter.is_opening:
        for rule in clocks_from_intake(letter.kind, letter.received_on, is_forwarded=letter.source is Source.FORWARDED):
            start_clock(uow, rule, letter.received_on, letter_id=letter.id)
    return Recorded(letter.id, letter.number, letter.code, letter.title)


@allowed(CREATE, undo=N_("Vào sổ đơn từ sổ cũ"))
def carry_over_letter(uow: UnitOfWork, form: LetterForm) -> Recorded:
    """Enter a letter of a book on paper or in Excel, under its own number where it has one; no clock starts by itself.

    AlreadyThere where the book of that year has the number.
    """
    verdict = uow.verdict(CREATE, Context(own=True, denunciation=form.kind is LetterKind.DENUNCIATION))
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return record_from(uow, replace(form, is_opening=True))


@allowed("cases.read", undo=N_("Sửa đơn"))
def edit_letter(uow: UnitOfWork, letter_id: LetterId, form: LetterForm) -> None:
    """Change a letter. Number and year stay; a denunciation stays one, and no other letter becomes one."""
    letter = visible_letter(uow, letter_id)
    require_edit(uow, letter)
    if form.received_on.year != letter.year:
        message = _("Đơn này ở sổ năm {year}; ngày nhận phải trong năm đó.").format(year=letter.year)
        raise Invalid(message, field="received_on")
    if series_of(form.kind) != letter.series:
        raise Invalid(_("Đơn tố cáo ở sổ riêng nên không đổi sang hay đổi từ loại khác. Vào sổ đơn mới."), field="kind")
    if letter.case_id is not None and form.kind is not letter.kind:
        raise Invalid(_("Đơn đã thuộc một vụ việc nên không đổi loại được."), field="kind")
    before = letter.kind, letter.received_on, letter.source
    _fill(uow, letter, form)
    _fill_lists(uow, letter, form)
    _seal(uow, letter, form)
    if before != (letter.kind, letter.received_on, letter.source) and letter.state is not LetterState.HANDLED:
        _count_anew(uow, letter)


@allowed(CREATE, undo=N_("Tách đơn"))
def split_letter(uow: UnitOfWork, letter_id: LetterId, parts: tuple[LetterForm, ...]) -> tuple[Recorded, ...]:
    """Split a letter of several contents: each part becomes a letter of its own, the letter itself is handled."""
    letter = visible_letter(uow, letter_id)
    context = context_of(uow, letter)
    verdict = uow.verdict(CREATE, context)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    if letter.state is LetterState.HANDLED or letter.case_id is not None:
        raise RuleViolation(_("Đơn này đã xử lý xong nên không tách nữa."))
    if len(parts) < 2:
        raise Invalid(_("Đơn tách phải có từ hai nội dung trở lên."), field="parts")
    made = tuple(record_from(uow, replace(part, is_opening=False), letter.id) for part in parts)
    letter.state, letter.handling, letter.handled_on = LetterState.HANDLED, Handling.SPLIT, uow.today
    words = _("Đã tách thành {count} đơn").format(count=len(made))
    stop_clocks(uow, letter_id=letter.id, reason=words)
    return made


def _number(uow: UnitOfWork, form: LetterForm, series: str, year: int) -> int:
    if form.number is None:
        return number_after(uow, series, year)
    if not form.is_opening:
        raise Invalid(_("Số đơn do sổ cấp."), field="number")
    if form.number < 1:
        raise Invalid(_("Số đơn phải từ 1."), field="number")
    mine = Letter.series == series, Letter.year == year, Letter.number == form.number
    if uow.session.scalar(select(Letter.id).where(*mine)) is not None:
        message = _("Sổ đơn năm {year} đã có số {number}.").format(year=year, number=form.number)
        raise AlreadyThere(message, field="number")
    return form.number


def _fill(uow: UnitOfWork, letter: Letter, form: LetterForm) -> None:
    if form.received_on > uow.today:
        raise Invalid(_("Ngày nhận đơn chưa tới."), field="received_on")
    if form.dated_on is not None and form.dated_on > form.received_on:
        raise Invalid(_("Ngày viết đơn muộn hơn ngày nhận."), field="dated_on")
    if form.source is Source.FORWARDED and not _line(form.sender_body) and not form.is_opening:
        raise Invalid(_("Ghi cơ quan chuyển đơn đến."), field="sender_body")
    if not 1 <= form.people_count <= MOST_PEOPLE:
        raise Invalid(_("Số người phải từ 1 đến {most}.").format(most=MOST_PEOPLE), field="people_count")
    if form.pages < 1:
        raise Invalid(_("Số trang phải từ 1."), field="pages")
    letter.received_on, letter.dated_on, letter.source = form.received_on, form.dated_on, form.source
    letter.sender_body, letter.sender_paper = _line(form.sender_body), _line(form.sender_paper)
    letter.receiver = _line(form.receiver) or uow.viewer.display_name
    letter.kind, letter.field, letter.pages = form.kind, form.field, form.pages
    letter.is_anonymous, letter.is_signed = form.is_anonymous, form.is_signed
    letter.has_appointment, letter.has_originals = form.has_appointment, form.has_originals
    letter.is_opening, letter.keep_until = (
        form.is_opening,
        retention_on("register", form.received_on).until(form.received_on),
    )
    letter.is_restricted = form.kind is LetterKind.DENUNCIATION or bool(form.respondent_ids)
    if form.kind is LetterKind.DENUNCIATION:
        return
    gist = nfc(form.gist).strip()
    if not gist:
        raise Invalid(_("Chưa ghi nội dung đơn."), field="gist")
    letter.gist, letter.request, letter.earlier = gist, nfc(form.request).strip(), nfc(form.earlier).strip()
    letter.respondent, letter.parcel, letter.project = _line(form.respondent), _line(form.parcel), _line(form.project)
    letter.note, letter.people_count = nfc(form.note).strip(), max(form.people_count, 1 + len(form.senders))
    _fill_sender(uow, letter, form)


def _fill_sender(uow: UnitOfWork, letter: Letter, form: LetterForm) -> None:
    letter.village_id, letter.village = form.village_id, village_name(uow, form.village_id)
    if form.is_anonymous:
        letter.person_id, letter.sender, letter.address, letter.phone, letter.id_number = None, "", "", "", ""
        return
    if not _line(form.sender):
        raise Invalid(_("Chưa ghi người gửi đơn. Đơn không ghi tên thì đánh dấu Nặc danh."), field="sender")
    identity = cleaned(
        uow,
        Identity(
            name=form.sender,
            birth_year=form.birth_year,
            id_number=form.id_number,
            phone=form.phone,
            address=form.address,
            village_id=form.village_id,
        ),
    )
    letter.person_id = keep_person(uow, identity, form.person_id).id
    letter.sender, letter.address = identity.name, identity.address
    letter.phone, letter.id_number = identity.phone, identity.id_number


def _fill_lists(uow: UnitOfWork, letter: Letter, form: LetterForm) -> None:
    for kind in (LetterSender, LetterRespondent):
        for line in uow.session.scalars(select(kind).where(kind.letter_id == letter.id)):
            uow.session.delete(line)
    uow.session.flush()
    is_denunciation = form.kind is LetterKind.DENUNCIATION
    named = [] if is_denunciation or form.is_anonymous else [one for one in form.senders if _line(one.name)]
    for position, one in enumerate(named, start=2):
        line = LetterSender(letter_id=letter.id, position=position, name=_line(one.name), person_id=one.person_id)
        line.address, line.id_number = _line(one.address), number_of(one.id_number)
        line.is_representative, line.has_signed = one.is_representative, one.has_signed
        uow.session.add(line)
    for officer_id in dict.fromkeys(form.respondent_ids):
        uow.session.add(LetterRespondent(letter_id=letter.id, officer_id=uow.get(Officer, officer_id).id))
    uow.session.flush()


def _seal(uow: UnitOfWork, letter: Letter, form: LetterForm) -> None:
    """The words of a denunciation go under its seal; without a vault only its code is kept."""
    if form.kind is not LetterKind.DENUNCIATION:
        return
    words = Sealed(
        name=_line(form.sender),
        birth_year=str(form.birth_year or ""),
        id_number=number_of(form.id_number),
        phone=_line(form.phone),
        address=_line(form.address),
        village=village_name(uow, form.village_id),
        gist=nfc(form.gist).strip(),
        request=nfc(form.request).strip(),
        respondent=_line(form.respondent),
        earlier=nfc(form.earlier).strip(),
        note=nfc(form.note).strip(),
    )
    if letter.seal:
        add_words(uow, letter.seal, letter.code, words)
    else:
        letter.seal = seal_identity(uow, letter.code, words)
        uow.session.flush()


def _count_anew(uow: UnitOfWork, letter: Letter) -> None:
    """Another day, kind or source: the clocks that run start from there, those of the old kind end."""
    wanted = clocks_from_intake(letter.kind, letter.received_on, is_forwarded=letter.source is Source.FORWARDED)
    gone = {card.rule for card in clocks_of(uow, letter_id=letter.id) if card.rule not in wanted}
    stop_clocks(uow, letter_id=letter.id, rules=gone, reason=_("Đổi loại, ngày nhận hoặc nguồn đơn"))
    for rule in wanted:
        start_clock(uow, rule, letter.received_on, letter_id=letter.id)


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
