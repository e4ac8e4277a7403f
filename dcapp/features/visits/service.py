"""Use cases of the book of visits: record, change, take out of the book, note the result, note the destruction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.service import Debt, owe, owner_words, release
from dcapp.features.commitments.terms import CommitmentKind
from dcapp.features.people.service import Identity, add_to_person, cleaned, keep_person, known_person, village_name
from dcapp.features.visits.forms import DocumentForm, MemberForm, VisitForm
from dcapp.features.visits.models import Visit, VisitDocument, VisitMember
from dcapp.features.visits.rules import ANSWER_RULE, OWING, clock_time, debt_title, ground_of
from dcapp.features.visits.terms import Matter, Outcome
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import PersonId, VisitId
from dcapp.kernel.text import nfc
from dcapp.rules.permissions import Context
from dcapp.rules.retention import retention_on

BOOK = "visits"
"""Key of the register; under it commitments know the visit they come from."""
EDIT = "visits.edit"
MOST_PEOPLE = 2_000
_OWED = (CommitmentKind.ANSWER, CommitmentKind.REFUSAL_NOTICE, CommitmentKind.PROMISE)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the desk is told after a visit went into the book."""

    id: VisitId
    number: int
    code: str


@allowed(EDIT, undo=N_("Ghi lượt tiếp"))
def record_visit(uow: UnitOfWork, form: VisitForm) -> Recorded:
    """Write a visit into the book of its year under the next number, with what it owes the citizen."""
    year = form.received_on.year
    visit = Visit(year=year, number=_number(uow, form, year), received_on=form.received_on)
    visit.recorder = uow.viewer.display_name
    _fill(uow, visit, form)
    uow.add(visit)
    _fill_lists(uow, visit, form)
    _owe(uow, visit, form)
    return Recorded(visit.id, visit.number, visit.code)


@allowed(EDIT, undo=N_("Ghi lượt tiếp từ sổ cũ"))
def carry_over_visit(uow: UnitOfWork, form: VisitForm) -> Recorded:
    """Enter a line of a book on paper or in Excel, under its own number where it has one; it owes nothing by itself.

    An old book need not say on which ground somebody was refused, nor to which body they were sent.
    """
    return record_visit(uow, replace(form, is_opening=True))


@allowed(EDIT, undo=N_("Sửa lượt tiếp"))
def edit_visit(uow: UnitOfWork, visit_id: VisitId, form: VisitForm) -> None:
    """Change a visit. Its number and year stay; a denouncer's visit stays one, and no other becomes one.

    NotAllowed for a denouncer's visit whose words the viewer may not read: they would be written over unseen.
    """
    visit = uow.get(Visit, visit_id)
    if form.received_on.year != visit.year:
        message = _("Lượt tiếp này ở sổ năm {year}; ngày tiếp phải trong năm đó.").format(year=visit.year)
        raise Invalid(message, field="received_on")
    becomes = form.matter is Matter.DENUNCIATION
    if becomes and not visit.code:
        message = _(
            "Lượt này đã ghi tên người đến nên không đổi thành tố cáo được. Ghi một lượt tiếp mới, loại Tố cáo."
        )
        raise Invalid(message, field="matter")
    if visit.code and not becomes:
        raise Invalid(_("Lượt tố cáo giữ mã, không đổi sang loại khác. Ghi một lượt tiếp mới."), field="matter")
    _refuse_unread(uow, visit)
    _fill(uow, visit, form)
    _fill_lists(uow, visit, form)
    _owe(uow, visit, form)


@allowed(EDIT, undo=N_("Xóa lượt tiếp"))
def remove_visit(uow: UnitOfWork, visit_id: VisitId) -> None:
    """Throw the newest visit of a book into the bin; earlier numbers stay, a book on paper has no gaps either."""
    visit = uow.get(Visit, visit_id)
    if why := visit.why_it_stays(uow.session):
        raise RuleViolation(why)
    release(uow, BOOK, visit_id, _OWED)
    for kind in (VisitMember, VisitDocument):
        for line in uow.session.scalars(select(kind).where(kind.visit_id == visit_id)):
            uow.session.delete(line)
    uow.session.flush()
    name = f"{visit.number}/{visit.year}"
    uow.bin(visit, _("Xóa lượt tiếp số {number}").format(number=name))


