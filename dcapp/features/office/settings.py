"""Office-wide settings, typed; stored in the file, so they are backed up and audited with it."""

from __future__ import annotations

from dataclasses import dataclass

from dcapp.kernel.i18n import N_


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting; `kind` is the type of its value, `choices` limits it."""

    key: str
    default: int | str | bool
    label: str
    hint: str = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()


IDLE_MINUTES = Setting(
    "idle_minutes", 5, N_("Tự khóa màn hình sau (phút)"), N_("Không bấm phím hay chuột thì màn hình tự khóa."), 1, 120
)
BACKUP_DAYS = Setting("backup_days", 3, N_("Nhắc sao lưu sau (ngày)"), N_("Tính từ lần sao lưu gần nhất."), 1, 60)
MARGIN_LEFT = Setting("margin_left", 30, N_("Lề trái khi in (mm)"), N_("Nghị định 30/2020: từ 30 đến 35 mm."), 30, 35)
LANGUAGE = Setting("language", "vi", N_("Ngôn ngữ"), choices=(("vi", N_("Tiếng Việt")), ("en", N_("Tiếng Anh"))))
EXPIRED_WARNING = Setting(
    "expired_warning", True, N_("Nhắc khi viện dẫn văn bản hết hiệu lực"), N_("Hiện ở mọi nơi có dùng văn bản đó.")
)
STARTED, COMING = "started", "coming"
EDITION_TAKEN = Setting(
    "edition_taken",
    STARTED,
    N_("Việc đang dở khi quy định đổi"),
    N_("Luật không nói; chương trình vẫn nhắc theo ngày sớm nhất."),
    choices=((STARTED, N_("Theo bản khi bắt đầu")), (COMING, N_("Theo bản mới"))),
)
DAY_OF_REST_USED = Setting(
    "day_of_rest_used",
    True,
    N_("Ngày tạm đình chỉ tính là ngày đã dùng"),
    N_("Bỏ dấu thì ngày đó không tính vào thời hạn."),
)
EFFECT_AFTER = Setting(
    "effect_after",
    True,
    N_("“Sau 30 ngày” là ngày thứ 31"),
    N_("Bỏ dấu thì quyết định có hiệu lực từ ngày thứ 30."),
)

SEALED_KEEP = Setting(
    "sealed_keep",
    True,
    N_("Giữ danh tính người tố cáo trong kho niêm phong"),
    N_("Bỏ dấu thì máy chỉ giữ mã; danh tính ghi trên giấy."),
)
SEALED_OFFLINE = Setting(
    "sealed_offline",
    False,
    N_("Không mở kho niêm phong khi máy đang nối mạng"),
    N_("Rút dây mạng, tắt Wi-Fi rồi mới mở được danh tính."),
)
SEALED_MINUTES = Setting(
    "sealed_minutes", 15, N_("Danh tính tự đóng sau (phút)"), N_("Tính từ lúc mở."), least=1, most=60
)

READINGS = (EDITION_TAKEN, DAY_OF_REST_USED, EFFECT_AFTER)
"""Where the law leaves a choice."""
SEALING = (SEALED_KEEP, SEALED_OFFLINE, SEALED_MINUTES)
"""How identities of denouncers are kept."""
SETTINGS = (IDLE_MINUTES, BACKUP_DAYS, MARGIN_LEFT, LANGUAGE, EXPIRED_WARNING, *READINGS, *SEALING)
