"""What the page of a register shows when there are no lines to show."""

from __future__ import annotations

from collections.abc import Callable

from dcapp.kernel.errors import NotAllowed
from dcapp.kernel.i18n import _
from dcapp.registers.spec import Register
from ui.kit.actions import Actions
from ui.kit.states import DeniedState, EmptyState, ErrorState, NotFoundState, State


def nothing_yet(register: Register, icon: str, steps: Actions | None, add_words: str = "") -> State:
    """The book is empty: what will appear, and the steps that fill it; `add_words` is what adding is called here."""
    noun = _(register.noun)
    state = EmptyState(icon, _("Chưa có {noun} nào").format(noun=noun), _(register.empty))
    known = {step.id for step in steps.steps} if steps is not None else set()
    if steps is not None and "add" in known:
        state.offer(
            _(add_words) if add_words else _("Thêm {noun}").format(noun=noun), steps["add"].trigger, symbol="add"
        )
    if steps is not None and "import" in known:
        state.offer(_("Nhập sổ cũ từ Excel"), steps["import"].trigger, kind="quiet")
    return state


def nothing_found(words: str, clear: Callable[[], object]) -> State:
    """No line matches the words and filters."""
    where = _("Đã tìm không dấu trong cả sổ. Thử bỏ bớt chữ hoặc bộ lọc.")
    state = NotFoundState(words, where) if words else State("search", _("Không có dòng nào khớp bộ lọc"), where)
    state.offer(_("Xóa bộ lọc"), clear)
    return state


def failed(error: Exception, reload: Callable[[], object]) -> State:
    """The lines could not be read, or this account may not read them."""
    if isinstance(error, NotAllowed):
        return DeniedState(_("Sổ này cần được giao quyền xem"), str(error))
    state = ErrorState(_("Chưa đọc được sổ"), error)
    state.offer(_("Tải lại"), reload)
    return state
