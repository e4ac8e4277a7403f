"""Who may do what (phân quyền): roles, actions, and the verdict on a person before a record."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dcapp.kernel.i18n import N_, _

PERMISSIONS = Path(__file__).parents[2] / "resources" / "rules" / "permissions.toml"

ROLES: dict[str, str] = {
    "QT": N_("Quản trị"),
    "LD": N_("Lãnh đạo"),
    "TN": N_("Tiếp nhận, văn thư"),
    "TL": N_("Thụ lý đơn"),
    "TC": N_("Thụ lý tố cáo"),
    "TD": N_("Tiếp công dân"),
    "KS": N_("Kiểm soát"),
    "BC": N_("Xem số liệu"),
}
"""Role code → its name, in the order of the matrix."""

GRANTS: dict[str, str] = {
    "Y": N_("Được làm"),
    "A": N_("Chỉ việc được giao"),
    "M": N_("Được xem, che danh tính"),
    "AM": N_("Chỉ việc được giao, che danh tính"),
    "2": N_("Cần người thứ hai xác nhận"),
    "A2": N_("Việc được giao, cần người thứ hai xác nhận"),
    "P": N_("Chỉ đề xuất"),
    "AP": N_("Chỉ đề xuất trong việc được giao"),
    "V": N_("Chỉ duyệt"),
    "R": N_("Chỉ xem"),
    "I": N_("Chỉ lúc tiếp nhận, đến khi bàn giao"),
    "T": N_("Đến khi giao cho người thụ lý"),
    "D": N_("Chỉ việc mình ghi, trong ngày"),
    "N": N_("Được làm, trừ tố cáo"),
    "C": N_("Chỉ xem số lượng"),
    "-": N_("Không"),
}
"""Cell of the matrix → what it says, for the tooltip of the matrix."""

_NO_RIGHT = N_("Tài khoản này chưa được giao quyền làm việc đó.")
_RELATED = N_("Người bị tố cáo hoặc có liên quan không được xem, xử lý vụ việc này.")
_CLOSED = N_("Vụ việc đã đóng nên không sửa được.")
_NOT_ASSIGNED = N_("Chỉ người được giao mới làm được việc này.")
_HANDED_OVER = N_("Vụ việc đã bàn giao nên người tiếp nhận không mở nữa.")
_DAY_OVER = N_("Chỉ sửa được việc mình ghi, trong ngày ghi.")
_NO_DENUNCIATION = N_("Tài khoản này không được xem hồ sơ tố cáo.")
_SECOND = N_("Việc này cần người thứ hai xác nhận.")
_PROPOSES = N_("Tài khoản này chỉ được đề xuất, người có thẩm quyền quyết định.")
_APPROVES = N_("Tài khoản này duyệt việc người khác đã chuẩn bị, không tự làm.")
_READS = N_("Tài khoản này chỉ được xem, không được sửa.")
_COUNTS = N_("Tài khoản này chỉ được xem số lượng.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the slice knows of the person before the record: whose it is, to whom it is given, its state."""

    own: bool = False
    """The person took it in or wrote it."""
    assigned: bool = False
    """The record is given to the person."""
    related: bool = False
    """The person is accused in it or related to it."""
    closed: bool = False
    """The case is closed or archived."""
    handed_over: bool = False
    """Intake is over: an officer has it now."""
    day_over: bool = False
    """The day on which it was written has passed."""
    denunciation: bool = False
    """The record is a denunciation."""
    confirmed: bool = False
    """A second person with the right has confirmed this very step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer: `allowed` says whether it may be done now; the rest says how, or what is possible instead."""

    allowed: bool
    masked: bool = False
    second_person: bool = False
    only_proposes: bool = False
    only_approves: bool = False
    only_reads: bool = False
    only_counts: bool = False
    reason: str = ""

    @property
    def weight(self) -> int:
        """How much it lets a person do; the strongest of several roles counts."""
        if self.allowed:
            return 20 if self.masked else 30
        lesser = (self.second_person, self.only_approves, self.only_proposes, self.only_reads, self.only_counts)
        return next((10 - place for place, holds in enumerate(lesser) if holds), 0)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done, and what a case has to say to it."""

    key: str
    of_case: bool
    changes_case: bool
    always_masked: bool
    fixed: bool
    in_matrix: bool


@dataclass(frozen=True, slots=True)
class Area:
    """One row of the screen of rights: a part of the menu and the actions that make its level."""

    key: str
    group: str
    title: str
    view: tuple[str, ...]
    edit: tuple[str, ...] = ()
    manage: tuple[str, ...] = ()
    approve: tuple[str, ...] = ()
    by_case: bool = False
    along: tuple[str, ...] = ()
    """Actions that follow the level without making it."""
    always_seen: bool = False
    """Other screens read from it (officers, days off, rules): no role can be left without a look."""

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action that makes the level, each once."""
        return tuple(dict.fromkeys((*self.view, *self.edit, *self.manage, *self.approve, *self.along)))


