"""Nhận đơn: a letter goes into the book on one sheet; words of a denunciation go to the vault and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.queries import LetterCard
from dcapp.features.letters.service import Recorded, edit_letter, record_letter
from dcapp.features.letters.terms import LETTER_KINDS, SOURCES, LetterKind, Source
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.people.queries import village_choices
from dcapp.features.sealed.queries import way_of_keeping
from dcapp.features.sealed.service import keep_sealed_draft
from dcapp.features.sealed.terms import KEEPINGS, Keeping
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId, PersonId, VillageId, VisitId
from dcapp.rules.reception import shipped_rules
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts, held
from ui.kit.fields import Choice, Number, TextArea, TextLine
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.registers.asking import AskSheet

FORM = "letters"
EARLIEST_BIRTH = 1900


class LetterDrafts(Drafts):
    """The draft of a letter; as soon as it is a denunciation, in the vault or nowhere."""

    def __init__(self, dialog: LetterDialog, record: str) -> None:
        self._dialog = dialog
        super().__init__(dialog, dialog.form, dialog.desk.tasks, FORM, record)

    def keep(self) -> None:
        if self._dialog.kind.value() is not LetterKind.DENUNCIATION:
            super().keep()
            return
        self._timer.stop()
        self.forget()
        payload = {key: held(cell.editor) for key, cell in self._form.cells.items()}
        self._tasks.run(keep_sealed_draft, FORM, self._record, payload, done=self._say_sealed, owner=self)

    def _say_sealed(self, is_kept: bool) -> None:
        words = _("Nháp đơn tố cáo cất trong kho niêm phong.") if is_kept else _("Đơn tố cáo không lưu nháp ngoài kho.")
        self._sheet.note.setText(words)


class LetterDialog(AskSheet):
    """One letter; `card` is the one that is changed, `given` what another book hands over."""

    def __init__(
        self,
        desk: Desk,
        card: LetterCard | None = None,
        parent: QWidget | None = None,
        *,
        given: LetterForm | None = None,
        after: Callable[[Recorded], Any] | None = None,
    ) -> None:
        super().__init__(desk, _("Nhận đơn") if card is None else _("Sửa đơn"), _("Lưu"), parent, width=860)
        self._card, self._given, self._after = card, given, after
        self._keeping: Keeping | None = None
        self._village: VillageId | None = None
        self._respondents: tuple[OfficerId, ...] = ()
        self._build()
        self._fill(card or given)
        self.where = label("", "hint", wrap=True, tone=Tone.WARNING)
        self.where.hide()
        self.form.add_wide(self.where)
        self.kind.currentIndexChanged.connect(lambda _index: self._look())
        self.source.currentIndexChanged.connect(lambda _index: self._look())
        self.anonymous.toggled.connect(lambda _on: self._look())
        if given is None and (card is None or card.kind is not LetterKind.DENUNCIATION):
            LetterDrafts(self, "" if card is None else str(card.id))
        run = desk.tasks.run
        run(village_choices, done=self._offer_villages, owner=self)
        run(officers_of, done=self._offer_officers, owner=self)
        run(way_of_keeping, done=self._take_keeping, owner=self)
        self._look()
        self.is_touched = given is not None
        self.writer.setFocus()

    def _build(self) -> None:
        self.day = DateField(clock.today())
        self.kind = Choice([(one, _(words)) for one, words in LETTER_KINDS.items()])
        self.source = Choice([(one, _(words)) for one, words in SOURCES.items()])
        self.source.choose(Source.IN_PERSON)
        self.sender_body, self.sender_paper = TextLine(), TextLine()
        self.writer, self.birth_year, self.id_number = TextLine(), TextLine(), TextLine()
        self.phone, self.address = TextLine(), TextLine()
        self.village: Choice = Choice([(None, _("Chưa chọn"))])
        self.people, self.pages = Number(1, 100_000), Number(1, 9_999)
        self.anonymous = QCheckBox(_("Không có họ tên, địa chỉ người gửi (nặc danh)"))
        self.topic = Choice([("", _("Chưa phân loại")), *((one.key, _(one.name)) for one in shipped_rules().fields)])
        self.gist, self.request = TextArea(rows=3), TextArea(rows=2)
        self.respondent = TextLine()
        self.officer: Choice = Choice([(None, _("Không phải cán bộ của xã"))])
        self.parcel, self.project, self.earlier, self.remark = TextLine(), TextLine(), TextLine(), TextLine()
        add = self.form.add
        add("received_on", _("Ngày nhận"), self.day, span=2, required=True)
        add("kind", _("Loại đơn (theo nội dung)"), self.kind, span=2, required=True)
        add("source", _("Nguồn đơn"), self.source, span=2)
        add("sender_body", _("Cơ quan chuyển đến"), self.sender_body, span=3)
        add("sender_paper", _("Số văn bản chuyển"), self.sender_paper, span=3)
        add("sender", _("Người gửi"), self.writer, span=3)
        add("birth_year", _("Năm sinh"), self.birth_year, span=1)
        add("people_count", _("Số người"), self.people, span=2)
        add("is_anonymous", "", self.anonymous)
        add("village_id", _("Thôn"), self.village, span=2)
        add("address", _("Địa chỉ"), self.address, span=4)
        add("id_number", _("Số giấy tờ"), self.id_number, span=3)
        add("phone", _("Điện thoại"), self.phone, span=3)
        add("gist", _("Nội dung đơn"), self.gist, required=True)
        add("request", _("Yêu cầu"), self.request)
        add("field", _("Lĩnh vực"), self.topic, span=3)
        add("pages", _("Số trang"), self.pages, span=3)
        add("respondent", _("Người, cơ quan bị khiếu nại, tố cáo"), self.respondent, span=3)
        add("respondent_ids", _("Là cán bộ của xã"), self.officer, span=3)
        add("parcel", _("Thửa đất"), self.parcel, span=3)
        add("project", _("Dự án"), self.project, span=3)
        add("earlier", _("Đã gửi nơi nào, kết quả ra sao"), self.earlier)
        add("note", _("Ghi chú"), self.remark)

    def _fill(self, known: LetterCard | LetterForm | None) -> None:
        if known is None:
            return
        self.day.set_value(known.received_on)
        self.kind.choose(known.kind)
        self.source.choose(known.source)
        birth = known.birth_year if isinstance(known, LetterForm) else None
        self.birth_year.setText(str(birth) if birth else "")
        for editor, words in (
            (self.sender_body, known.sender_body),
            (self.sender_paper, known.sender_paper),
            (self.writer, "" if known.kind is LetterKind.DENUNCIATION else known.sender),
            (self.id_number, known.id_number),
            (self.phone, known.phone),
            (self.address, known.address),
            (self.respondent, known.respondent),
            (self.parcel, known.parcel),
            (self.project, known.project),
            (self.earlier, known.earlier),
            (self.remark, known.note),
        ):
            editor.setText(words)
        self.people.setValue(max(1, known.people_count))
        self.pages.setValue(max(1, known.pages))
        self.anonymous.setChecked(known.is_anonymous)
        self.topic.choose(known.field)
        self.gist.setPlainText(known.gist)
        self.request.setPlainText(known.request)
        self._village, self._respondents = known.village_id, known.respondent_ids
        self.kind.setEnabled(self._card is None or known.kind is not LetterKind.DENUNCIATION)

    def answer(self) -> None:
        form = self._form()
        if self._card is not None:
            self.save(edit_letter, self._card.id, form, words=_("Đã lưu."))
            return
        self.show_problem("")
        self.set_busy(True, _("Đang lưu…"))
        self.desk.tasks.run(record_letter, form, done=self._recorded, failed=self.refused, owner=self)

    def _form(self) -> LetterForm:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày nhận đơn."), field="received_on")
        officer = self.officer.value()
        others = tuple(one for one in self._respondents[1:] if one != officer)
        person, visit, known = self._tied()
        return LetterForm(
            received_on=day,
            kind=self.kind.value(),
            source=self.source.value(),
            sender_body=self.sender_body.value(),
            sender_paper=self.sender_paper.value(),
            person_id=person,
            sender=self.writer.value(),
            birth_year=self._birth(),
            address=self.address.value(),
            phone=self.phone.value(),
            id_number=self.id_number.value(),
            village_id=self.village.value(),
            people_count=self.people.value(),
            senders=known.senders if known is not None else (),
            is_anonymous=self.anonymous.isChecked(),
            is_signed=known.is_signed if known is not None else True,
            has_appointment=known.has_appointment if known is not None else False,
            field=self.topic.value(),
            gist=self.gist.value(),
            request=self.request.value(),
            earlier=self.earlier.value(),
            respondent=self.respondent.value(),
            respondent_ids=(() if officer is None else (officer,)) + others,
            parcel=self.parcel.value(),
            project=self.project.value(),
            pages=self.pages.value(),
            visit_id=visit,
            note=self.remark.value(),
        )

    def _tied(self) -> tuple[PersonId | None, VisitId | None, LetterForm | None]:
        """What belongs to the letter beside the fields: the person and visit that it came from."""
        if self._given is not None:
            return self._given.person_id, self._given.visit_id, self._given
        if self._card is not None:
            return self._card.person_id, self._card.visit_id, None
        return None, None, None

    def _birth(self) -> int | None:
        typed = self.birth_year.value()
        if not typed:
            return None
        if not typed.isdecimal() or not EARLIEST_BIRTH <= int(typed) <= clock.today().year:
            raise Invalid(_("Năm sinh gồm bốn chữ số."), field="birth_year")
        return int(typed)

    # -- inside
    def _look(self) -> None:
        cells = self.form.cells
        forwarded = self.source.value() is Source.FORWARDED
        for key in ("sender_body", "sender_paper"):
            cells[key].setVisible(forwarded)
        for key in ("sender", "birth_year", "village_id", "address", "id_number", "phone"):
            cells[key].setVisible(not self.anonymous.isChecked())
        is_sealed = self.kind.value() is LetterKind.DENUNCIATION
        self.where.setVisible(is_sealed and self._keeping is not None)
        if is_sealed and self._keeping is not None:
            self.where.setText(_(KEEPINGS[self._keeping]))
        if self.isVisible():
            self.fit()

    def _take_keeping(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._look()

    def _offer_villages(self, villages: list[tuple[VillageId, str]]) -> None:
        touched = self.is_touched
        self.village.fill([(None, _("Nơi khác, chưa chọn")), *villages])
        self.village.choose(self._village)
        self.is_touched = touched

    def _offer_officers(self, officers: list[OfficerCard]) -> None:
        touched = self.is_touched
        self.officer.fill([(None, _("Không phải cán bộ của xã")), *((one.id, one.full_name) for one in officers)])
        self.officer.choose(self._respondents[0] if self._respondents else None)
        self.is_touched = touched

    def _recorded(self, recorded: Recorded) -> None:
        self._saved(_("Đã vào sổ đơn {number}.").format(number=recorded.title))
        if self._after is not None:
            self._after(recorded)
