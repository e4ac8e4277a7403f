"""The walk from the first run to the printed plan, in the program's own window; started as a process of its own.

Usage: walk.py FILE.json, with the office folder, the papers, what their reading should give, and where pictures go.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from life import lead
from officer import Officer, seen, windows
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QRadioButton, QTabBar, QTableView, QWidget

from ui.features.door.first_run import FirstRun

OFFICE, CHAIRMAN, CLERK, SECOND = "UBND xã Suối Trong", "Đinh Quang Mẫn", "Ngô Thị Hạnh", "Hồ Thị Ánh"
CLERK_POST = "Văn phòng – Thống kê"
PASSWORD, SECOND_PASSWORD = "Suoi-trong-79-xanh", "Cau-ben-da-51-cao"
NUMBER, DAY = "59/KH-UBND", "5/1/23"
EDITED = "Việc này cán bộ đã sửa lại khi xem trước"


class Walk:
    """The steps, one method each, in the order of the day."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.out = Path(told["out"])
        self.me = Officer(Path(told["pictures"]))
        self.dropped = ""

    def noted(self) -> dict[str, Any]:
        """The task that was left out."""
        return {"dropped": self.dropped}

    def whole(self) -> None:
        """All steps."""
        self.set_up()
        self.keep_the_sheet()
        self.look_at_other_formats()
        self.read_the_plan()
        self.correct_and_keep()
        self.find_again()
        self.print_the_plan()
        self.add_an_account()
        self.lock_and_come_back()
        self.change_hands()
        self.close()

    def set_up(self) -> None:
        """The first run: five steps."""
        me = self.me
        me.sees("Đơn vị của anh/chị", "Bước 1/5")
        me.push("Tiếp tục")
        me.sees("Ô này cần có.")
        me.fill("Tên đơn vị", OFFICE)
        me.fill("Cơ quan nhận báo cáo", "UBND tỉnh Mẫu")
        me.fill("Tỉnh, thành phố", "tỉnh Mẫu")
        me.fill("Chủ tịch", CHAIRMAN)
        me.sees_no("Ô này cần có.")
        me.snap("don-vi")
        me.push("Tiếp tục")
        me.sees("Người này thêm tài khoản cho người khác", "Bước 2/5")
        me.fill("Họ và tên", CLERK)
        post = me.tab_to("Chức danh")
        assert isinstance(post, QComboBox)
        for _choice in range(post.count()):
            if post.currentText() != CLERK_POST:
                me.press("Down")
        me.sees(CLERK_POST)
        me.fill("Mật khẩu mới", PASSWORD)
        me.fill("Gõ lại mật khẩu", PASSWORD[:-1])
        me.push("Tiếp tục")
        me.sees("Hai lần gõ chưa giống nhau.")
        me.fill("Gõ lại mật khẩu", PASSWORD)
        me.snap("quan-tri")
        me.push("Tiếp tục")
        me.sees("Bước 3/5", CHAIRMAN, CLERK)
        me.fill("Thôn, tổ dân phố", "thôn Bến Đá\nthôn Đồng Sim\nthôn Gò Me")
        me.snap("can-bo-thon")
        me.push("Tiếp tục")
        me.sees("Bước 4/5", "Nhập kế hoạch đã ký ngay khi vào sổ")
        me.press("Up")
        chosen = me.place()
        assert isinstance(chosen, QRadioButton), chosen
        assert chosen.isChecked(), chosen.text()
        assert chosen.text() == "Nhập kế hoạch đã ký ngay khi vào sổ"
        me.snap("ke-hoach")
        me.push("Tiếp tục")
        me.sees("Bước 5/5", "Nhắc sao lưu sau")
        me.snap("sao-luu")
        me.push("Tạo sổ")

    def keep_the_sheet(self) -> None:
        """The recovery code: shown once, printed, two groups asked back."""
        me = self.me
        words = me.sees("Mã này chỉ hiện một lần.", "Gõ lại nhóm")
        groups = {line.split(".")[0]: line.split()[-1] for line in words.splitlines() if is_group(line)}
        assert len(groups) == 12, words
        asked = [line.split()[3] for line in words.splitlines() if line.startswith("Gõ lại nhóm")]
        assert len(asked) == 2, words
        me.snap("ma-khoi-phuc")
        me.push("In phiếu khôi phục")
        me.sees("Phiếu mã khôi phục", "Trang 1 / 1")
        me.snap("phieu-khoi-phuc")
        me.press("Esc")
        me.sees_no("Trang 1 / 1")
        first, second = (f"Gõ lại nhóm {number} trên phiếu" for number in asked)
        me.fill(first, groups[asked[0]])
        me.fill(second, "AAAAA")
        me.press("Shift+Tab")
        me.sees("Chưa khớp.")
        me.snap("nhom-chua-khop")
        me.fill(second, groups[asked[1]].lower())
        me.push("Vào sổ")
        me.sees("Chưa có kế hoạch", OFFICE, CLERK)
        for letters in groups.values():
            assert letters not in seen(), "the recovery code is still on the screen"
        me.snap("so-moi")

    def look_at_other_formats(self) -> None:
        """The same plan as plain text and as PDF: looked at, and left."""
        me = self.me
        for ending in ("txt", "pdf"):
            self.open_paper(ending)
            me.snap(f"doc-{ending}")
            with me.answering(lambda: (me.sees("Bỏ kết quả đọc này?"), me.press("Return"))):
                me.press("Esc")
            me.sees("Chưa có kế hoạch")

    def open_paper(self, ending: str) -> None:
        """Choose a file and wait for what was read in it."""
        me, told = self.me, self.told["papers"][ending]
        me.push("Nhập kế hoạch đã ký")
        me.sees("Chọn kế hoạch đã ký", "Chọn tệp…")
        with me.answering(lambda: me.choose_file(Path(told["path"]), f"chon-{ending}")):
            me.push("Chọn tệp…")
        me.sees(told["save"], Path(told["path"]).name, "chưa ghi gì vào sổ")

    def read_the_plan(self) -> None:
        """The Word file: what is missing is said, and filled in from the paper."""
        me = self.me
        self.open_paper("docx")
        me.sees("Tệp không ghi số, ngày ký. Gõ theo bản giấy.")
        me.snap("doc-docx")
        me.push("Ghi số, ngày…")
        me.sees("Số, ngày, người ký của kế hoạch")
        me.fill("Số, ký hiệu", NUMBER)
        me.fill("Ngày ký", DAY)
        me.press("Tab")
        me.sees("05/01/2023")
        me.snap("so-ngay")
        me.press("Ctrl+Return")
        me.sees(f"số {NUMBER}")
        me.sees_no("Tệp không ghi")

    def correct_and_keep(self) -> None:
        """One duty is edited, one dropped, taken back and dropped again; then everything is kept."""
        me, told = self.me, self.told["papers"]["docx"]
        table = me.f6_to(QTableView)
        me.press("Home")
        self.down_to(table, "G1")
        me.press("F2")
        me.sees("Sửa nội dung đã đọc")
        field = me.tab_to("Việc")
        assert isinstance(field, QPlainTextEdit)
        me.press("Ctrl+A")
        me.type(EDITED)
        me.snap("sua-viec")
        me.press("Ctrl+Return")
        me.sees_no("Sửa nội dung đã đọc")
        me.sees(EDITED)
        me.f6_to(QTableView)
        self.down_to(table, "G2")
        self.dropped = str(table.model().index(table.currentIndex().row(), 1).data())
        me.press("Del")
        me.sees("Đã bỏ", told["save_without_one"])
        me.press("Ctrl+Z")
        me.sees(told["save"])
        me.sees_no("Đã bỏ")
        self.down_to(table, "G2")
        me.press("Del")
        me.sees("Đã bỏ", told["save_without_one"])
        me.snap("bo-mot-viec")
        if told["doubts"]:
            question = f"Còn {told['doubts']} chỗ cần xem lại. Lưu luôn?"
            with me.answering(lambda: (me.sees(question), me.snap("luu-con-ngo"), me.press("Return"))):
                me.press("Ctrl+S")
        else:
            me.press("Ctrl+S")
        me.sees("Đã lưu kế hoạch vào sổ.", f"Kế hoạch {self.told['year']}", "mục ·")
        me.snap("da-luu")

    def down_to(self, table: QWidget, tag: str) -> None:
        """Arrow keys until the line with this tag is selected."""
        assert isinstance(table, QTableView)
        rows = [row for row in range(table.model().rowCount()) if table.model().index(row, 0).data() == tag]
        assert rows, f"{tag} is not in the list"
        for _step in range(table.model().rowCount()):
            here = table.currentIndex().row()
            if here == rows[0]:
                return
            self.me.press("Down" if here < rows[0] else "Up")
        raise AssertionError(f"the arrows do not come to {tag}")

    def find_again(self) -> None:
        """Ctrl+K finds the edited duty without marks and opens it."""
        me = self.me
        me.press("Ctrl+K")
        me.sees("gõ có dấu hay không dấu đều được")
        me.type("can bo da sua lai")
        me.sees("VIỆC ĐƯỢC GIAO · 1", EDITED)
        me.snap("tim-nhanh")
        me.press("Return")
        me.sees_no("gõ có dấu hay không dấu đều được")
        me.sees("Việc được giao", EDITED)
        me.snap("tim-thay")

    def print_the_plan(self) -> None:
        """The preview, and both files."""
        me = self.me
        self.turn_to("Nội dung", "Left")
        me.sees("Hạn gần nhất")
        me.f6_to(QTableView)
        me.press("Ctrl+P")
        me.sees("Trang 1 / ", "Khổ A4 · Times New Roman", "Lưu PDF…", "Lưu Word…")
        me.snap("xem-truoc")
        for verb, name in (("Lưu PDF…", "ke-hoach.pdf"), ("Lưu Word…", "ke-hoach.docx")):
            with me.answering(lambda name=name: me.choose_file(self.out / name)):
                me.push(verb)
            me.sees(f"Đã lưu {name}")
        me.snap("da-luu-tep")
        me.press("Esc")
        me.sees_no("Khổ A4")

    def add_an_account(self) -> None:
        """A second officer who only looks at figures."""
        me = self.me
        me.open_page("Quản trị")
        me.sees("Quản trị")
        me.snap("quan-tri-mo")
        strip = me.f6_to(QTabBar)
        assert isinstance(strip, QTabBar)
        titles = [strip.tabText(number) for number in range(strip.count())]
        wanted = next(number for number, title in enumerate(titles) if title.startswith("Người dùng"))
        for _step in range(wanted):
            me.f6_to(QTabBar)
            me.press("Right")
        me.sees("Người dùng và phân quyền", CLERK)
        me.f6_to(QTabBar)
        me.press("Ctrl+N")
        me.sees("Là cán bộ")
        me.fill("Họ và tên", SECOND)
        me.tab_to("Xem số liệu")
        me.press("Space")
        me.fill("Mật khẩu mới", SECOND_PASSWORD)
        me.fill("Gõ lại mật khẩu", SECOND_PASSWORD)
        me.snap("them-nguoi-dung")
        me.press("Ctrl+Return")
        me.sees(f"Đã thêm {SECOND}.")
        me.sees_no("Là cán bộ")
        me.snap("hai-nguoi-dung")

    def lock_and_come_back(self) -> None:
        """F12: nothing can be read; a wrong password is refused; the right one brings the page back."""
        me = self.me
        me.press("Ctrl+2")
        me.sees("Hạn gần nhất")
        me.press("F12")
        shown = me.sees("Màn hình đang khóa", CLERK)
        for secret in (NUMBER, EDITED, "Hạn gần nhất", SECOND):
            assert secret not in shown, f"{secret} can be read under the lock"
        me.snap("khoa")
        me.type("mat khau sai")
        me.press("Return")
        me.sees("mật khẩu chưa đúng")
        me.snap("khoa-sai")
        me.until(lambda: "Chờ" not in seen(), "the wait does not end")
        me.snap("het-cho")
        me.type(PASSWORD)
        me.press("Return")
        me.sees("Hạn gần nhất", NUMBER)
        me.snap("mo-khoa")

    def change_hands(self) -> None:
        """Sign out, and the second officer signs in."""
        me = self.me
        user = next(window for window in windows() if window.windowTitle().startswith("Sổ Dân Chủ – ")).sidebar.user
        user.setFocus()
        me.press("Space")
        me.sees("Đăng xuất")
        me.snap("menu")
        me.press("Up")
        me.press("Return")
        me.sees("Chọn tên của anh/chị, gõ mật khẩu rồi nhấn Enter.", CLERK, SECOND)
        me.tab_to("Tên người đăng nhập", "Shift+Tab")
        me.press("Down")
        me.snap("dang-nhap")
        me.press("Return")
        me.type(SECOND_PASSWORD)
        me.press("Return")
        me.sees("Kế hoạch", SECOND, "Kế hoạch chưa có việc")
        me.sees_no("Lập việc từ kế hoạch")
        self.turn_to("Nội dung", "Right")
        me.sees("Hạn gần nhất")
        me.sees_no("Nhập kế hoạch đã ký")
        me.snap("nguoi-thu-hai")
        me.open_page("Quản trị")
        me.sees("Cán bộ")
        me.sees_no("Người dùng", "Nhật ký", "Cài đặt", "Thêm")
        me.snap("chi-xem")

    def turn_to(self, title: str, key: str) -> None:
        """Arrow keys on the strip until this tab is in front."""
        strip = self.me.f6_to(QTabBar)
        assert isinstance(strip, QTabBar)
        while strip.tabText(strip.currentIndex()) != title:
            self.me.f6_to(QTabBar)
            self.me.press(key)

    def close(self) -> None:
        """Closing the last window ends the program."""
        for window in windows():
            window.close()


def is_group(line: str) -> bool:
    """A line of the sheet such as "3.  R0U9G"."""
    number, _dot, letters = line.partition(".")
    return number.isdigit() and letters.strip().isalnum() and len(letters.strip()) in (3, 5)


if __name__ == "__main__":
    raise SystemExit(lead(Walk, FirstRun))