_WORK, _CITIZENS, _SYSTEM = N_("Công việc"), N_("Công dân"), N_("Văn bản, hệ thống")
_CASE_STEPS = ("create", "extend", "conclude", "attach", "delete", "correct_number", "correct_date")
_CASE_WAYS = ("list", "search", "open_scan", "import_excel", "import_word")
_AREAS = (
    Area(
        "plan",
        _WORK,
        N_("Kế hoạch"),
        ("plan.view",),
        ("plan.edit",),
        ("plan.manage",),
        ("plan.approve",),
        along=("plan.import", "plan.progress"),
    ),
    Area(
        *("visits", _CITIZENS, N_("Tiếp công dân"), ("visits.view",), ("visits.edit",), ("visits.schedule",)),
        along=("people.view", "commitments.view", "commitments.edit"),
    ),
    Area(
        "cases",
        _CITIZENS,
        N_("Đơn thư"),
        ("cases.read",),
        ("cases.edit",),
        approve=("cases.assign",),
        along=tuple(f"cases.{step}" for step in (*_CASE_STEPS, *_CASE_WAYS)),
    ),
    Area("sealed", _CITIZENS, N_("Tố cáo: danh tính người tố cáo"), ("denunciations.reveal",), by_case=True),
    Area(
        "figures",
        _CITIZENS,
        N_("Thống kê, sổ"),
        ("cases.statistics",),
        along=("cases.registers", "cases.export_excel", "cases.export_csv"),
    ),
    Area(
        "papers",
        _SYSTEM,
        N_("Văn bản, báo cáo"),
        ("papers.view",),
        ("papers.edit",),
        ("numbering.take",),
        ("papers.approve",),
    ),
    Area("backup", _SYSTEM, N_("Sao lưu, phục hồi"), ("backup.make",), ("backup.make",), ("backup.restore",)),
    Area("audit", _SYSTEM, N_("Nhật ký"), ("audit.read", "audit.verify")),
    Area(
        "office",
        _SYSTEM,
        N_("Đơn vị, lịch nghỉ"),
        ("office.view",),
        ("office.edit", "calendar.edit"),
        always_seen=True,
    ),
    Area("accounts", _SYSTEM, N_("Người dùng"), ("accounts.view",), (), ("accounts.manage",)),
    Area("settings", _SYSTEM, N_("Cài đặt"), ("rules.view",), (), ("settings.edit",), always_seen=True),
)

