"""Tách đơn: a letter of several contents becomes several letters of the same senders."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.letters.forms import LetterForm, SenderForm
from dcapp.features.letters.queries import LetterCard
from dcapp.features.letters.service import split_letter
from dcapp.features.letters.terms import LETTER_KINDS, LetterKind
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.rules.reception import shipped_rules
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea
from ui.registers.asking import AskSheet

KINDS = (LetterKind.COMPLAINT, LetterKind.DENUNCIATION, LetterKind.PETITION)
MOST = 20


class SplitDialog(AskSheet):
    """One field per content; those left empty are no letters."""

    def __init__(self, desk: Desk, card: LetterCard, parent: QWidget | None = None) -> None:
        hint = _("Mỗi nội dung thành một đơn riêng, cùng người gửi; đơn gốc ghi là đã tách.")
        super().__init__(desk, _("Tách đơn nhiều nội dung"), _("Tách đơn"), parent, hint=hint, width=760)
        self._card = card
        self.parts: list[tuple[Choice, TextArea]] = []
        self.topics: list[Choice] = []
        for _time in range(2):
            self.add_part()
        self.more = button(_("Thêm nội dung"), "secondary", "add", self.add_part)
        self.add(self.more)
        self.is_touched = False
        self.form.focus_first()

    def add_part(self) -> None:
        """Offer room for one content more."""
        if len(self.parts) >= MOST:
            return
        number = len(self.parts) + 1
        kind = Choice([(one, _(LETTER_KINDS[one])) for one in KINDS])
        words = TextArea(self._card.gist if number == 1 else "", rows=2)
        topic = Choice([("", _("Chưa phân loại")), *((one.key, _(one.name)) for one in shipped_rules().fields)])
        topic.choose(self._card.field)
        self.form.add(f"kind{number}", _("Nội dung {number}: loại đơn").format(number=number), kind, span=3)
        self.form.add(f"field{number}", _("Lĩnh vực"), topic, span=3)
        self.form.add(f"gist{number}", _("Nội dung {number}").format(number=number), words)
        self.parts.append((kind, words))
        self.topics.append(topic)
        if self.isVisible():
            self.fit()

    def answer(self) -> None:
        card = self._card
        senders = tuple(
            SenderForm(
                name=one.name,
                person_id=one.person_id,
                address=one.address,
                id_number=one.id_number,
                is_representative=one.is_representative,
                has_signed=one.has_signed,
            )
            for one in card.senders
        )
        parts = tuple(
            LetterForm(
                received_on=card.received_on,
                kind=kind.value(),
                source=card.source,
                person_id=card.person_id,
                sender=card.sender,
                address=card.address,
                phone=card.phone,
                id_number=card.id_number,
                village_id=card.village_id,
                people_count=card.people_count,
                senders=senders,
                is_anonymous=card.is_anonymous,
                field=topic.value() or "",
                gist=words.value(),
                earlier=card.earlier,
                respondent=card.respondent,
                respondent_ids=card.respondent_ids,
                parcel=card.parcel,
                project=card.project,
                pages=card.pages,
            )
            for (kind, words), topic in zip(self.parts, self.topics, strict=True)
            if words.value()
        )
        if len(parts) < 2:
            raise Invalid(_("Ghi ít nhất hai nội dung."), field="gist2")
        self.save(split_letter, card.id, parts, words=_("Đã tách thành {count} đơn.").format(count=len(parts)))
