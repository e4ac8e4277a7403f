"""Two days at the reception desk in the program's own window, before and after 01/07/2026; a process of its own.

Usage: desk.py FILE.json, with the folders. The day is moved on with DCAPP_TODAY while the screen is locked.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from clerk import Clerk
from life import lead
from officer import rest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from dcapp.features.commitments.queries import open_commitments
from dcapp.features.visits.queries import VisitCard, visit_card, visits_on
from dcapp.features.visits.terms import VISIT_PAPERS, Outcome, VisitPaper
from dcapp.founding import found_office
from dcapp.profile import OfficeProfile
from ui.features.door.login import LoginWindow

PASSWORD = "Suoi-trong-79-xanh"
CLERK, CHAIRMAN = "Ngô Thị Hạnh", "Đinh Quang Mẫn"
VILLAGES = ("thôn Bến Đá", "thôn Đồng Sim", "thôn Gò Me")
BEFORE, AFTER = date(2026, 6, 29), date(2026, 7, 20)
CARD = "051057001234|212345678|TRẦN THỊ LÀNH|05031957|Nữ|Thôn Đồng Sim, Suối Trong, Mẫu|12052021"
FIRST, SCANNED = "Lê Thị Mười", "Trần Thị Lành"


class Day:
    """The steps, one method each."""

    def __init__(self, told: dict[str, Any]) -> None:
        found(Path(told["data"]))
        self.out = Path(told["out"])
        self.me = Clerk(Path(told["pictures"]), PASSWORD)
        self.papers: list[str] = []

    def noted(self) -> dict[str, Any]:
        """The files of the printed papers."""
        return {"papers": self.papers}

    def whole(self) -> None:
        """All steps."""
        for step in (
            self.sign_in,
            self.receive_the_first,
            self.receive_with_a_card,
            self.receive_again,
            self.keep_a_draft_over_the_lock,
            self.receive_a_crowd,
            self.refuse,
            self.answer_late,
            self.print_every_paper,
            self.print_the_book,
        ):
            step()

    def sign_in(self) -> None:
        """The password, and Ctrl+T from wherever one is."""
        me = self.me
        me.type(PASSWORD)
        me.press("Return")
        me.sees("Hôm nay")
        me.at_rest()
        me.press("Ctrl+T")
        me.sees("Ghi lượt tiếp công dân", "lượt số 1", "Hạn trả lời công dân")
        me.at_rest()

    def receive_the_first(self) -> None:
        """A visit by keyboard alone: name, year, village, content, Ctrl+S."""
        me = self.me
        me.type(FIRST)
        me.fill("Năm sinh", "1971")
        me.choose("Thôn", "thôn Bến Đá")
        me.fill("Nội dung trình bày", "Phản ánh mương thoát nước bị lấp, nước tràn vào nhà khi mưa lớn.")
        me.snap("ghi-luot-dau")
        me.press("Ctrl+S")
        me.sees("Đã ghi lượt tiếp số 1", FIRST)
        me.at_rest()
        [owed] = me.ask(open_commitments)
        assert (owed.rule, owed.due_on) == ("TCD-06", date(2026, 7, 13))
        assert owed.to_whom == FIRST

    def receive_with_a_card(self) -> None:
        """The card is scanned while the content is being typed; "Lưu và thêm mới" goes on."""
        me = self.me
        me.press("Ctrl+T")
        me.sees("lượt số 2")
        me.fill("Nội dung trình bày", "Hỏi tiền bồi thường đường vào thôn")
        me.type(CARD + "\n")
        me.sees(SCANNED, "051057001234", "1957")
        area = me.part(QPlainTextEdit, "Nội dung trình bày")
        assert area.toPlainText() == "Hỏi tiền bồi thường đường vào thôn"
        me.snap("quet-the")
        me.click("Lưu và thêm mới")
        me.sees("Đã ghi lượt tiếp số 2", "lượt số 3")
        me.at_rest()

    def receive_again(self) -> None:
        """The same citizen again, found by a few letters without marks; the same matter as before."""
        me = self.me
        me.tab_to("Họ và tên")
        me.type("tran thi la")
        me.sees(SCANNED, "↓ chọn")
        me.snap("nguoi-da-den")
        me.press("Down")
        me.press("Return")
        me.sees("đã đến 1 lần: 29/06/2026", "051057001234")
        me.click("Xem")
        me.sees("Những lần đã đến", "Hỏi tiền bồi thường")
        me.click("Cùng vụ việc này")
        me.sees("Cùng vụ việc với lượt số 2/2026")
        me.fill("Nội dung trình bày", "Hỏi lại vì chưa rõ ngày chi trả")
        me.click("Trả lời ngay")
        me.sees("Kết quả này không để lại việc phải trả lời.")
        me.press("Ctrl+S")
        me.sees("Đã ghi lượt tiếp số 3")
        me.at_rest()
        again = self.visit(BEFORE, 3)
        assert again.follows_id == self.visit(BEFORE, 2).id
        assert again.id_number == "051057001234"

    def keep_a_draft_over_the_lock(self) -> None:
        """Three weeks later: what was typed outlives the lock."""
        me = self.me
        me.morning_of(AFTER.isoformat())
        me.press("Ctrl+T")
        me.sees("lượt số 4")
        me.at_rest()
        me.tab_to("Họ và tên")
        me.type("Võ Thanh Hải")
        me.lock()
        me.unlock()
        me.sees("Ghi lượt tiếp công dân", "Có bản nháp lúc")
        me.snap("ban-nhap")
        me.click("Dùng tiếp")
        field = me.part(QLineEdit, "Họ và tên")
        me.until(lambda: field.text() == "Võ Thanh Hải", "the draft does not come back")

    def receive_a_crowd(self) -> None:
        """Eight people, two of whom speak for all."""
        me = self.me
        me.choose("Thôn", "thôn Gò Me")
        me.fill("Số người cùng đến", "8")
        me.sees("Danh sách đoàn")
        people = ["* Võ Thanh Hải, 1960", "* Lê Thị An, 1971", *(f"Người thứ {n}, 19{60 + n}" for n in range(3, 9))]
        me.fill("Danh sách đoàn", "\n".join(people))
        me.fill("Ngày cử người đại diện", "18/7/26")
        me.click("Có nộp tài liệu kèm theo")
        me.fill("Tài liệu nhận", "Đơn phản ánh; 2 trang; bản chính\nẢnh chụp; 4 trang; bản sao; mờ")
        me.fill("Nội dung trình bày", "Đòi khơi thông mương và đền hoa màu bị ngập")
        me.click("Nhận đơn")
        me.snap("doan-dong-nguoi")
        me.press("Ctrl+S")
        me.sees("Đã ghi lượt tiếp số 4")
        me.at_rest()
        crowd = self.visit(AFTER, 4)
        assert (crowd.people_count, len(crowd.members), len(crowd.representatives)) == (8, 8, 2)
        assert [paper.pages for paper in crowd.documents] == [2, 4]

    def refuse(self) -> None:
        """Somebody who got an answer long ago is refused, with the written notice in three working days."""
        me = self.me
        me.press("Ctrl+T")
        me.sees("lượt số 5")
        me.at_rest()
        me.tab_to("Họ và tên")
        me.type("Phan Văn Nài")
        me.choose("Thôn", "thôn Bến Đá")
        me.fill("Nội dung trình bày", "Lại đòi xét việc đã trả lời bằng văn bản năm 2024")
        me.click("Từ chối tiếp")
        me.choose("Lý do từ chối", "Kiến nghị, phản ánh")
        me.sees("Hạn gửi thông báo từ chối", "Thứ Năm, 23/07/2026")
        me.snap("tu-choi")
        me.press("Ctrl+S")
        me.sees("Đã ghi lượt tiếp số 5")
        me.at_rest()
        me.press("Ctrl+G")
        me.sees("Giấy tờ của lượt tiếp")
        me.click("Lấy số trước khi in")
        me.click("Xem và in")
        me.sees("Đã lấy số", "Trang 1 / 1")
        me.snap("thong-bao-tu-choi")
        self.save("tu-choi.pdf")
        refused = self.visit(AFTER, 5)
        assert refused.number_of(VisitPaper.REFUSAL) is not None
        assert not [one for one in me.ask(open_commitments) if one.record_id == refused.id]

    def answer_late(self) -> None:
        """The first visit gets its answer a week after the last day: the reason is asked."""
        me = self.me
        me.point_at(FIRST)
        me.press("Ctrl+G")
        me.sees("Giấy tờ của lượt tiếp")
        me.choose("Giấy tờ", "Văn bản trả lời")
        me.fill("Nội dung ghi trên giấy", "Mương đã khơi thông ngày 18/7/2026.")
        me.click("Lấy số trước khi in")
        me.click("Xem và in")
        me.sees("Giấy này ra sau hạn. Ghi lý do chậm.")
        me.snap("tra-loi-cham")
        me.fill("Lý do chậm", "Chờ máy xúc của huyện")
        me.click("Xem và in")
        me.sees("Đã lấy số", "Trang 1 / 1")
        self.save("tra-loi.pdf")
        first = self.visit(BEFORE, 1)
        [answer] = first.commitments
        assert (answer.met_on, answer.reason) == (AFTER, "Chờ máy xúc của huyện")
        assert answer.is_late(AFTER)

    def print_every_paper(self) -> None:
        """Each paper of the crowd, as it is without a number."""
        me = self.me
        for paper, words in VISIT_PAPERS.items():
            if paper in (VisitPaper.REFUSAL, VisitPaper.GUIDANCE, VisitPaper.FORWARDING):  # not of this visit
                continue
            me.point_at("Võ Thanh Hải")
            me.press("Ctrl+G")
            me.sees("Giấy tờ của lượt tiếp")
            me.choose("Giấy tờ", words)
            me.click("Xem và in")
            me.sees("Lưu PDF…", "Trang 1 / ")
            self.save(f"{paper.value}.pdf")
            self.papers.append(f"{paper.value}.pdf")

    def print_the_book(self) -> None:
        """The month before the change in the older columns, the month after it in the new ones, and as Excel."""
        me = self.me
        for since, until, name in (("1/6/26", "30/6/26", "so-cu"), ("1/7/26", "31/7/26", "so-moi")):
            me.click("In sổ…")
            me.sees("In sổ tiếp công dân")
            me.fill("Từ ngày", since)
            me.fill("Đến hết ngày", until)
            with me.answering(lambda name=name: me.choose_file(self.out / f"{name}.xlsx")):
                me.click("Lưu Excel…")
            me.sees("Đã xuất")
            me.at_rest()
            me.click("In sổ…")
            me.fill("Từ ngày", since)
            me.fill("Đến hết ngày", until)
            me.click("Xem bản in")
            me.sees("Lưu PDF…", "Trang 1 / ")
            me.snap(name)
            self.save(f"{name}.pdf")

    # -- inside
    def visit(self, day: date, number: int) -> VisitCard:
        """A visit as the book holds it."""
        line = next(one for one in self.me.ask(visits_on, day) if one.number == number)
        card: VisitCard = self.me.ask(visit_card, line.id)
        assert isinstance(card.outcome, Outcome)
        return card

    def save(self, name: str) -> None:
        """Keep what the preview shows as PDF, and close it."""
        me = self.me
        with me.answering(lambda: me.choose_file(self.out / name)):
            me.click("Lưu PDF…")
        me.sees(f"Đã lưu {name}")
        me.press("Esc")
        me.sees_no("Lưu PDF…")
        rest(20)


def found(folder: Path) -> None:
    """The office as the first run leaves it."""
    profile = OfficeProfile(
        name="UBND xã Suối Trong",
        superior="UBND tỉnh Mẫu",
        province="tỉnh Mẫu",
        chairman=CHAIRMAN,
        account_display=CLERK,
        account_post="Văn phòng – Thống kê",
        officers=((CLERK, "office_statistics"), (CHAIRMAN, "chairman")),
        villages=VILLAGES,
    )
    app, _code = found_office(folder, profile, PASSWORD)
    app.close()


if __name__ == "__main__":
    raise SystemExit(lead(Day, LoginWindow))
