"""Words and shapes that official papers are made of; facts of decree 30/2020 and of Party office practice."""

from __future__ import annotations

import re

TYPES = (
    "Luật",
    "Bộ luật",
    "Pháp lệnh",
    "Nghị quyết liên tịch",
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Chỉ thị",
    "Kết luận",
    "Kế hoạch liên tịch",
    "Kế hoạch phối hợp",
    "Kế hoạch",
    "Thông tư liên tịch",
    "Thông tư",
    "Công văn",
    "Chương trình phối hợp",
    "Chương trình",
    "Hướng dẫn",
    "Quy định",
    "Quy chế",
    "Thông báo",
    "Báo cáo",
    "Công điện",
    "Đề án",
    "Phương án",
    "Tờ trình",
    "Thông tri",
    "Lệnh",
    "Văn bản",
)

BY_ABBREVIATION = {
    "QĐ": "Quyết định",
    "KH": "Kế hoạch",
    "KL": "Kết luận",
    "CT": "Chỉ thị",
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "HD": "Hướng dẫn",
    "QĐi": "Quy định",
    "QyĐ": "Quy định",
    "QC": "Quy chế",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "CTr": "Chương trình",
    "CV": "Công văn",
    "TTr": "Tờ trình",
    "ĐA": "Đề án",
    "PA": "Phương án",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "BB": "Biên bản",
    "NQLT": "Nghị quyết liên tịch",
    "UBND": "Công văn",
    "QH": "Luật",
}

CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters of Vietnamese, for a class of a pattern."""
SMALL = CAPITAL.lower()
"""The small letters of Vietnamese, for a class of a pattern."""

TITLE_TYPES = tuple(
    sorted({*TYPES, "Giấy mời", "Quy trình", "Biên bản"} - {"Luật", "Lệnh", "Văn bản"}, key=len, reverse=True)
)
"""Names of types that may head a paper, longest first."""

UNIT_WORDS = (
    "Công chức|Cán bộ|Viên chức|Văn phòng|Phòng|Ban|Trung tâm|Công an|Quân sự|Bộ Chỉ huy|UBND|HĐND|Ủy ban|Uỷ ban|"
    "Hội đồng|MTTQ|UBMTTQ|Mặt trận|Hội|Đoàn|Công đoàn|Trưởng|Phó|Các|Thôn|Tổ(?! chức)|Đài|Trạm|Trường|Kế toán|"
    "Tư pháp|"
    "Địa chính|Văn hóa|Văn hoá|Văn thư|Tài chính|Chủ tịch|Bí thư|Thường trực|Sở|Thanh tra|Khối|Chi bộ|Chi cục|"
    "Đảng ủy|Đảng uỷ|Huyện ủy|Thành ủy|Tỉnh ủy|Thủ trưởng|Người đứng đầu|Bộ phận|Cơ quan|Chánh|Giám đốc|Hiệu trưởng|"
    "Kho bạc|Bảo hiểm|Ngân hàng|Hợp tác xã|Doanh nghiệp|Đơn vị|Lãnh đạo|Tập thể|Ông|Bà|Đồng chí|Đ/c|Cấp ủy|Cấp uỷ|"
    "Bộ|Tỉnh|Thành phố|Xã|Phường|Thị trấn|Các tổ chức|Nhóm|Ấp|Khu phố|Khóm|Bản|Làng|Buôn|Đại biểu|Báo|Cổng|"
    "Nhà trường|Người|Toàn thể|Khu dân cư|Xóm|Cựu chiến binh|Phụ nữ|Nông dân|Thanh niên|Kho|Quỹ|Viện|Cục|Chi hội|Chi "
    "đoàn|Đảng bộ|Đảng viên|"
    "Đảng đoàn|Ủy viên|Uỷ viên|Thành viên|Nhân viên|Bưu điện|Điện lực|Đội|Tòa án|Toà án|Tuyên giáo|Công ty|Hộ|Cụm|"
    "Tiểu khu|Thường vụ|Hạt|Đồn"
)
UNIT_START = re.compile(
    rf"^(?:(?:Đề nghị|Yêu cầu|Giao(?: cho)?|Phân công|Đối với)\s+)?(?:{UNIT_WORDS})\b", re.IGNORECASE
)

CHARGED_BY = (
    "chủ trì|chủ động|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phối hợp|tham mưu|theo dõi|hướng dẫn|tổ chức|"
    "xây dựng|thực hiện|tiếp tục|rà soát|tổng hợp|báo cáo|đôn đốc|kiểm tra|bố trí|cân đối|tăng cường|tuyên truyền|"
    "căn cứ|triển khai|giúp|làm đầu mối|là đầu mối|là cơ quan|đẩy mạnh|quán triệt|lập|cử|gửi|đăng ký|tiếp nhận|giám "
    "sát|"
    "thường xuyên|kịp thời|phát động|vận động|nghiên cứu|đề xuất|cung cấp|cập nhật|hoàn thành|phân công|chỉ đạo|"
    "thẩm định|trình|họp|sinh hoạt|bảo đảm|đảm bảo|nghiêm túc|quan tâm|niêm yết|công khai|lồng ghép|định kỳ|nộp|"
    "chuẩn bị|nắm|mở|duy trì|phát huy|đưa|viết|đăng|phát|in|lãnh đạo|phát hiện|giải quyết|xử lý|trả lời|tiếp|làm|"
    "nâng cao|củng cố|kiện toàn|thành lập|ban hành|khảo sát|thống kê|thu|mời|cùng|dự|tham gia|đối thoại|lấy ý kiến|"
    "hỗ trợ|tạo điều kiện|khẩn trương|trực tiếp|phụ trách|soạn thảo|biên soạn|quản lý|sử dụng|thanh toán|hằng|hàng|"
    "sơ kết|tổng kết|đánh giá|chấm điểm|tự đánh giá|ghi|lưu|thông báo|phổ biến|tập huấn|tư vấn|phản ánh|kiến nghị|"
    "thanh tra|xem xét|quyết định|tích cực|gương mẫu|chấp hành|nhắc nhở|phân bổ|thống nhất|đề nghị|yêu cầu|xác minh|"
    "phê duyệt|điều phối|kết nối|cài đặt|bồi dưỡng|đào tạo|chịu|tự|bám sát|cụ thể hóa|cụ thể hoá|tập trung|khen "
    "thưởng|ưu tiên|lấy(?! ý)|lựa chọn|bàn giao|nhân rộng|khắc phục|tập hợp|tiến hành|bổ sung|sửa đổi|nhập|số hóa|"
    "bình xét|huy động|đối chiếu|phân tích|rút kinh nghiệm|tự kiểm tra|chịu sự|nêu|truyền tải|treo|liên hệ|duyệt|"
    "chuyển(?! đổi)|chủ động|bố cục|ký(?! túc)|thẩm tra|quán xuyến|động viên|nhận(?! thức)"
)
"""Verbs that begin what somebody is charged with."""

TAIL_TITLES = re.compile(
    r"^(?:Q\.\s*|KT\.\s*|K/T\s*|TL\.\s*|T/L\s*|TUQ\.\s*|TM\.\s*|T/M\s*|PHÓ\s+)*"
    r"(?:CHỦ TỊCH|PHÓ CHỦ TỊCH|BÍ THƯ|PHÓ BÍ THƯ|TRƯỞNG|CHÁNH|PHÓ CHÁNH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|THỦ TRƯỞNG|TỔNG|"
    r"CHỈ HUY|CHÍNH TRỊ VIÊN|ỦY VIÊN|UỶ VIÊN|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG PHÒNG|PHÓ TRƯỞNG|QUYỀN|HIỆU TRƯỞNG)"
)
AUTHORITY = re.compile(r"^(?:TM\.?|T/M|KT\.?|K/T|TL\.?|T/L|TUQ\.?|T/UQ|Q\.)\s*\S")

ROMAN = r"[IVXL]+"
PART = re.compile(
    rf"^({ROMAN})\s*[.\-–/:)]\s*(?=\S)"
    rf"|^((?:Phần|PHẦN)\s+(?:thứ\s+\w+|THỨ\s+\w+|{ROMAN}\b|\d+|[A-D]\b))\s*[.:\-–]?\s*"
    rf"|^((?:Chương|CHƯƠNG|Mục|MỤC)\s+(?:{ROMAN}\b|\d+))\s*[.:\-–]?\s*"
    r"|^([A-D])\s*[.\-–]\s*(?=[^\W\d_]{2})"
)
ARTICLE = re.compile(r"^(Điều\s+\d+)\s*[.:]?\s*")
NUMBERED = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2}){0,3})\s*[.)/]\s*(?=\D)|^(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=\D)"
    rf"|^(\d{{1,2}}),\s+(?=[{CAPITAL}][^\W\d]|Đ/c)"
    rf"|^(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})\s?[-–]\s*(?=[{CAPITAL}][^\W\d])(?![^\W\d_]+\s*/)"
)
LETTERED = re.compile(r"^([a-zđ])\s*[)/]\s*(?=\S)|^([a-zđ])\s*[.\-–]\s+(?=\S)")
ORDINAL = re.compile(r"^((?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là)\s*[,:]\s*")
ORDINALS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
DASHED = re.compile(r"^([-–—+*•▪●○◦])\s*(?=\S)")

NATION = re.compile(
    r"C[ỘO]NG\s+H[ÒO][ÀA]?A?\s+X[ÃA]\s+H[ỘO]I|ĐỘC LẬP\s*-?\s*TỰ DO|Độc lập\s*[-–]\s*Tự do", re.IGNORECASE
)
PARTY_HEAD = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM")
NUMBER_LINE = re.compile(r"^Số\s*:?\s*(.*)$", re.IGNORECASE)
PLACE_DATE = re.compile(
    r"^(?P<place>[^,\d]{0,60}?)\s*,?\s*ngày\s*(?P<day>\d{0,2}|…*|\.*)\s*tháng\s*(?P<month>\d{0,2}|…*|"
    r"\.*)\s*năm\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
RULE_LINE = re.compile(r"^[\s\-–—_=*.·•~]{2,}$|^\*$")
PAGE_NUMBER = re.compile(r"^\s*(?:[-–]\s*)?(?:Trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?\s*$")
RECIPIENTS = re.compile(r"^Nơi\s*nhận\s*:?\s*", re.IGNORECASE)
ADDRESSED = re.compile(r"^Kính\s*gửi\s*:?\s*", re.IGNORECASE)
BASIS = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Triển khai|Theo|Để|Nhằm|Trên cơ sở|Tiếp tục|Xét đề nghị)\b")
CLOSING = re.compile(
    r"^(?:(?:Kế hoạch|Chỉ thị|Nghị quyết|Kết luận|Chương trình|Hướng dẫn|Thông báo|Công văn|Văn bản|"
    r"Quy chế)(?: hành động| phối hợp| công tác)? này "
    r"(?:đã )?(?:được )?(?:Hội đồng|thông qua|phổ biến|quán triệt|triển khai|thay thế|có hiệu lực)|Trân trọng|"
    r"Trên đây là|Trên đây|Yêu cầu các|Nhận được|Đề nghị các|Trong quá trình|Quá trình)\b"
)
APPENDIX = re.compile(r"^(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu)\b")
ORGANISING = re.compile(r"tổ chức thực hiện|phân công|trách nhiệm|tổ chức triển khai|giao nhiệm vụ", re.IGNORECASE)


def is_upper(text: str) -> bool:
    """True where every letter is a capital."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(letter.upper() == letter for letter in letters)


def is_person(text: str) -> bool:
    """True for a name: two to six words, each beginning with a capital, no digits and no mark at the end."""
    words = text.split()
    return (
        2 <= len(words) <= 6
        and not is_upper(text)
        and all(word[0].isupper() and re.sub(r"['’‘-]", "", word).isalpha() for word in words)
    )
