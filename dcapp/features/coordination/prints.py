"""What the coordination slice prints: the joint plan with its two signers, and how far both sides are."""

from __future__ import annotations

from collections.abc import Iterator

from dcapp.features.coordination.queries import CoordinationCard, JointLine
from dcapp.features.coordination.rules import symbol_of
from dcapp.features.coordination.terms import JOINT_KINDS, JOINT_STATES, JointKind
from dcapp.features.office.queries import OfficeCard
from dcapp.kernel import clock
from dcapp.kernel.dates import document_date, vn_date
from dcapp.kernel.text import fold
from dcapp.printing.model import (
    Align,
    Block,
    Column,
    Document,
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
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed, place_date, roman, state_number

SECTIONS = {
    JointKind.CONTENT: official("NỘI DUNG PHỐI HỢP"),
    JointKind.CHECK: official("KIỂM TRA CHUNG"),
    JointKind.REPORT: official("BÁO CÁO CHUNG"),
}
PROXY = ("tm.", "kt.", "tl.", "tuq.", "q.", "t/m")
"""How the line above a signer's post begins (decree 30/2020, Annex I, II.7.a)."""


def coordination_document(card: CoordinationCard, office: OfficeCard, marks: Marks) -> Document:
    """The joint plan: both bodies at the head, the parts, both signatures side by side, recipients below.

    The body that leads the drafting, ours, signs on the right, where an office's own signature always stands.
    """
    ours = _own_name(office)
    number = official("Số: {number}", number=card.number) if card.number else state_number(None, _symbol(card, office))
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join((*office.body_lines[:-1], f"{office.body_lines[-1]} -", card.partner.upper())),
            number=number,
            place_date=place_date(office.place, card.signed_on, year=card.year),
        ),
        type_name=official("KẾ HOẠCH"),
        subject=_subject(card.title),
        blocks=tuple(_blocks(card, ours)),
        recipients=listed(card.recipients or (official("Như trên"), official("Lưu: VT"))),
        signatures=(
            _signature(card.their_title, card.their_signer),
            _signature(card.our_title, card.our_signer or office.chairman),
        ),
        marks=marks,
    )


def follow_up_document(card: CoordinationCard, office: OfficeCard, marks: Marks) -> Document:
    """How far both sides are: every line with its deadline, when it was done, and the result."""
    today = clock.today()
    rows: list[Row] = []
    for kind in JointKind:
        lines = card.of_kind(kind)
        if lines:
            rows.append(Row((JOINT_KINDS[kind],), RowKind.GROUP))
            rows += [_follow_up_row(line) for line in lines]
    done = sum(line.done_on is not None for line in card.lines)
    summary = official(
        "Đã làm {done}/{all} việc, tính đến ngày {day}.", done=done, all=len(card.lines), day=vn_date(today)
    )
    dated = " " + document_date(card.signed_on) if card.signed_on else ""
    named = official("Kế hoạch số {number}{dated}", number=card.number, dated=dated) if card.number else card.title
    return Document(
        letterhead=Letterhead(issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, today)),
        type_name=official("THEO DÕI PHỐI HỢP"),
        subject=f"{named}\n{card.title}" if card.number else named,
        blocks=(
            Paragraph(summary, keep_with_next=True),
            Table(
                columns=(
                    Column(official("Việc phối hợp"), 4.6),
                    Column(official("Chủ trì"), 2.2),
                    Column(official("Phối hợp"), 2.2),
                    Column(official("Thời hạn"), 1.8, Align.CENTER),
                    Column(official("Ngày xong"), 1.7, Align.CENTER),
                    Column(official("Kết quả"), 3.2),
                ),
                rows=tuple(rows),
                number_title=official("STT"),
            ),
        ),
        marks=marks,
        landscape=True,
    )


def _own_name(office: OfficeCard) -> str:
    return official("Ủy ban nhân dân {unit}", unit=office.unit) if len(office.body_lines) > 1 else office.name


def _symbol(card: CoordinationCard, office: OfficeCard) -> str:
    return official("KH-{own}-{partner}", own=office.symbol, partner=symbol_of(card.partner))


def _subject(title: str) -> str:
    """The subject below the word KẾ HOẠCH, without saying it twice."""
    bare = title[len("kế hoạch") :].lstrip() if fold(title).startswith("ke hoach ") else title
    return bare[:1].upper() + bare[1:]


def _blocks(card: CoordinationCard, ours: str) -> Iterator[Block]:
    yield Paragraph(_opening(card, ours))
    number = 1
    if card.purpose:
        yield Part(f"{roman(number)}.", official("MỤC ĐÍCH, YÊU CẦU"))
        yield from _purposes(card.purpose)
        number += 1
    for kind, title in SECTIONS.items():
        lines = card.of_kind(kind)
        if lines:
            yield Part(f"{roman(number)}.", title)
            for at, line in enumerate(lines, 1):
                yield Numbered(f"{at}.", _in_words(line))
            number += 1
    yield Part(f"{roman(number)}.", official("TỔ CHỨC THỰC HIỆN"))
    yield Numbered(
        "1.",
        official(
            "{ours} và {partner} phân công cán bộ theo dõi, thực hiện các việc trên.", ours=ours, partner=card.partner
        ),
    )
    yield Numbered(
        "2.",
        ended(official("Việc phát sinh, vướng mắc do hai bên trao đổi, thống nhất và bổ sung vào Kế hoạch này")),
    )


def _opening(card: CoordinationCard, ours: str) -> str:
    both = official("{ours} và {partner} thống nhất kế hoạch phối hợp như sau:", ours=ours, partner=card.partner)
    if not card.plan_number:
        return both
    dated = " " + document_date(card.plan_signed_on) if card.plan_signed_on else ""
    plan = official("{kind} số {number}{dated}", kind=card.plan_type, number=card.plan_number, dated=dated)
    return official("Thực hiện {plan}, {both}", plan=plan, both=both)


def _purposes(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        yield Paragraph(lines[0])
        return
    for number, line in enumerate(lines, 1):
        yield Numbered(f"{number}.", line.lstrip("-+0123456789.) ") or line)


def _in_words(line: JointLine) -> str:
    parts = [line.words.rstrip(" .;")]
    told = [
        official("chủ trì: {who}", who=line.lead) if line.lead else "",
        official("phối hợp: {who}", who=line.support) if line.support else "",
        official("thời hạn: {when}", when=_when(line)) if _when(line) else "",
    ]
    said = "; ".join(part for part in told if part)
    if said:
        parts.append(said[:1].upper() + said[1:])
    return ". ".join(parts) + "."


def _when(line: JointLine) -> str:
    return line.wording or (vn_date(line.due_on) if line.due_on else "")


def _signature(title: str, name: str) -> Signature:
    lines = [line.strip() for line in title.splitlines() if line.strip()]
    proxies = tuple(line for line in lines if fold(line).startswith(PROXY))
    return Signature(authority=proxies, titles=tuple(line for line in lines if line not in proxies), name=name)


def _follow_up_row(line: JointLine) -> Row:
    done = vn_date(line.done_on) if line.done_on else JOINT_STATES[line.state]
    return Row((line.words, line.lead, line.support, _when(line), done, line.result))
