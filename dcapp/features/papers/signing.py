"""What is still in the way of a signature (kiểm tra trước khi ký): looked for, said with a hint, never forbidden.

Decree 30/2020 asks the drafter for right content and the registry for right form before anything is signed (articles
8 to 13 and Annex I). The paper is judged as it would be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import aliased

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.queries import OfficeCard
from dcapp.features.papers.models import IssuedPaper, Paper
from dcapp.features.papers.terms import VALIDITIES, IssueState, Validity, validity_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import PaperId
from dcapp.kernel.text import fold
from dcapp.printing.model import Article, Dash, Document, House, Marks, Numbered, Paragraph, flat
from dcapp.rules.rulebook import document_types

LAYOUT, BASES, RECIPIENTS = N_("Thể thức"), N_("Căn cứ"), N_("Nơi nhận")
NUMBER, LEFTOVERS, SIGNER = N_("Số, ngày"), N_("Chỗ bỏ dở"), N_("Người ký")
TOPICS = (NUMBER, BASES, LEFTOVERS, RECIPIENTS, SIGNER, LAYOUT)
"""What is looked at, in the order in which it is shown."""

SHOWN_AROUND = 30
LEFT_OVER = (
    (re.compile(r"\[(?:\s|\.|…|_)*\]|\[[^\]\d][^\]]*\]|<[^<>]{1,40}>"), N_("Còn chỗ chưa điền: {place}")),
    (re.compile(r"…|\.{3,}(?!/)|_{3,}"), N_("Còn dấu chấm lửng: {place}")),
    (
        re.compile(r"(?<!\w)(?:x{3,}|X{4,})(?!\w)|(?<=[/\s])(?:x{2,}(?=[/\s])|X{2,}(?=/))"),
        N_("Còn chữ “xxx” chưa thay: {place}"),
    ),
    (
        re.compile(r"\b(?:TO" r"DO|TBD|FIX" r"ME|lorem ipsum)\b|\?\?+", re.IGNORECASE),
        N_("Còn ghi chú soạn thảo: {place}"),
    ),
    (re.compile(r"(?<=\S) {2,}(?=\S)"), N_("Có hai dấu cách liền nhau: {place}")),
)
NUMBER_LINE = re.compile(r"^Số:?\s*(?P<number>\d+)\s*(?:/|-)\s*(?P<symbol>\S+)$")


@dataclass(frozen=True, slots=True)
class SigningFinding:
    """One thing to put right before a paper is signed: what it concerns, what is wrong, what helps."""

    topic: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document that a paper rests on, with the days between which it is in force."""

    name: str
    is_basis: bool
    in_force_from: date | None
    in_force_to: date | None
    replaced_by: str

    def validity(self, on: date) -> Validity:
        """Whether it is in force on a day."""
        return validity_of(self.in_force_from, self.in_force_to, is_replaced=bool(self.replaced_by), on=on)


@dataclass(frozen=True, slots=True)
class NumberInBook:
    """What the book of issued documents says of a number."""

    state: IssueState
    issued_on: date
    reason: str


def legal_bases(uow: UnitOfWork, papers: Sequence[tuple[PaperId, bool]]) -> tuple[LegalBasis, ...]:
    """The documents behind these ids, in their order; each id comes with whether it stands among the bases."""
    successor = aliased(Paper)
    rows = uow.session.execute(
        select(Paper, successor)
        .outerjoin(successor, successor.id == Paper.replaced_by_id)
        .where(Paper.id.in_({paper_id for paper_id, _is_basis in papers}))
    )
    known = {paper.id: (paper, "" if following is None else following.name) for paper, following in rows}
    return tuple(
        LegalBasis(paper.name, is_basis, paper.in_force_from, paper.in_force_to, replaced_by)
        for paper_id, is_basis in papers
        for paper, replaced_by in [known[paper_id]]
    )


def number_in_book(uow: UnitOfWork, year: int, symbol: str) -> NumberInBook | None:
    """The line of the book that gave this number, if there is one."""
    issued = uow.session.scalar(select(IssuedPaper).where(IssuedPaper.year == year, IssuedPaper.symbol == symbol))
    return None if issued is None else NumberInBook(issued.state, issued.issued_on, issued.reason)


