"""Use cases of the papers slice: legal documents, numbers of issued documents, incoming documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.papers.models import IncomingPaper, IssuedPaper, Paper, PaperFollowUp
from dcapp.features.papers.queries import paper_like
from dcapp.features.papers.terms import FollowUpKind, IssueState
from dcapp.kernel.errors import AlreadyThere, Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import IncomingId, IssuedId, PaperId
from dcapp.kernel.text import nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """A legal document as the officer fills it in."""

    type_name: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by_id: PaperId | None = None
    is_checked: bool = True
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpForm:
    """Dissemination, interim or final review of a legal document."""

    kind: FollowUpKind = FollowUpKind.DISSEMINATION
    due_on: date | None = None
    done_on: date | None = None
    attendance: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """What a number is taken for."""

    type_name: str
    issued_on: date
    subject: str
    abbreviation: str = ""
    """Empty: an official letter (công văn), which has no name of type."""
    signer: str = ""
    recipients: str = ""
    kept_by: str = ""
    copies: int | None = None
    series: str = ""
    """Empty: the office's series of this type; bodies with their own seal have one of their own."""
    body_symbol: str = "UBND"
    source_kind: str = ""
    source_id: int | None = None
    is_reserved: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingForm:
    """One line of the book of incoming documents."""

    arrived_on: date
    author: str
    number: str = ""
    issued_on: date | None = None
    type_name: str = ""
    subject: str = ""
    handler: str = ""
    due_on: date | None = None
    answered_by: str = ""
    note: str = ""


@allowed("papers.edit", undo=N_("Thêm văn bản căn cứ"))
def add_paper(uow: UnitOfWork, form: PaperForm) -> PaperId:
    """Enter a legal document; the same number and date twice is refused."""
    _refuse_twin(uow, form, None)
    paper = Paper(type_name=form.type_name)
    _fill_paper(uow, paper, form)
    return uow.add(paper).id


@allowed("papers.edit", undo=N_("Sửa văn bản căn cứ"))
def edit_paper(uow: UnitOfWork, paper_id: PaperId, form: PaperForm) -> None:
    """Change a legal document; it may not become one that is in the book already."""
    paper = uow.get(Paper, paper_id)
    _refuse_twin(uow, form, paper_id)
    _fill_paper(uow, paper, form)


def _refuse_twin(uow: UnitOfWork, form: PaperForm, own: PaperId | None) -> None:
    twin = paper_like(uow, type_name=form.type_name, number=form.number, issued_on=form.issued_on, subject=form.subject)
    if twin is not None and twin != own:
        named = form.number or f"{form.type_name} {form.subject}"
        raise AlreadyThere(_("Văn bản {number} đã có trong sổ.").format(number=named), field="number")


@allowed("papers.edit", undo=N_("Xóa văn bản căn cứ"))
def remove_paper(uow: UnitOfWork, paper_id: PaperId) -> None:
    """Throw a legal document into the bin; one that is cited somewhere stays."""
    paper = uow.get(Paper, paper_id)
    for line in uow.session.scalars(select(PaperFollowUp).where(PaperFollowUp.paper_id == paper_id)):
        uow.session.delete(line)
    uow.session.flush()
    uow.bin(paper, _("Xóa văn bản {name}").format(name=paper.name))


def _fill_paper(uow: UnitOfWork, paper: Paper, form: PaperForm) -> None:
    type_name = " ".join(nfc(form.type_name).split())
    if not type_name:
        raise Invalid(_("Chưa chọn tên loại văn bản."), field="type_name")
    if not form.number.strip() and not form.subject.strip():
        raise Invalid(_("Ghi số ký hiệu, hoặc tên luật ở ô trích yếu."), field="number")
    if form.in_force_from and form.in_force_to and form.in_force_to < form.in_force_from:
        raise Invalid(_("Ngày hết hiệu lực sớm hơn ngày có hiệu lực."), field="in_force_to")
    _refuse_circle(uow, paper, form.replaced_by_id)
    paper.type_name, paper.number = type_name, nfc(form.number).replace(" ", "")
    paper.issued_on, paper.issuer, paper.subject = form.issued_on, nfc(form.issuer).strip(), nfc(form.subject).strip()
    paper.in_force_from, paper.in_force_to = form.in_force_from, form.in_force_to
    paper.replaced_by_id, paper.is_checked = form.replaced_by_id, form.is_checked
    paper.source, paper.note = nfc(form.source).strip(), nfc(form.note).strip()


