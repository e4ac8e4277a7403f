"""Hot spots (điểm nóng): matters that gather people or do not end; suggested, watched, calm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.models import CaseFile, HotSpot, HotSpotCase
from dcapp.features.cases.queries import seen, visible_case
from dcapp.features.cases.terms import CaseKind, HotSpotState
from dcapp.features.letters.models import Letter
from dcapp.features.people.service import village_name
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, NotAllowed
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, HotSpotId, VillageId
from dcapp.kernel.text import fold, nfc
from dcapp.rules.permissions import Context

CROWD = 5
"""From so many people on it is a crowd (đoàn đông người, Thông tư 06/2025/TT-TTCP)."""
TIMES = 3
"""So many letters of one matter, or cases about one thing, are told."""
RED_LINE = 45
"""Days after which a letter that is not handled is a ground for removal (TCD-15)."""
NEAR = timedelta(days=365)


class HotReason(StrEnum):
    """Why a matter is suggested as a hot spot."""

    CROWD = "crowd"
    AGAIN = "again"
    OVERDUE = "overdue"
    PARCEL = "parcel"
    PROJECT = "project"
    RESPONDENT = "respondent"


HOT_REASONS = {
    HotReason.CROWD: N_("Đông người: {count} người"),
    HotReason.AGAIN: N_("Gửi đơn lần thứ {count} về cùng việc"),
    HotReason.OVERDUE: N_("Quá {count} ngày chưa giải quyết xong"),
    HotReason.PARCEL: N_("{count} vụ việc cùng thửa đất"),
    HotReason.PROJECT: N_("{count} vụ việc cùng dự án"),
    HotReason.RESPONDENT: N_("{count} vụ việc cùng đối tượng bị khiếu nại"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A matter that looks like a hot spot: why, in words too, and its cases."""

    reason: HotReason
    title: str
    why: str
    case_ids: tuple[CaseId, ...]
    people_count: int
    village_id: VillageId | None
    village: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpotForm:
    """A hot spot as the office writes it down."""

    title: str
    opened_on: date
    reason: str = ""
    village_id: VillageId | None = None
    people_count: int = 0
    measures: str = ""
    leader: str = ""
    case_ids: tuple[CaseId, ...] = ()


@dataclass(frozen=True, slots=True)
class HotSpotCard:
    """A hot spot with its cases; those that the viewer may not see are not among them."""

    id: HotSpotId
    title: str
    reason: str
    village_id: VillageId | None
    village: str
    opened_on: date
    state: HotSpotState
    people_count: int
    measures: str
    leader: str
    calm_on: date | None
    cases: tuple[tuple[CaseId, str], ...]


@allowed("cases.list", reads=True)
def suggested_hot_spots(uow: UnitOfWork) -> tuple[Suggestion, ...]:
    """Open matters that gather people, come again, take too long or concern one thing; watched ones are left out.

    Denunciations and what else is restricted are never among them: a hot spot is talked about.
    """
    uow.only_own("cases.list")
    watched = select(HotSpotCase.case_id).join(HotSpot).where(HotSpot.state == HotSpotState.WATCHED)
    known = [seen(uow), CaseFile.is_restricted.is_(False), CaseFile.kind != CaseKind.DENUNCIATION]
    cases = uow.session.scalars(
        select(CaseFile).where(*known, CaseFile.closed_on.is_(None), CaseFile.id.not_in(watched)).order_by(CaseFile.id)
    ).all()
    found = [_suggestion(HotReason.CROWD, [one], one.people_count) for one in cases if one.people_count >= CROWD]
    found += _come_again(uow, cases)
    old = uow.today - timedelta(days=RED_LINE)
    waiting = [one for one in cases if one.opened_on < old and one.decided_on is None]
    found += [_suggestion(HotReason.OVERDUE, [one], (uow.today - one.opened_on).days) for one in waiting]
    found += _alike(HotReason.PARCEL, [(one, one.parcel) for one in cases])
    found += _alike(HotReason.PROJECT, [(one, one.project) for one in cases])
    found += _alike(HotReason.RESPONDENT, [(one, one.respondent) for one in cases])
    return tuple(found)