LEVEL_VIEW, LEVEL_OWN, LEVEL_EDIT = N_("Xem"), N_("Việc mình"), N_("Sửa")
LEVEL_MANAGE, LEVEL_APPROVE, LEVEL_BY_CASE, LEVEL_NONE = N_("Quản lý"), N_("Duyệt"), N_("Theo vụ"), "–"
LEVELS = (LEVEL_NONE, LEVEL_VIEW, LEVEL_OWN, LEVEL_EDIT, LEVEL_MANAGE, LEVEL_APPROVE)
"""The levels that the office can set, from the least to the most."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every cell of the matrix: what stands nowhere is refused."""

    cells: Mapping[tuple[str, str], str]
    known: Mapping[str, Action]

    def actions(self) -> tuple[str, ...]:
        """The keys of all actions, in the order of the file."""
        return tuple(self.known)

    def action(self, key: str) -> Action | None:
        """What is known of an action; None for one that does not exist."""
        return self.known.get(key)

    def grant(self, role: str, action: str) -> str:
        """The cell of a role and an action; "-" for anything unknown."""
        return self.cells.get((role, action), "-")

    def decide(self, roles: Collection[str], action: str, context: Context | None = None) -> Verdict:
        """The verdict on a person with these roles; of several roles the strongest counts."""
        known = self.known.get(action)
        if known is None:
            return Verdict(allowed=False, reason=_(_NO_RIGHT))
        before = context or Context()
        best = Verdict(allowed=False, reason=_(_NO_RIGHT))
        for role in ROLES:
            if role not in roles:
                continue
            verdict = _judged(self.grant(role, action), known, before)
            if verdict.weight > best.weight or (best.reason == _(_NO_RIGHT) and verdict.reason):
                best = verdict
        return best

    def is_fixed(self, role: str, action: str) -> bool:
        """True for a cell that the office cannot change: the vault, one's own things, cases to the administrator."""
        known = self.known.get(action)
        return known is None or role not in ROLES or known.fixed or (role == "QT" and known.of_case)

    def with_overrides(self, cells: Mapping[tuple[str, str], str]) -> Matrix:
        """The matrix with the office's own cells laid over it; fixed and unknown cells are passed over,
        a grant that nobody knows counts as "-".
        """
        laid = {
            (role, action): grant if grant in GRANTS else "-"
            for (role, action), grant in cells.items()
            if not self.is_fixed(role, action)
        }
        return replace(self, cells={**self.cells, **laid})

    def areas(self) -> tuple[Area, ...]:
        """The rows of the screen of rights."""
        return _AREAS

    def level_word(self, roles: str | Collection[str], area: Area | str) -> str:
        """The word in a cell of the screen of rights: Xem, Việc mình, Sửa, Quản lý, Duyệt, Theo vụ or –."""
        held = (roles,) if isinstance(roles, str) else roles
        row = area if isinstance(area, Area) else next(row for row in _AREAS if row.key == area)
        return _(self.level(held, row))

    def level_cells(self, role: str, area: Area, level: str) -> dict[tuple[str, str], str]:
        """The cells (role, action) → grant that give a role this level; fixed cells are left out.

        Ask the shipped matrix: where it gives the level to this role, or to another one, that is what it means here;
        else it is composed of plain grants. "Việc mình" only exists where the shipped matrix knows it, since only
        there the slices say whose work it is.
        """
        others = sorted((other for other in ROLES if other != role), key=lambda other: other == "QT")
        pattern = next((held for held in (role, *others) if self.level((held,), area) == level), None)
        if pattern is not None:
            wanted = {action: self.grant(pattern, action) for action in area.actions}
        else:
            reached = LEVELS.index(level)
            parts = ((area.view, LEVEL_VIEW), (area.edit, LEVEL_EDIT), ((*area.manage, *area.along), LEVEL_MANAGE))
            wanted = dict.fromkeys(area.actions, "-")
            for actions, least in (*parts, (area.approve, LEVEL_APPROVE)):
                if reached >= LEVELS.index(least):
                    wanted.update((action, self._plain_grant(action)) for action in actions)
        return {(role, action): grant for action, grant in wanted.items() if not self.is_fixed(role, action)}

    def levels_for(self, role: str, area: Area) -> tuple[str, ...]:
        """The levels that a cell of the screen of rights can be set to, from the least; one = it is fixed.

        A level counts where the cells that mean it, laid over this matrix, are read as that level again.
        """
        if area.by_case:
            return (self.level((role,), area),)
        least = 1 if area.always_seen else 0
        return tuple(
            level
            for level in LEVELS[least:]
            if self.with_overrides(self.level_cells(role, area, level)).level((role,), area) == level
        )

    def _plain_grant(self, action: str) -> str:
        """Yes, or with a second person where the shipped matrix lets nobody do it alone."""
        given = {self.grant(role, action) for role in ROLES}
        return "2" if "2" in given and "Y" not in given else "Y"

    def level(self, roles: Collection[str], row: Area) -> str:
        """The level behind the word: one of `LEVELS` or LEVEL_BY_CASE, not translated."""

        def grants(actions: tuple[str, ...]) -> set[str]:
            return {self.grant(role, action) for role in roles for action in actions} - {"-"}

        if row.by_case:
            return LEVEL_BY_CASE if grants(row.view) else LEVEL_NONE
        if "Y" in grants(row.approve) or "V" in grants(row.manage):
            return LEVEL_APPROVE
        if grants(row.manage) & {"Y", "2"}:
            return LEVEL_MANAGE
        if grants(row.edit) & {"Y", "T"}:
            return LEVEL_EDIT
        if grants(row.edit) & {"A", "D"} or grants(row.view) & {"A", "AM"}:
            return LEVEL_OWN
        return LEVEL_VIEW if grants(row.view) | grants(row.manage) else LEVEL_NONE


