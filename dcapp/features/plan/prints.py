"""What the plan slice prints: the plan as the official paper, and the list of obligations."""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.features.plan.queries import PassageLine, SignedPlan, due_words
from dcapp.features.plan.terms import PassageKind
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.printing.model import (
    Align,
    Article,
    Block,
    Column,
    Dash,
    Document,
    Heading,
    House,
    Letterhead,
    Marks,
    Numbered,
    Paragraph,
    Part,
    Row,
    RowKind,
    Signature,
    Table,
)
from dcapp.printing.wording import addressed, listed, party_number, place_date, state_number


def plan_document(plan: SignedPlan, office: OfficeCard, marks: Marks) -> Document:
    """The plan as it was signed, in the layout of decree 30/2020 (or the Party's): every sentence in its place."""
    bases: list[str] = []
    blocks: list[Block] = []
    closing = ""
    issuer_line = ""
    for passage in plan.passages:
        match passage.kind:
            case PassageKind.LEAD_IN if passage.text.isupper() and not blocks and not bases:
                issuer_line = passage.text
            case PassageKind.BASIS if not blocks:
                bases.append(passage.text)
            case PassageKind.CLOSING if not closing and passage is plan.passages[-1]:
                closing = passage.text
            case _:
                blocks.append(_block(passage))
    return Document(
        letterhead=letterhead_of(plan, office),
        type_name=plan.type_name.upper(),
        subject=plan.subject,
        addressees=addressed(plan.addressees),
        issuer_line=issuer_line,
        bases=tuple(bases),
        blocks=tuple(blocks),
        closing=closing,
        recipients=listed(plan.recipients),
        signatures=(
            Signature(
                authority=tuple(line for line in plan.signer_authority.split("\n") if line),
                titles=tuple(line for line in plan.signer_title.split("\n") if line),
                name=plan.signer_name,
            ),
        ),
        marks=marks,
    )


def letterhead_of(plan: SignedPlan, office: OfficeCard) -> Letterhead:
    """The head as the paper had it; what the paper does not say comes from the office, dates stay blank."""
    own = office.body_lines
    issuing = plan.issuer.upper() if plan.issuer else "\n".join(own)
    if plan.is_party:
        return Letterhead(
            house=House.PARTY,
            parent_body=plan.parent_body.upper(),
            issuing_body=issuing,
            number=f"Số {plan.number}" if plan.number else party_number(None, "KH/ĐU"),
            place_date=place_date(plan.place or office.place, plan.signed_on, year=plan.year),
        )
    return Letterhead(
        parent_body=plan.parent_body.upper(),
        issuing_body=issuing,
        number=f"Số: {plan.number}" if plan.number else state_number(None, f"KH-{office.symbol}"),
        place_date=place_date(plan.place or office.place, plan.signed_on, year=plan.year),
    )


def _block(passage: PassageLine) -> Block:
    match passage.kind:
        case PassageKind.LEAD_IN if passage.text.isupper():
            return Heading(passage.text, 1)
        case PassageKind.PART:
            return Part(passage.marker, passage.text)
        case PassageKind.ITEM | PassageKind.SUBITEM if passage.marker.startswith("Điều"):
            return Article(passage.marker.removeprefix("Điều").strip(" ."), words=passage.text)
        case PassageKind.ITEM | PassageKind.SUBITEM | PassageKind.DUTY if passage.marker in ("-", "+"):
            return Dash(passage.text, passage.marker)
        case PassageKind.ITEM | PassageKind.SUBITEM | PassageKind.DUTY if passage.marker:
            return Numbered(passage.marker, passage.text)
        case PassageKind.TABLE if passage.cells:
            return _table(passage.cells)
        case _ if passage.marker in ("-", "+"):
            return Dash(passage.text, passage.marker)
        case _ if passage.marker:
            return Numbered(passage.marker, passage.text)
        case _:
            return Paragraph(passage.text)


def _table(cells: tuple[tuple[str, ...], ...]) -> Table:
    width = max(len(row) for row in cells)
    head, *body = [row + ("",) * (width - len(row)) for row in cells]
    longest = [max(len(row[column]) for row in [head, *body]) for column in range(width)]
    weights = [max(4.0, min(40.0, float(length))) for length in longest]
    return Table(
        columns=tuple(Column(title, weight) for title, weight in zip(head, weights, strict=True)),
        rows=tuple(Row(row) for row in body),
    )


def obligations_document(plan: SignedPlan, office: OfficeCard, marks: Marks) -> Document:
    """The list of obligations of a plan: what, who, to whom, by when, in the words of the paper."""
    rows: list[Row] = []
    section = None
    for line in sorted(plan.obligations, key=lambda line: (line.due_on is None, line.due_on or 0, line.title)):
        group = _("Có ngày hạn") if line.due_on else _("Định kỳ, theo yêu cầu")
        if group != section:
            rows.append(Row((group,), RowKind.GROUP))
            section = group
        advised = vn_date(line.advised) if line.advised else ""
        rows.append(Row((line.title, "; ".join(line.who), "; ".join(line.addressees), due_words(line), advised)))
    number = f" {plan.number}" if plan.number else ""
    return Document(
        letterhead=Letterhead(issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, None)),
        type_name=_("DANH MỤC"),
        subject=_("Nghĩa vụ báo cáo theo {title}{number}").format(title=plan.title, number=number),
        blocks=(
            Table(
                columns=(
                    Column(_("Nội dung"), 5),
                    Column(_("Người thực hiện"), 3),
                    Column(_("Nơi nhận"), 3),
                    Column(_("Thời hạn"), 2.4, Align.CENTER),
                    Column(_("Nên xong"), 1.7, Align.CENTER),
                ),
                rows=tuple(rows),
                number_title=_("STT"),
            ),
            Heading(_("Ngày nên xong là ngày làm việc cuối cùng trước hạn theo lịch nghỉ của đơn vị."), 3),
        ),
        marks=marks,
        landscape=True,
    )
