"""A denunciation in the program's own window, at the desks of five people; a process of its own.

Usage: sealed.py FILE.json, with the folders. One officer opens the identity; the clerk who took the letter in, the
administrator and the accused see nothing of it. A second letter is about the chairman.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handler import Handler
from life import lead
from officer import do, seen
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dcapp.door import Door
from dcapp.features.accounts.queries import account_lines
from dcapp.features.accounts.service import AccountForm, SecondPerson, add_account, edit_account
from dcapp.features.cases.queries import case_card
from dcapp.features.letters.register import LETTERS
from dcapp.features.office.queries import officers_of
from dcapp.features.sealed.holders import create_vault, give_vault_key
from dcapp.profile import OfficeProfile
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading
from ui.features.door.cards import CardList
from ui.features.door.login import LoginWindow

PASSWORD = "Suoi-trong-79-xanh"
ADMIN, CHAIRMAN, DEPUTY = "Vũ Quốc Trí", "Đinh Quang Mẫn", "Lê Thị Thuận"
CLERK, HANDLER, ACCUSED = "Ngô Thị Hạnh", "Cao Thị Cúc", "Tạ Văn Sự"
STAFF = (
    (CHAIRMAN, "chairman", ("LD",)),
    (DEPUTY, "vice_chairman", ("LD",)),
    (CLERK, "office_statistics", ("TN",)),
    (HANDLER, "justice", ("TC",)),
    (ACCUSED, "land", ("TL", "TD")),
)
CANARY, WORDS = "Khúc Thị Ngọc Trâm", "thu tiền làm đường mà không ghi biên lai"


class Sealed:
    """The steps, one method each."""

    def __init__(self, told: dict[str, Any]) -> None:
        found(Path(told["data"]))
        self.me = Handler(Path(told["pictures"]), PASSWORD, Path(told["out"]))
        self.forms: dict[str, list[str]] = {}

    def noted(self) -> dict[str, Any]:
        """The files of the printed papers, and the forms by what they were printed for."""
        return {"papers": self.me.papers, "forms": self.forms, "canary": CANARY}

    def whole(self) -> None:
        """All steps."""
        self.comes(CLERK)
        self.take_it_in()
        self.take_in_one_about_the_chairman()
        self.leaves()
        self.comes(DEPUTY)
        self.send_it_above()
        self.leaves()
        self.comes(CHAIRMAN)
        self.see_nothing_of_what_is_about_me()
        self.accept_and_assign()
        self.leaves()
        for name in (CLERK, ACCUSED, ADMIN):
            self.comes(name)
            self.see_nothing(name)
            self.leaves()
        self.comes(HANDLER)
        self.open_the_seal()

    # -- the clerk
    def take_it_in(self) -> None:
        """Name and words are typed once and stand nowhere afterwards."""
        me = self.me
        self.begin_letter(CANARY, f"{CANARY} tố cáo cán bộ địa chính {WORDS}", ACCUSED)
        me.snap("ghi-to-cao")
        me.press("Ctrl+S")
        me.sees("TC-2026-001")
        me.at_rest()
        for secret in (CANARY, WORDS):
            assert secret not in seen(), secret

    def take_in_one_about_the_chairman(self) -> None:
        """Where the chairman is accused the questions know one answer only."""
        me = self.me
        self.begin_letter("Người thứ hai", "Tố cáo Chủ tịch giao đất trái thẩm quyền", CHAIRMAN)
        me.press("Ctrl+S")
        me.sees("TC-2026-002")
        me.at_rest()

    def begin_letter(self, sender: str, gist: str, about: str) -> None:
        """A denunciation on the entry screen."""
        me = self.me
        me.open_page("Đơn thư")
        me.at_rest()
        me.press("Ctrl+N")
        me.sees("Nhận đơn", "Người gửi")
        me.at_rest()
        me.click("Tố cáo")
        me.sees("Đơn tố cáo: họ tên và nội dung không vào sổ")
        me.fill("Ngày nhận", "3/8/26")
        me.fill("Người gửi", sender)
        me.fill("Nội dung đơn", gist)
        me.choose("Là cán bộ của xã", about)

    # -- the leaders
    def send_it_above(self) -> None:
        """The deputy sorts the letter about the chairman: it goes to the level above, nothing else may be chosen."""
        me = self.me
        me.open_page("Đơn thư")
        me.at_rest()
        me.point_at("TC-2026-002")
        me.press("Ctrl+R")
        me.sees("Sàng lọc đơn")
        me.answers("Đơn đọc được", "Có")
        me.sees("Chuyển cấp trên trực tiếp.", "khoản 4 Điều 13")
        me.snap("chuyen-cap-tren")
        me.click("Ghi đề xuất")
        me.sees("Quyết định xử lý đơn")
        me.fill("Ngày xử lý", "5/8/26")
        me.fill("Cơ quan có thẩm quyền", "Chủ tịch UBND tỉnh Mẫu")
        me.click("Ghi")
        me.sees("Đã ghi: Chuyển cấp trên trực tiếp.")
        me.at_rest()
        me.point_at("TC-2026-002")
        self.forms["above"] = me.prints(of_letter=True)

    def see_nothing_of_what_is_about_me(self) -> None:
        """The chairman's book has the one letter, not the other, and its numbers do not tell."""
        me = self.me
        me.open_page("Đơn thư")
        me.at_rest()
        me.sees("TC-2026-001")
        assert "TC-2026-002" not in seen()
        assert [one["title"] for one in me.ask(reading(LETTERS), Query(), None, 50).lines] == ["TC-2026-001"]

    def accept_and_assign(self) -> None:
        """The chairman accepts by the code alone and gives the case to the sealed officer."""
        me = self.me
        me.point_at("TC-2026-001")
        me.press("Ctrl+R")
        me.sees("Sàng lọc đơn")
        for question, answer in (
            ("Đơn đọc được", "Có"),
            ("Đơn ghi rõ họ tên", "Có"),
            ("Người bị tố cáo là Chủ tịch", "Không"),
            ("Đơn gửi nhiều nơi", "Không"),
            ("Đang có vụ việc mở", "Không"),
            ("Việc bị tố cáo có dấu hiệu", "Không"),
            ("Tố cáo về ai", "Việc thực hiện"),
            ("Người tố cáo có đủ", "Có"),
            ("Nội dung có cơ sở", "Có"),
            ("Tố cáo xuất phát", "Không"),
            ("Việc này đã được giải quyết", "Không"),
        ):
            me.answers(question, answer)
        me.sees("Thụ lý.")
        me.click("Ghi đề xuất")
        me.sees("Quyết định xử lý đơn")
        me.fill("Ngày xử lý", "5/8/26")
        me.click("Ghi")
        me.sees("Việc tiếp theo", "TC-2026-001")
        me.at_rest()
        me.takes("Ra quyết định thụ lý", "5/8/26", form="tc04", Lý_do="Đơn cất trong kho niêm phong")
        me.takes("Giao xác minh, lập Đoàn (Tổ) xác minh", "6/8/26", form="tc07", Đoàn="Tổ xác minh số 1")
        me.click("Giao xử lý…")
        me.sees("Người xử lý *")
        me.choose("Người xử lý", HANDLER)
        me.click("Giao")
        me.at_rest()
        me.snap("da-giao")
        assert CANARY not in seen()

    # -- who must see nothing
    def see_nothing(self, name: str) -> None:
        """No list, no count, no search has it."""
        me = self.me
        shown = seen()
        for page in [one.title for one in me.window.pages]:
            me.open_page(page)
            me.at_rest()
            shown += seen()
        for words in ("khuc thi ngoc tram", "thu tien lam duong", "TC-2026-001"):
            me.press("Ctrl+K")
            me.sees("gõ có dấu hay không dấu đều được")
            me.type(words)
            me.at_rest()
            shown += seen().replace(words, "")
            me.press("Esc")
            me.sees_no("gõ có dấu hay không dấu đều được")
        me.snap(f"khong-thay-{len(me.steps)}")
        for secret in (CANARY, WORDS, "TC-2026-001"):
            at = shown.find(secret)
            assert at < 0, f"{name} sees {secret}: {shown[max(0, at - 300) : at + 100]}"

    # -- the sealed officer
    def open_the_seal(self) -> None:
        """A reason and the password open it for some minutes; sealed again nothing is left on the screen."""
        me = self.me
        me.open_page("Đơn thư")
        me.turn_to("Vụ việc")
        me.point_at("TC-2026-001")
        me.press("Return")
        me.at_rest()
        me.sees("Danh tính được niêm phong", "Việc tiếp theo")
        assert CANARY not in seen()
        me.click("Mở niêm phong…")
        me.sees("Mở niêm phong danh tính?")
        me.fill("Ghi rõ hơn", "Mời người tố cáo làm việc ngày 7/8")
        me.fill("Mật khẩu của mình", PASSWORD)
        me.press("Ctrl+Return")
        me.sees(CANARY, "Niêm phong ngay")
        me.snap("da-mo")
        assert all(CANARY not in one.title() for one in QGuiApplication.topLevelWindows())
        me.click("Niêm phong ngay")
        me.sees_no(CANARY)
        me.takes("Báo cáo kết quả xác minh", "20/8/26", form="tc10", Kết_quả="Có thu tiền, chưa ghi biên lai")
        self.forms["denunciation"] = me.prints()
        me.snap("ho-so-to-cao")
        assert CANARY not in seen()
        card = me.ask(case_card, me.screen.case_id)
        assert (card.state, CANARY in repr(card)) == ("verified", False)

    # -- doors
    def comes(self, name: str) -> None:
        """Choose one's name, type the password."""
        me = self.me
        me.sees("Chọn tên của anh/chị, gõ mật khẩu rồi nhấn Enter.")
        cards = me.place().window().findChild(CardList)
        row = next(n for n in range(cards.model().rowCount()) if cards.model().index(n, 0).data() == name)
        do(lambda: cards.setFocus(Qt.FocusReason.OtherFocusReason))
        for _step in range(cards.model().rowCount()):
            if cards.currentIndex().row() != row:
                me.press("Down" if cards.currentIndex().row() < row else "Up")
        me.press("Return")
        me.type(PASSWORD)
        me.press("Return")
        me.sees("Hôm nay", name)
        me.at_rest()

    def leaves(self) -> None:
        """Sign out."""
        me = self.me
        me.window.sidebar.user.setFocus()
        me.press("Space")
        me.sees("Đăng xuất")
        me.press("Up")
        me.press("Return")


