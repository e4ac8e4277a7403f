"""The shapes of dates and of the words round them, as patterns."""

from __future__ import annotations

import re

from dcapp.reading.rhythms import EACH

_HOUR = r"(?:\s*\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2})?\s*(?:phút)?\s*,?)?"
_BEFORE = (
    r"(?P<before>(?:xong|hoàn thành|gửi|nộp|kết thúc)?\s*trước|"
    r"(?:chậm|muộn) nhất(?:\s+là)?(?:\s+(?:trước|đến hết|đến|vào|trong))?|không (?:quá|muộn hơn)|hạn (?:cuối|"
    r"chót)(?:\s+là)?|xong|đến hết|đến|hết|vào|trong|từ nay đến)"
    rf"{_HOUR}"
)
DAY = re.compile(
    rf"(?:\b{_BEFORE}\s+)?(?:(?P<word>ngày)\s+)?(?<![\d/])(?P<d>\d{{1,2}})\s*[/.\-]\s*(?P<m>\d{{1,2}})(?:\s*[/.\-]\s*(?P<y>\d{{4}}))?(?![\d/%]|[.,]\d|\s*(?:%|tỷ|triệu|ha\b|km|m2|đồng|điểm))",
    re.IGNORECASE,
)
LONG_DAY = re.compile(
    rf"(?:\b{_BEFORE}\s+)?ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})(?:\s+năm\s+(?P<y>\d{{4}}))?", re.IGNORECASE
)
_WEEK = (
    r"(?:\btuần\s+(?P<week>đầu|cuối|thứ\s+(?:nhất|hai|ba|tư|[1-4])|[1-4])(?:\s+(?:tiên|cùng))?\s+(?:của\s+)?|"
    r"\b(?P<end>cuối|(?:nửa )?đầu|giữa|hết|nửa cuối|trung tuần|thượng tuần|hạ tuần|"
    r"ngày(?: làm việc)? cuối(?: cùng)? của)\s+)?"
)
WEEKS = {"đầu": 7, "nhất": 7, "1": 7, "hai": 14, "2": 14, "ba": 21, "3": 21, "tư": 28, "4": 28}
ROUGH = ("đầu", "nửa đầu", "giữa", "thượng tuần", "trung tuần")
MONTH = re.compile(
    rf"(?:\b{_BEFORE}\s+)?{_WEEK}\btháng\s+(?P<m>\d{{1,2}})\b(?!\s*(?:đầu|"
    rf"cuối))(?:\s*(?:[/-]|năm)\s*(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)
QUARTER = re.compile(
    rf"(?:\b(?i:{_BEFORE})\s+)?(?:\b(?:cuối|đầu|giữa|hết)\s+)?\b[Qq]uý\s+(?P<q>IV|I{{1,3}}|[1-4])\b(?:\s*(?:/|năm|"
    rf"-)\s*(?P<y>\d{{4}}))?"
)
DAY_OF_MONTH = re.compile(
    rf"(?:\b(?P<before>trước|(?:chậm|muộn) nhất(?:\s+là)?(?:\s+(?:vào|trước))?|"
    rf"vào)\s+)?(?:(?:các\s+)?ngày\s+|(?<=trước ))(?:m[ùồ]ng\s+)?(?P<days>(?:\d{{1,2}}\s*(?:,|"
    rf"và)\s*(?:ngày\s+)?){{0,4}}\d{{1,2}})\s+(?:của\s+)?"
    rf"(?P<unit>{EACH}\s+(?:tháng|quý)|tháng\s+(?:sau|kế tiếp|tiếp theo)|tháng\s+(?:đầu|cuối)(?:\s+(?:tiên|cùng))?"
    rf"(?:\s+của)?(?:\s+(?:mỗi|{EACH}))?\s+quý(?:\s+sau)?|tháng\s+thứ\s+(?:ba|3|03)(?:\s+của)?(?:\s+{EACH})?\s+quý|"
    rf"cuối quý)",
    re.IGNORECASE,
)
LONE_DAY = re.compile(
    r"(?:\b(?P<before>trước|(?:chậm|muộn) nhất(?:\s+là)?(?:\s+(?:vào|trước))?|"
    r"vào)\s+)?ngày\s+(?:m[ùồ]ng\s+)?(?P<d>\d{1,2})\b(?!\s*[/.\-]\s*\d|\s+tháng\s+\d|\s+ngày)",
    re.IGNORECASE,
)
FURTHER_DAY = re.compile(r"(?<=[\s(])(?P<d>\d{1,2})\s*/\s*(?P<m>\d{1,2})(?!\s*[/\d])")
NEAR = 12
LEADING_WORDS = 120
LISTED = re.compile(r"\s*(?:,|và|,\s*và|/|;)\s*(?:lần \d\s*)?")
_Q = r"(?:IV|I{1,3}|[1-4])"
QUARTERS = re.compile(
    rf"(?:\b(?i:{_BEFORE})\s+)?\b[Qq]uý\s+(?P<list>{_Q}(?:\s*(?:,|và|&)\s*(?:[Qq]uý\s+)?{_Q}){{1,3}})\b(?:\s*(?:/|"
    rf"năm|-)\s*"
    rf"(?P<y>\d{{4}}))?"
)
MONTHS = re.compile(
    rf"(?:\b(?i:{_BEFORE})\s+)?\b[Tt]háng\s+(?P<list>\d{{1,2}}(?:\s*(?:,|và|&)\s*(?:tháng\s+)?\d{{1,2}}){{1,11}})\b"
    rf"(?![.,]\d|\s+(?:cuộc|lần|thôn|đơn vị|lớp|hội nghị|người|buổi))(?:\s*(?:/|năm|-)\s*(?P<y>\d{{4}}))?"
)
ANY_QUARTER = re.compile(rf"(?:quý\s+)?({_Q})", re.IGNORECASE)
ANY_MONTH = re.compile(r"(?:tháng\s+)?(\d+)", re.IGNORECASE)
FIGURE = re.compile(r"\d+")
BARE_MONTH = re.compile(r"(?<![\w/.\-])(?:T\.?\s*)?(?P<m>\d{1,2})\s*/\s*(?P<y>\d{4})(?P<before>)")
BARE_QUARTER = re.compile(r"\bQ\.?\s*(?P<q>IV|I{1,3}|[1-4])\s*[/-]\s*(?P<y>\d{4})(?P<before>)")
QUARTER_RANGE = re.compile(
    rf"\b[Qq]uý\s+{_Q}\s*[-–]\s*(?:[Qq]uý\s+)?(?P<q>{_Q})\b(?:\s*(?:/|năm)\s*(?P<y>\d{{4}}))?(?P<before>)"
)
MONTH_RANGE = re.compile(r"\b[Tt]háng\s+\d{1,2}\s*[-–]\s*(?P<m>\d{1,2})\b(?:\s*(?:/|năm)\s*(?P<y>\d{4}))?(?P<before>)")
UP_TO = re.compile(r"\s*(?:đến|tới|[-–])\s")
YEARLY = re.compile(rf"\s*(?:của\s+)?\(?{EACH}\s+năm\b", re.IGNORECASE)
ONLY_WHEN = re.compile(
    r"^(?:và\s+)?(?:(?:thời gian|thời hạn|tiến độ|hạn)(?:\s+(?:thực hiện|hoàn thành|báo cáo|gửi|tổ chức|nộp))?|hoàn "
    r"thành(?: việc này)?|xong|"
    r"thực hiện|kết thúc|thời điểm)?[\s:]*$",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;]")
REGULAR = re.compile(
    rf"định kỳ|báo cáo|{EACH}\s+(?:tháng|quý|năm)|ngày làm việc|(?:ngày|tuần) (?:đầu|cuối)|sơ kết|tổng kết|"
    rf"giao ban|họp|thống kê|số liệu|lần\b",
    re.IGNORECASE,
)
ON_REQUEST_ALONE = re.compile(r"khi (?:có|được) yêu cầu|theo yêu cầu|báo cáo đột xuất", re.IGNORECASE)
OF_REPORT = re.compile(r"(?:báo cáo|sơ kết|định kỳ)[^,.;:]{0,25}$", re.IGNORECASE)
HALF_NAMED = re.compile(r"\s*(?:đầu|cuối) năm", re.IGNORECASE)
HISTORY = re.compile(
    r"(?:\btừ|giai đoạn|có hiệu lực(?: từ)?|kể từ|tính từ|bắt đầu từ|đã\s+\w+|khóa|khoá|tổ chức họp|thông qua|"
    r"ban hành|được ký|lập|sinh)\s*$",
    re.IGNORECASE,
)
OF_PLAN = re.compile(
    r"(?:nhiệm vụ|kế hoạch|chỉ tiêu|chương trình|dự toán|bình quân|kinh phí|ngân sách|chất lượng|thi đua|chi thường "
    r"xuyên|"
    r"xếp loại|công tác năm|phương hướng|mục tiêu)\s*(?:công tác\s*)?$",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"(?:^|[:(]|thời gian(?: thực hiện| hoàn thành)?|hoàn thành|thực hiện|dự kiến|tổ chức|kết thúc|tiến độ)\s*$",
    re.IGNORECASE,
)


YEAR_END = re.compile(
    r"\b(?:(?:hoàn thành|xong|kết thúc)\s+(?:(?:trong|vào|vào cuối|cuối)\s+)?|(?:(?:vào|đến|dịp)\s+)+cuối\s+|"
    r"(?<=tổng kết )cuối\s+)năm\s+"
    r"(?P<y>20\d{2})\b(?!\s*[-–])",
    re.IGNORECASE,
)
HALF_YEAR = re.compile(
    r"\b(?:trong|hết|xong|hoàn thành)\s+0?6\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:\s+(?P<y>20\d{2}))?", re.IGNORECASE
)
TARGET = re.compile(r"%|\bđạt\b|\btỷ lệ\b|\btỉ lệ\b", re.IGNORECASE)