def _refuse_circle(uow: UnitOfWork, paper: Paper, successor_id: PaperId | None) -> None:
    """Follow the successors; none of them may lead back to the document itself."""
    seen: set[PaperId | None] = set()
    following = successor_id
    while following is not None and following not in seen:
        if following == paper.id:
            raise Invalid(_("Văn bản không thể tự thay thế chính nó."), field="replaced_by_id")
        seen.add(following)
        following = uow.get(Paper, following).replaced_by_id


@allowed("papers.edit", undo=N_("Ghi việc với văn bản"))
def add_follow_up(uow: UnitOfWork, paper_id: PaperId, form: FollowUpForm) -> int:
    """Record that a legal document was, or is to be, disseminated or reviewed."""
    uow.get(Paper, paper_id)
    if form.due_on is None and form.done_on is None:
        raise Invalid(_("Ghi ngày phải làm hoặc ngày đã làm."), field="done_on")
    if form.attendance is not None and form.attendance < 0:
        raise Invalid(_("Số người dự không thể âm."), field="attendance")
    line = PaperFollowUp(
        paper_id=paper_id,
        kind=form.kind,
        due_on=form.due_on,
        done_on=form.done_on,
        attendance=form.attendance,
        note=nfc(form.note).strip(),
    )
    return uow.add(line).id


@allowed("numbering.take", undo=None)
def take_number(uow: UnitOfWork, form: NumberForm) -> IssuedId:
    """Give the next number of the year's series: no gap, none twice (decree 30/2020 article 15).

    A date earlier than the newest number of the series is refused: numbers follow the days of issue.
    """
    subject = _subject_of(form)
    series = form.series or f"{form.abbreviation or 'CV'}-{form.body_symbol}"
    year = form.issued_on.year
    mine = (IssuedPaper.year == year, IssuedPaper.series == series)
    last, newest = uow.session.execute(
        select(func.max(IssuedPaper.number), func.max(IssuedPaper.issued_on)).where(*mine)
    ).one()
    if newest is not None and form.issued_on < newest:
        raise RuleViolation(
            _("Số liền trước đã ghi ngày {day}. Chọn ngày đó hoặc sau đó để số và ngày đi cùng thứ tự.").format(
                day=newest.strftime("%d/%m/%Y")
            ),
            citation="Điều 15 Nghị định 30/2020/NĐ-CP",
        )
    number = (last or 0) + 1
    issued = IssuedPaper(
        year=year,
        series=series,
        number=number,
        symbol=symbol_of(number, form.abbreviation, form.body_symbol),
        state=IssueState.RESERVED if form.is_reserved else IssueState.ISSUED,
        issued_on=form.issued_on,
        type_name=form.type_name,
        subject=subject,
        signer=nfc(form.signer).strip(),
        recipients=nfc(form.recipients).strip(),
        kept_by=nfc(form.kept_by).strip(),
        copies=form.copies,
        source_kind=form.source_kind,
        source_id=form.source_id,
        note=nfc(form.note).strip(),
    )
    return uow.add(issued).id


def _subject_of(form: NumberForm) -> str:
    subject = nfc(form.subject).strip()
    if not subject:
        raise Invalid(_("Chưa ghi trích yếu nội dung."), field="subject")
    return subject


def symbol_of(number: int, abbreviation: str, body: str) -> str:
    """Number and symbol as the decree writes them: 05/KH-UBND; an official letter has no type: 12/UBND."""
    return f"{number:02d}/{abbreviation}-{body}" if abbreviation else f"{number:02d}/{body}"


