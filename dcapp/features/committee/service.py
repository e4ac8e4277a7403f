"""Use cases of the committee slice: setting up, members who come and go, renewing, the number of the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.committee.models import Committee, CommitteeMember
from dcapp.features.committee.queries import is_issued
from dcapp.features.committee.rules import Seat, check_charge, check_days, check_seats, is_of_the_party
from dcapp.features.committee.terms import CommitteeKind, MemberRole
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.features.office.queries import office_card
from dcapp.features.office.service import ordered, required
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.tasks.service import fulfil, unfulfil
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CommitteeId, OfficerId, TaskId
from dcapp.kernel.text import nfc

REGISTER = "committees"
"""Key of the book, by which tasks know what fulfilled them."""
DECISION, DECISION_SIGN = "Quyết định", "QĐ"
SETTING_UP = {
    CommitteeKind.STEERING: "Thành lập {name}",
    CommitteeKind.TEAM: "Thành lập {name}",
    CommitteeKind.CHARGE: "{name}",
}
RENEWING = "Kiện toàn {name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeForm:
    """A committee or an assignment of who is in charge, with its term and the decision on it."""

    kind: CommitteeKind = CommitteeKind.STEERING
    name: str
    since: date
    until: date | None = None
    decision: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    tasks: str = ""
    task_id: TaskId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberForm:
    """Somebody in a committee; without days of their own, for the whole term."""

    officer_id: OfficerId | None = None
    name: str = ""
    post: str = ""
    role: MemberRole = MemberRole.MEMBER
    charge: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNumberForm:
    """What goes into the book of issued documents with the number of a decision."""

    issued_on: date
    signer: str = ""
    recipients: str = ""
    kept_by: str = ""
    copies: int | None = None
    note: str = ""


# -- the committee


@allowed("plan.edit", undo=N_("Lập ban, phân công"))
def set_up_committee(uow: UnitOfWork, form: CommitteeForm, members: Sequence[MemberForm] = ()) -> CommitteeId:
    """Enter a committee, or who is in charge, with its first members."""
    committee = Committee(name="", since=form.since)
    _fill(committee, form)
    uow.add(committee)
    for member in members:
        _seat(uow, committee, member)
    _tell_task(uow, committee, None)
    return committee.id


@allowed("plan.edit", undo=N_("Sửa ban, phân công"))
def edit_committee(uow: UnitOfWork, committee_id: CommitteeId, form: CommitteeForm) -> None:
    """Change the head of a committee; members must still fit into its term."""
    committee = uow.get(Committee, committee_id)
    old_task = committee.task_id
    if is_issued(uow, committee) and (form.decision.strip(), form.decided_on) != (
        committee.decision,
        committee.decided_on,
    ):
        raise Invalid(_("Số và ngày lấy từ sổ văn bản đi; sửa ngày trong sổ đó."), field="decision")
    _fill(committee, form)
    uow.session.flush()
    for seat in _seats(uow, committee):
        if committee.until is not None and seat.since > committee.until:
            words = _("{name} tham gia từ ngày {day}, sau ngày kết thúc này.")
            raise Invalid(words.format(name=seat.name, day=vn_date(seat.since)), field="until")
    _tell_task(uow, committee, old_task)


@allowed("plan.edit", undo=N_("Xóa ban, phân công"))
def remove_committee(uow: UnitOfWork, committee_id: CommitteeId) -> None:
    """Throw a committee that was entered by mistake into the bin; one with a number or a successor stays."""
    committee = uow.get(Committee, committee_id)
    if is_issued(uow, committee):
        raise RuleViolation(
            _("Quyết định này đã có số trong sổ văn bản đi nên không xóa. Kiện toàn hoặc ghi ngày hết.")
        )
    if uow.session.scalar(select(Committee.id).where(Committee.replaces_id == committee_id).limit(1)) is not None:
        raise RuleViolation(_("Ban này đã được kiện toàn nên giữ lại để tra cứu."))
    unfulfil(uow, REGISTER, committee_id)
    for member in uow.session.scalars(select(CommitteeMember).where(CommitteeMember.committee_id == committee_id)):
        uow.session.delete(member)
    uow.session.flush()
    uow.bin(committee, _("Xóa {name}").format(name=committee.name))


@allowed("plan.edit", undo=N_("Kiện toàn"))
def renew_committee(
    uow: UnitOfWork,
    old_id: CommitteeId,
    form: CommitteeForm,
    kept: Sequence[int] = (),
    joining: Sequence[MemberForm] = (),
) -> CommitteeId:
    """Set up a new committee in place of an old one; the old one ends the day before and stays readable.

    `kept` are ids of the old one's members who go on in the new one with their role and charge.
    """
    old = uow.get(Committee, old_id)
    if uow.session.scalar(select(Committee.id).where(Committee.replaces_id == old_id).limit(1)) is not None:
        raise RuleViolation(_("Ban này đã được kiện toàn. Mở ban mới nhất để làm tiếp."))
    if form.since <= old.since:
        words = _("Ban cũ thành lập ngày {day}; chọn ngày sau đó.")
        raise Invalid(words.format(day=vn_date(old.since)), field="since")
    ended = form.since - timedelta(days=1)
    if old.until is None or old.until > ended:
        old.until = ended
    committee = Committee(name="", since=form.since, replaces_id=old.id)
    _fill(committee, form)
    uow.add(committee)
    for member in _members(uow, old):
        if member.id in kept:
            _seat(uow, committee, _going_on(member))
    for newcomer in joining:
        _seat(uow, committee, newcomer)
    _tell_task(uow, committee, None)
    return committee.id


def _going_on(member: CommitteeMember) -> MemberForm:
    return MemberForm(
        officer_id=member.officer_id, name=member.name, post=member.post, role=member.role, charge=member.charge
    )


def _fill(committee: Committee, form: CommitteeForm) -> None:
    name = required(form.name, "name", _("Chưa ghi tên ban hoặc nội dung phân công."))
    ordered(form.since, form.until, "until")
    decision = nfc(form.decision).replace(" ", "")
    if decision and form.decided_on is None:
        raise Invalid(_("Ghi ngày của quyết định {number}.").format(number=decision), field="decided_on")
    committee.kind, committee.name, committee.since, committee.until = form.kind, name, form.since, form.until
    committee.decision, committee.decided_on = decision, form.decided_on
    committee.decided_by, committee.tasks = nfc(form.decided_by).strip(), nfc(form.tasks).strip()
    committee.task_id = form.task_id


def _tell_task(uow: UnitOfWork, committee: Committee, old_task: TaskId | None) -> None:
    """A committee with a dated decision fulfils the task that asked for it."""
    if old_task is not None:
        unfulfil(uow, REGISTER, committee.id)
    if committee.task_id is not None and committee.decided_on is not None:
        title = f"{committee.name} ({committee.decision})" if committee.decision else committee.name
        fulfil(uow, committee.task_id, REGISTER, committee.id, title, committee.decided_on)


# -- members


@allowed("plan.edit", undo=N_("Thêm thành viên"))
def add_member(uow: UnitOfWork, committee_id: CommitteeId, form: MemberForm) -> int:
    """Let somebody join a committee."""
    return _seat(uow, uow.get(Committee, committee_id), form)


@allowed("plan.edit", undo=N_("Sửa thành viên"))
def edit_member(uow: UnitOfWork, member_id: int, form: MemberForm) -> None:
    """Correct what was written of a member; somebody who leaves is ended, not overwritten."""
    member = uow.get(CommitteeMember, member_id)
    committee = uow.get(Committee, member.committee_id)
    _put(uow, committee, member, form)


@allowed("plan.edit", undo=N_("Cho thôi thành viên"))
def end_member(uow: UnitOfWork, member_id: int, last_day: date) -> None:
    """End somebody's seat with this day; the line stays."""
    member = uow.get(CommitteeMember, member_id)
    committee = uow.get(Committee, member.committee_id)
    since = member.since or committee.since
    check_days(
        Seat(member.id, member.name, member.officer_id, member.role, since, last_day), committee.since, committee.until
    )
    member.until = last_day