def _refused(reason: str, **how: bool) -> Verdict:
    return Verdict(allowed=False, reason=_(reason), **how)


def _judged(grant: str, action: Action, context: Context) -> Verdict:
    """One cell before one record."""
    if grant == "-":
        return _refused(_NO_RIGHT)
    if action.of_case and context.related:
        return _refused(_RELATED)
    if action.changes_case and context.closed:
        return _refused(_CLOSED)
    missed = _missed_condition(grant, context)
    if missed:
        return _refused(missed)
    match grant:
        case "P" | "AP":
            return _refused(_PROPOSES, only_proposes=True)
        case "V":
            return _refused(_APPROVES, only_approves=True)
        case "R":
            return _refused(_READS, only_reads=True)
        case "C":
            return _refused(_COUNTS, only_counts=True)
        case "2" | "A2" if not context.confirmed:
            return _refused(_SECOND, second_person=True)
        case "Y" | "A" | "M" | "AM" | "2" | "A2" | "I" | "T" | "D" | "N":
            masked = action.always_masked or grant in ("M", "AM")
            return Verdict(allowed=True, masked=masked, second_person=grant in ("2", "A2"))
        case _:
            return _refused(_NO_RIGHT)


def _missed_condition(grant: str, context: Context) -> str:
    """Why the record does not meet what the cell asks for; empty where it does."""
    if grant in ("A", "AM", "A2", "AP") and not context.assigned:
        return _NOT_ASSIGNED
    if grant == "I" and not context.own:
        return _NOT_ASSIGNED
    if grant in ("I", "T") and context.handed_over:
        return _HANDED_OVER
    if grant == "D" and (not context.own or context.day_over):
        return _DAY_OVER
    if grant == "N" and context.denunciation:
        return _NO_DENUNCIATION
    return ""


def read_matrix(shipped: Mapping[str, Any]) -> Matrix:
    """The matrix out of the rows of permissions.toml; a row that does not fit is a ValueError."""
    if tuple(shipped["roles"]) != tuple(ROLES):
        raise ValueError("the roles of the file are not the roles of the program")
    cells: dict[tuple[str, str], str] = {}
    known: dict[str, Action] = {}
    of_case, changes_case = frozenset(shipped["of_case"]), frozenset(shipped["changes_case"])
    always_masked, fixed = frozenset(shipped["always_masked"]), frozenset(shipped["fixed"])
    for part in ("house", "matrix"):
        for key, row in shipped[part].items():
            grants = row.split()
            if key in known or len(grants) != len(ROLES) or not set(grants) <= set(GRANTS):
                raise ValueError(f"row {key} of the matrix of rights does not fit")
            known[key] = Action(
                key, key in of_case, key in changes_case, key in always_masked, key in fixed, part == "matrix"
            )
            cells.update({(role, key): grant for role, grant in zip(ROLES, grants, strict=True)})
    astray = (of_case | changes_case | always_masked | fixed) - known.keys()
    if astray:
        raise ValueError(f"no such actions: {', '.join(sorted(astray))}")
    return Matrix(cells, known)


@lru_cache(maxsize=1)
def load_matrix() -> Matrix:
    """The matrix that the program ships."""
    return read_matrix(tomllib.loads(PERMISSIONS.read_text("utf-8")))