def signing_findings(
    document: Document, bases: Sequence[LegalBasis], office: OfficeCard, day: date, in_book: NumberInBook | None = None
) -> tuple[SigningFinding, ...]:
    """Everything to look at before the paper is signed on a day; takes about as long as drawing it."""
    return (
        *_number(document, office, day, in_book),
        *_bases(document, bases, day),
        *_base_ends(document),
        *_leftovers(document),
        *_recipients(document),
        *_signer(document),
        *_ending(document),
        *_layout(document),
    )


def _number(
    document: Document, office: OfficeCard, day: date, in_book: NumberInBook | None
) -> Iterator[SigningFinding]:
    head = document.letterhead
    written = NUMBER_LINE.match(head.number.strip()) if head else None
    if not document.subject.strip():
        yield SigningFinding(NUMBER, _("Chưa ghi trích yếu nội dung."), _("Ghi ở Sửa số, ngày, người ký."))
    if written is None:
        yield SigningFinding(NUMBER, _("Chưa có số và ký hiệu."), _("Bấm Lấy số khi văn bản đã soạn xong."))
    if head is not None and not re.search(r"ngày \d+ tháng \d+ năm \d{4}", head.place_date):
        yield SigningFinding(NUMBER, _("Chưa ghi ngày ban hành."), _("Lấy số thì ngày được ghi cùng lúc."))
    if written is None or document.house is House.PARTY:
        return
    kinds = {fold(kind.name): kind.abbreviation for kind in document_types(day) if kind.house == "state"}
    abbreviation = kinds.get(fold(document.type_name))
    wanted = f"{abbreviation}-{office.symbol}" if abbreviation else office.symbol
    if abbreviation is not None and written["symbol"] != wanted:
        yield SigningFinding(
            NUMBER,
            _("Ký hiệu {written} không đúng với loại văn bản và đơn vị.").format(written=written["symbol"]),
            _("Theo loại văn bản này, ký hiệu là {wanted}.").format(wanted=wanted),
        )
    if in_book is None:
        yield SigningFinding(
            NUMBER, _("Số này không có trong sổ văn bản đi."), _("Lấy số từ sổ để không trùng, không sót.")
        )
    elif in_book.state is IssueState.CANCELLED:
        yield SigningFinding(
            NUMBER,
            _("Số này đã hủy trong sổ văn bản đi: {reason}").format(reason=in_book.reason),
            _("Xóa số cũ ở Sửa số, ngày, người ký rồi lấy số mới."),
        )
    elif in_book.issued_on != day:
        yield SigningFinding(
            NUMBER,
            _("Sổ văn bản đi ghi ngày {day} cho số này.").format(day=vn_date(in_book.issued_on)),
            _("Sửa cho ngày trên văn bản và trong sổ giống nhau."),
        )


def _bases(document: Document, bases: Sequence[LegalBasis], day: date) -> Iterator[SigningFinding]:
    if document.type_name and not document.bases:
        yield SigningFinding(BASES, _("Chưa có căn cứ ban hành."), _("Ghi văn bản làm căn cứ ở đầu văn bản."))
    for basis in bases:
        validity = basis.validity(day)
        if validity is Validity.IN_FORCE:
            continue
        if validity is Validity.REPLACED:
            hint = _("Thay bằng {name}, hoặc bỏ viện dẫn này.").format(name=basis.replaced_by)
        elif validity is Validity.UNKNOWN:
            hint = _("Ghi ngày có hiệu lực ở Văn bản › Văn bản căn cứ.")
        else:
            hint = _("Tìm văn bản đang có hiệu lực để thay.")
        message = _("{name}: {validity} vào ngày {day}").format(
            name=basis.name, validity=_(VALIDITIES[validity]).lower(), day=vn_date(day)
        )
        yield SigningFinding(BASES, message, hint)


def _base_ends(document: Document) -> Iterator[SigningFinding]:
    """Each line of the bases ends with a semicolon, the last with a full stop (Annex I, II.6.a)."""
    if document.house is House.PARTY:
        return
    for number, line in enumerate(document.bases, 1):
        is_last = number == len(document.bases)
        if not line.rstrip().endswith((".", ":") if is_last else ";"):
            mark = _("dấu chấm") if is_last else _("dấu chấm phẩy")
            yield SigningFinding(
                BASES,
                _("Dòng căn cứ {number} chưa kết thúc bằng {mark}: {place}").format(
                    number=number, mark=mark, place=_quoted_end(line)
                ),
                _("Mỗi dòng kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm."),
            )


