"""What the five steps of the first run ask; two of them are required."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import fold, nfc
from ui.kit import theme
from ui.kit.buttons import button
from ui.kit.fields import Choice, Number, TextArea, TextLine
from ui.kit.fitting import fix, lay
from ui.kit.form import Form
from ui.kit.icons import IconLabel
from ui.kit.labels import label, rich
from ui.kit.letterhead import Letterhead
from ui.kit.new_password import add_new_password
from ui.kit.notices import Banner
from ui.kit.recovery_sheet import RecoverySheet
from ui.kit.theme import Tone

MISSING = N_("Ô này cần có.")
KINDS = (N_("phường"), N_("đặc khu"), N_("xã"))
STAFF_ROWS = 5
SIDE_BY_SIDE = 1200
"""From this window width on (divided by the font scale) the letterhead stands beside the form."""


class Step(QWidget):
    """One page of the first run: title, sentence, form."""

    changed = Signal()

    def __init__(self, title: str, hint: str, *, has_side: bool = False) -> None:
        super().__init__()
        self._outer = outer = QHBoxLayout(self)
        lay(outer, (48, 40, 48, 24), 48)
        main = QWidget()
        self.column = QVBoxLayout(main)
        lay(self.column, spacing=14)
        head = QVBoxLayout()
        lay(head, spacing=3)
        head.addWidget(label(title, "title", wrap=True))
        head.addWidget(label(hint, "hint", wrap=True))
        self.column.addLayout(head)
        self.form = Form()
        self.form.changed.connect(self.changed)
        self.column.addWidget(self.form)
        self.side = QVBoxLayout()
        lay(self.side, spacing=8)
        outer.addWidget(main, 3)
        if has_side:
            outer.addLayout(self.side)
        else:
            fix(main, max_width=640)
            outer.addStretch(1)

    def arrange(self, window_width: int) -> None:
        """Side by side where there is room, else the side under the form."""
        roomy = window_width * 100 / theme.current().scale >= SIDE_BY_SIDE
        way = QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        self._outer.setDirection(way)

    def is_right(self) -> bool:
        """Check what was filled in; mark what is wrong."""
        return self.form.is_right(_(MISSING))

    def begin(self) -> None:
        """Put the cursor where filling in begins."""
        self.form.focus_first()


class OfficeStep(Step):
    """Which office this is; its letterhead is drawn while it is typed."""

    def __init__(self) -> None:
        hint = _("Những thông tin này sẽ in lên đầu mọi văn bản và báo cáo.")
        super().__init__(_("Đơn vị của anh/chị"), hint, has_side=True)
        self.name = TextLine(placeholder=_("Ví dụ: UBND xã Phổ Châu"))
        self.superior, self.province, self.place = TextLine(), TextLine(), TextLine()
        self.chairman, self.symbol = TextLine(), TextLine("UBND")
        form = self.form
        form.add("name", _("Tên đơn vị"), self.name, required=True, check=self._name_problem)
        hint = _("Sửa được khi sắp xếp lại đơn vị hành chính.")
        form.add("superior", _("Cơ quan nhận báo cáo"), self.superior, hint=hint)
        form.add("province", _("Tỉnh, thành phố"), self.province, span=3)
        form.add("place", _("Địa danh ghi trên văn bản"), self.place, span=3)
        form.add("chairman", _("Chủ tịch"), self.chairman, span=3)
        form.add("symbol", _("Ký hiệu đơn vị"), self.symbol, span=3)
        form.add_wide(self._areas())
        self.column.addStretch(1)
        self.side.addWidget(label(_("Xem trước trên văn bản"), "label-strong"))
        self.letterhead = Letterhead()
        self.side.addWidget(self.letterhead)
        note = QHBoxLayout()
        lay(note, spacing=6)
        note.addWidget(IconLabel("done", "success", 16))
        note.addWidget(label(_("Đúng bố cục Nghị định 30/2020/NĐ-CP"), "hint"), 1)
        self.side.addLayout(note)
        self.side.addStretch(1)
        self.form.changed.connect(self._draw)
        self._draw()

    def kind(self) -> str:
        """What kind of commune the name says: "xã", "phường" or "đặc khu"."""
        words = f" {fold(self.name.value())} "
        return next((_(kind) for kind in KINDS if f" {fold(_(kind))} " in words), _(KINDS[-1]))

    def unit(self) -> str:
        """The commune alone, without the body: "xã Phổ Châu"."""
        words = self.name.value().split()
        first = fold(self.kind()).split()[0]
        begin = next((number for number, word in enumerate(words) if fold(word) == first), 0)
        return " ".join(words[begin:])

    def place_name(self) -> str:
        """The place that stands before the date; taken from the name while none is typed."""
        typed = self.place.value()
        words = self.unit().split()
        return typed or " ".join(words[len(self.kind().split()) :])

    def _areas(self) -> QWidget:
        areas = QWidget()
        column = QVBoxLayout(areas)
        lay(column, spacing=4)
        column.addWidget(label(_("Loại địa bàn"), "label"))
        row = QHBoxLayout()
        lay(row, spacing=20)
        self.plain = QRadioButton(_("Địa bàn thông thường"))
        self.remote = QRadioButton(_("Vùng sâu, vùng xa, đi lại khó khăn"))
        self.plain.setChecked(True)
        group = QButtonGroup(areas)
        for radio in (self.plain, self.remote):
            group.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        column.addLayout(row)
        effect = _("Ảnh hưởng hạn giải quyết khiếu nại: 30 ngày hoặc 45 ngày (Điều 28 Luật Khiếu nại 2011).")
        column.addWidget(label(effect, "hint", wrap=True))
        return areas

    def _name_problem(self) -> str | None:
        return None if len(self.name.value()) > 3 else _("Ghi đủ tên, ví dụ: UBND xã Phổ Châu.")

    def _draw(self) -> None:
        self.place.setPlaceholderText("" if self.place.value() else self.place_name())
        self.letterhead.show_office(self.unit(), self.place_name(), self.chairman.value(), self.symbol.value())


class AdminStep(Step):
    """Who keeps the program: name, post, password."""

    def __init__(self, posts: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            _("Tài khoản quản trị"),
            _("Người này thêm tài khoản cho người khác và giữ mật khẩu chính. Không cần nhớ tên đăng nhập."),
        )
        self.name = TextLine(placeholder=_("Ví dụ: Nguyễn Thị Hạnh"))
        self.post = Choice([("", _("Chọn chức danh")), *((title, title) for _key, title in posts)])
        self.form.add("account_display", _("Họ và tên"), self.name, span=3, required=True)
        self.form.add("account_post", _("Chức danh"), self.post, span=3)
        self.password, self.again = add_new_password(self.form, span=3)
        self.column.addStretch(1)


class PeopleStep(Step):
    """Who works here and which villages there are; can be left for later."""

    def __init__(self, posts: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            _("Cán bộ và thôn"),
            _("Không bắt buộc. Thêm sau ở Quản trị, hoặc nhập cả danh sách từ Excel."),
        )
        self._posts = tuple(posts)
        self.rows: list[tuple[TextLine, Choice]] = []
        people = QWidget()
        self._grid = QGridLayout(people)
        lay(self._grid, spacing=(10, 8))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._grid.addWidget(label(_("Họ và tên cán bộ"), "label"), 0, 0)
        self._grid.addWidget(label(_("Chức danh"), "label"), 0, 1)
        self.form.add_wide(people)
        for number in range(STAFF_ROWS):
            self.add_row(number)
        self.more = button(_("Thêm một cán bộ"), "quiet", "add", lambda: self.add_row(len(self.rows)))
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.villages_form = Form()
        self.villages = TextArea(rows=4)
        hint = _("Mỗi dòng một thôn hoặc tổ dân phố.")
        self.villages_form.add("villages", _("Thôn, tổ dân phố"), self.villages, hint=hint)
        self.column.addWidget(self.villages_form)
        self.column.addStretch(1)

    def add_row(self, number: int) -> None:
        """One more officer to fill in."""
        name, post = TextLine(), Choice(self._posts)
        name.setAccessibleName(_("Họ và tên cán bộ {number}").format(number=number + 1))
        post.setAccessibleName(_("Chức danh cán bộ {number}").format(number=number + 1))
        if number < len(self._posts):
            post.setCurrentIndex(number)
        self._grid.addWidget(name, number + 1, 0)
        self._grid.addWidget(post, number + 1, 1)
        self.rows.append((name, post))

    def suggest(self, known: Sequence[tuple[str, str]]) -> None:
        """Fill in who was named in the steps before, as (full name, title of the post), while the rows are empty."""
        if any(name.value() for name, _post in self.rows):
            return
        keys = {title: key for key, title in self._posts}
        people = [(name, keys.get(title, "")) for name, title in known if name]
        for (name, post), (full_name, key) in zip(self.rows, people, strict=False):
            name.setText(full_name)
            post.choose(key)

    def officers(self) -> tuple[tuple[str, str], ...]:
        """(full name, key of the post) of those that were filled in."""
        return tuple((name.value(), post.value() or "") for name, post in self.rows if name.value())

    def village_names(self) -> tuple[str, ...]:
        """The villages, one from each line."""
        lines = (nfc(line).strip() for line in self.villages.value().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def begin(self) -> None:
        self.rows[0][0].setFocus(Qt.FocusReason.OtherFocusReason)


class PlanStep(Step):
    """Whether the signed plan of the year is read in right after the first run."""

    def __init__(self) -> None:
        super().__init__(
            _("Kế hoạch năm"),
            _("Kế hoạch đã ký được đọc từ tệp Word, PDF hoặc văn bản thường, rồi anh/chị xem lại trước khi lưu."),
        )
        self.now = QRadioButton(_("Nhập kế hoạch đã ký ngay khi vào sổ"))
        self.later = QRadioButton(_("Để sau, nhập ở trang Kế hoạch"))
        self.later.setChecked(True)
        group = QButtonGroup(self)
        for radio in (self.now, self.later):
            group.addButton(radio)
            self.form.add_wide(radio)
        self.column.addStretch(1)

    def begin(self) -> None:
        (self.now if self.now.isChecked() else self.later).setFocus(Qt.FocusReason.OtherFocusReason)


class BackupStep(Step):
    """How often to be reminded of copies, and the recovery sheet."""

    def __init__(self, print_sheet: Callable[[], object] | None) -> None:
        super().__init__(
            _("Sao lưu USB và phiếu khôi phục"),
            _("Sổ được mã hóa. Ngoài mật khẩu, chỉ phiếu khôi phục trên giấy mở được sổ và bản sao lưu."),
        )
        self.days = Number(1, 30)
        self.days.setValue(3)
        self.days.setSuffix(" " + _("ngày"))
        hint = _("Sổ nhắc ở đầu trang khi quá số ngày này mà chưa sao lưu.")
        self.form.add("backup_days", _("Nhắc sao lưu sau"), self.days, span=3, hint=hint)
        self.promise = rich(
            _("Bấm <b>Tạo sổ</b> để tạo mã khôi phục. In phiếu, cho vào phong bì dán kín và giao Chủ tịch giữ."), "body"
        )
        self.column.addWidget(self.promise)
        self.sheet = RecoverySheet(print_sheet)
        self.sheet.hide()
        once = _("Mã này chỉ hiện một lần. Mất cả mật khẩu lẫn phiếu thì không ai mở được sổ.")
        self.warning = Banner(once, Tone.WARNING)
        self.warning.hide()
        self.column.addWidget(self.warning)
        self.column.addWidget(self.sheet)
        self.column.addStretch(1)
        self.sheet.changed.connect(self.changed)

    def show_code(self, code: str) -> None:
        """The office stands: show its code instead of what comes."""
        self.form.hide()
        self.promise.hide()
        self.warning.show()
        self.sheet.show_code(code)
        self.sheet.show()
        self.sheet.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)
