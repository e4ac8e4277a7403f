"""To whom something is sent or reported: "gửi UBND xã (qua Văn phòng)", "báo cáo Sở Nội vụ và Đảng ủy"."""

from __future__ import annotations

import re

from dcapp.reading.names import NO_OFFICE

BODY = (
    r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Đảng ủy|Đảng uỷ|Ban|Khối|Văn phòng|Phòng|Sở|Thường trực|Thường vụ|BTV|TT|"
    r"Cơ quan|Huyện ủy|Thị ủy|Thành ủy|Tỉnh ủy|Chủ tịch|MTTQ|UBMTTQ|Mặt trận|Thanh tra|Bộ|Trung tâm|Công an|Chi cục|"
    r"Bí thư|Trưởng (?:ban|phòng|đoàn|Công an)|Chánh|Giám đốc|Thủ trưởng|Lãnh đạo|lãnh đạo|Thủ tướng|Chính phủ|Công "
    r"chức|Đoàn|Hội|Tổ|Mặt trận|đồng chí|bộ phận|Bộ phận|công chức|chi bộ|Chi bộ|huyện|tỉnh|các cơ quan|"
    r"đoàn (?:giám sát|kiểm tra)|tổ (?:công tác|giúp việc)|cấp trên|cơ quan "
    r"cấp trên|cấp có thẩm quyền|cơ quan có thẩm quyền)"
)
ENDING = (
    r"(?=\s+(?:trước|sau|ngay|kể từ|theo|để|khi|và\s+gửi|chậm|đúng|trong|định kỳ|xem xét|công nhận|thẩm định|"
    r"cho ý kiến|ký|báo cáo|phê duyệt|tổng hợp|kết quả|về "
    r"việc|việc|"
    r"tình hình|"
    r"qua\s|hàng|hằng|muộn|vào|đồng thời|bằng|thông qua|nhằm|chỉ đạo|biết|có|là|trên cơ sở|0?[1-9] tháng)\b"
    rf"|\s*\(|\s*[,;.:]|(?!(?<=Văn phòng HĐND)\s+và\s+UBND)(?<!Thông tin)\s+và\s+(?:gửi|báo cáo|đồng thời|"
    rf"{BODY}\b)|\s*$)"
)
ADDRESSEE = re.compile(
    rf"\b(?i:gửi(?:\s+(?:báo cáo\s+)?(?:về|đến|cho))?(?:\s+\d+\s+bản)?(?:\s+(?:về|đến|cho))?|về|báo cáo(?:\s+(?:về|"
    rf"với|cho))?|"
    rf"trình|nộp(?:\s+(?:về|cho))?|(?:đăng ký|thông báo)(?:\s+với)?|"
    rf"(?P<loose>cho|đến))\s+(?P<body>{BODY}\b[^,;.:()]*?){ENDING}(?P<via>\s*\((?:qua|"
    rf"thông qua)[^)]*\))?"
)
FURTHER = re.compile(
    rf"\s*(?:,|và|,\s*đồng thời gửi)\s+(?P<body>{BODY}\b[^,;.:()]*?){ENDING}(?P<via>\s*\((?:qua|thông qua)[^)]*\))?"
)
VIA = re.compile(
    r"\bqua\s+(?P<via>(?:Văn phòng|Phòng|Cơ quan|Sở|Ban|Công chức|Khối|Bộ phận)[^,;.()]*?)(?=\s+(?:trước|để|theo|"
    r"chậm)\b|[,;.()]|$)"
)
SENDING = re.compile(
    r"gửi|báo cáo|nộp|trình|chuyển|thông báo|phản ánh|kiến nghị|cung cấp|bàn giao|đăng ký", re.IGNORECASE
)
PURPOSE = re.compile(r"\bđể (?:tổng hợp|theo dõi|xem xét|chỉ đạo)[^.;]*")


def addressees_in(words: str) -> tuple[str, ...]:
    """Everybody to whom a sentence says that something is sent, each once."""
    names: list[str] = []
    words = PURPOSE.sub(_blanked, words)
    for found in ADDRESSEE.finditer(words):
        if NO_OFFICE.match(found["body"]) or (found["loose"] and not SENDING.search(words, 0, found.start())):
            continue
        while found is not None:
            name = _addressee(found, words)
            if name and name not in names:
                names.append(name)
            further = FURTHER.match(words, found.end())
            found = further  # type: ignore[assignment]  # the loop ends with None
            if further is None:
                break
    return tuple(names)


def _blanked(found: re.Match[str]) -> str:
    """What the addressee does with it names no addressee."""
    return found.group()[:3] + " " * (len(found.group()) - 3)


def _addressee(found: re.Match[str], words: str) -> str:
    name = " ".join(found["body"].split()).strip(" -–")
    via = found["via"]
    if via:
        return f"{name} {' '.join(via.split())}"
    passed = VIA.match(words, found.end() + 1) if words[found.end() :].startswith(" qua") else None
    return f"{name} (qua {' '.join(passed['via'].split())})" if passed else name
