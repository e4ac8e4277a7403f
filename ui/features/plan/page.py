"""Kế hoạch: the plan as it was read, its duties and obligations, and the import of a signed paper over them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from dcapp.features.papers.issuing import marks_of
from dcapp.features.plan.prints import obligations_document, plan_document
from dcapp.features.plan.queries import SignedPlan, signed_plan
from dcapp.features.plan.register import DUTIES, OBLIGATIONS
from dcapp.features.plan.service import PlanForm, PlanHeadForm, edit_plan_head, remove_plan
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import PlanId
from ui.features.plan.entry_dialog import HeadDialog
from ui.features.plan.import_screen import ImportScreen
from ui.features.plan.outline import OutlinePage
from ui.features.plan.signing import NumberPlanDialog, SigningSheet
from ui.kit import messages
from ui.kit.desk import Desk, Screen
from ui.registers.books import Books, Tab
from ui.registers.desk_steps import preview_document, steps_for, take_back
from ui.registers.page import RegisterPage


class PlanPage(Screen):
    """The books of the plan, and the import screen that takes their place while a paper is read."""

    def __init__(
        self, desk: Desk, before: tuple[Tab, ...] = (), beside: tuple[Tab, ...] = (), parent: QWidget | None = None
    ) -> None:
        """`before` and `beside` are the books of other slices that follow the plan, on either side of its text."""
        super().__init__(desk, _("Kế hoạch"), parent=parent)
        self.header.hide()
        self._layers = QStackedWidget()
        self.body.addWidget(self._layers, 1)
        self.books = Books(
            desk,
            N_("Kế hoạch"),
            (
                *before,
                (N_("Nội dung"), ("PlanPassage", "Plan"), self._outline),
                (DUTIES.title, ("PlanDuty",), _duties),
                (OBLIGATIONS.title, ("PlanObligation",), _obligations),
                *beside,
            ),
        )
        self._layers.addWidget(self.books)
        self.importing: ImportScreen | None = None
        self.books.strip.bar.currentChanged.connect(lambda _tab: self._take_steps())
        self._take_steps()

    @property
    def outline(self) -> OutlinePage:
        """The text of the plan, brought to the front."""
        self.books.show_kind("Plan")
        page = self.books.page
        if not isinstance(page, OutlinePage):
            raise TypeError(type(page).__name__)
        return page

    def _take_steps(self) -> None:
        """Offer the steps of the tab that is in front, as the F1 sheet lists them."""
        self.actions_of_page = self.books.page.actions_of_page

    def _outline(self, desk: Desk) -> Screen:
        return OutlinePage(
            desk,
            bring_in=self.bring_in,
            print_plan=partial(self._print, self._show_plan),
            print_duties=partial(self._print, self._show_obligations),
            edit_head=partial(self._print, self._edit_head),
            remove=self._remove,
            check_signing=self._check_signing,
            take_number=partial(self._print, self._take_number),
        )

    def bring_in(self) -> ImportScreen:
        """Open the import and ask for a file."""
        screen = ImportScreen(self.desk)
        screen.left.connect(self._close_import)
        screen.kept.connect(self._kept)
        self.importing = screen
        self._layers.addWidget(screen)
        self._layers.setCurrentWidget(screen)
        return screen

    def _close_import(self) -> None:
        screen, self.importing = self.importing, None
        self._layers.setCurrentWidget(self.books)
        if screen is not None:
            self._layers.removeWidget(screen)
            screen.deleteLater()

    def _kept(self, plan_id: int) -> None:
        self._close_import()
        outline = self.outline
        outline.reload()
        outline.choose_plan(PlanId(plan_id))
        self.desk.toast(_("Đã lưu kế hoạch vào sổ."), partial(take_back, self.desk))

    def _print(self, show: Any, plan_id: PlanId | None) -> None:
        if plan_id is not None:
            self.desk.tasks.run(signed_plan, plan_id, done=show, owner=self)

    def _show_plan(self, plan: SignedPlan) -> None:
        office = self.desk.app.office
        document = plan_document(plan, office, marks_of(office))
        preview_document(self.desk, document, plan.title, _("Ke-hoach-{year}").format(year=plan.year))

    def _show_obligations(self, plan: SignedPlan) -> None:
        office = self.desk.app.office
        document = obligations_document(plan, office, marks_of(office))
        title = _("Danh mục nghĩa vụ {year}").format(year=plan.year)
        preview_document(self.desk, document, title, _("Nghia-vu-{year}").format(year=plan.year))

    def _edit_head(self, plan: SignedPlan) -> None:
        def save(form: PlanForm) -> None:
            head = PlanHeadForm(
                form.year,
                form.type_name,
                form.subject,
                form.number,
                form.signed_on,
                form.issuer,
                form.place,
                form.signer_authority,
                form.signer_title,
                form.signer_name,
            )
            self.desk.tasks.run(edit_plan_head, plan.id, head, done=self._told_saved, owner=self)

        shown = PlanForm(
            year=plan.year,
            type_name=plan.type_name,
            subject=plan.subject,
            number=plan.number,
            signed_on=plan.signed_on,
            issuer=plan.issuer,
            place=plan.place,
            signer_authority=plan.signer_authority,
            signer_title=plan.signer_title,
            signer_name=plan.signer_name,
        )
        HeadDialog(shown, save, self).open()

    def _check_signing(self, plan_id: PlanId | None) -> None:
        if plan_id is not None:
            SigningSheet(self.desk, plan_id, self).open()

    def _take_number(self, plan: SignedPlan) -> None:
        NumberPlanDialog(self.desk, plan, self).open()

    def _told_saved(self, _result: object) -> None:
        self.desk.toast(_("Đã lưu."), partial(take_back, self.desk))

    def _remove(self, plan_id: PlanId | None) -> None:
        if plan_id is None or not messages.ask(
            self,
            _("Xóa kế hoạch này?"),
            _("Kế hoạch cùng việc giao và nghĩa vụ vào thùng rác, lấy lại được."),
            yes=_("Xóa kế hoạch"),
            no=_("Giữ lại"),
            danger=True,
        ):
            return
        self.desk.tasks.run(remove_plan, plan_id, done=self._told_removed, owner=self)

    def _told_removed(self, _result: object) -> None:
        self.desk.toast(_("Đã xóa kế hoạch."), partial(take_back, self.desk))

    def regions(self) -> tuple[QWidget, ...]:
        return self.importing.regions() if self.importing is not None else self.books.regions()

    def search_field(self) -> QWidget | None:
        return None if self.importing is not None else self.books.search_field()

    def show_record(self, record: Any) -> None:
        if self.importing is not None:
            return
        kind, key, *_step = record if isinstance(record, tuple) else ("", record)
        if kind == "Plan" and key is not None:
            self.outline.choose_plan(PlanId(key))
        else:
            self.books.show_record(record)

    def shown_record(self) -> Any:
        return self.books.shown_record()

    def keep_draft(self) -> None:
        if self.importing is not None:
            self.importing.keep_draft()
        self.books.keep_draft()


def _duties(desk: Desk) -> Screen:
    return RegisterPage(desk, DUTIES, steps_for(desk, DUTIES), icon="plan")


def _obligations(desk: Desk) -> Screen:
    return RegisterPage(desk, OBLIGATIONS, steps_for(desk, OBLIGATIONS), icon="clock")


def plan_page(desk: Desk, before: tuple[Tab, ...] = (), beside: tuple[Tab, ...] = ()) -> Screen:
    """The page behind the menu entry."""
    return PlanPage(desk, before, beside)