def found(folder: Path) -> None:
    """An office whose chairman made the vault; six people have accounts, one of them only administers."""
    profile = OfficeProfile(
        name="UBND xã Suối Trong",
        superior="UBND tỉnh Mẫu",
        province="tỉnh Mẫu",
        chairman=CHAIRMAN,
        account_display=ADMIN,
        account_post="Quản trị máy",
        officers=tuple((name, post) for name, post, _roles in STAFF),
        villages=("thôn Bến Đá",),
    )
    app, _code = Door(folder).create(profile, PASSWORD)
    officers = {one.full_name: one.id for one in app.run(officers_of)}
    chairman: SecondPerson | None = None
    for name, _post, roles in STAFF:
        form = AccountForm(display_name=name, roles=roles, officer_id=officers[name])
        app.run(add_account, form, PASSWORD, chairman)
        chairman = chairman or SecondPerson(account=account_of(app, CHAIRMAN).name, password=PASSWORD)
    only = AccountForm(display_name=ADMIN, post="Quản trị máy", roles=("QT",))
    app.run(edit_account, account_of(app, ADMIN).id, only, chairman)
    handler, deputy = account_of(app, HANDLER).id, account_of(app, DEPUTY).id
    name = account_of(app, CHAIRMAN).name
    app.close()
    door = Door(folder)
    app = door.open(door.unlock(name, PASSWORD), name)
    app.run(create_vault)
    app.run(give_vault_key, handler)
    app.run(give_vault_key, deputy)
    app.close()


def account_of(app: Any, name: str) -> Any:
    """The account of somebody."""
    return next(one for one in app.run(account_lines) if one.display_name == name)


if __name__ == "__main__":
    raise SystemExit(lead(Sealed, LoginWindow))