@allowed(EDIT, undo=N_("Ghi kết quả giải quyết"))
def note_result(uow: UnitOfWork, visit_id: VisitId, result: str) -> None:
    """Write what became of the matter (column 12 of the book); NotAllowed where words stand that are kept secret."""
    visit = uow.get(Visit, visit_id)
    if visit.result:
        _refuse_unread(uow, visit)
    visit.result = nfc(result).strip()


@allowed(EDIT, undo=N_("Ghi đã tiêu hủy giấy tờ"))
def note_destruction(uow: UnitOfWork, visit_ids: tuple[VisitId, ...], day: date, paper: str) -> int:
    """Note that the papers of visits were destroyed after their time; the lines of the book stay. Gives how many."""
    decision = nfc(paper).strip()
    if not decision:
        raise Invalid(_("Ghi quyết định hoặc biên bản tiêu hủy."), field="paper")
    if day > uow.today:
        raise Invalid(_("Ngày tiêu hủy chưa tới."), field="day")
    for visit_id in visit_ids:
        visit = uow.get(Visit, visit_id)
        if visit.keep_until is None or visit.keep_until >= day:
            until = vn_date(visit.keep_until) if visit.keep_until else "…"
            message = _("Giấy tờ của lượt {number}/{year} còn phải lưu đến {day}.")
            raise RuleViolation(message.format(number=visit.number, year=visit.year, day=until))
        visit.destroyed_on, visit.destruction = day, decision
    return len(visit_ids)


def may_read(uow: UnitOfWork, visit: Visit) -> bool:
    """Who wrote it down reads it; others need the right to read denunciations, which hangs on the case."""
    own = visit.created_by is not None and visit.created_by == uow.viewer.account_id
    return own or uow.may("denunciations.read", Context(own=False, assigned=False))


def _refuse_unread(uow: UnitOfWork, visit: Visit) -> None:
    if visit.code and not may_read(uow, visit):
        raise NotAllowed(_("Nội dung tố cáo chỉ người ghi và người được giao tố cáo xem được."))


def _number(uow: UnitOfWork, form: VisitForm, year: int) -> int:
    if form.number is None:
        return (uow.session.scalar(select(func.max(Visit.number)).where(Visit.year == year)) or 0) + 1
    if not form.is_opening:
        raise Invalid(_("Số thứ tự do sổ cấp."), field="number")
    if form.number < 1:
        raise Invalid(_("Số thứ tự phải từ 1."), field="number")
    if uow.session.scalar(select(Visit.id).where(Visit.year == year, Visit.number == form.number)) is not None:
        message = _("Sổ năm {year} đã có số {number}.").format(year=year, number=form.number)
        raise AlreadyThere(message, field="number")
    return form.number


def _next_code(uow: UnitOfWork, year: int) -> str:
    """A code of the series of denouncers, which is its own: a gap in it tells nothing of the book."""
    codes = uow.session.scalars(select(Visit.code).where(Visit.year == year, Visit.code != ""))
    last = max((int(code[2:].split("/")[0]) for code in codes), default=0)
    return f"TC{last + 1:03d}/{year}"


