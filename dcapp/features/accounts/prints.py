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
    groups = grouped(code)
    rows = [groups[start : start + 4] for start in range(0, len(groups), 4)]
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, clock.today())
        ),
        type_name=official("PHIẾU MÃ KHÔI PHỤC"),
        subject=official("Mở lại dữ liệu Sổ Dân Chủ khi quên mật khẩu"),
        blocks=(
            KeyValue(
                pairs=(
                    (official("Đơn vị"), office.name),
                    (official("Tài khoản quản trị"), account),
                )
            ),
            Heading(official("Mã khôi phục"), 1),
            *(Paragraph((Run("   ".join(row), bold=True),), align=Align.CENTER, indented=False) for row in rows),
            Spacer(3),
            Image(png=qr_png(code), width_mm=42, alternative=official("Mã QR của mã khôi phục")),
            Spacer(3),
            Numbered(
                "1.",
                official("Cho phiếu vào phong bì, niêm phong, giao người giữ con dấu hoặc Chủ tịch cất trong tủ khóa."),
            ),
            Numbered("2.", official("Ai có mã này mở được toàn bộ dữ liệu. Không chụp ảnh, không gửi qua mạng.")),
            Numbered("3.", official("Khi dùng mã để đặt lại mật khẩu, in phiếu mới; mã cũ hết tác dụng.")),
        ),
        signatures=(Signature(titles=(official("NGƯỜI QUẢN TRỊ"),), name=account),),
        marks=marks,
    )
