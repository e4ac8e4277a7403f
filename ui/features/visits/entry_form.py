"""The fields of a visit in the order in which they are told at the desk; what is rarely needed stands behind F4."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.people.queries import PersonCard
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.lists import documents_of, members_of
from dcapp.features.visits.terms import (
    CAPACITIES,
    CROWD_FROM,
    MATTERS,
    OUTCOMES,
    RECEPTION_KINDS,
    Capacity,
    Matter,
    Outcome,
    ReceptionKind,
)
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PersonId, VillageId, VisitId
from dcapp.kernel.text import fold
from dcapp.rules.identity import CitizenCard, IdKind, id_kind, id_warnings
from dcapp.rules.reception import field_name, shipped_rules
from dcapp.rules.refusals import grounds_on
from ui.kit.buttons import SegmentedControl
from ui.kit.dates import DateField
from ui.kit.drafts import held, show
from ui.kit.fields import Choice, Number, TextArea, TextLine
from ui.kit.form import Form
from ui.kit.theme import Tone

IDENTITY = ("name", "birth_year", "village_id", "phone", "id_number")
"""Fields that a denouncer's visit does not have."""
MORE_IDENTITY = ("address", "capacity", "on_behalf_of", "authority", "old_id_number")
MORE = (
    "address",
    "capacity",
    "on_behalf_of",
    "authority",
    "request",
    "earlier",
    "reply",
    "competent",
    "promised_on",
    "result",
    "received_on",
    "received_at",
    "kind",
    "note",
    "is_online",
    "is_opening",
    "number",
)
ELSEWHERE = -1
"""In place of a village: an address is asked."""
MATTER_ORDER, OUTCOME_ORDER = tuple(Matter), tuple(Outcome)


