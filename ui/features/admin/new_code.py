"""A new recovery code: shown once, printed, two groups asked back; the old one opens nothing any more."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.accounts.service import new_recovery_code
from dcapp.kernel.i18n import _
from ui.kit import messages
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.notices import Banner
from ui.kit.recovery_sheet import RecoverySheet
from ui.kit.theme import Tone


def renew_code(desk: Desk, parent: QWidget) -> None:
    """Ask, make the code, and show it."""
    if messages.ask(
        parent,
        _("Tạo mã khôi phục mới?"),
        _("Phiếu cũ trong phong bì hết tác dụng ngay. Cần máy in để in phiếu mới."),
        yes=_("Tạo mã mới"),
        no=_("Giữ mã cũ"),
    ):
        desk.tasks.run(new_recovery_code, done=partial(_show, desk, parent), owner=parent)


def _show(desk: Desk, parent: QWidget, code: str) -> None:
    NewCodeDialog(desk, code, parent).open()


class NewCodeDialog(Sheet):
    """Shows the code until two of its groups were typed back from the paper."""

    def __init__(self, desk: Desk, code: str, parent: QWidget | None = None, *, of_vault: bool = False) -> None:
        title = _("Mã của kho niêm phong") if of_vault else _("Mã khôi phục mới")
        hint = _("In phiếu, cho vào phong bì dán kín, giao Chủ tịch giữ và hủy phiếu cũ.")
        super().__init__(title, _("Đã cất phiếu"), parent, hint=hint, width=640)
        self._desk, self._code, self._of_vault = desk, code, of_vault
        once = _("Mã này chỉ hiện một lần. Mất cả mật khẩu lẫn phiếu thì không ai mở được sổ.")
        if of_vault:
            once = _("Mã này chỉ hiện một lần. Cất riêng với phiếu khôi phục của sổ, không giao quản trị hệ thống.")
        self.add(Banner(once, Tone.WARNING))
        self.sheet = RecoverySheet(self._print)
        self.sheet.show_code(code)
        self.add(self.sheet)
        self.sheet.changed.connect(self._look)
        self.agreed.connect(self._finish)
        self._look()
        self.sheet.print_button.setFocus()

    def _look(self) -> None:
        kept = self.sheet.is_kept()
        self.agree.setEnabled(kept)
        self.agree.setToolTip("" if kept else _("Gõ lại đúng hai nhóm trên phiếu đã in thì nút này mới bấm được."))
        self.is_touched = False

    def _finish(self) -> None:
        if self.sheet.is_kept():
            self._desk.toast(
                _("Mã kho niêm phong có hiệu lực.") if self._of_vault else _("Mã khôi phục mới có hiệu lực.")
            )
            self.close_now()

    def reject(self) -> None:
        if self.sheet.is_kept() or messages.ask(
            self,
            _("Đóng khi chưa giữ phiếu khôi phục?"),
            _("Mã này không hiện lại được và phiếu cũ đã hết tác dụng. Muốn có phiếu phải tạo mã khác."),
            yes=_("Đóng"),
            no=_("Ở lại để in"),
            danger=True,
        ):
            self.close_now()

    def close_now(self) -> None:
        self.sheet.forget()
        self._code = ""
        super().close_now()

    def _print(self) -> None:
        code, app, of_vault = self._code, self._desk.app, self._of_vault

        def draw() -> bytes:
            from dcapp.features.accounts.prints import recovery_sheet, vault_sheet
            from dcapp.features.papers.issuing import marks_of
            from dcapp.printing.pdf import write_pdf

            sheet = vault_sheet if of_vault else recovery_sheet
            return write_pdf(sheet(code, app.office, app.viewer.display_name, marks_of(app.office)))

        self._desk.tasks.start(draw, self._preview, owner=self)

    def _preview(self, pdf: bytes) -> None:
        """No Word file of it: the code stands on paper only."""
        from ui.kit.print_preview import PrintPreview, PrintPreviewDialog

        title = _("Phiếu mã kho niêm phong") if self._of_vault else _("Phiếu mã khôi phục")
        name = "Phieu-ma-kho-niem-phong" if self._of_vault else "Phieu-ma-khoi-phuc"
        preview = PrintPreview(pdf, title=title, file_name=name, tasks=self._desk.tasks)
        PrintPreviewDialog(preview, self).open()
