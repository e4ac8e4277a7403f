"""The draft of a letter that is being written; as soon as it is a denunciation it goes to the vault or nowhere."""

from __future__ import annotations

from typing import Any

from dcapp.features.sealed.queries import sealed_draft_of
from dcapp.features.sealed.service import drop_sealed_draft, keep_sealed_draft
from dcapp.kernel.i18n import _
from ui.features.letters.entry_form import LetterEntryForm
from ui.kit.drafts import Drafts, Holder, held
from ui.kit.tasks import Tasks
from ui.kit.theme import Tone

DRAFT = "letters"


class LetterDrafts(Drafts):
    """Follows the form of a letter; what a denunciation says never reaches the drafts of the open database."""

    def __init__(self, sheet: Holder, form: LetterEntryForm, tasks: Tasks, record: str = "") -> None:
        self._letter, self._is_sealed_kept = form, False
        super().__init__(sheet, form, tasks, DRAFT, record)
        tasks.run(sealed_draft_of, DRAFT, record, done=self._offer_sealed, failed=_passed_over, owner=self)
        form.kind.chosen.connect(lambda _number: self._leave_open_draft())

    def keep(self) -> None:
        if not self._letter.is_sealed:
            super().keep()
            return
        self._leave_open_draft()
        payload = {key: held(cell.editor) for key, cell in self._letter.cells.items()}
        self._tasks.run(
            keep_sealed_draft, DRAFT, self._record, payload, done=self._say_sealed, failed=_passed_over, owner=self
        )

    def forget(self) -> None:
        super().forget()
        if self._is_sealed_kept:
            self._is_sealed_kept = False
            self._tasks.run(drop_sealed_draft, DRAFT, self._record, failed=_passed_over)

    def _leave_open_draft(self) -> None:
        """What was kept before the officer said that it is a denunciation goes at once."""
        if self._letter.is_sealed:
            super().forget()

    def _offer_sealed(self, payload: dict[str, Any] | None) -> None:
        if payload is None:
            return
        self._kept, self._is_sealed_kept = payload, True
        self.banner.say(_("Có bản nháp đơn tố cáo trong kho niêm phong."), Tone.INFO)
        self.banner.show()
        self._sheet.fit()

    def _say_sealed(self, is_kept: bool) -> None:
        self._is_sealed_kept = self._is_sealed_kept or is_kept
        words = _("Nháp đơn tố cáo cất trong kho niêm phong.") if is_kept else _("Đơn tố cáo không lưu nháp ngoài kho.")
        self._sheet.note.setText(words)


def _passed_over(_error: Exception) -> None:
    """A draft that could not be kept must not stand in the officer's way."""
