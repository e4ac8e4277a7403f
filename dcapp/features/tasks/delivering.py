"""Who sends what to whom for a task: one line for each sender and addressee, each with its own receipt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Village
from dcapp.features.office.queries import office_card
from dcapp.features.tasks.belonging import require_progress
from dcapp.features.tasks.models import Task, TaskDelivery
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import DeliveryId, VillageId
from dcapp.kernel.text import fold, nfc
from dcapp.printing.official import official

VILLAGE_HEADS = re.compile(r"\b(?:truong thon|cac thon|truong to dan pho|to truong to dan pho|cac to dan pho)\b")
"""Words that mean every village of the commune."""
EVERY_VILLAGE = official("Các trưởng thôn")
"""The same as a form offers it; it stays in the words of papers whatever the language of the screens."""
_PARTS = re.compile(r"\s*[,;]\s*|\s+và\s+")
_THROUGH = re.compile(r"^(?P<body>.*\S)\s*\((?P<way>qua|gửi)\s+(?P<parts>[^()]+)\)$", re.IGNORECASE)

Sender = tuple[str, VillageId | None]


def villages_in_use(uow: UnitOfWork) -> list[tuple[VillageId, str]]:
    """Id and full name ("thôn Tấn Lộc") of the villages of today, in Vietnamese order."""
    statement = (
        select(Village.id, Village.kind, Village.name)
        .where(
            or_(Village.until.is_(None), Village.until >= uow.today),
            or_(Village.since.is_(None), Village.since <= uow.today),
        )
        .order_by(Village.name_order, Village.id)
    )
    return [(key, f"{kind} {name}".strip()) for key, kind, name in uow.session.execute(statement)]


def senders_meant(names: Iterable[str], villages: list[tuple[VillageId, str]]) -> list[Sender]:
    """The senders that the words mean: "các trưởng thôn" is every village in use, each name once.

    Where no village is known the words stay as they are.
    """
    by_name = {fold(name): key for key, name in villages}
    found: dict[str, Sender] = {}
    for name in (" ".join(nfc(words).split()) for words in names):
        if not name:
            continue
        if villages and VILLAGE_HEADS.search(fold(name)):
            rest = ", ".join(part for part in _PARTS.split(name) if part and not VILLAGE_HEADS.search(fold(part)))
            if rest:
                found.setdefault(fold(rest), (rest, None))
            for key, village in villages:
                found.setdefault(fold(village), (village, key))
        else:
            found.setdefault(fold(name), (name, by_name.get(fold(name))))
    return list(found.values())


def addressees_meant(names: Iterable[str]) -> list[str]:
    """The addressees that the words mean: "UBND thị xã (qua A và B)" is two, since each gives its own receipt."""
    found: dict[str, str] = {}
    for name in (" ".join(nfc(words).split()) for words in names):
        through = _THROUGH.match(name)
        if through is None:
            several = [name] if name else []
        else:
            parts = [part for part in _PARTS.split(through["parts"]) if part]
            several = [f"{through['body']} ({through['way']} {part})" for part in parts]
        for words in several:
            found.setdefault(fold(words), words)
    return list(found.values())


def set_deliveries(uow: UnitOfWork, task: Task, senders: Iterable[str], addressees: Iterable[str]) -> None:
    """Make these the deliveries of a task; what was received stays, and cannot be taken off the list."""
    sending = senders_meant(senders, villages_in_use(uow))
    receiving = addressees_meant(addressees)
    if receiving and not sending:
        sending = [(task.lead_words or office_card(uow).name, None)]
    wanted = {(name, addressee): village for name, village in sending for addressee in receiving or [""]}
    known = {
        (line.sender, line.addressee): line
        for line in uow.session.scalars(select(TaskDelivery).where(TaskDelivery.task_id == task.id))
    }
    for key, line in known.items():
        if key in wanted:
            continue
        if line.received_on is not None:
            message = _("{sender} đã nộp ngày {day} nên giữ lại trong danh sách.")
            raise Invalid(message.format(sender=line.sender, day=vn_date(line.received_on)), field="senders")
        uow.session.delete(line)
    uow.session.flush()
    for (sender, addressee), village_id in wanted.items():
        if (sender, addressee) not in known:
            uow.add(TaskDelivery(task_id=task.id, sender=sender, addressee=addressee, village_id=village_id))


@allowed("plan.progress", undo=N_("Ghi đã nhận"))
def receive_delivery(uow: UnitOfWork, delivery_id: DeliveryId, received_on: date, note: str = "") -> None:
    """Record that something was received; not in the future."""
    line = uow.get(TaskDelivery, delivery_id)
    task = uow.get(Task, line.task_id)
    require_progress(uow, task)
    if task.is_series:
        raise RuleViolation(_("Ghi đã nhận ở việc của từng kỳ."))
    if received_on > uow.today:
        raise Invalid(_("Ngày nhận chưa tới. Kiểm tra lại ngày."), field="received_on")
    line.received_on, line.note = received_on, nfc(note).strip()


@allowed("plan.progress", undo=N_("Ghi lại là chưa nhận"))
def take_back_delivery(uow: UnitOfWork, delivery_id: DeliveryId) -> None:
    """A receipt recorded by mistake is taken back."""
    line = uow.get(TaskDelivery, delivery_id)
    require_progress(uow, uow.get(Task, line.task_id))
    line.received_on, line.note = None, ""


@allowed("plan.progress", undo=N_("Ghi nhận báo cáo"))
def note_receipts(
    uow: UnitOfWork,
    received: Sequence[DeliveryId],
    received_on: date,
    note: str = "",
    taken_back: Sequence[DeliveryId] = (),
) -> None:
    """Record what came in on one day, and take back what was recorded by mistake: all of it or nothing."""
    for delivery_id in received:
        receive_delivery(uow, delivery_id, received_on, note)
    for delivery_id in taken_back:
        take_back_delivery(uow, delivery_id)