@allowed("cases.list", reads=True)
def hot_spot_card(uow: UnitOfWork, hot_spot_id: HotSpotId) -> HotSpotCard:
    """A hot spot in full."""
    uow.only_own("cases.list")
    spot = uow.get(HotSpot, hot_spot_id)
    rows = select(CaseFile.id, CaseFile.code).join(HotSpotCase, HotSpotCase.case_id == CaseFile.id)
    mine = rows.where(HotSpotCase.hot_spot_id == hot_spot_id, seen(uow)).order_by(CaseFile.id)
    return HotSpotCard(
        spot.id,
        spot.title,
        spot.reason,
        spot.village_id,
        spot.village,
        spot.opened_on,
        spot.state,
        spot.people_count,
        spot.measures,
        spot.leader,
        spot.calm_on,
        tuple((row.id, row.code) for row in uow.session.execute(mine)),
    )


@allowed("cases.list", reads=True)
def cases_of_codes(uow: UnitOfWork, codes: Sequence[str]) -> tuple[CaseId, ...]:
    """The cases with these codes, in this order; a code that the viewer does not find is Invalid."""
    uow.only_own("cases.list")
    wanted = dict.fromkeys(code.strip().upper() for code in codes if code.strip())
    rows = uow.session.execute(select(CaseFile.code, CaseFile.id).where(CaseFile.code.in_(wanted), seen(uow)))
    found = {row.code: row.id for row in rows}
    for code in wanted:
        if code not in found:
            raise Invalid(_("Không có vụ việc mã {code}.").format(code=code), field="codes")
    return tuple(found[code] for code in wanted)


@allowed("cases.list", undo=N_("Ghi điểm nóng"))
def watch_hot_spot(uow: UnitOfWork, form: HotSpotForm) -> HotSpotId:
    """Begin to watch a hot spot, with its cases."""
    _require(uow)
    spot = HotSpot(title="", opened_on=form.opened_on)
    _fill(uow, spot, form)
    uow.add(spot)
    _set_cases(uow, spot, form.case_ids)
    return spot.id


@allowed("cases.list", undo=N_("Sửa điểm nóng"))
def edit_hot_spot(uow: UnitOfWork, hot_spot_id: HotSpotId, form: HotSpotForm) -> None:
    """Change what is written of a hot spot: measures, who leads, its cases."""
    _require(uow)
    spot = uow.get(HotSpot, hot_spot_id)
    _fill(uow, spot, form)
    _set_cases(uow, spot, form.case_ids)


@allowed("cases.list", undo=N_("Ghi điểm nóng đã yên"))
def calm_hot_spot(uow: UnitOfWork, hot_spot_id: HotSpotId, calm_on: date) -> None:
    """The matter is calm from a day on; its cases are no longer marked."""
    _require(uow)
    spot = uow.get(HotSpot, hot_spot_id)
    if calm_on < spot.opened_on:
        raise Invalid(_("Ngày yên sớm hơn ngày ghi {day}.").format(day=vn_date(spot.opened_on)), field="calm_on")
    if calm_on > uow.today:
        raise Invalid(_("Ngày yên chưa tới."), field="calm_on")
    spot.state, spot.calm_on = HotSpotState.CALM, calm_on
    uow.session.flush()
    _mark(uow, uow.session.scalars(select(HotSpotCase.case_id).where(HotSpotCase.hot_spot_id == spot.id)))


@allowed("cases.list", undo=N_("Theo dõi lại điểm nóng"))
def reopen_hot_spot(uow: UnitOfWork, hot_spot_id: HotSpotId) -> None:
    """The matter is hot again."""
    _require(uow)
    spot = uow.get(HotSpot, hot_spot_id)
    spot.state, spot.calm_on = HotSpotState.WATCHED, None
    uow.session.flush()
    _mark(uow, uow.session.scalars(select(HotSpotCase.case_id).where(HotSpotCase.hot_spot_id == spot.id)))