@allowed("plan.edit", undo=N_("Thay thành viên"))
def replace_member(uow: UnitOfWork, member_id: int, form: MemberForm, since: date) -> int:
    """Put somebody in another's place from a day on: the one before ends the day before, role and charge go over.

    What the form leaves empty (role stays the old one's, charge) is taken from the one before.
    """
    old = uow.get(CommitteeMember, member_id)
    committee = uow.get(Committee, old.committee_id)
    began = old.since or committee.since
    if since <= began:
        words = _("{name} tham gia từ ngày {day}; chọn ngày sau đó.")
        raise Invalid(words.format(name=old.name, day=vn_date(began)), field="since")
    old.until = since - timedelta(days=1)
    uow.session.flush()
    successor = MemberForm(
        officer_id=form.officer_id,
        name=form.name,
        post=form.post,
        role=old.role,
        charge=form.charge.strip() or old.charge,
        since=since,
        until=form.until,
    )
    return _seat(uow, committee, successor, position=old.position)


@allowed("plan.edit", undo=N_("Xóa thành viên"))
def remove_member(uow: UnitOfWork, member_id: int) -> None:
    """Take a line out that was entered by mistake."""
    member = uow.get(CommitteeMember, member_id)
    uow.bin(member, _("Xóa thành viên {name}").format(name=member.name))