@allowed("numbering.take", undo=N_("Sửa văn bản đi"))
def edit_issued(uow: UnitOfWork, issued_id: IssuedId, form: NumberForm) -> None:
    """Complete a line of the book; number, type and year stay as they were given."""
    issued = uow.get(IssuedPaper, issued_id)
    if issued.state is IssueState.CANCELLED:
        raise RuleViolation(_("Số này đã hủy nên không sửa nội dung được."))
    if form.issued_on.year != issued.year:
        raise Invalid(_("Ngày ban hành phải trong năm {year} của số này.").format(year=issued.year), field="issued_on")
    _keep_order(uow, issued, form.issued_on)
    issued.subject, issued.signer = _subject_of(form), nfc(form.signer).strip()
    issued.recipients, issued.kept_by = nfc(form.recipients).strip(), nfc(form.kept_by).strip()
    issued.copies, issued.issued_on, issued.note = form.copies, form.issued_on, nfc(form.note).strip()
    if not form.is_reserved:
        issued.state = IssueState.ISSUED


def _keep_order(uow: UnitOfWork, issued: IssuedPaper, day: date) -> None:
    """Refuse a day before that of the number before, or after that of the number after."""
    number = IssuedPaper.number
    mine = (IssuedPaper.year == issued.year, IssuedPaper.series == issued.series)
    before = uow.session.scalar(select(func.max(IssuedPaper.issued_on)).where(*mine, number < issued.number))
    after = uow.session.scalar(select(func.min(IssuedPaper.issued_on)).where(*mine, number > issued.number))
    if (before is not None and day < before) or (after is not None and day > after):
        raise RuleViolation(
            _("Ngày của số này phải nằm giữa ngày của số liền trước và số liền sau."),
            citation="Điều 15 Nghị định 30/2020/NĐ-CP",
        )


@allowed("numbering.take", undo=N_("Hủy số văn bản"))
def cancel_number(uow: UnitOfWork, issued_id: IssuedId, reason: str) -> None:
    """Cancel a number; it stays in the book with the reason and is never given again."""
    issued = uow.get(IssuedPaper, issued_id)
    if not reason.strip():
        raise Invalid(_("Ghi lý do hủy số để người kiểm tra sổ hiểu."), field="reason")
    issued.state, issued.reason = IssueState.CANCELLED, nfc(reason).strip()


@allowed("papers.edit", undo=N_("Ghi văn bản đến"))
def add_incoming(uow: UnitOfWork, form: IncomingForm) -> IncomingId:
    """Enter an incoming document under the next arrival number of the year."""
    year = form.arrived_on.year
    last = uow.session.scalar(select(func.max(IncomingPaper.arrival_number)).where(IncomingPaper.year == year))
    paper = IncomingPaper(year=year, arrival_number=(last or 0) + 1, arrived_on=form.arrived_on, author="")
    _fill_incoming(paper, form)
    return uow.add(paper).id


@allowed("papers.edit", undo=N_("Sửa văn bản đến"))
def edit_incoming(uow: UnitOfWork, incoming_id: IncomingId, form: IncomingForm) -> None:
    """Change an incoming document; its arrival number stays."""
    paper = uow.get(IncomingPaper, incoming_id)
    if form.arrived_on.year != paper.year:
        raise Invalid(_("Ngày đến phải trong năm {year} của số đến này.").format(year=paper.year), field="arrived_on")
    _fill_incoming(paper, form)


def _fill_incoming(paper: IncomingPaper, form: IncomingForm) -> None:
    if not form.author.strip():
        raise Invalid(_("Chưa ghi cơ quan gửi."), field="author")
    if form.issued_on is not None and form.issued_on > form.arrived_on:
        raise Invalid(_("Ngày văn bản sau ngày đến. Kiểm tra lại hai ngày."), field="issued_on")
    paper.arrived_on, paper.author = form.arrived_on, nfc(form.author).strip()
    paper.number, paper.issued_on = nfc(form.number).replace(" ", ""), form.issued_on
    paper.type_name, paper.subject = nfc(form.type_name).strip(), nfc(form.subject).strip()
    paper.handler, paper.due_on = nfc(form.handler).strip(), form.due_on
    paper.answered_by, paper.note = nfc(form.answered_by).strip(), nfc(form.note).strip()
