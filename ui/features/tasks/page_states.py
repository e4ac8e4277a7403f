"""What the page of tasks shows when it has no tasks to show."""

from __future__ import annotations

from collections.abc import Callable

from dcapp.kernel.errors import NotAllowed
from dcapp.kernel.i18n import _
from ui.kit.actions import Actions
from ui.kit.states import DeniedState, EmptyState, ErrorState, State


def no_plan(bring_in: Callable[[], object] | None) -> State:
    """There is no plan whose tasks could be followed; `bring_in` where the account may read one in."""
    words = _("Nhập kế hoạch đã ký ở tab Nội dung; việc lập từ kế hoạch sẽ hiện ở đây.")
    state = EmptyState("plan", _("Chưa có kế hoạch"), words)
    if bring_in is not None:
        state.offer(_("Nhập kế hoạch đã ký"), bring_in, symbol="import")
    return state


def nothing_yet(steps: Actions | None) -> State:
    """The plan has no tasks: what will stand here, and the steps that bring them."""
    words = _("Việc lập từ việc giao và nghĩa vụ của kế hoạch sẽ hiện ở đây, theo mục.")
    state = EmptyState("plan", _("Kế hoạch chưa có việc"), words)
    known = {step.id for step in steps.steps} if steps is not None else set()
    if steps is not None and "derive" in known:
        state.offer(_("Lập việc từ kế hoạch"), steps["derive"].trigger, symbol="plan")
        state.offer(_("Thêm việc"), steps["add"].trigger, kind="secondary", symbol="add")
    return state


def nothing_found(clear: Callable[[], object]) -> State:
    """No task matches the filters."""
    state = State("search", _("Không có việc nào khớp bộ lọc"), _("Thử bỏ bớt bộ lọc."))
    state.offer(_("Xóa bộ lọc"), clear)
    return state


def unread(error: Exception, reload: Callable[[], object]) -> State:
    """The tasks could not be read, or this account may not read them."""
    if isinstance(error, NotAllowed):
        return DeniedState(_("Việc của kế hoạch cần được giao quyền xem"), str(error))
    state = ErrorState(_("Chưa đọc được việc của kế hoạch"), error)
    state.offer(_("Tải lại"), reload, symbol="reload")
    return state
