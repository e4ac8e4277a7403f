"""Letters and cases in the program's own window, from the first visit to the archive; a process of its own.

Usage: cases.py FILE.json, with the folders. Everything has happened by the day of the program, at the end of 2026.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk import found
from handler import Handler
from life import lead
from officer import seen
from PySide6.QtWidgets import QPlainTextEdit

from dcapp.features.cases.queries import case_card
from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.register import LETTERS
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading
from ui.features.door.login import LoginWindow

PASSWORD = "Suoi-trong-79-xanh"
COMPLAINANT = "Nguyễn Văn Tám"
TEN = 10


class Cases:
    """The steps, one method each."""

    def __init__(self, told: dict[str, Any]) -> None:
        found(Path(told["data"]))
        self.me = Handler(Path(told["pictures"]), PASSWORD, Path(told["out"]))
        self.forms: dict[str, list[str]] = {}

    def noted(self) -> dict[str, Any]:
        """The files of the printed papers, and the forms by what they were printed for."""
        return {"papers": self.me.papers, "forms": self.forms}

    def whole(self) -> None:
        """All steps."""
        self.me.type(PASSWORD)
        self.me.press("Return")
        self.me.sees("Hôm nay")
        self.me.at_rest()
        self.visit_becomes_a_case()
        self.accept_and_verify()
        self.rest_and_go_on()
        self.decide()
        self.carry_out_and_archive()
        self.answer_a_petition()
        self.split_ten_contents()
        self.take_in_a_crowd()

    # -- the complaint
    def visit_becomes_a_case(self) -> None:
        """A visit, one key, and the letter opens a case with the person and the words."""
        me = self.me
        me.press("Ctrl+T")
        me.sees("Ghi lượt tiếp công dân")
        me.at_rest()
        me.type(COMPLAINANT)
        me.click("Khiếu nại")
        me.press("F4")
        me.fill("Ngày tiếp", "3/8/26")
        me.choose("Thôn", "thôn Bến Đá")
        me.fill("Nội dung trình bày", "Khiếu nại quyết định thu hồi 120 m2 đất ở tại Đồng Cũ.")
        me.press("Ctrl+Shift+Return")
        me.sees("Nhận đơn", "Thời hạn sau khi vào sổ", "Thứ Tư, 12/08/2026")
        me.at_rest()
        assert COMPLAINANT in seen()
        me.choose("Vụ việc của đơn", "Mở vụ việc mới")
        me.snap("don-tu-luot-tiep")
        me.press("Ctrl+S")
        me.sees("Việc tiếp theo", f"KN-2026-001 · {COMPLAINANT}")
        me.at_rest()
        me.snap("vu-viec-moi")

    def accept_and_verify(self) -> None:
        """The dossier lacks the letter; with it the complaint is accepted, the notice issued, a group sent out."""
        me = self.me
        me.takes("Vào sổ, xem xét thụ lý", "4/8/26")
        me.adds_paper("Đơn hoặc bản ghi", "Đơn khiếu nại")
        me.adds_paper("Chứng cứ", "Quyết định thu hồi đất")
        me.takes("Thụ lý", "5/8/26", form="kn03")
        me.takes("Kiểm tra lại quyết định, hành vi bị khiếu nại", "6/8/26")
        me.takes("Ra quyết định xác minh", "7/8/26", form="kn05", Người="Tổ xác minh số 2")
        me.takes("Ghi nhận vụ việc phức tạp", "10/8/26", Một_nội_dung="có", Căn_cứ_cụ_thể="Đất nằm ở hai thôn")
        me.sees("Thứ Hai, 21/09/2026")
        me.snap("gia-han")

    def rest_and_go_on(self) -> None:
        """Suspended, nothing may be decided; resumed, the last day moves on; a part is withdrawn."""
        me = self.me
        me.takes("Tạm đình chỉ giải quyết", "12/8/26", form="kn14a", Căn_cứ="Phải chờ", Lý_do="Chờ kết luận thanh tra")
        assert "Điều" in me.refuses("Ra quyết định giải quyết")
        me.snap("tam-dinh-chi")
        me.takes("Gửi quyết định tạm đình chỉ, đình chỉ, tiếp tục", "14/8/26", Đã_gửi_cho="Các bên")
        me.takes("Tiếp tục giải quyết", "14/9/26", form="kn14b", Lý_do="Đã có kết luận thanh tra")
        me.takes("Gửi quyết định tạm đình chỉ, đình chỉ, tiếp tục", "15/9/26", Đã_gửi_cho="Các bên")
        me.adds_paper("Đơn hoặc biên bản rút", "Đơn rút một phần")
        me.takes("Rút một phần khiếu nại", "16/9/26", Phần_đã_rút="Tiền cây trồng", Hình_thức="Đơn rút")

    def decide(self) -> None:
        """The report differs from what is asked, so there must be a dialogue before the decision."""
        me = self.me
        me.takes("Báo cáo kết quả xác minh", "22/9/26", form="kn13", Kết_quả="Chưa đo lại diện tích", Yêu_cầu="Có")
        assert "khoản 1 Điều 30" in me.refuses("Ra quyết định giải quyết")
        me.takes("Thông báo đối thoại", "23/9/26", Ngày_đối_thoại="30/9/26")
        me.takes("Đối thoại", "30/9/26", form="kn14", Người_khiếu_nại="Có", Kết_quả="Hai bên thống nhất đo lại")
        me.takes(
            "Ra quyết định giải quyết", "5/10/26", form="kn15", Kết_luận="Đúng một phần", Nội_dung="Đo lại thửa đất"
        )
        me.takes("Gửi quyết định giải quyết", "7/10/26", Đã_gửi_cho="Người khiếu nại, UBND tỉnh")
        me.takes("Công khai quyết định giải quyết", "9/10/26", Hình_thức="Niêm yết")
        me.takes("Quyết định có hiệu lực", "5/11/26")
        me.snap("co-hieu-luc")

    def carry_out_and_archive(self) -> None:
        """What was decided is carried out, the case closed, the dossier put on its shelf; every paper is printed."""
        me = self.me
        me.takes("Tổ chức thi hành", "9/11/26", Biện_pháp="Giao địa chính đo lại")
        me.takes("Đã thi hành xong", "19/11/26")
        me.takes("Kết thúc vụ việc", "20/11/26")
        me.takes("Đưa hồ sơ vào lưu trữ", "1/12/26", Nơi_để="Kệ 2, hộp 7")
        me.snap("luu-tru")
        ended = me.ask(case_card, me.screen.case_id)
        assert (ended.state, ended.shelf) == ("archived", "Kệ 2, hộp 7")
        self.forms["complaint"] = me.prints()

    def answer_a_petition(self) -> None:
        """A petition is taken in, sorted, accepted and answered in time."""
        me = self.me
        me.press("Alt+Left")
        me.turn_to("Sổ đơn")
        self.take_in("Kiến nghị, phản ánh", "Trần Thị Lành", "Đề nghị khơi mương trước nhà văn hóa thôn", "2/11/26")
        me.press("Ctrl+R")
        me.sees("Sàng lọc đơn")
        for question, answer in (
            ("Đơn đọc được", "Có"),
            ("Nội dung này đã được hướng dẫn", "Không"),
            ("Đang có vụ việc mở", "Không"),
            ("Đã được tiếp, hướng dẫn", "Không"),
            ("Đơn phản ánh, kiến nghị về quy định", "Không"),
            ("Nội dung thuộc trách nhiệm", "Có"),
        ):
            me.answers(question, answer)
        me.sees("Thụ lý. Thuộc trách nhiệm của UBND xã.")
        me.snap("sang-loc")
        me.click("Ghi đề xuất")
        me.sees("Quyết định xử lý đơn")
        me.fill("Ngày xử lý", "3/11/26")
        me.click("Ghi")
        me.sees("Việc tiếp theo", "PA-2026-001")
        me.at_rest()
        me.adds_paper("Đơn hoặc bản ghi", "Đơn kiến nghị")
        me.takes("Vào sổ, xem xét", "3/11/26")
        me.takes("Thụ lý", "4/11/26")
        me.takes("Trả lời công dân", "10/11/26", form="pa01", Nội_dung="Đã khơi mương ngày 9/11", Hình_thức="Văn bản")
        me.takes("Kết thúc vụ việc", "11/11/26")
        self.forms["petition"] = me.prints()
        me.press("Alt+Left")

    def split_ten_contents(self) -> None:
        """A letter of ten contents becomes ten letters."""
        me = self.me
        self.take_in("Nhiều nội dung", "Phan Văn Bền", "Mười việc ở thôn Gò Me", "3/11/26")
        me.of_line("Tách đơn…")
        me.sees("Tách đơn")
        for _part in range(TEN - 2):
            me.click("Thêm nội dung")
        me.fill_all(QPlainTextEdit, [f"Việc thứ {number} ở thôn Gò Me" for number in range(1, TEN + 1)])
        me.snap("tach-don")
        me.press("Ctrl+S")
        me.sees("Đã tách")
        me.at_rest()
        parts = [one for one in self.letters() if one["gist"].startswith("Việc thứ")]
        assert len(parts) == TEN

    def take_in_a_crowd(self) -> None:
        """A crowd of twelve without the paper that names its speakers: the questions come to what is missing."""
        me = self.me
        me.press("Ctrl+N")
        me.sees("Nhận đơn", "Người gửi")
        me.at_rest()
        me.click("Khiếu nại")
        me.fill("Ngày nhận", "4/11/26")
        me.fill("Người gửi", "Võ Thanh Hải")
        me.fill("Số người đứng đơn", "12")
        people = ["* Lê Thị An", *(f"Người thứ {number}" for number in range(3, 13))]
        me.fill("Những người đứng đơn khác", "\n".join(people))
        me.fill("Nội dung đơn", "Khiếu nại quyết định thu hồi đất nghĩa địa thôn Gò Me")
        me.snap("don-dong-nguoi")
        me.press("Ctrl+S")
        me.sees("Đã vào sổ đơn")
        me.at_rest()
        crowd = me.ask(letter_card, next(one["id"] for one in self.letters() if "nghĩa địa" in one["gist"]))
        assert (crowd.people_count, len(crowd.senders)) == (12, 11)
        me.press("Ctrl+R")
        me.sees("Sàng lọc đơn")
        for question, answer in (
            ("Đơn đọc được", "Có"),
            ("Nội dung này đã được hướng dẫn", "Không"),
            ("Đang có vụ việc mở", "Không"),
            ("Khiếu nại quyết định, hành vi", "Của Chủ tịch"),
            ("Việc bị khiếu nại", "Quyết định hành chính"),
            ("Quyết định, hành vi đó", "Có"),
            ("Người khiếu nại có đủ", "Có"),
        ):
            me.answers(question, answer)
        me.sees("chưa có văn bản cử người đại diện; đề nghị bổ sung")
        me.snap("don-dong-nguoi-thieu-giay")
        me.click("Ghi đề xuất")
        me.sees("Quyết định xử lý đơn")
        me.fill("Ngày xử lý", "6/11/26")
        me.click("Ghi")
        me.sees("Đã ghi: Không thụ lý.")
        me.at_rest()
        self.forms["letter"] = me.prints(of_letter=True)

    # -- inside
    def take_in(self, kind: str, sender: str, gist: str, day: str) -> None:
        """A letter goes into the book."""
        me = self.me
        me.press("Ctrl+N")
        me.sees("Nhận đơn", "Người gửi")
        me.at_rest()
        me.click(kind)
        me.fill("Ngày nhận", day)
        me.fill("Người gửi", sender)
        me.fill("Nội dung đơn", gist)
        me.press("Ctrl+S")
        me.sees("Đã vào sổ đơn")
        me.at_rest()

    def letters(self) -> list[Any]:
        """The book of letters."""
        return list(self.me.ask(reading(LETTERS), Query(), None, 200).lines)


if __name__ == "__main__":
    raise SystemExit(lead(Cases, LoginWindow))