def _seat(uow: UnitOfWork, committee: Committee, form: MemberForm, position: int | None = None) -> int:
    if position is None:
        last = uow.session.scalar(
            select(func.max(CommitteeMember.position)).where(CommitteeMember.committee_id == committee.id)
        )
        position = (last or 0) + 1
    member = CommitteeMember(committee_id=committee.id, position=position, name="")
    _put(uow, committee, member, form)
    return uow.add(member).id


def _put(uow: UnitOfWork, committee: Committee, member: CommitteeMember, form: MemberForm) -> None:
    name, post = " ".join(nfc(form.name).split()), nfc(form.post).strip()
    if form.officer_id is not None:
        officer = uow.get(Officer, form.officer_id)
        name = name or officer.full_name
        post = post or _post_of(uow, form.officer_id, form.since or committee.since)
    if not name:
        raise Invalid(_("Chọn cán bộ, hoặc ghi họ và tên."), field="name")
    check_charge(committee.kind, form.charge)
    seat = Seat(
        member.id or 0, name, form.officer_id, form.role, form.since or committee.since, form.until or committee.until
    )
    check_days(seat, committee.since, committee.until)
    check_seats([*(other for other in _seats(uow, committee) if other.key != seat.key), seat])
    member.officer_id, member.name, member.post = form.officer_id, name, post
    member.role, member.charge = form.role, nfc(form.charge).strip()
    member.since, member.until = form.since, form.until


def _members(uow: UnitOfWork, committee: Committee) -> list[CommitteeMember]:
    return list(
        uow.session.scalars(
            select(CommitteeMember)
            .where(CommitteeMember.committee_id == committee.id)
            .order_by(CommitteeMember.position, CommitteeMember.id)
        )
    )


def _seats(uow: UnitOfWork, committee: Committee) -> list[Seat]:
    return [
        Seat(
            member.id,
            member.name,
            member.officer_id,
            member.role,
            member.since or committee.since,
            member.until or committee.until,
        )
        for member in _members(uow, committee)
    ]


def _post_of(uow: UnitOfWork, officer_id: OfficerId, day: date) -> str:
    """The post that an officer held on a day, in the words of the list of posts."""
    title = uow.session.scalar(
        select(Post.title)
        .join(Tenure, Tenure.post_id == Post.id)
        .where(
            Tenure.officer_id == officer_id,
            or_(Tenure.since.is_(None), Tenure.since <= day),
            or_(Tenure.until.is_(None), Tenure.until >= day),
        )
        .order_by(Tenure.id.desc())
        .limit(1)
    )
    return title or ""


# -- the number


@allowed("numbering.take")
def number_decision(uow: UnitOfWork, committee_id: CommitteeId, form: DecisionNumberForm) -> str:
    """Take the next number of decisions for a committee and write number and day into it; returns the number.

    A number once given is not taken back (it can be cancelled in its book), so this leaves no undo step.
    """
    uow.require("plan.edit")
    committee = uow.get(Committee, committee_id)
    if committee.decision and (committee.issued_id is None or is_issued(uow, committee)):
        raise RuleViolation(_("Quyết định này đã có số {number}.").format(number=committee.decision))
    if is_of_the_party(committee.decided_by):
        raise RuleViolation(_("Văn bản của Đảng lấy số ở sổ của cấp ủy, không lấy ở sổ văn bản đi của UBND."))
    taken = take_number(
        uow,
        NumberForm(
            type_name=DECISION,
            abbreviation=DECISION_SIGN,
            issued_on=form.issued_on,
            subject=decision_subject(committee),
            signer=form.signer,
            recipients=form.recipients,
            kept_by=form.kept_by,
            copies=form.copies,
            body_symbol=office_card(uow).symbol,
            source_kind=Committee.__name__,
            source_id=committee.id,
            note=form.note,
        ),
    )
    issued = uow.get(IssuedPaper, taken)
    committee.issued_id, committee.decision, committee.decided_on = issued.id, issued.symbol, issued.issued_on
    uow.session.flush()
    _tell_task(uow, committee, committee.task_id)
    return issued.symbol


def decision_subject(committee: Committee) -> str:
    """What the decision is about, as the book of issued documents writes it."""
    renews = committee.replaces_id is not None and committee.kind is not CommitteeKind.CHARGE
    pattern = RENEWING if renews else SETTING_UP[committee.kind]
    return pattern.format(name=committee.name)
