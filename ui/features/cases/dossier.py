"""Hồ sơ: the numbered papers of a case; files come by choice, by drag and drop, or as a pasted picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QGridLayout, QWidget

from dcapp.features.attachments.service import attach, attachment_content
from dcapp.features.case_forms.prints_dossier import dossier_cover, dossier_list
from dcapp.features.cases.cards import CaseCard, FolioLine
from dcapp.features.cases.dossier import add_folio, edit_folio, remove_folio
from dcapp.features.cases.forms import FolioForm
from dcapp.features.cases.steps import MissingPaper, missing_papers
from dcapp.features.cases.terms import FOLIO_COPIES
from dcapp.features.cases.unsealing import seal_case_scan
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AttachmentId, CaseId
from dcapp.printing.model import Document
from dcapp.rules.folio_kinds import FOLIO_KINDS
from ui.kit import messages
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, Number, TextLine
from ui.kit.file_view import FileViewDialog
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import preview_document, take_back


class FolioDialog(AskSheet):
    """A paper of the dossier: what it is, of which day, how many pages, original or copy."""

    def __init__(
        self,
        desk: Desk,
        case_id: CaseId,
        folio: FolioLine | None = None,
        parent: QWidget | None = None,
        *,
        name: str = "",
        attachment_id: AttachmentId | None = None,
    ) -> None:
        title = _("Thêm tài liệu vào hồ sơ") if folio is None else _("Sửa tài liệu trong hồ sơ")
        super().__init__(desk, title, _("Lưu"), parent, width=620)
        self._case_id, self._folio, self._file = case_id, folio, attachment_id
        self.kind = Choice([(key, _(words)) for key, words in FOLIO_KINDS.items()])
        self.kind.choose("other" if folio is None else folio.kind)
        self.name = TextLine(name if folio is None else folio.name)
        self.day = DateField(None if folio is None else folio.dated_on)
        self.author = TextLine("" if folio is None else folio.author)
        self.symbol = TextLine("" if folio is None else folio.symbol)
        self.pages, self.copy = Number(1, 9_999), Choice([(one, _(words)) for one, words in FOLIO_COPIES.items()])
        self.number = Number(0, 9_999)
        if folio is not None:
            self.pages.setValue(folio.pages)
            self.copy.choose(folio.copy)
            self.number.setValue(folio.number)
        add = self.form.add
        add("kind", _("Loại tài liệu"), self.kind, span=3)
        add("number", _("Số bút lục"), self.number, span=3, hint=_("Để 0 thì lấy số kế tiếp.") if folio is None else "")
        add("name", _("Tên tài liệu"), self.name, required=True)
        add("symbol", _("Số, ký hiệu"), self.symbol, span=3)
        add("dated_on", _("Ngày"), self.day, span=3)
        add("author", _("Nơi ban hành, người lập"), self.author)
        add("pages", _("Số tờ"), self.pages, span=3)
        add("copy", _("Bản"), self.copy, span=3)
        self.is_touched = bool(name)
        self.form.focus_first()

    def answer(self) -> None:
        folio = self._folio
        form = FolioForm(
            name=self.name.value(),
            kind=self.kind.value(),
            number=self.number.value(),
            dated_on=self.day.value(),
            author=self.author.value(),
            symbol=self.symbol.value(),
            pages=self.pages.value(),
            copy=self.copy.value(),
            attachment_id=self._file if folio is None else folio.attachment_id,
            issued_id=None if folio is None else folio.issued_id,
            is_sealed=False if folio is None else folio.is_sealed,
            note="" if folio is None else folio.note,
        )
        if folio is None:
            self.save(add_folio, self._case_id, form, words=_("Đã thêm vào hồ sơ."))
        elif form.number < 1:
            raise Invalid(_("Ghi số bút lục."), field="number")
        else:
            self.save(edit_folio, folio.id, form, words=_("Đã lưu."))


class DossierCard(Card):
    """The papers of one case; Enter shows one, Ctrl+V takes a picture in."""

    def __init__(self, desk: Desk, case_id: CaseId, parent: QWidget | None = None) -> None:
        super().__init__(_("Hồ sơ"), parent)
        self._desk, self._case_id = desk, case_id
        self._folios: dict[int, FolioLine] = {}
        self._is_sealed = False
        self.setAcceptDrops(True)
        self.list = TwoLineList(_("Tài liệu trong hồ sơ"), rows=4)
        self.list.activated.connect(lambda _index: self.look_at())
        self.setFocusProxy(self.list)
        self.add(self.list)
        self.missing = label("", "hint", wrap=True, tone=Tone.WARNING)
        self.missing.hide()
        self.add(self.missing)
        self.new = button(_("Thêm…"), "secondary", "add", self.add_paper)
        self.file = button(_("Thêm tệp…"), "secondary", "attach", self.choose)
        self.look = button(_("Xem"), "secondary", "search", self.look_at)
        self.change = button(_("Sửa"), "secondary", "edit", self.edit)
        self.drop = button(_("Bỏ"), "secondary", "delete", self.remove)
        self.cover = button(_("In bìa"), "secondary", "print", partial(self.print_sheet, dossier_cover))
        self.contents = button(_("In mục lục"), "secondary", "print", partial(self.print_sheet, dossier_list))
        grid = QGridLayout()
        lay(grid, spacing=(8, 8))
        offered = (self.new, self.file, self.look, self.change, self.drop, self.cover, self.contents)
        for number, one in enumerate(offered):
            grid.addWidget(one, number // 3, number % 3)
        self.body.addLayout(grid)
        self.add(label(_("Kéo tệp vào đây, hoặc dán ảnh bằng Ctrl+V."), "hint", wrap=True))
        self.list.picked.connect(lambda _key: self._look())
        self._look()

    def show_case(self, card: CaseCard) -> None:
        """Show the papers of the case as it is now."""
        self._is_sealed = card.is_sealed
        self._folios = {one.id: one for one in card.folios}
        self.list.show_rows([TwoLines(one.id, f"{one.number}. {one.name}", _below(one)) for one in card.folios])
        run = self._desk.tasks.run
        run(missing_papers, self._case_id, done=self._tell, failed=_passed_over, owner=self, key="missing")

    def folio(self) -> FolioLine | None:
        """The chosen paper."""
        return self._folios.get(self.list.key())

    # -- steps
    def add_paper(self) -> None:
        """Write a paper down that has no file."""
        FolioDialog(self._desk, self._case_id, None, self).open()

    def edit(self) -> None:
        """Change what the list says of a paper."""
        if (folio := self.folio()) is not None:
            FolioDialog(self._desk, self._case_id, folio, self).open()

    def remove(self) -> None:
        """Ask, then take the paper out of the dossier."""
        folio = self.folio()
        question, kept = _("Bỏ tài liệu này khỏi hồ sơ?"), _("Dòng này vào thùng rác và lấy lại được.")
        if folio is not None and messages.ask(self, question, kept, yes=_("Bỏ tài liệu"), no=_("Giữ lại"), danger=True):
            self._desk.tasks.run(remove_folio, folio.id, done=self._removed, owner=self)

    def print_sheet(self, draw: Callable[..., Document]) -> None:
        """Show the cover or the list of the dossier as it will be printed."""
        name = "bia-ho-so" if draw is dossier_cover else "muc-luc-ho-so"
        title = _("Bìa hồ sơ") if draw is dossier_cover else _("Mục lục hồ sơ")

        def show(document: Document) -> None:
            preview_document(self._desk, document, title, name)

        self._desk.tasks.run(draw, self._case_id, done=show, owner=self)

    def choose(self) -> None:
        """Ask for files on this machine."""
        names, _filter = QFileDialog.getOpenFileNames(self, _("Chọn ảnh, tệp đưa vào hồ sơ"))
        if names:
            self.take_in([Path(name) for name in names])

    def take_in(self, paths: list[Path]) -> None:
        """Keep these files with the case, each as a paper of the dossier."""

        def read() -> list[tuple[str, bytes]]:
            return [(path.name, path.read_bytes()) for path in paths if path.is_file()]

        self._desk.tasks.start(read, self._keep, owner=self)

    def look_at(self) -> None:
        """Show the file of the chosen paper inside the program."""
        folio = self.folio()
        if folio is None or folio.attachment_id is None:
            return

        def show(found: tuple[str, bytes]) -> None:
            FileViewDialog(*found, self._desk.tasks, self).open()

        self._desk.tasks.run(attachment_content, folio.attachment_id, done=show, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    # -- inside
    def _paste(self) -> None:
        image = QApplication.clipboard().image()
        if image.isNull():
            self._desk.toast(_("Chưa có ảnh nào được sao chép."))
            return
        content = QByteArray()
        place = QBuffer(content)
        place.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(place, b"PNG")
        self._keep([(_("Ảnh dán.png"), bytes(content.data()))])

    def _keep(self, files: list[tuple[str, bytes]]) -> None:
        run = self._desk.tasks.run
        for name, content in files:
            if self._is_sealed:
                run(seal_case_scan, self._case_id, name, content, done=self._sealed, owner=self)
            else:
                done = partial(self._kept, name)
                run(attach, "CaseFile", self._case_id, name, content, done=done, owner=self)

    def _kept(self, name: str, attachment_id: AttachmentId) -> None:
        words = Path(name).stem
        FolioDialog(self._desk, self._case_id, None, self, name=words, attachment_id=attachment_id).open()

    def _sealed(self, _result: object) -> None:
        self._desk.toast(_("Đã cất bản gốc vào kho niêm phong."))

    def _removed(self, _result: object) -> None:
        self._desk.toast(_("Đã bỏ tài liệu."), partial(take_back, self._desk))

    def _tell(self, papers: tuple[MissingPaper, ...]) -> None:
        names = "; ".join(one.name for one in papers)
        self.missing.setText(_("Còn thiếu cho bước sau: {names}").format(names=names))
        self.missing.setVisible(bool(papers))

    def _look(self) -> None:
        folio = self.folio()
        self.look.setEnabled(folio is not None and folio.attachment_id is not None)
        for one in (self.change, self.drop):
            one.setEnabled(folio is not None)
            one.setToolTip("" if folio is not None else _("Chọn một tài liệu trong danh sách trước."))


def _below(one: FolioLine) -> str:
    pages = _("{count} tờ").format(count=one.pages)
    day = vn_date(one.dated_on) if one.dated_on is not None else ""
    return " · ".join(part for part in (one.symbol, day, pages, _(FOLIO_COPIES[one.copy])) if part)


def _passed_over(_error: Exception) -> None:
    """What is missing is told by the step, too."""
