"""A year of the plan in the program's own window, from the signed paper to next year's plan; a process of its own.

Usage: year.py FILE.json, with the folders and the paper. The day is moved on with DCAPP_TODAY while the screen is
locked, as it is overnight.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from half_year import (
    CHAIRMAN,
    CHECK,
    CLERK,
    CULTURE,
    FIGURES,
    HALF_YEAR,
    HEIR,
    JUSTICE,
    LIST_UP,
    MONEY,
    PASSWORD,
    VILLAGES,
    HalfYear,
)
from life import lead

from dcapp.features.plan.queries import plans
from dcapp.features.tasks.queries import task_card
from dcapp.features.tasks.terms import TaskState
from dcapp.founding import found_office
from dcapp.profile import OfficeProfile
from ui.features.door.login import LoginWindow
from ui.features.tasks.people import all_officers


def found(folder: Path) -> None:
    """The office as the first run leaves it."""
    profile = OfficeProfile(
        name="UBND xã Suối Trong",
        superior="UBND huyện Đồi Trong",
        province="tỉnh Mẫu",
        chairman=CHAIRMAN,
        account_display=CLERK,
        account_post="Văn phòng – Thống kê",
        officers=(
            (CLERK, "office_statistics"),
            (JUSTICE, "justice"),
            (CULTURE, "culture"),
            ("Hoàng Văn Bách", "finance"),
        ),
        villages=VILLAGES,
    )
    app, _code = found_office(folder, profile, PASSWORD)
    app.close()


class Year(HalfYear):
    """The whole year: what begins with the Monday on which a village is late, after the first half."""

    def __init__(self, told: dict[str, Any]) -> None:
        found(Path(told["data"]))
        super().__init__(told)

    def noted(self) -> dict[str, Any]:
        """The figures on the screen when the report was printed."""
        return {"counted": self.counted}

    def whole(self) -> None:
        """All steps."""
        for step in (
            self.sign_in,
            self.bring_in,
            self.derive,
            self.edit,
            self.update_and_prove,
            self.adjust,
            self.collect,
            self.hold_monday_meeting,
            self.report_progress,
            self.receive_late,
            self.replace_officer,
            self.look_at_series,
            self.plan_next_year,
        ):
            step()

    def hold_monday_meeting(self) -> None:
        """Monday, 19 June: the late village stands on the sheet and gets a slip."""
        me = self.me
        me.morning_of("2023-06-19")
        me.press("Ctrl+1")
        me.sees("Hôm nay, Thứ Hai 19/06/2023", "Nhắc 1 thôn chưa gửi: Gửi báo cáo 6 tháng", VILLAGES[3])
        me.snap("hom-nay")
        me.press("Ctrl+P")
        me.sees("Đưa vào tờ giao ban", "Vừa một tờ A4", "Trang 1 / 1")
        me.snap("giao-ban")
        self.save("giao-ban.pdf")
        me.press("Ctrl+2")
        me.point_at(HALF_YEAR)
        me.sees("Chậm 7 ngày")
        me.snap("thon-cham")
        me.choose_step("Đôn đốc")
        me.sees("Nội dung đôn đốc")
        me.fill("Nội dung đôn đốc", "Gửi ngay trong tuần")
        me.press("Ctrl+Return")
        me.sees("Phiếu đôn đốc", "Trang 1 / 1")
        self.save("phieu.pdf")
        assert me.card(HALF_YEAR).reminded_on == (date(2023, 6, 19),)

    def report_progress(self) -> None:
        """The paper of progress for the quarter so far."""
        me = self.me
        me.choose_step("In báo cáo tiến độ")
        me.sees("Báo cáo tiến độ kế hoạch", "01/04/2023", "19/06/2023")
        me.snap("chon-ky")
        me.press("Ctrl+Return")
        me.sees("Lưu PDF…", "Trang 1 / ")
        me.snap("tien-do")
        self.save("tien-do.pdf")
        lines = [line for line in me.tasks() if line["state"] != TaskState.DROPPED.value]
        self.counted = len(lines)

    def save(self, name: str) -> None:
        """Keep what the preview shows as PDF, and close it."""
        me = self.me
        with me.answering(lambda: me.choose_file(self.out / name)):
            me.click("Lưu PDF…")
        me.sees(f"Đã lưu {name}")
        me.press("Esc")
        me.sees_no("Lưu PDF…")

    def receive_late(self) -> None:
        """The day after, the fourth report comes."""
        me = self.me
        me.morning_of("2023-06-20")
        me.turn_to("Nộp báo cáo")
        me.point_at(VILLAGES[3])
        me.press("Ctrl+U")
        me.sees("Đã lưu.")
        me.turn_to("Việc")
        me.point_at(HALF_YEAR)
        me.sees("4/4", "Đã gửi 20/06, muộn 8 ngày")
        me.snap("du-bon-thon")
        (late,) = [line for line in me.card(HALF_YEAR).deliveries if line.days_late]
        assert (late.sender, late.received_on, late.days_late) == (VILLAGES[3], date(2023, 6, 20), 8)

    def replace_officer(self) -> None:
        """3 July: one officer has left, another one takes the tasks over."""
        me = self.me
        me.morning_of("2023-07-03")
        me.open_page("Quản trị")
        me.turn_to("Cán bộ")
        me.point_at(JUSTICE)
        me.press("F2")
        me.fill("Thôi việc ngày", "30/6/23")
        me.press("Ctrl+Return")
        me.sees("Đã lưu cán bộ.")
        me.press("Ctrl+N")
        me.fill("Họ và tên", HEIR)
        me.choose("Chức danh", "Tư pháp")
        me.fill("Giữ chức danh từ", "1/7/23")
        me.snap("them-can-bo")
        me.press("Ctrl+Return")
        me.sees("Đã thêm cán bộ.", HEIR)
        me.press("Ctrl+2")
        me.choose("Việc của ai", JUSTICE)
        me.at_rest()
        me.sees("14 việc đang hiện")
        self.hand_over()
        assert self.led_by(HEIR) == 14
        me.undoes("Sửa nhiều việc")
        me.sees("14 việc đang hiện")
        assert self.led_by(HEIR) == 0
        self.hand_over()
        me.sees("Không có việc nào khớp bộ lọc")
        assert self.led_by(HEIR) == 14
        assert self.led_by(JUSTICE) == 1  # the series itself, which the review of next year asks about
        me.click("Xóa bộ lọc")
        me.sees("23 việc đang hiện")

    def hand_over(self) -> None:
        """All tasks that are listed get another lead; what would change is said first."""
        me = self.me
        me.point_at(CHECK)
        me.press("Ctrl+A")
        me.choose_step("Sửa nhiều việc")
        me.sees("14 việc đang chọn")
        me.choose("Người phụ trách mới", HEIR)
        me.sees("Đổi 14 việc, bỏ qua 0 việc")
        me.snap("sua-nhieu-viec")
        me.press("Ctrl+Return")
        me.sees("Đã sửa các việc.")
        me.at_rest()

    def look_at_series(self) -> None:
        """From a period to its series, which the list does not show; what is done then is done to the series."""
        me = self.me
        me.point_at(MONEY)
        me.click("Xem việc định kỳ gốc")
        me.sees("Các kỳ", "Quý IV/2023")
        me.snap("viec-goc")
        me.press("F2")
        me.sees("Sửa việc", "Hằng quý")
        me.tab_to("Kết quả cần đạt")
        me.type("Bảng kê có chữ ký Kế toán")
        me.press("Ctrl+Return")
        me.sees("Đã lưu việc.")
        me.at_rest()
        me.sees("Các kỳ", "Bảng kê có chữ ký Kế toán")
        assert me.card(MONEY, "Quý I/2023").form.expected == ""
        series_id = me.card(MONEY, "Quý I/2023").series_id
        assert me.ask(task_card, series_id).form.expected == "Bảng kê có chữ ký Kế toán"

    def led_by(self, name: str) -> int:
        """How many tasks an officer leads."""
        me = self.me
        (officer,) = [one.id for one in me.ask(all_officers) if one.full_name == name]
        periods = [line["id"] for line in me.tasks()]
        series = {me.ask(task_card, key).series_id for key in periods} - {None}
        return sum(1 for key in (*periods, *series) if me.ask(task_card, key).form.lead_id == officer)

    def plan_next_year(self) -> None:
        """18 December: what to look over, then the plan of 2024; one undo takes all of it back."""
        me = self.me
        me.morning_of("2023-12-18")
        self.review()
        me.press("Ctrl+Return")
        me.sees("Đã lập kế hoạch năm sau.", "Kế hoạch 2024")
        me.undoes("Lập kế hoạch năm sau")
        me.sees("Kế hoạch 2023", "Tất cả 23")
        assert [line.year for line in me.ask(plans)] == [2023]
        self.review()
        me.press("Ctrl+Return")
        me.sees("Đã lập kế hoạch năm sau.", "Kế hoạch 2024")
        me.snap("nam-sau")
        self.check_next_year()

    def review(self) -> None:
        """What the review says before anything is written."""
        me = self.me
        me.choose_step("Lập kế hoạch năm sau")
        me.sees("Căn cứ không còn hiệu lực", "34/2007/PL-UBTVQH11", "Cán bộ đã đổi chức vụ, thôi việc")
        me.sees(f"{JUSTICE} thôi việc từ 30/06/2023.", f"người thay: {HEIR}")
        me.sees("trước 31/07/2023", "trước 31/07/2024")
        me.snap("soat-nam-sau")

    def check_next_year(self) -> None:
        """The books of both years."""
        me = self.me
        new, old = me.ask(plans)
        assert (new.year, old.year, new.number) == (2024, 2023, "")
        me.sees("Tất cả 7")
        lines = me.tasks()
        ahead = {line["title"]: line for line in lines if line["plan_id"] == new.id}
        moved = {title: line["due_on"] for title, line in ahead.items()}
        assert moved[LIST_UP] == date(2024, 2, 8)  # 14 February 2024 is a day off for Tết
        assert (moved[CHECK], moved[HALF_YEAR]) == (date(2024, 7, 31), date(2024, 6, 13))
        behind = {line["title"]: line for line in lines if line["plan_id"] == old.id and not line["period"]}
        assert {line["state"] for line in ahead.values()} == {TaskState.OPEN.value}
        assert behind[LIST_UP]["state"] == TaskState.DONE.value
        assert behind[CHECK]["state"] == behind[HALF_YEAR]["state"] == TaskState.DROPPED.value
        assert me.ask(task_card, behind[CHECK]["id"]).closing_reason == "Chuyển sang kế hoạch năm 2024"
        me.choose_step("Sinh việc các kỳ")
        me.sees("Đã sinh 16 việc của các kỳ.", "Tất cả 23")
        months = [line for line in me.tasks() if line["plan_id"] == new.id and line["title"] == FIGURES]
        assert len(months) == 12
        card = me.ask(task_card, months[0]["id"])
        assert (card.year, card.lead_name) == (2024, HEIR)  # the series went to the successor


if __name__ == "__main__":
    raise SystemExit(lead(Year, LoginWindow))