def _ending(document: Document) -> Iterator[SigningFinding]:
    """The text of a State paper ends with "./." (samples of Annex III)."""
    last = flat(document.closing).rstrip() or _last_words(document)
    if last and document.house is House.STATE and not last.endswith("./."):
        yield SigningFinding(
            LAYOUT,
            _("Cuối văn bản chưa có dấu “./.”: {place}").format(place=_quoted_end(last)),
            _("Ghi “./.” sau câu cuối cùng, trước nơi nhận và chữ ký."),
        )


def _last_words(document: Document) -> str:
    """The last words of the text; a paper that ends with a table has none to look at."""
    block = document.blocks[-1] if document.blocks else None
    if isinstance(block, Numbered | Article):
        return (flat(block.words) or block.title).rstrip()
    return flat(block.words).rstrip() if isinstance(block, Paragraph | Dash) else ""


def _quoted_end(text: str) -> str:
    words = text.strip()
    return "«" + ("…" + words[-2 * SHOWN_AROUND :] if len(words) > 2 * SHOWN_AROUND else words) + "»"


def _leftovers(document: Document) -> Iterator[SigningFinding]:
    for line in _texts(document):
        for pattern, message in LEFT_OVER:
            for found in pattern.finditer(line):
                begin, end = max(0, found.start() - SHOWN_AROUND), found.end() + SHOWN_AROUND
                place = "«" + line[begin:end].strip() + "»"
                yield SigningFinding(LEFTOVERS, _(message).format(place=place), _("Tìm chỗ này và viết cho hết."))


def _texts(value: object) -> Iterator[str]:
    """Every text of a paper as it was typed, double blanks and all."""
    if isinstance(value, Marks):  # not part of the paper
        return
    if isinstance(value, str) and not isinstance(value, StrEnum):
        yield from value.splitlines()
    elif isinstance(value, tuple):
        for piece in value:
            yield from _texts(piece)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def _recipients(document: Document) -> Iterator[SigningFinding]:
    lines = [line.strip() for line in document.recipients]
    if not lines:
        yield SigningFinding(RECIPIENTS, _("Chưa có nơi nhận."), _("Ghi nơi nhận, dòng cuối là “Lưu: VT”."))
        return
    for number, line in enumerate(lines, 1):
        is_last = number == len(lines)
        if not line.endswith("." if is_last else ";"):
            mark = _("dấu chấm") if is_last else _("dấu chấm phẩy")
            yield SigningFinding(
                RECIPIENTS,
                _("Dòng nơi nhận chưa kết thúc bằng {mark}: {line}").format(mark=mark, line=line),
                _("Mỗi dòng kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm."),
            )
    if not fold(lines[-1]).startswith("luu"):
        yield SigningFinding(
            RECIPIENTS, _("Dòng cuối của nơi nhận chưa phải là “Lưu”."), _("Ghi “Lưu: VT” và đơn vị soạn thảo.")
        )


def _signer(document: Document) -> Iterator[SigningFinding]:
    hint = _("Ghi ở Sửa số, ngày, người ký.")
    if not document.signatures:
        yield SigningFinding(SIGNER, _("Chưa có người ký."), hint)
    for signature in document.signatures:
        if not any(line.strip() for line in signature.titles):
            yield SigningFinding(SIGNER, _("Chưa ghi chức vụ người ký."), hint)
        if not signature.name.strip():
            yield SigningFinding(SIGNER, _("Chưa ghi họ tên người ký."), hint)


def _layout(document: Document) -> Iterator[SigningFinding]:
    from dcapp.printing.layout_check import check_layout
    from dcapp.printing.pdf import write_pdf

    if not document.blocks and not flat(document.closing).strip():
        yield SigningFinding(LAYOUT, _("Văn bản chưa có nội dung."), _("Nhập nội dung trước khi trình ký."))
    for found in check_layout(write_pdf(document), document):
        message = _("Trang {page}: {message}").format(page=found.page, message=found.message)
        yield SigningFinding(LAYOUT, message, _("Xem bản in, rút gọn dòng quá dài."))