def _require(uow: UnitOfWork) -> None:
    """Whoever handles, takes in or gives out cases writes hot spots; who only looks at them does not."""
    own = Context(own=True, assigned=True)
    uow.require("cases.list", own)
    if not any(uow.may(right, own) for right in ("cases.edit", "cases.assign", "cases.create")):
        raise NotAllowed(uow.verdict("cases.edit", own).reason)


def _fill(uow: UnitOfWork, spot: HotSpot, form: HotSpotForm) -> None:
    title = " ".join(nfc(form.title).split())
    if not title:
        raise Invalid(_("Chưa ghi tên điểm nóng."), field="title")
    if form.opened_on > uow.today:
        raise Invalid(_("Ngày ghi chưa tới."), field="opened_on")
    if form.people_count < 0:
        raise Invalid(_("Số người không thể âm."), field="people_count")
    spot.title, spot.opened_on, spot.reason = title, form.opened_on, nfc(form.reason).strip()
    spot.village_id, spot.village = form.village_id, village_name(uow, form.village_id)
    spot.people_count, spot.measures = form.people_count, nfc(form.measures).strip()
    spot.leader = " ".join(nfc(form.leader).split())


def _set_cases(uow: UnitOfWork, spot: HotSpot, case_ids: Sequence[CaseId]) -> None:
    rows = {
        row.case_id: row for row in uow.session.scalars(select(HotSpotCase).where(HotSpotCase.hot_spot_id == spot.id))
    }
    shown = {
        case_id for case_id in rows if uow.session.scalar(select(CaseFile.id).where(CaseFile.id == case_id, seen(uow)))
    }
    for case_id in shown - set(case_ids):
        uow.session.delete(rows[case_id])
    for case_id in dict.fromkeys(case_ids):
        if case_id in rows:
            continue
        if visible_case(uow, case_id).is_restricted:
            raise Invalid(_("Vụ việc hạn chế người xem không ghi vào điểm nóng."), field="case_ids")
        uow.session.add(HotSpotCase(hot_spot_id=spot.id, case_id=case_id))
    uow.session.flush()
    _mark(uow, {*rows, *case_ids})


def _mark(uow: UnitOfWork, case_ids: Iterable[CaseId]) -> None:
    """A case is marked while it belongs to a hot spot that is watched."""
    for case_id in list(case_ids):
        watched = select(func.count()).select_from(HotSpotCase).join(HotSpot)
        mine = watched.where(HotSpotCase.case_id == case_id, HotSpot.state == HotSpotState.WATCHED)
        case = uow.session.get(CaseFile, case_id)
        if case is not None:
            case.is_hot = bool(uow.session.scalar(mine))
    uow.session.flush()


def _suggestion(reason: HotReason, cases: Sequence[CaseFile], count: int) -> Suggestion:
    first = cases[0]
    subject = {
        HotReason.PARCEL: first.parcel,
        HotReason.PROJECT: first.project,
        HotReason.RESPONDENT: first.respondent,
    }.get(reason, f"{first.code} · {first.sender}")
    return Suggestion(
        reason,
        subject,
        _(HOT_REASONS[reason]).format(count=count),
        tuple(one.id for one in cases),
        sum(one.people_count for one in cases),
        first.village_id,
        first.village,
    )


def _come_again(uow: UnitOfWork, cases: Sequence[CaseFile]) -> list[Suggestion]:
    """Matters with the third letter within a year."""
    since = uow.today - NEAR
    rows = select(Letter.case_id, func.count()).where(Letter.case_id.is_not(None), Letter.received_on >= since)
    counted = uow.session.execute(rows.group_by(Letter.case_id).having(func.count() >= TIMES))
    often = {row[0]: row[1] for row in counted}
    return [_suggestion(HotReason.AGAIN, [one], often[one.id]) for one in cases if one.id in often]


def _alike(reason: HotReason, keyed: Iterable[tuple[CaseFile, str]]) -> list[Suggestion]:
    groups: dict[str, list[CaseFile]] = {}
    for case, words in keyed:
        if key := fold(words):
            groups.setdefault(key, []).append(case)
    return [_suggestion(reason, group, len(group)) for group in groups.values() if len(group) >= TIMES]