def _fill(uow: UnitOfWork, visit: Visit, form: VisitForm) -> None:
    if form.received_on > uow.today:
        raise Invalid(_("Ngày tiếp chưa tới."), field="received_on")
    content = nfc(form.content).strip()
    if not content:
        raise Invalid(_("Chưa ghi nội dung trình bày."), field="content")
    if not 1 <= form.people_count <= MOST_PEOPLE:
        raise Invalid(_("Số người phải từ 1 đến {most}.").format(most=MOST_PEOPLE), field="people_count")
    visit.received_on, visit.received_at = form.received_on, clock_time(form.received_at, field="received_at")
    visit.kind, visit.is_online, visit.is_opening = form.kind, form.is_online, form.is_opening
    visit.session_id = form.session_id
    visit.receiver_id, visit.receiver = form.receiver_id, owner_words(uow, form.receiver_id, form.receiver)
    visit.place = _line(form.place)
    visit.matter, visit.field, visit.content = form.matter, form.field, content
    visit.request, visit.earlier = nfc(form.request).strip(), nfc(form.earlier).strip()
    visit.has_documents = form.has_documents or any(_line(one.name) for one in form.documents)
    visit.people_count = max(form.people_count, sum(bool(_line(one.name)) for one in form.members))
    _fill_outcome(uow, visit, form)
    if form.matter is Matter.DENUNCIATION:
        visit.code = visit.code or _next_code(uow, visit.year)
        visit.follows_id, visit.person_id = None, None
    else:
        _fill_identity(uow, visit, form)
        visit.follows_id = _followed(uow, visit, form)
    visit.keep_until = retention_on("register", visit.received_on).until(visit.received_on)


def _fill_identity(uow: UnitOfWork, visit: Visit, form: VisitForm) -> None:
    identity = cleaned(
        uow,
        Identity(
            name=form.name,
            birth_year=form.birth_year,
            birth_date=form.birth_date,
            sex=form.sex,
            id_number=form.id_number,
            id_paper=form.id_paper,
            old_id_number=form.old_id_number,
            phone=form.phone,
            address=form.address,
            village_id=form.village_id,
        ),
    )
    visit.person_id = _person(uow, visit, form, identity)
    visit.name, visit.birth_year, visit.birth_date = identity.name, identity.birth_year, identity.birth_date
    visit.sex, visit.id_number, visit.id_paper = identity.sex, identity.id_number, identity.id_paper
    visit.phone, visit.address = identity.phone, identity.address
    visit.village_id, visit.village = identity.village_id, village_name(uow, identity.village_id)
    visit.capacity, visit.on_behalf_of = form.capacity, _line(form.on_behalf_of)
    visit.authority, visit.appointed_on = nfc(form.authority).strip(), form.appointed_on


def _person(uow: UnitOfWork, visit: Visit, form: VisitForm, identity: Identity) -> PersonId:
    """Who came. A name that is put right in their only visit is theirs still, and an older visit tells less of who they
    are today than a later one does.
    """
    known = form.person_id or _whose_only_visit(uow, visit)
    person = known_person(uow, identity, known)
    if person is not None:
        later = Visit.person_id == person.id, Visit.received_on > visit.received_on, Visit.id != (visit.id or 0)
        if uow.session.scalar(select(Visit.id).where(*later).limit(1)) is not None:
            return add_to_person(uow, person, identity).id
    return keep_person(uow, identity, known).id


def _whose_only_visit(uow: UnitOfWork, visit: Visit) -> PersonId | None:
    others = select(Visit.id).where(Visit.person_id == visit.person_id, Visit.id != (visit.id or 0)).limit(1)
    return visit.person_id if visit.person_id is not None and uow.session.scalar(others) is None else None


def _fill_outcome(uow: UnitOfWork, visit: Visit, form: VisitForm) -> None:
    visit.outcome, visit.is_competent = form.outcome, form.is_competent
    visit.reply, visit.sent_to = nfc(form.reply).strip(), _line(form.sent_to)
    visit.result, visit.note = nfc(form.result).strip(), nfc(form.note).strip()
    visit.ground, visit.ground_words = "", nfc(form.ground_words).strip() if form.outcome is Outcome.REFUSED else ""
    if form.outcome is Outcome.FORWARDED and not (visit.sent_to or form.is_opening):
        raise Invalid(_("Ghi cơ quan được chuyển đến."), field="sent_to")
    if form.outcome is not Outcome.REFUSED or (form.is_opening and not form.ground):
        return
    ground = ground_of(form.ground, form.received_on)
    if ground is None:
        message = _("Chọn lý do từ chối có trong luật vào ngày {day}.").format(day=vn_date(form.received_on))
        raise Invalid(message, field="ground")
    visit.ground = ground.key


