"""What is missing or unsure in a paper that was read: each with its words, its line and a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dcapp.kernel.i18n import N_, _
from dcapp.reading.layout import Head
from dcapp.reading.result import CitedDocument, Doubt, Obligation, Passage, PassageKind, Recipient, Span

NO_NUMBER = N_("Văn bản không ghi số. Gõ theo bản giấy.")
NO_DATE = N_("Văn bản không ghi ngày ký. Gõ theo bản giấy.")
UNKNOWN_SHORT = N_("Không rõ chữ viết tắt này. Giữ nguyên hay sửa?")
NO_RHYTHM = N_("Ghi “định kỳ” mà không nói kỳ nào. Hỏi lại nơi ban hành.")
RHYTHM_UNSAID = re.compile(r"\bđịnh kỳ\s+(?:tổng hợp|báo cáo|sơ kết|tổng kết|rà soát|đánh giá)\b[^.;]*", re.IGNORECASE)
YEARLESS = N_("Hạn không ghi năm và văn bản không ghi ngày ký nên chưa thành việc phải làm. Tự ghi hạn.")
DAY_ALONE = re.compile(
    r"\b(?:trước|chậm nhất|hạn|xong|hoàn thành)\s[^.;:]{0,12}?\b(?:ngày\s+)?\d{1,2}/\d{1,2}\b(?!/)", re.IGNORECASE
)
WEEKLY_ONLY = N_("Nhịp theo tuần hay theo ngày không có trong danh sách kỳ hạn. Tự ghi lại nếu cần theo dõi.")
WEEKLY = re.compile(
    r"\b(?:hằng|hàng|mỗi)\s+(?:tuần|ngày)\s+[^.;]{0,60}?\b(?:báo cáo|tổng hợp|họp|gửi|công khai|niêm yết)\b"
    r"|\b(?:báo cáo|họp|giao ban|gửi)\b[^.;]{0,40}?\b(?:hằng|hàng|mỗi)\s+(?:tuần|ngày)\b",
    re.IGNORECASE,
)
COUNTED_FROM = N_("Hạn tính từ một việc khác, không có ngày. Tự ghi hạn khi biết ngày của việc ấy.")
_LENGTH = r"\d{1,3}\s*(?:\(\w+(?:\s\w+)?\)\s*)?(?:ngày(?: làm việc)?|giờ|tháng|tuần)"
RELATIVE = re.compile(
    rf"\b(?:(?:trong (?:vòng|thời hạn)|chậm nhất(?: là)?|(?:sau|trước)(?: đó)?|không quá|"
    rf"tối đa)\s+(?:sau\s+)?{_LENGTH}\s*,?\s+"
    rf"(?:kể từ|tính từ|từ (?:ngày|khi)|sau(?: khi| ngày)?|trước(?: khi| ngày)?)\s(?!(?:ngày\s+)?\d)[^.,;:()]{{2,80}}"
    rf"|trước (?:mỗi )?(?:ngày|khi|kỳ họp|cuộc họp|hội nghị|phiên họp) [^\d.,;:()]{{3,50}} (?:(?:ít nhất|tối thiểu|"
    rf"chậm nhất) )?{_LENGTH})",
    re.IGNORECASE,
)
KNOWN_SHORT = re.compile(
    r"^(?:VT|VP|UBND|HĐND|TT|CT|PCT|TH|NC|KT|VX|NV|TP|VHXH|VH-XH|KTTH|HC|TNMT|TC-KT|VPUB|HS|ĐU|VPĐU|BTCD|LĐ|TTr|KTHT|"
    r"XD|P?KT|BCĐ|TV|XDCQ|KTNS|TC|DV|MT|QLĐT|VPTK|PVHCC)$"
)
NOWHERE = Span(0, 0)


def doubts_of(
    passages: Sequence[Passage],
    head: Head,
    year: int | None,
    documents: Sequence[CitedDocument],
    obligations: Sequence[Obligation],
    recipients: Sequence[Recipient],
    notes: Sequence[str],
) -> tuple[Doubt, ...]:
    """Everything that is unsure or missing, with the words and the line that it came from."""
    found: list[Doubt] = []

    def doubt(where: str, text: str, span: Span = NOWHERE) -> None:
        line = next((p.line for p in passages if p.span.start <= span.start <= p.span.end), 1)
        found.append(Doubt(where, text, line, span))

    is_undated = head.day is None and year is None
    for note in notes:
        doubt("", note)
    if not head.number:
        doubt(head.type_name, _(NO_NUMBER))
    if head.day is None:
        doubt(head.type_name, _(NO_DATE))
    for cited in documents:
        if cited.doubt:
            doubt(f"{cited.type_name} {cited.subject}", cited.doubt, cited.spans[0])
    for due in obligations:
        if due.doubt:
            doubt(due.what, due.doubt, due.span)
    for passage in passages:
        if passage.kind in (PassageKind.BASIS, PassageKind.LEAD_IN, PassageKind.HEADER, PassageKind.TITLE):
            continue
        for relative in RELATIVE.finditer(passage.text):
            span = Span(passage.span.start + relative.start(), passage.span.start + relative.end())
            doubt(relative.group(), _(COUNTED_FROM), span)
        for alone in DAY_ALONE.finditer(passage.text) if is_undated else ():
            span = Span(passage.span.start + alone.start(), passage.span.start + alone.end())
            doubt(alone.group(), _(YEARLESS), span)
        for weekly in WEEKLY.finditer(passage.text):
            span = Span(passage.span.start + weekly.start(), passage.span.start + weekly.end())
            doubt(weekly.group(), _(WEEKLY_ONLY), span)
        for vague in RHYTHM_UNSAID.finditer(passage.text):
            span = Span(passage.span.start + vague.start(), passage.span.start + vague.end())
            if not any(due.span.start < span.end and span.start < due.span.end for due in obligations):
                doubt(vague.group(), _(NO_RHYTHM), span)
    for recipient in recipients:
        shorts = recipient.text.removeprefix("Lưu").strip(" :").split(",") if recipient.text.startswith("Lưu") else []
        for short in (word.partition("(")[0].strip(" .;") for word in shorts):
            if short and " " not in short and not KNOWN_SHORT.match(short):
                doubt(short, _(UNKNOWN_SHORT), recipient.span)
    return tuple(found)
