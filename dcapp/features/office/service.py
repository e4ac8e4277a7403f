"""Use cases of the office slice: its name, officers, posts, villages, bodies, days off, settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office import tenures
from dcapp.features.office.models import (
    Body,
    CalendarYear,
    DayOff,
    HouseholdCount,
    Office,
    Officer,
    StoredSetting,
    Tenure,
    Village,
)
from dcapp.features.office.settings import SETTINGS
from dcapp.features.office.terms import BodyKind, DayKind, OfficeKind
from dcapp.kernel.errors import AlreadyThere, Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import BodyId, DayOffId, OfficerId, VillageId
from dcapp.kernel.text import fold, nfc
from dcapp.rules.working_days import SATURDAY, announced_years, seed_days_off


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeForm:
    """What heads every paper of the office."""

    name: str
    kind: OfficeKind = OfficeKind.COMMUNE
    superior: str = ""
    province: str = ""
    place: str = ""
    symbol: str = "UBND"
    chairman: str = ""
    is_remote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerForm:
    """An officer and the post held from a day on."""

    full_name: str
    phone: str = ""
    note: str = ""
    post_key: str = ""
    since: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageForm:
    """A village, and its households on a day where they are known."""

    name: str
    kind: str = "thôn"
    head_name: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""
    households: int | None = None
    people: int | None = None
    counted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyForm:
    """A body around the office."""

    name: str
    short_name: str = ""
    kind: BodyKind = BodyKind.OTHER
    since: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOffForm:
    """A day off or a day worked instead, with its source."""

    day: date
    name: str
    kind: DayKind = DayKind.OFF
    source: str = ""
    is_checked: bool = True


def required(text: str, field: str, message: str) -> str:
    """The text without stray spaces, in NFC; Invalid where nothing is left."""
    clean = " ".join(nfc(text).split())
    if not clean:
        raise Invalid(message, field=field)
    return clean


def ordered(since: date | None, until: date | None, field: str) -> None:
    """Refuse a period that ends before it begins."""
    if since is not None and until is not None and until < since:
        raise Invalid(_("Ngày kết thúc sớm hơn ngày bắt đầu. Kiểm tra lại hai ngày."), field=field)


@allowed("office.edit", undo=N_("Sửa thông tin đơn vị"))
def edit_office(uow: UnitOfWork, form: OfficeForm) -> None:
    """Change what heads the papers; the old words stay in the audit book."""
    office = uow.session.scalar(select(Office).limit(1))
    name = required(form.name, "name", _("Chưa ghi tên đơn vị."))
    if office is None:
        office = uow.add(Office(name=name))
    office.name, office.kind = name, form.kind
    office.superior, office.province, office.place = nfc(form.superior), nfc(form.province), nfc(form.place)
    office.symbol, office.chairman = nfc(form.symbol) or "UBND", nfc(form.chairman)
    office.is_remote = form.is_remote


@allowed("office.edit", undo=N_("Thêm cán bộ"))
def add_officer(uow: UnitOfWork, form: OfficerForm) -> OfficerId:
    """Take an officer on, in a post where one is given."""
    officer = uow.add(Officer(full_name=_refuse_same_officer(uow, form, None)))
    _fill_officer(uow, officer, form)
    return officer.id


@allowed("office.edit", undo=N_("Sửa cán bộ"))
def edit_officer(uow: UnitOfWork, officer_id: OfficerId, form: OfficerForm) -> None:
    """Change an officer; a change of post ends the old one the day before, it does not overwrite it."""
    officer = uow.get(Officer, officer_id)
    officer.full_name = _refuse_same_officer(uow, form, officer_id)
    _fill_officer(uow, officer, form)


@allowed("office.edit", undo=N_("Xóa cán bộ"))
def remove_officer(uow: UnitOfWork, officer_id: OfficerId) -> None:
    """Throw an officer that was entered by mistake into the bin."""
    officer = uow.get(Officer, officer_id)
    for tenure in uow.session.scalars(select(Tenure).where(Tenure.officer_id == officer_id)):
        uow.session.delete(tenure)
    uow.session.flush()
    uow.bin(officer, _("Xóa cán bộ {name}").format(name=officer.full_name))


def _refuse_same_officer(uow: UnitOfWork, form: OfficerForm, own: OfficerId | None) -> str:
    """The clean name; a second officer of the same name and phone is refused."""
    full_name = required(form.full_name, "full_name", _("Chưa ghi họ và tên."))
    same_phone = select(Officer.id, Officer.full_name).where(Officer.phone == form.phone.strip())
    if any(key != own and fold(name) == fold(full_name) for key, name in uow.session.execute(same_phone)):
        raise AlreadyThere(_("{name} đã có trong danh sách.").format(name=full_name), field="full_name")
    return full_name


def _fill_officer(uow: UnitOfWork, officer: Officer, form: OfficerForm) -> None:
    had_left_on = officer.left_on
    officer.phone, officer.note, officer.left_on = form.phone.strip(), nfc(form.note).strip(), form.left_on
    if had_left_on is not None and form.left_on != had_left_on:
        tenures.come_back(uow, officer, had_left_on)
    if form.left_on is not None:
        tenures.leave(uow, officer, form.left_on)
    else:
        tenures.hold(uow, officer, form.post_key, form.since)


@allowed("office.edit", undo=N_("Thêm thôn"))
def add_village(uow: UnitOfWork, form: VillageForm) -> VillageId:
    """Enter a village or street group."""
    village = uow.add(Village(name=_refuse_same_village(uow, form, None)))
    _fill_village(uow, village, form)
    return village.id


@allowed("office.edit", undo=N_("Sửa thôn"))
def edit_village(uow: UnitOfWork, village_id: VillageId, form: VillageForm) -> None:
    """Change a village; a new count of households is a new dated line."""
    village = uow.get(Village, village_id)
    village.name = _refuse_same_village(uow, form, village_id)
    _fill_village(uow, village, form)


@allowed("office.edit", undo=N_("Xóa thôn"))
def remove_village(uow: UnitOfWork, village_id: VillageId) -> None:
    """Throw a village that was entered by mistake into the bin."""
    village = uow.get(Village, village_id)
    for count in uow.session.scalars(select(HouseholdCount).where(HouseholdCount.village_id == village_id)):
        uow.session.delete(count)
    uow.session.flush()
    uow.bin(village, _("Xóa {kind} {name}").format(kind=village.kind, name=village.name))


def _refuse_same_village(uow: UnitOfWork, form: VillageForm, own: VillageId | None) -> str:
    """The clean name without its kind; a second village of that name in the same days is refused."""
    name = required(form.name, "name", _("Chưa ghi tên thôn."))
    kind = nfc(form.kind).strip() or "thôn"
    if fold(name).startswith(f"{fold(kind)} "):
        name = " ".join(name.split()[len(kind.split()) :])
    for village in uow.session.scalars(select(Village).where(Village.kind == kind)):
        is_over = village.until is not None and (form.since is None or village.until < form.since)
        if village.id != own and fold(village.name) == fold(name) and not is_over:
            raise AlreadyThere(_("{kind} {name} đã có trong danh sách.").format(kind=kind, name=name), field="name")
    return name


def _fill_village(uow: UnitOfWork, village: Village, form: VillageForm) -> None:
    ordered(form.since, form.until, "until")
    village.kind, village.head_name = nfc(form.kind).strip() or "thôn", nfc(form.head_name).strip()
    village.since, village.until, village.note = form.since, form.until, nfc(form.note).strip()
    if form.households is None:
        return
    if form.households < 0 or (form.people is not None and form.people < form.households):
        raise Invalid(_("Số nhân khẩu ít hơn số hộ. Kiểm tra lại hai số."), field="people")
    day = form.counted_on or uow.today
    count = uow.session.scalar(
        select(HouseholdCount).where(HouseholdCount.village_id == village.id, HouseholdCount.counted_on == day)
    )
    if count is None:
        uow.add(HouseholdCount(village_id=village.id, counted_on=day, households=form.households, people=form.people))
    else:
        count.households, count.people = form.households, form.people


@allowed("office.edit", undo=N_("Thêm cơ quan"))
def add_body(uow: UnitOfWork, form: BodyForm) -> BodyId:
    """Enter a body that papers come from or go to."""
    body = uow.add(Body(name=_refuse_same_body(uow, form, None)))
    _fill_body(body, form)
    return body.id


@allowed("office.edit", undo=N_("Sửa cơ quan"))
def edit_body(uow: UnitOfWork, body_id: BodyId, form: BodyForm) -> None:
    """Change a body; when it is renamed, end this one and enter the new name."""
    body = uow.get(Body, body_id)
    body.name = _refuse_same_body(uow, form, body_id)
    _fill_body(body, form)


@allowed("office.edit", undo=N_("Xóa cơ quan"))
def remove_body(uow: UnitOfWork, body_id: BodyId) -> None:
    """Throw a body that was entered by mistake into the bin."""
    body = uow.get(Body, body_id)
    uow.bin(body, _("Xóa cơ quan {name}").format(name=body.name))


def _refuse_same_body(uow: UnitOfWork, form: BodyForm, own: BodyId | None) -> str:
    """The clean name; a second body of that name since the same day is refused."""
    name = required(form.name, "name", _("Chưa ghi tên cơ quan."))
    same_day = select(Body.id, Body.name).where(Body.since.is_not_distinct_from(form.since))
    if any(key != own and fold(known) == fold(name) for key, known in uow.session.execute(same_day)):
        raise AlreadyThere(_("{name} đã có trong danh sách.").format(name=name), field="name")
    return name


def _fill_body(body: Body, form: BodyForm) -> None:
    ordered(form.since, form.until, "until")
    body.short_name, body.kind, body.note = nfc(form.short_name).strip(), form.kind, nfc(form.note).strip()
    body.since, body.until = form.since, form.until


@allowed("calendar.edit", undo=N_("Thêm ngày nghỉ"))
def add_day_off(uow: UnitOfWork, form: DayOffForm) -> DayOffId:
    """Put a day into the calendar; its year counts as loaded from then on."""
    _refuse_same_day(uow, form, None)
    day = uow.add(DayOff(day=form.day, name=required(form.name, "name", _("Chưa ghi tên ngày nghỉ."))))
    _fill_day(day, form)
    _load_year(uow, form.day.year)
    return day.id


@allowed("calendar.edit", undo=N_("Sửa ngày nghỉ"))
def edit_day_off(uow: UnitOfWork, day_id: DayOffId, form: DayOffForm) -> None:
    """Change a line of the calendar."""
    day = uow.get(DayOff, day_id)
    _refuse_same_day(uow, form, day_id)
    day.day, day.name = form.day, required(form.name, "name", _("Chưa ghi tên ngày nghỉ."))
    _fill_day(day, form)


@allowed("calendar.edit", undo=N_("Xóa ngày nghỉ"))
def remove_day_off(uow: UnitOfWork, day_id: DayOffId) -> None:
    """Take a day out of the calendar."""
    day = uow.get(DayOff, day_id)
    uow.bin(day, _("Xóa ngày nghỉ {name}").format(name=day.name))


def _refuse_same_day(uow: UnitOfWork, form: DayOffForm, own: DayOffId | None) -> None:
    """A day stands in the calendar once, and only a day of the weekend can be worked instead."""
    twin = uow.session.scalar(select(DayOff.id).where(DayOff.day == form.day))
    if twin is not None and twin != own:
        raise AlreadyThere(_("Ngày này đã có trong lịch. Chọn dòng đó rồi bấm Sửa."), field="day")
    if form.kind is DayKind.WORKED and form.day.weekday() < SATURDAY:
        raise Invalid(_("Ngày này vốn là ngày làm việc. Làm bù chỉ ghi cho Thứ Bảy, Chủ nhật."), field="kind")


def _fill_day(day: DayOff, form: DayOffForm) -> None:
    day.kind, day.source, day.is_checked = form.kind, nfc(form.source).strip(), form.is_checked


def _load_year(uow: UnitOfWork, year: int) -> None:
    if uow.session.get(CalendarYear, year) is None:
        uow.session.add(CalendarYear(year=year))


@allowed("calendar.edit", undo=N_("Nạp lịch nghỉ của năm"))
def load_year(uow: UnitOfWork, year: int) -> int:
    """Fill a year with the public holidays that are known; returns how many days were new.

    Days from the library are marked unchecked. Only a year whose calendar was announced counts as loaded;
    for any other year these days are a forecast, and no deadline is computed from it.
    """
    known = set(uow.session.scalars(select(DayOff.day).where(DayOff.day.between(date(year, 1, 1), date(year, 12, 31)))))
    fresh = [day for day in seed_days_off(year) if day.day not in known]
    for day in fresh:
        uow.session.add(
            DayOff(
                day=day.day,
                name=day.name,
                kind=DayKind.WORKED if day.is_worked else DayKind.OFF,
                source=day.source,
                is_checked=day.checked,
            )
        )
    if year in announced_years():
        _load_year(uow, year)
    return len(fresh)


@allowed("settings.edit", undo=N_("Sửa cài đặt"))
def edit_settings(uow: UnitOfWork, values: dict[str, object]) -> None:
    """Store the values that differ from the defaults; unknown keys are our mistake."""
    declared = {setting.key: setting for setting in SETTINGS}
    for key, value in values.items():
        setting = declared[key]
        if isinstance(setting.default, int) and not isinstance(setting.default, bool):
            number = _whole(value, key)
            if (setting.least is not None and number < setting.least) or (
                setting.most is not None and number > setting.most
            ):
                message = _("Nhập số từ {least} đến {most}.").format(least=setting.least, most=setting.most)
                raise Invalid(message, field=key)
            value = number
        stored = uow.session.scalar(select(StoredSetting).where(StoredSetting.key == key))
        if stored is None:
            uow.session.add(StoredSetting(key=key, value=value))
        elif stored.value != value:
            stored.value = value


def _whole(value: object, key: str) -> int:
    """A whole number, as it was typed or chosen."""
    words = str(value).strip()
    if not words.removeprefix("-").isdecimal():
        raise Invalid(_("Nhập một số nguyên."), field=key)
    return int(words)
