"""Qt's own words in Vietnamese; Qt ships no such catalogue."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from dcapp.kernel.i18n import N_, SOURCE_LANGUAGE, language

WORDS: dict[str, str] = {
    "OK": N_("Đồng ý"),
    "&OK": N_("Đồng ý"),
    "Cancel": N_("Hủy bỏ"),
    "&Cancel": N_("Hủy bỏ"),
    "&Yes": N_("Có"),
    "Yes": N_("Có"),
    "&No": N_("Không"),
    "No": N_("Không"),
    "Close": N_("Đóng"),
    "&Close": N_("Đóng"),
    "Save": N_("Lưu"),
    "&Save": N_("Lưu"),
    "Save All": N_("Lưu tất cả"),
    "Don't Save": N_("Không lưu"),
    "Discard": N_("Bỏ"),
    "Apply": N_("Áp dụng"),
    "Reset": N_("Đặt lại"),
    "Restore Defaults": N_("Về mặc định"),
    "Help": N_("Trợ giúp"),
    "Retry": N_("Thử lại"),
    "Ignore": N_("Bỏ qua"),
    "Abort": N_("Dừng"),
    "Open": N_("Mở"),
    "&Open": N_("Mở"),
    "Show Details...": N_("Chi tiết kỹ thuật…"),
    "Hide Details...": N_("Ẩn chi tiết kỹ thuật"),
    "&Undo": N_("Hoàn tác"),
    "&Redo": N_("Làm lại"),
    "Cu&t": N_("Cắt"),
    "&Copy": N_("Sao chép"),
    "Copy &Link Location": N_("Sao chép đường dẫn"),
    "&Paste": N_("Dán"),
    "Delete": N_("Xóa"),
    "&Delete": N_("Xóa"),
    "Select All": N_("Chọn tất cả"),
    "&Step up": N_("Tăng"),
    "Step &down": N_("Giảm"),
    "Look in:": N_("Tìm trong:"),
    "Look in": N_("Tìm trong"),
    "File &name:": N_("Tên tệp:"),
    "Files of type:": N_("Loại tệp:"),
    "Directory:": N_("Thư mục:"),
    "&Choose": N_("Chọn"),
    "Back": N_("Quay lại"),
    "Go back": N_("Quay lại"),
    "Forward": N_("Đi tiếp"),
    "Go forward": N_("Đi tiếp"),
    "Parent Directory": N_("Thư mục cha"),
    "Go to the parent directory": N_("Lên thư mục cha"),
    "Create New Folder": N_("Tạo thư mục"),
    "Create a New Folder": N_("Tạo thư mục mới"),
    "&New Folder": N_("Thư mục mới"),
    "New Folder": N_("Thư mục mới"),
    "List View": N_("Dạng danh sách"),
    "Change to list view mode": N_("Chuyển sang dạng danh sách"),
    "Detail View": N_("Dạng chi tiết"),
    "Change to detail view mode": N_("Chuyển sang dạng chi tiết"),
    "Sidebar": N_("Thanh bên"),
    "Files": N_("Các tệp"),
    "Show &hidden files": N_("Hiện tệp ẩn"),
    "&Rename": N_("Đổi tên"),
    "All Files (*)": N_("Mọi tệp (*)"),
    "All files (*)": N_("Mọi tệp (*)"),
    "Directories": N_("Thư mục"),
    "Find Directory": N_("Tìm thư mục"),
    "Save As": N_("Lưu thành"),
    "Recent Places": N_("Nơi vừa mở"),
    "Name": N_("Tên"),
    "Size": N_("Dung lượng"),
    "Type": N_("Loại"),
    "Kind": N_("Loại"),
    "Date Modified": N_("Ngày sửa"),
    "My Computer": N_("Máy này"),
    "Computer": N_("Máy này"),
    "Drive": N_("Ổ đĩa"),
    "File": N_("Tệp"),
    "Folder": N_("Thư mục"),
    "%1 already exists.\nDo you want to replace it?": N_("%1 đã có.\nThay bằng tệp mới?"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_(
        "Không thấy tệp %1.\nHãy kiểm tra lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": N_(
        "Không thấy thư mục %1.\nHãy kiểm tra lại tên thư mục."
    ),
    "Are you sure you want to delete '%1'?": N_("Xóa “%1”?"),
    "Could not delete directory.": N_("Không xóa được thư mục."),
    "Go Back": N_("Quay lại"),
    "Clear": N_("Xóa chữ"),
    "Minimize": N_("Thu nhỏ"),
    "Maximize": N_("Phóng to"),
    "Scroll here": N_("Cuộn đến đây"),
    "Top": N_("Đầu"),
    "Bottom": N_("Cuối"),
    "Page up": N_("Trang trước"),
    "Page down": N_("Trang sau"),
    "Page left": N_("Sang trái"),
    "Page right": N_("Sang phải"),
    "Scroll up": N_("Cuộn lên"),
    "Scroll down": N_("Cuộn xuống"),
    "Scroll left": N_("Cuộn sang trái"),
    "Scroll right": N_("Cuộn sang phải"),
    "Left edge": N_("Mép trái"),
    "Right edge": N_("Mép phải"),
    "Insert Unicode control character": N_("Chèn ký tự điều khiển"),
}
"""Qt's source text → our words; anything not here stays as Qt has it."""


class VietnameseQt(QTranslator):
    """Answers Qt's questions for words in Vietnamese while the program speaks it.

    What is not known is given back as it came: Qt takes an empty answer for a translation, and Ctrl+U becomes U.
    """

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return WORDS.get(source, source) if language() == SOURCE_LANGUAGE else source

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False
