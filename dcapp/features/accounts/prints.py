"""The recovery sheet: the code in groups and as a QR, to be put into a sealed envelope."""

from __future__ import annotations

from dcapp.db.keys.recovery import grouped
from dcapp.features.office.queries import OfficeCard
from dcapp.kernel import clock
from dcapp.printing.model import (
    Align,
    Document,
    Heading,
    Image,
    KeyValue,
    Letterhead,
    Marks,
    Numbered,
    Paragraph,
    Run,
    Signature,
    Spacer,
)
from dcapp.printing.official import official
from dcapp.printing.qr import qr_png
from dcapp.printing.wording import place_date


def recovery_sheet(code: str, office: OfficeCard, account: str, marks: Marks) -> Document:
    """One A4 page; the code is printed once and kept nowhere else."""
    told = (
        official("Cho phiếu vào phong bì, niêm phong, giao người giữ con dấu hoặc Chủ tịch cất trong tủ khóa."),
        official("Ai có mã này mở được toàn bộ dữ liệu. Không chụp ảnh, không gửi qua mạng."),
        official("Khi dùng mã để đặt lại mật khẩu, in phiếu mới; mã cũ hết tác dụng."),
    )
    title, subject = official("PHIẾU MÃ KHÔI PHỤC"), official("Mở lại dữ liệu Sổ Dân Chủ khi quên mật khẩu")
    holder = official("Tài khoản quản trị"), official("NGƯỜI QUẢN TRỊ")
    return _sheet(code, office, account, marks, title, subject, holder, told)


def vault_sheet(code: str, office: OfficeCard, account: str, marks: Marks) -> Document:
    """The same for the vault: another code, kept apart from the first."""
    told = (
        official(
            "Cho phiếu vào phong bì riêng, niêm phong, Chủ tịch cất trong tủ khóa; không để cùng phiếu khôi phục."
        ),
        official("Ai có mã này mở được danh tính người tố cáo. Không giao người quản trị hệ thống, không chụp ảnh."),
        official("Khi dùng mã để mở kho, in phiếu mới; mã cũ hết tác dụng."),
    )
    title, subject = official("PHIẾU MÃ KHO NIÊM PHONG"), official("Mở lại kho danh tính người tố cáo")
    holder = official("Người lập kho"), official("NGƯỜI LẬP PHIẾU")
    return _sheet(code, office, account, marks, title, subject, holder, told)


def _sheet(
    code: str,
    office: OfficeCard,
    account: str,
    marks: Marks,
    title: str,
    subject: str,
    holder: tuple[str, str],
    told: tuple[str, ...],
) -> Document:
    groups = grouped(code)
    rows = [groups[start : start + 4] for start in range(0, len(groups), 4)]
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, clock.today())
        ),
        type_name=title,
        subject=subject,
        blocks=(
            KeyValue(
                pairs=(
                    (official("Đơn vị"), office.name),
                    (holder[0], account),
                )
            ),
            Heading(official("Mã khôi phục"), 1),
            *(Paragraph((Run("   ".join(row), bold=True),), align=Align.CENTER, indented=False) for row in rows),
            Spacer(3),
            Image(png=qr_png(code), width_mm=42, alternative=official("Mã QR của mã khôi phục")),
            Spacer(3),
            *(Numbered(f"{number}.", words) for number, words in enumerate(told, 1)),
        ),
        signatures=(Signature(titles=(holder[1],), name=account),),
        marks=marks,
    )
