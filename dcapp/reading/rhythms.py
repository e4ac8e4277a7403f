"""Rhythms in running text: "hằng tháng", "định kỳ 6 tháng, năm", "khi có yêu cầu"."""

from __future__ import annotations

import re

MONTHLY, QUARTERLY, SEMIANNUAL, NINE_MONTH, ANNUAL, ON_REQUEST = (
    "monthly",
    "quarterly",
    "semiannual",
    "nine-month",
    "annual",
    "on-request",
)
EACH = r"(?:hàng|hằng|mỗi)"
_NO_FIGURE = r"(?!\s+(?:[IV]+\b|\d))"
_ONCE = r"\b(?:0?1|một)\s+lần\s*(?:/\s*|trong\s+)"
_EDGE = (
    r"\b(?:vào\s+)?(?:(?:sáng|chiều)\s+)?(?:thứ\s+\w+\s+)?(?:ngày(?:\s+làm\s+việc)?|tuần)\s+(?:đầu|"
    r"cuối)(?:\s+(?:tiên|cùng))?(?:\s+của)?"
    r"(?:\s+(?:hàng|hằng|mỗi|các))?"
)
_OF_QUARTER = (
    r"\b(?:(?:trong|vào)\s+)?tháng\s+(?:đầu|cuối)(?:\s+(?:tiên|cùng))?(?:\s+của)?\s+(?:hàng|hằng|mỗi|các)\s+quý\b"
)
RHYTHMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        MONTHLY,
        re.compile(
            rf"\b(?:{EACH}|từng)\s+tháng\b|(?<=báo cáo )tháng\b{_NO_FIGURE}|(?<=định kỳ )tháng\b{_NO_FIGURE}|"
            rf"\btháng(?=,\s*quý)|(?<!\d )(?<!sáu )(?<!chín )(?<!ba )\btháng(?=\s*\((?:trước|chậm|vào))|"
            rf"\b0?1 tháng(?:/| một | 01 |\s)lần|"
            rf"{_ONCE}tháng\b|{_EDGE}\s+tháng\b(?!\s*\d|\s+(?:đầu|cuối|thứ|sau|này|kế))",
            re.IGNORECASE,
        ),
    ),
    (
        QUARTERLY,
        re.compile(
            rf"{_OF_QUARTER}|\b(?:{EACH}|từng)\s+quý\b|(?:(?<=, )|(?<=và )|(?<=báo cáo )|(?<=định kỳ )|"
            rf"(?<=tháng/))quý\b{_NO_FIGURE}|\bquý(?=,\s*(?:0?6|sáu|năm|bán niên))|{_ONCE}quý\b|"
            rf"\bquý(?=\s*\((?:trước|chậm|vào))|\b(?:0?3|ba) tháng(?:/| một | 01 |"
            rf"\s)lần|(?<=định kỳ )(?:0?3|ba) tháng\b|\b(?:0?3|ba) tháng(?=\s*,\s*(?:0?6|sáu) tháng)|"
            rf"{_EDGE}\s+quý\b{_NO_FIGURE}(?!\s+(?:này|sau))",
            re.IGNORECASE,
        ),
    ),
    (SEMIANNUAL, re.compile(r"\b(?:0?6|sáu)\s+tháng\b(?!\s*/\s*\d)|\bbán niên\b|\bnửa năm\b", re.IGNORECASE)),
    (NINE_MONTH, re.compile(r"\b(?:0?9|chín)\s+tháng\b(?!\s*/\s*\d)", re.IGNORECASE)),
    (
        ANNUAL,
        re.compile(
            rf"\b{EACH}\s+năm\b|(?<!tháng )\b(?:0?1|một)\s+năm\b(?!\s*\d)|(?:(?<=, )|(?<=và )|(?<=báo cáo )|"
            rf"(?<=tổng kết ))cả năm\b|(?:(?<=báo cáo )|(?<=tổng kết "
            rf"))cuối\s+năm\b|(?:(?<=tháng, )|(?<=tháng và )|"
            rf"(?<=báo cáo )|(?<=quý, )|(?<=tổng kết )|(?<=định kỳ )|(?<=tháng/))năm\b{_NO_FIGURE}|(?<=và "
            rf")năm\b(?=\s*(?:\(|:|,|gửi|trước|chậm))|\bnăm\b(?=\s*[(:]\s*(?:trước|chậm|vào))|{_ONCE}năm\b",
            re.IGNORECASE,
        ),
    ),
    (
        ON_REQUEST,
        re.compile(r"\b(?:khi (?:có|được) yêu cầu|theo yêu cầu(?! nhiệm vụ)|khi cần thiết|đột xuất)\b", re.IGNORECASE),
    ),
)