class EntryForm(Form):
    """One visit. Fields that an answer makes necessary appear under it; the others stay out of the way."""

    def __init__(self, villages: list[tuple[VillageId | None, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person_id: PersonId | None = None
        self.follows_id: VisitId | None = None
        self.card: CitizenCard | None = None
        self.picked_name = ""
        self.shows_more = False
        self._build_person(villages)
        self._build_matter()
        self._build_more()
        self.matter.chosen.connect(lambda _number: self.arrange())
        self.outcome.chosen.connect(lambda _number: self.arrange())
        self.people.valueChanged.connect(lambda _number: self.arrange())
        self.village.currentIndexChanged.connect(lambda _row: self.arrange())
        for box in (self.documents_given, self.is_opening):
            box.toggled.connect(lambda _on: self.arrange())
        self.received_on.changed.connect(self._offer_grounds)
        for key in ("id_number", "birth_year"):
            self.cells[key].left.connect(self._look_at_number)
        self._offer_grounds()
        self._fresh = {key: held(cell.editor) for key, cell in self.cells.items()}
        self.arrange()

    def _build_person(self, villages: list[tuple[VillageId | None, str]]) -> None:
        self.name, self.birth_year = TextLine(), TextLine(placeholder=_("4 chữ số"))
        self.village = Choice([(None, _("Chưa chọn")), *villages, (ELSEWHERE, _("Nơi khác…"))])
        self.phone, self.id_number = TextLine(), TextLine(placeholder=_("Quét thẻ hoặc gõ số"))
        self.people = Number(1, 2_000)
        self.members = TextArea(rows=4)
        self.appointed_on = DateField()
        self.add("name", _("Họ và tên"), self.name, span=3, required=True)
        self.add("birth_year", _("Năm sinh"), self.birth_year, span=1, check=self._year_problem)
        self.add("village_id", _("Thôn"), self.village, span=2)
        self.add("phone", _("Điện thoại"), self.phone, span=2)
        self.add("id_number", _("Số căn cước, CMND, hộ chiếu"), self.id_number, span=2)
        self.add("people_count", _("Số người cùng đến"), self.people, span=2)
        self.address = TextLine()
        self.add("address", _("Địa chỉ"), self.address)
        who = _("Mỗi người một dòng: họ tên, năm sinh, số căn cước, địa chỉ. Dấu * đầu dòng: người đại diện.")
        self.add("members", _("Danh sách đoàn"), self.members, span=4, hint=who)
        signed = _("Văn bản có chữ ký của mọi người (Điều 29 Luật Tiếp công dân). Chưa có thì để trống.")
        self.add("appointed_on", _("Ngày cử người đại diện"), self.appointed_on, span=2, hint=signed)

    def _build_matter(self) -> None:
        self.matter = SegmentedControl([_(MATTERS[one]) for one in MATTER_ORDER], _("Loại việc"))
        self.matter.choose(MATTER_ORDER.index(Matter.FEEDBACK))
        self.field = Choice([("", _("Chưa phân loại")), *((one.key, _(one.name)) for one in shipped_rules().fields)])
        self.documents_given = QCheckBox(_("Có nộp tài liệu kèm theo"))
        self.documents = TextArea(rows=3)
        self.content = TextArea(rows=3)
        self.outcome = SegmentedControl([_(OUTCOMES[one]) for one in OUTCOME_ORDER], _("Kết quả tiếp"))
        self.outcome.choose(OUTCOME_ORDER.index(Outcome.NOTED))
        self.sent_to, self.ground, self.ground_words = TextLine(), Choice(), TextLine()
        self.add("matter", _("Loại việc"), self.matter)
        self.add("field", _("Lĩnh vực"), self.field, span=3)
        self.add("has_documents", _("Có nộp tài liệu kèm theo"), self.documents_given, span=3)
        how = _("Mỗi tài liệu một dòng: tên; số trang; bản chính, bản sao hay chứng thực; tình trạng.")
        self.add("documents", _("Tài liệu nhận"), self.documents, hint=how)
        self.add("content", _("Nội dung trình bày"), self.content, required=True)
        self.grow("content")
        self.add("outcome", _("Kết quả tiếp"), self.outcome)
        self.add("sent_to", _("Cơ quan có thẩm quyền"), self.sent_to)
        self.add("ground", _("Lý do từ chối"), self.ground)
        self.add("ground_words", _("Nói rõ thêm lý do"), self.ground_words)

    def _build_more(self) -> None:
        self.on_behalf_of, self.authority = TextLine(), TextLine()
        self.capacity = Choice([(one, _(words)) for one, words in CAPACITIES.items()])
        self.request, self.earlier, self.reply = TextArea(rows=2), TextArea(rows=2), TextArea(rows=2)
        unknown, yes, no = _("Chưa xác định"), _("Thuộc thẩm quyền của xã"), _("Không thuộc thẩm quyền")
        self.competent = Choice([(None, unknown), (True, yes), (False, no)])
        self.promised_on, self.received_on = DateField(), DateField(clock.today())
        self.received_at = TextLine(placeholder=_("giờ:phút"))
        self.kind = Choice([(one, _(words)) for one, words in RECEPTION_KINDS.items()])
        self.result, self.note = TextArea(rows=2), TextLine()
        self.is_online, self.is_opening = QCheckBox(_("Tiếp trực tuyến")), QCheckBox(_("Chép từ sổ cũ"))
        self.number = TextLine()
        self.add("capacity", _("Tư cách"), self.capacity, span=2)
        self.add("on_behalf_of", _("Thay mặt ai"), self.on_behalf_of, span=2)
        self.add("authority", _("Giấy ủy quyền, thẻ, giấy giới thiệu"), self.authority, span=2)
        self.add("request", _("Yêu cầu, đề nghị"), self.request, span=3)
        self.add("earlier", _("Cơ quan đã giải quyết, kết quả"), self.earlier, span=3)
        self.add("reply", _("Đã trả lời, giải thích"), self.reply, span=3)
        self.add("result", _("Theo dõi kết quả giải quyết"), self.result, span=3)
        self.add("competent", _("Thẩm quyền"), self.competent, span=2)
        self.add("promised_on", _("Hẹn trả lời ngày"), self.promised_on, span=2)
        self.add("kind", _("Hình thức tiếp"), self.kind, span=2)
        self.add("received_on", _("Ngày tiếp"), self.received_on, span=2, required=True)
        self.add("received_at", _("Giờ tiếp"), self.received_at, span=2)
        self.add("note", _("Ghi chú"), self.note, span=2)
        self.add("is_online", _("Tiếp trực tuyến"), self.is_online, span=2)
        self.add("is_opening", _("Chép từ sổ cũ"), self.is_opening, span=2)
        self.add("number", _("Số trong sổ cũ"), self.number, span=2, check=self._number_problem)

    # -- what holds
    @property
    def matter_held(self) -> Matter:
        """What the citizen comes with."""
        return MATTER_ORDER[self.matter.choice()]

    @property
    def outcome_held(self) -> Outcome:
        """How it ended."""
        return OUTCOME_ORDER[self.outcome.choice()]

    @property
    def is_sealed(self) -> bool:
        """A denunciation: nothing that names the person is asked or kept."""
        return self.matter_held is Matter.DENUNCIATION

    def day(self) -> date | None:
        """The day of the visit; None while it cannot be read."""
        try:
            return self.received_on.value()
        except Invalid:
            return None

    def answer(self) -> VisitForm:
        """The fields as the use case takes them; Invalid for what cannot be read."""
        received_on = self.received_on.value()
        if received_on is None:
            raise Invalid(_("Chưa ghi ngày tiếp."), field="received_on")
        card = self.card if self.card is not None and self.card.number == self.id_number.value() else None
        year = self._year()
        born = card.birth_date if card and card.birth_date and card.birth_date.year == year else None
        return VisitForm(
            received_on=received_on,
            received_at=self.received_at.value(),
            kind=self.kind.value() or ReceptionKind.REGULAR,
            name=self.name.value(),
            person_id=self._person(),
            birth_year=year,
            birth_date=born,
            sex=Sex(card.sex) if card and card.sex else None,
            id_number=self.id_number.value(),
            id_paper=_paper_of(self.id_number.value()),
            old_id_number=card.old_number if card else "",
            phone=self.phone.value(),
            address=self.address.value(),
            village_id=self._village(),
            capacity=self.capacity.value() or Capacity.SELF,
            on_behalf_of=self.on_behalf_of.value(),
            authority=self.authority.value(),
            people_count=self.people.value(),
            appointed_on=self.appointed_on.value() if self.is_crowd else None,
            members=members_of(self.members.value()) if self.is_crowd else (),
            matter=self.matter_held,
            field=self.field.value() or "",
            content=self.content.value(),
            request=self.request.value(),
            earlier=self.earlier.value(),
            has_documents=self.documents_given.isChecked(),
            documents=documents_of(self.documents.value()) if self.documents_given.isChecked() else (),
            follows_id=self.follows_id,
            outcome=self.outcome_held,
            is_competent=self.competent.value(),
            reply=self.reply.value(),
            sent_to=self.sent_to.value() if self.outcome_held in (Outcome.GUIDED, Outcome.FORWARDED) else "",
            ground=self.ground.value() or "" if self.outcome_held is Outcome.REFUSED else "",
            ground_words=self.ground_words.value() if self.outcome_held is Outcome.REFUSED else "",
            promised_on=self.promised_on.value(),
            result=self.result.value(),
            note=self.note.value(),
            is_online=self.is_online.isChecked(),
            is_opening=self.is_opening.isChecked(),
            number=self._number() if self.is_opening.isChecked() else None,
        )

    @property
    def is_crowd(self) -> bool:
        """Enough people for a list with representatives, or somebody typed one for fewer."""
        return self.people.value() >= CROWD_FROM or bool(self.members.value())

    # -- filling
    def take_person(self, person: PersonCard) -> None:
        """A returning citizen was picked: what the office knows goes into the empty and the identifying fields."""
        self.person_id, self.picked_name = person.id, person.full_name
        self.name.setText(person.full_name)
        if person.birth_year:
            self.birth_year.setText(str(person.birth_year))
        if person.village_id is not None or person.address:
            self.village.choose(ELSEWHERE if person.village_id is None else person.village_id)
        for line, known in ((self.phone, person.phone), (self.id_number, person.id_number)):
            if known:
                line.setText(known)
        if person.address:
            self.address.setText(person.address)
        self.remember(person.id_number, person.birth_date, person.sex)
        self._look_at_number()

    def remember(self, number: str, birth_date: date | None, sex: Sex | None) -> None:
        """Keep what is known of a person and has no field: it holds for as long as number and year stay."""
        self.card = CitizenCard(number, "", self.name.value(), birth_date, sex or "", self.address.value(), None)

    def take_card(self, card: CitizenCard) -> None:
        """A citizen's card was scanned; of a denouncer nothing is taken."""
        if self.is_sealed:
            return
        self.card = card
        if fold(card.name) != fold(self.picked_name):
            self.person_id = None
        self.name.setText(card.name)
        if card.birth_date is not None:
            self.birth_year.setText(str(card.birth_date.year))
        self.id_number.setText(card.number)
        self.address.setText(card.address)
        village = self._village_in(card.address)
        self.village.choose(ELSEWHERE if village is None else village)
        self._look_at_number()

    def begin_next(self, kept: frozenset[str]) -> None:
        """Empty the form for the next visit but for the fields that the officer keeps."""
        for key, cell in self.cells.items():
            if key not in kept and self._fresh[key] is not None:
                show(cell.editor, self._fresh[key])
        self.person_id = self.follows_id = self.card = None
        self.picked_name = ""
        self.clear_problems()
        self._look_at_number()
        self.arrange()

    def show_more(self, on: bool) -> None:
        """Show or hide the fields that are rarely needed; what is filled in is never hidden."""
        self.shows_more = on
        self.arrange()

    # -- inside
    def arrange(self) -> None:
        """Show the fields that the answers so far make necessary."""
        sealed, outcome = self.is_sealed, self.outcome_held
        if sealed:
            self._forget_identity()
        self.cells["name"].required = not sealed
        for key in IDENTITY:
            self.cells[key].setVisible(not sealed)
        for key in ("members", "appointed_on"):
            self.cells[key].setVisible(self.is_crowd and not sealed)
        self.cells["documents"].setVisible(self.documents_given.isChecked())
        self.cells["sent_to"].setVisible(outcome in (Outcome.GUIDED, Outcome.FORWARDED))
        self.cells["sent_to"].required = outcome is Outcome.FORWARDED
        for key in ("ground", "ground_words"):
            self.cells[key].setVisible(outcome is Outcome.REFUSED)
        for key in MORE:
            self.cells[key].setVisible(self.shows_more and not (sealed and key in MORE_IDENTITY))
        self.cells["number"].setVisible(self.shows_more and self.is_opening.isChecked())
        if not sealed and self.village.value() == ELSEWHERE:
            self.cells["address"].setVisible(True)

    def _forget_identity(self) -> None:
        """Nothing that names a denouncer stays in a field, or it would stay in the draft."""
        self.person_id = self.card = self.follows_id = None
        self.picked_name = ""
        for line in (self.name, self.birth_year, self.phone, self.id_number, self.address):
            line.clear()
        for line in (self.on_behalf_of, self.authority):
            line.clear()
        self.members.clear()
        self.appointed_on.set_value(None)
        if self.village.count():
            self.village.setCurrentIndex(0)

    def _offer_grounds(self) -> None:
        day = self.day()
        if day is not None:
            self.ground.fill([("", _("Chọn lý do")), *((one.key, one.short) for one in grounds_on(day))])

    def _look_at_number(self) -> None:
        """Say what is odd about the number, without ever refusing it."""
        cell = self.cells["id_number"]
        found = id_warnings(self.id_number.value(), birth_year=self._year(), today=clock.today())
        cell.hint.setText(" ".join(found))
        cell.hint.setProperty("tone", Tone.WARNING.value if found else "")
        cell.hint.style().unpolish(cell.hint)
        cell.hint.style().polish(cell.hint)
        cell.hint.setVisible(bool(found))

    def _person(self) -> PersonId | None:
        """The picked citizen, as long as the name still is theirs."""
        return self.person_id if fold(self.name.value()) == fold(self.picked_name) else None

    def _village(self) -> VillageId | None:
        held = self.village.value()
        return None if held in (None, ELSEWHERE) else VillageId(held)

    def _year(self) -> int | None:
        words = self.birth_year.value()
        return int(words) if words.isdecimal() and len(words) == 4 else None

    def _number(self) -> int | None:
        words = self.number.value()
        return int(words) if words.isdecimal() else None

    def _number_problem(self) -> str | None:
        if self.number.value() and self._number() is None:
            return _("Ghi số thứ tự bằng chữ số, hoặc để trống thì sổ cấp số kế tiếp.")
        return None

    def _year_problem(self) -> str | None:
        words = self.birth_year.value()
        if words and self._year() is None:
            return _("Ghi năm sinh 4 chữ số, ví dụ 1957.")
        return None

    def _village_in(self, address: str) -> VillageId | None:
        folded = f" {fold(address).replace(',', ' ')} "
        for village_id, words in self.village.choices():
            name = fold(words).split(" ", 1)[-1]
            if village_id not in (None, ELSEWHERE) and f" {name} " in folded:
                return VillageId(village_id)
        return None


def _paper_of(number: str) -> IdPaper:
    return {IdKind.OLD_CARD: IdPaper.OLD_CARD, IdKind.PASSPORT: IdPaper.PASSPORT, IdKind.OTHER: IdPaper.OTHER}.get(
        id_kind(number), IdPaper.CARD
    )


def field_words(key: str) -> str:
    """A field of matters in words; nothing for one that is not classified."""
    return field_name(key) if key else ""
