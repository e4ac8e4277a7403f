"""The first half of a year of the plan: read, made into tasks, followed, adjusted, collected from the villages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from clerk import Clerk
from PySide6.QtWidgets import QTableView

from dcapp.features.plan.queries import plans
from dcapp.features.tasks.terms import AdjustmentKind, TaskState

CHAIRMAN, CLERK, CULTURE = "Đinh Quang Mẫn", "Ngô Thị Hạnh", "Lò Thị Mai"
JUSTICE, HEIR = "Phan Văn Thìn", "Bùi Thị Sương"
VILLAGES = ("thôn Bến Đá", "thôn Đồng Sim", "thôn Gò Me", "thôn Xóm Núi")
PASSWORD = "Suoi-trong-79-xanh"
LIST_UP = "Lập danh mục nội dung phải công khai của cả năm, trình Chủ tịch UBND xã"
CHECK = "Kiểm tra việc niêm yết ở bốn thôn"
FIGURES = "Gửi số liệu hòa giải về UBND xã"
MONEY = "Gửi số liệu các khoản dân đóng góp cho Ban Thanh tra nhân dân"
KEEP_BOOK = "Giữ sổ niêm yết, chụp ảnh lúc treo và lúc gỡ"
HALF_YEAR = "Gửi báo cáo 6 tháng về Văn phòng UBND xã"


class HalfYear:
    """The steps, one method each, in the order of the days."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.out = Path(told["out"])
        self.counted = 0
        self.me = Clerk(Path(told["pictures"]), PASSWORD)

    def sign_in(self) -> None:
        """Monday, 9 January."""
        me = self.me
        me.type(PASSWORD)
        me.press("Return")
        me.sees("Hôm nay, Thứ Hai 09/01/2023")
        me.snap("ngay-dau")

    def bring_in(self) -> None:
        """The signed plan is read and kept."""
        me = self.me
        me.press("Ctrl+2")
        me.sees("Chưa có kế hoạch")
        me.push("Nhập kế hoạch đã ký")
        with me.answering(lambda: me.choose_file(Path(self.told["paper"]))):
            me.push("Chọn tệp…")
        me.sees("Lưu 7 việc, 2 văn bản, 6 nghĩa vụ báo cáo")
        me.press("Ctrl+S")
        me.sees("Đã lưu kế hoạch vào sổ.", "Kế hoạch 2023")
        assert [line.number for line in me.ask(plans)] == ["07/KH-UBND"]

    def derive(self) -> None:
        """What the plan asks for becomes tasks, with their periods."""
        me = self.me
        me.turn_to("Việc")
        me.sees("Kế hoạch chưa có việc")
        me.snap("chua-co-viec")
        me.push("Lập việc từ kế hoạch")
        me.sees("Chọn việc cần lập.", HALF_YEAR, "Sinh luôn việc các kỳ")
        me.sees("Sẽ lập 9 việc")  # four duties say nothing but what an obligation says
        me.point_at("Giữ sổ theo dõi niêm yết")
        me.fill("Tên việc đang chọn", KEEP_BOOK)
        me.press("Tab")
        me.sees(KEEP_BOOK)
        me.snap("lap-viec")
        me.press("Ctrl+Return")
        me.sees("Đã lập 9 việc. Đã sinh 16 việc của các kỳ.")
        me.sees(KEEP_BOOK, "Tất cả 23")
        assert len(me.tasks()) == 23
        assert {line["last_on"] for line in me.tasks() if line["title"] == FIGURES} >= {
            date(2023, 1, 24),
            date(2023, 12, 24),
        }
        me.snap("danh-sach")

    def edit(self) -> None:
        """F2; what was typed outlives the lock, and one edit is undone."""
        me = self.me
        me.point_at(LIST_UP)
        me.press("F2")
        me.sees("Sửa việc", "Kết quả cần đạt")
        me.tab_to("Kết quả cần đạt")
        me.type("Danh mục đã duyệt, có chữ ký Chủ tịch")
        me.lock()
        me.unlock()
        me.point_at(LIST_UP)
        me.press("F2")
        me.sees("Có bản nháp lúc")
        me.snap("ban-nhap")
        me.click("Dùng tiếp")
        me.sees("Danh mục đã duyệt, có chữ ký Chủ tịch")
        me.press("Ctrl+Return")
        me.sees("Đã lưu việc.")
        me.at_rest()
        assert me.card(LIST_UP).form.expected == "Danh mục đã duyệt, có chữ ký Chủ tịch"
        me.sees("Danh mục đã duyệt, có chữ ký Chủ tịch")  # in the pane, without asking for it
        me.undoes("Sửa việc")
        me.sees_no("Danh mục đã duyệt, có chữ ký Chủ tịch")
        assert me.card(LIST_UP).form.expected == ""

    def update_and_prove(self) -> None:
        """6 February: four keys say how far it is; two files are dropped on the line; Space closes it."""
        me = self.me
        me.morning_of("2023-02-06")
        me.point_at(LIST_UP)
        me.keys = 0
        me.press("Ctrl+U")
        me.type("60")
        me.press("Return")
        assert me.keys == 4
        me.sees("Đã lưu tiến độ.", "60%")
        assert me.card(LIST_UP).percent == 60
        me.undoes("Ghi tiến độ")
        assert me.card(LIST_UP).percent == 0
        files = [self.out / "to-trinh.txt", self.out / "danh-muc.txt"]
        for path in files:
            path.write_text(f"Nội dung của {path.name}", encoding="utf-8")
        table = me.part(QTableView)
        place = me.point_at(LIST_UP)
        assert me.drop(table.viewport(), place, *files)
        me.sees("Đã thêm 2 minh chứng.", "Minh chứng 2")
        assert {line.name for line in me.card(LIST_UP).evidence} == {path.name for path in files}
        me.undoes("Thêm minh chứng")
        me.sees("Minh chứng 0")
        assert me.card(LIST_UP).evidence == ()
        heading = me.place_of_heading(table)
        assert not me.drop(table.viewport(), heading, files[0])  # a line that holds no task takes no files
        assert me.drop(table.viewport(), me.point_at(LIST_UP), *files)
        me.sees("Minh chứng 2")
        me.press("Space")
        me.sees("Đã đánh dấu xong.", "Xong 06/02")
        card = me.card(LIST_UP)
        assert (card.state, card.percent, card.done_on) == (TaskState.DONE, 100, date(2023, 2, 6))
        me.snap("minh-chung")
        me.click("Bảng")
        me.sees("Chưa làm", "Đang làm")
        me.snap("bang")
        me.click("Danh sách")

    def adjust(self) -> None:
        """22 May: the deadline of one task is moved by a numbered notice; the old one stays readable."""
        me = self.me
        me.morning_of("2023-05-22")
        me.point_at(CHECK)
        me.click("Điều chỉnh")
        me.sees("Điều chỉnh kế hoạch", "Đang là")
        me.fill("Đổi thành", "31/7/23")
        me.fill("Lý do", "Mưa lũ, hai thôn chưa họp được")
        with me.answering(lambda: (me.sees("Đóng mà chưa lưu?"), me.press("Esc"))):
            me.press("Esc")
        me.choose("Văn bản điều chỉnh", "Lấy số Thông báo")
        me.sees("Mưa lũ, hai thôn chưa họp được", "Thứ Hai")
        me.snap("dieu-chinh")
        me.press("Ctrl+Return")
        me.sees("Đã lưu điều chỉnh. Muốn đổi lại thì điều chỉnh lần nữa.", "Hạn gốc")
        me.snap("da-dieu-chinh")
        card = me.card(CHECK)
        (line,) = card.adjustments
        assert (card.due_on, card.old_due) == (date(2023, 7, 31), (date(2023, 6, 30), "trước ngày 30/06/2023"))
        assert (line.kind, line.ordinal, line.symbol) == (AdjustmentKind.DUE, 1, "01/TB-UBND")

    def collect(self) -> None:
        """12 June, the last day: three of four villages have sent in their report."""
        me = self.me
        me.morning_of("2023-06-12")
        me.point_at(HALF_YEAR)
        me.sees("Nộp báo cáo", "0/4", *VILLAGES)
        me.click("Ghi nhận báo cáo")
        me.sees("Ngày nhận của những dòng mới chọn.")
        for village in VILLAGES[:3]:
            me.point_at(village)
            me.press("Space")
        me.snap("ghi-nhan")
        me.press("Ctrl+Return")
        me.sees("Đã ghi nhận báo cáo.", "3/4")
        assert self.received() == {village: date(2023, 6, 12) for village in VILLAGES[:3]}
        me.undoes("Ghi nhận báo cáo")
        me.sees("0/4")
        assert self.received() == {}
        me.click("Ghi nhận báo cáo")
        me.sees("Ngày nhận của những dòng mới chọn.")
        for village in VILLAGES[:3]:
            me.point_at(village)
            me.press("Space")
        me.press("Ctrl+Return")
        me.sees("Đã ghi nhận báo cáo.", "3/4")

    def received(self) -> dict[str, date]:
        """Who has sent in the half-year report, and when."""
        lines = self.me.card(HALF_YEAR).deliveries
        return {line.sender: line.received_on for line in lines if line.received_on is not None}
