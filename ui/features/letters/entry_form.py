"""The fields of a letter in the order in which a clerk reads them off it; what is rarely needed stands behind F4."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.letters.forms import LetterForm, SenderForm
from dcapp.features.letters.queries import LetterCard
from dcapp.features.letters.terms import LETTER_KINDS, SOURCES, LetterKind, Source
from dcapp.features.office.queries import OfficerCard
from dcapp.features.people.queries import PersonCard
from dcapp.features.visits.forms import MemberForm
from dcapp.features.visits.lists import member_line, members_of
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId, PersonId, VillageId, VisitId
from dcapp.kernel.text import fold
from dcapp.rules.identity import CitizenCard
from dcapp.rules.reception import shipped_rules
from ui.kit.buttons import SegmentedControl
from ui.kit.dates import DateField
from ui.kit.drafts import held, show
from ui.kit.fields import Choice, Number, TextArea, TextLine
from ui.kit.fitting import fix
from ui.kit.form import Cell, Form

KIND_ORDER = tuple(LetterKind)
SENDER = ("sender", "birth_year", "village_id", "id_number", "phone", "address")
"""What an anonymous letter does not have."""
MORE = (
    *("birth_year", "phone", "address", "dated_on", "parcel", "project", "earlier", "note"),
    *("is_signed", "has_originals", "has_appointment", "is_opening"),
)
EARLIEST_BIRTH = 1900


class LetterEntryForm(Form):
    """One letter. Fields that an answer makes necessary appear under it."""

    def __init__(self, villages: list[tuple[VillageId | None, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person_id: PersonId | None = None
        self.visit_id: VisitId | None = None
        self.picked_name = self.receiver = ""
        self.other_respondents: tuple[OfficerId, ...] = ()
        self._wanted_officer: OfficerId | None = None
        self.shows_more = False
        self._build(villages)
        self._build_more()
        for box in (self.anonymous, self.is_opening):
            box.toggled.connect(lambda _on: self.arrange())
        for choice in (self.source, self.village, self.officer):
            choice.currentIndexChanged.connect(lambda _row: self.arrange())
        self.people.valueChanged.connect(lambda _number: self.arrange())
        self.kind.chosen.connect(lambda _number: self.arrange())
        self._fresh = {key: held(cell.editor) for key, cell in self.cells.items()}
        self.arrange()

    def _build(self, villages: list[tuple[VillageId | None, str]]) -> None:
        self.kind = SegmentedControl([_(LETTER_KINDS[one]) for one in KIND_ORDER], _("Loại đơn (theo nội dung)"))
        self.kind.choose(KIND_ORDER.index(LetterKind.PETITION))
        self.received_on = DateField(clock.today())
        self.source = Choice([(one, _(words)) for one, words in SOURCES.items()])
        self.source.choose(Source.IN_PERSON)
        self.pages, self.people = Number(1, 9_999), Number(1, 100_000)
        self.sender_body, self.sender_paper = TextLine(), TextLine()
        self.writer, self.id_number = TextLine(), TextLine(placeholder=_("Quét thẻ hoặc gõ số"))
        self.village = Choice([(None, _("Nơi khác, chưa chọn")), *villages])
        self.anonymous = QCheckBox(_("Không ghi tên, địa chỉ (nặc danh)"))
        self.senders = TextArea(rows=3)
        fix(self.senders, height=76)
        self.field = Choice([("", _("Chưa phân loại")), *((one.key, _(one.name)) for one in shipped_rules().fields)])
        self.gist, self.request, self.respondent = TextArea(rows=2), TextArea(rows=2), TextLine()
        fix(self.request, height=56)
        self.officer: Choice = Choice([(None, _("Không phải cán bộ của xã"))])
        self.add("kind", _("Loại đơn (theo nội dung)"), self.kind)
        self.add("received_on", _("Ngày nhận"), self.received_on, span=2, required=True)
        self.add("source", _("Nguồn đơn"), self.source, span=2)
        self.add("pages", _("Số trang"), self.pages, span=2)
        self.add("sender_body", _("Cơ quan chuyển đến"), self.sender_body, span=3)
        self.add("sender_paper", _("Số văn bản chuyển"), self.sender_paper, span=3)
        self.add("sender", _("Người gửi"), self.writer, span=3, required=True)
        self.add("village_id", _("Thôn"), self.village, span=3)
        self.add("id_number", _("Số căn cước, CMND, hộ chiếu"), self.id_number, span=2)
        self.add("people_count", _("Số người đứng đơn"), self.people, span=1)
        self.add("is_anonymous", "", self.anonymous, span=3)
        who = _("Mỗi người một dòng: họ tên, số căn cước, địa chỉ. Dấu * đầu dòng: người đại diện.")
        self.add("senders", _("Những người đứng đơn khác"), self.senders, hint=who)
        self.add("gist", _("Nội dung đơn"), self.gist, required=True)
        self.grow("gist")
        self.add("request", _("Yêu cầu"), self.request, span=4)
        self.add("field", _("Lĩnh vực"), self.field, span=2)
        self.add("respondent", _("Người, cơ quan bị khiếu nại, tố cáo, phản ánh"), self.respondent, span=3)
        self.add("respondent_ids", _("Là cán bộ của xã"), self.officer, span=3)

    def _build_more(self) -> None:
        self.birth_year, self.phone, self.address = TextLine(placeholder=_("4 chữ số")), TextLine(), TextLine()
        self.dated_on, self.parcel, self.project = DateField(), TextLine(), TextLine()
        self.earlier, self.note, self.number = TextArea(rows=2), TextLine(), TextLine()
        self.is_signed = QCheckBox(_("Có chữ ký, điểm chỉ"))
        self.is_signed.setChecked(True)
        self.has_originals = QCheckBox(_("Có giấy tờ gốc kèm theo"))
        self.has_appointment = QCheckBox(_("Có văn bản cử người đại diện"))
        self.is_opening = QCheckBox(_("Chép từ sổ cũ"))
        self.add("birth_year", _("Năm sinh"), self.birth_year, span=1, check=self._year_problem)
        self.add("phone", _("Điện thoại"), self.phone, span=2)
        self.add("address", _("Địa chỉ"), self.address, span=3)
        self.add("dated_on", _("Ngày viết đơn"), self.dated_on, span=2)
        self.add("parcel", _("Thửa đất"), self.parcel, span=2)
        self.add("project", _("Dự án"), self.project, span=2)
        self.add("earlier", _("Đã gửi nơi nào, kết quả ra sao"), self.earlier, span=3)
        self.add("note", _("Ghi chú"), self.note, span=3)
        self.add("is_signed", "", self.is_signed, span=2)
        self.add("has_originals", "", self.has_originals, span=2)
        self.add("has_appointment", "", self.has_appointment, span=2)
        self.add("is_opening", "", self.is_opening, span=2)
        self.add("number", _("Số trong sổ cũ"), self.number, span=2, check=self._number_problem)

    # -- what holds
    @property
    def kind_held(self) -> LetterKind:
        """What the letter is by its content."""
        return KIND_ORDER[self.kind.choice()]

    @property
    def is_sealed(self) -> bool:
        """A denunciation: its words go to the vault and nowhere else."""
        return self.kind_held is LetterKind.DENUNCIATION

    def day(self) -> date | None:
        """The day of receipt; None while it cannot be read."""
        try:
            return self.received_on.value()
        except Invalid:
            return None

    def answer(self) -> LetterForm:
        """The fields as the use case takes them; Invalid for what cannot be read."""
        received_on = self.received_on.value()
        if received_on is None:
            raise Invalid(_("Chưa ghi ngày nhận đơn."), field="received_on")
        forwarded, anonymous = self.source.value() is Source.FORWARDED, self.anonymous.isChecked()
        officer = self.officer.value()
        respondents = dict.fromkeys([*([officer] if officer is not None else []), *self.other_respondents])
        return LetterForm(
            received_on=received_on,
            kind=self.kind_held,
            source=self.source.value(),
            dated_on=self.dated_on.value(),
            sender_body=self.sender_body.value() if forwarded else "",
            sender_paper=self.sender_paper.value() if forwarded else "",
            receiver=self.receiver,
            person_id=self._person(),
            sender="" if anonymous else self.writer.value(),
            birth_year=None if anonymous else self._year(),
            address="" if anonymous else self.address.value(),
            phone="" if anonymous else self.phone.value(),
            id_number="" if anonymous else self.id_number.value(),
            village_id=self.village.value(),
            people_count=self.people.value(),
            senders=self._senders() if self.is_group else (),
            is_anonymous=anonymous,
            is_signed=self.is_signed.isChecked(),
            has_appointment=self.has_appointment.isChecked(),
            field=self.field.value() or "",
            gist=self.gist.value(),
            request=self.request.value(),
            earlier=self.earlier.value(),
            respondent=self.respondent.value(),
            respondent_ids=tuple(respondents),
            parcel=self.parcel.value(),
            project=self.project.value(),
            pages=self.pages.value(),
            has_originals=self.has_originals.isChecked(),
            visit_id=self.visit_id,
            note=self._note(),
            is_opening=self.is_opening.isChecked(),
            number=self._number() if self.is_opening.isChecked() else None,
        )

    @property
    def is_group(self) -> bool:
        """Several people signed, or somebody typed their names."""
        return not self.anonymous.isChecked() and (self.people.value() > 1 or bool(self.senders.value()))

    # -- filling
    def take_person(self, person: PersonCard) -> None:
        """A citizen whom the office knows was picked."""
        self.person_id, self.picked_name = person.id, person.full_name
        self.writer.setText(person.full_name)
        if person.birth_year:
            self.birth_year.setText(str(person.birth_year))
        if person.village_id is not None or person.address:
            self.village.choose(person.village_id)
        for line, known in (
            (self.phone, person.phone),
            (self.id_number, person.id_number),
            (self.address, person.address),
        ):
            if known:
                line.setText(known)
        self.arrange()

    def take_card(self, card: CitizenCard) -> None:
        """A citizen's card was scanned."""
        if fold(card.name) != fold(self.picked_name):
            self.person_id = None
        self.writer.setText(card.name)
        if card.birth_date is not None:
            self.birth_year.setText(str(card.birth_date.year))
        self.id_number.setText(card.number)
        self.address.setText(card.address)
        self.village.choose(self._village_in(card.address))
        self.arrange()

    def fill(self, known: LetterCard | LetterForm) -> None:
        """Show a letter that is changed, or what another book hands over."""
        self.kind.choose(KIND_ORDER.index(known.kind))
        self.received_on.set_value(known.received_on)
        self.dated_on.set_value(known.dated_on)
        self.source.choose(known.source)
        self.village.choose(known.village_id)
        self.person_id, self.picked_name, self.visit_id = known.person_id, known.sender, known.visit_id
        self.receiver, self.other_respondents = known.receiver, known.respondent_ids[1:]
        self._wanted_officer = known.respondent_ids[0] if known.respondent_ids else None
        self.officer.choose(self._wanted_officer)
        sealed = known.kind is LetterKind.DENUNCIATION and isinstance(known, LetterCard)
        born = known.birth_year if isinstance(known, LetterForm) else None
        for line, words in (
            (self.sender_body, known.sender_body),
            (self.sender_paper, known.sender_paper),
            (self.writer, "" if sealed else known.sender),
            (self.birth_year, str(born or "")),
            (self.address, known.address),
            (self.phone, known.phone),
            (self.id_number, known.id_number),
            (self.respondent, known.respondent),
            (self.parcel, known.parcel),
            (self.project, known.project),
            (self.note, known.note),
        ):
            line.setText(words)
        for area, words in ((self.gist, known.gist), (self.request, known.request), (self.earlier, known.earlier)):
            area.setPlainText(words)
        self.people.setValue(max(1, known.people_count))
        self.pages.setValue(max(1, known.pages))
        self.senders.setPlainText("\n".join(_line_of(one) for one in known.senders))
        self.field.choose(known.field)
        for box, on in (
            (self.anonymous, known.is_anonymous),
            (self.is_signed, known.is_signed),
            (self.has_originals, known.has_originals),
            (self.has_appointment, known.has_appointment),
            (self.is_opening, known.is_opening),
        ):
            box.setChecked(on)
        self.arrange()

    def offer_officers(self, officers: list[OfficerCard]) -> None:
        """Name the officers of this office whom a letter may be about."""
        none = (None, _("Không phải cán bộ của xã"))
        names = [(one.id, f"{one.full_name} ({one.post})" if one.post else one.full_name) for one in officers]
        self.officer.fill([none, *names])
        self.officer.choose(self._wanted_officer)

    def begin_next(self, kept: frozenset[str]) -> None:
        """Empty the form for the next letter but for the fields that stay."""
        for key, cell in self.cells.items():
            if key not in kept and self._fresh[key] is not None:
                show(cell.editor, self._fresh[key])
        self.person_id = self.visit_id = self._wanted_officer = None
        self.picked_name = self.receiver = ""
        self.other_respondents = ()
        self.clear_problems()
        self.arrange()

    def show_more(self, on: bool) -> None:
        """Show or hide the fields that are rarely needed; what is filled in is never hidden."""
        self.shows_more = on
        self.arrange()

    # -- inside
    def arrange(self) -> None:
        """Show the fields that the answers so far make necessary."""
        cells, anonymous = self.cells, self.anonymous.isChecked()
        _mark(cells["gist"], required=not self.is_sealed)
        _mark(cells["sender"], required=not anonymous and not self.is_sealed)
        for key in ("sender_body", "sender_paper"):
            cells[key].setVisible(self.source.value() is Source.FORWARDED)
        cells["sender_body"].required = self.source.value() is Source.FORWARDED and not self.is_opening.isChecked()
        for key in MORE:
            no_place = self.is_sealed and key in ("parcel", "project")  # the seal does not know them
            cells[key].setVisible(not no_place and (self.shows_more or _is_filled(cells[key])))
        for key in SENDER:
            if anonymous:
                cells[key].setVisible(False)
        for key in ("sender", "id_number"):
            cells[key].setVisible(not anonymous)
        cells["village_id"].setVisible(True)
        cells["senders"].setVisible(self.is_group)
        cells["number"].setVisible(self.shows_more and self.is_opening.isChecked())
        self.close_ranks()

    def _senders(self) -> tuple[SenderForm, ...]:
        return tuple(
            SenderForm(
                name=one.name, address=one.address, id_number=one.id_number, is_representative=one.is_representative
            )
            for one in members_of(self.senders.value())
        )

    def _note(self) -> str:
        """The seal knows one denouncer; further ones go under it with the note."""
        others = self.senders.value() if self.is_sealed and self.is_group else ""
        told = _("Cùng tố cáo: {names}").format(names="; ".join(others.splitlines())) if others else ""
        return "\n".join(part for part in (self.note.value(), told) if part)

    def _person(self) -> PersonId | None:
        """The picked citizen, as long as the name still is theirs."""
        return self.person_id if fold(self.writer.value()) == fold(self.picked_name) else None

    def _year(self) -> int | None:
        words = self.birth_year.value()
        return int(words) if words.isdecimal() and len(words) == 4 else None

    def _year_problem(self) -> str | None:
        year = self._year()
        if self.birth_year.value() and (year is None or not EARLIEST_BIRTH <= year <= clock.today().year):
            return _("Ghi năm sinh 4 chữ số, ví dụ 1957.")
        return None

    def _number(self) -> int | None:
        words = self.number.value()
        return int(words) if words.isdecimal() else None

    def _number_problem(self) -> str | None:
        if self.number.value() and self._number() is None:
            return _("Ghi số thứ tự bằng chữ số, hoặc để trống thì sổ cấp số kế tiếp.")
        return None

    def _village_in(self, address: str) -> VillageId | None:
        folded = f" {fold(address).replace(',', ' ')} "
        for village_id, words in self.village.choices():
            if village_id is not None and f" {fold(words).split(' ', 1)[-1]} " in folded:
                return VillageId(village_id)
        return None


def _mark(cell: Cell, *, required: bool) -> None:
    cell.required = required
    cell.name.setText(f"{cell.words} *" if required else cell.words)


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell.editor, QCheckBox) and not cell.is_empty()


def _line_of(one: object) -> str:
    name, number = getattr(one, "name", ""), getattr(one, "id_number", "")
    speaks = bool(getattr(one, "is_representative", False))
    return member_line(
        MemberForm(name=name, id_number=number, address=getattr(one, "address", ""), is_representative=speaks)
    )