def _followed(uow: UnitOfWork, visit: Visit, form: VisitForm) -> VisitId | None:
    if form.follows_id is None:
        return None
    earlier = uow.get(Visit, form.follows_id)
    first = earlier.follows_id or earlier.id
    if visit.id in (earlier.id, first) or earlier.received_on > form.received_on:
        raise Invalid(_("Lượt trước phải là lượt đã tiếp sớm hơn."), field="follows_id")
    if earlier.code:
        raise Invalid(_("Lượt tố cáo không nối với lượt khác."), field="follows_id")
    for later in uow.session.scalars(select(Visit).where(Visit.follows_id == (visit.id or 0))):
        later.follows_id = first
    return first


def _fill_lists(uow: UnitOfWork, visit: Visit, form: VisitForm) -> None:
    for kind in (VisitMember, VisitDocument):
        for line in uow.session.scalars(select(kind).where(kind.visit_id == visit.id)):
            uow.session.delete(line)
    uow.session.flush()
    members = () if form.matter is Matter.DENUNCIATION else form.members
    for position, member in enumerate((one for one in members if _line(one.name)), start=1):
        uow.session.add(_member(visit.id, position, member))
    for position, document in enumerate((one for one in form.documents if _line(one.name)), start=1):
        uow.session.add(_document(visit.id, position, document))
    uow.session.flush()


def _member(visit_id: VisitId, position: int, form: MemberForm) -> VisitMember:
    line = VisitMember(visit_id=visit_id, position=position, name=_line(form.name), birth_year=form.birth_year)
    line.id_number, line.address = _line(form.id_number), _line(form.address)
    line.is_representative = form.is_representative
    return line


def _document(visit_id: VisitId, position: int, form: DocumentForm) -> VisitDocument:
    if form.pages < 1:
        raise Invalid(_("Số trang của {name} phải từ 1.").format(name=_line(form.name)), field="documents")
    line = VisitDocument(visit_id=visit_id, position=position, name=_line(form.name), pages=form.pages)
    line.copy, line.condition = form.copy, _line(form.condition)
    return line


def _owe(uow: UnitOfWork, visit: Visit, form: VisitForm) -> None:
    """Enter what the citizen waits for, or let go of what is no longer owed; what was carried over owes by itself."""
    owes_answer = visit.outcome in OWING and not visit.is_opening
    ground = ground_of(visit.ground, visit.received_on)
    notice_rule = ground.notice.rule if ground is not None and ground.notice is not None else ""
    debt = Debt(
        kind=CommitmentKind.ANSWER,
        book=BOOK,
        record_id=visit.id,
        title=debt_title(visit.number, visit.year, visit.matter, visit.content),
        start_on=visit.received_on,
        to_whom=visit.shown_name,
        owner_id=form.owner_id or visit.receiver_id,
        owner=visit.receiver,
        rule=ANSWER_RULE,
    )
    dues: dict[CommitmentKind, Debt | None] = {
        CommitmentKind.ANSWER: debt if owes_answer else None,
        CommitmentKind.REFUSAL_NOTICE: _notice(debt, "" if visit.is_opening else notice_rule),
        CommitmentKind.PROMISE: _promised(visit, form, debt),
    }
    for kind, due in dues.items():
        if due is None:
            release(uow, BOOK, visit.id, (kind,))
        else:
            owe(uow, due)


def _notice(debt: Debt, rule: str) -> Debt | None:
    """The notice of refusal, where the law of the day sets a last day for it."""
    return replace(debt, kind=CommitmentKind.REFUSAL_NOTICE, rule=rule) if rule else None


def _promised(visit: Visit, form: VisitForm, debt: Debt) -> Debt | None:
    if form.promised_on is None:
        return None
    if form.promised_on < visit.received_on:
        raise Invalid(_("Ngày hẹn sớm hơn ngày tiếp."), field="promised_on")
    return replace(debt, kind=CommitmentKind.PROMISE, rule="", due_on=form.promised_on)


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
