"""What the committee slice prints: the decision that sets it up or renews it, and the list of members."""

from __future__ import annotations

from collections.abc import Iterator

from dcapp.features.committee.queries import CommitteeCard, MemberLine
from dcapp.features.committee.terms import CommitteeKind, role_words
from dcapp.features.office.queries import OfficeCard
from dcapp.kernel import clock
from dcapp.kernel.dates import document_date, vn_date
from dcapp.kernel.text import fold
from dcapp.printing.model import (
    Align,
    Appendix,
    Article,
    Block,
    Column,
    Dash,
    Document,
    Heading,
    Letterhead,
    Marks,
    Numbered,
    Row,
    Signature,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed, place_date, state_number

LISTED_IN_TEXT = 9
"""With more members than these the list becomes an appendix of the decision."""
CHAIRMAN = "chu tich"


def decision_document(card: CommitteeCard, office: OfficeCard, marks: Marks) -> Document:
    """The decision in the layout of decree 30/2020 (Annex III, sample 1.2): bases, Điều 1, 2, 3, recipients."""
    members = card.members_on(card.decision_day)
    in_appendix = len(members) > LISTED_IN_TEXT
    by_chairman = fold(card.decided_by).startswith(CHAIRMAN)
    blocks = (*_first_article(card, members, in_appendix=in_appendix), *_further_articles(card, members))
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines),
            number=official("Số: {number}", number=card.decision)
            if card.decision
            else state_number(None, _sign(office)),
            place_date=place_date(office.place, card.decided_on, year=clock.today().year),
        ),
        type_name=official("QUYẾT ĐỊNH"),
        subject=_subject(card),
        issuer_line=_issuer(office, by_chairman=by_chairman),
        bases=_bases(card),
        blocks=(Heading(official("QUYẾT ĐỊNH:"), 1), *blocks),
        recipients=listed(_recipients(card, blocks)),
        signatures=(_signature(card, office, by_chairman=by_chairman),),
        marks=marks,
        appendices=(_appendix(card, members),) if in_appendix else (),
    )


def members_document(card: CommitteeCard, office: OfficeCard, marks: Marks) -> Document:
    """Everybody who is, or was, in a committee, with role, charge and days, as of today or of its last day."""
    today = clock.today()
    day = today if card.until is None else max(card.since, min(today, card.until))
    now = card.members_on(day)
    before = tuple(member for member in card.members if member not in now)
    rows = [_row(card, member) for member in now]
    named = official("{name}, tính đến ngày {day}", name=_capital(card.name), day=vn_date(day))
    tables: list[Block] = [_table(tuple(rows), with_days=False)]
    if before:
        tables += [
            Heading(official("Thành viên đã thôi hoặc chưa đến ngày tham gia")),
            _table(tuple(_row(card, member, with_days=True) for member in before), with_days=True),
        ]
    return Document(
        letterhead=Letterhead(issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, today)),
        type_name=official("DANH SÁCH"),
        subject=f"{named}\n{_decided(card)}".rstrip(),
        blocks=tuple(tables),
        marks=marks,
    )


def _subject(card: CommitteeCard) -> str:
    if card.kind is CommitteeKind.CHARGE:
        return official("Về việc {name}", name=_small(card.name))
    verb = official("kiện toàn") if card.before is not None else official("thành lập")
    return official("Về việc {verb} {name}", verb=verb, name=card.name)


def _small(name: str) -> str:
    """The name inside a sentence: "Phân công …" → "phân công …"."""
    return name[:1].lower() + name[1:]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _issuer(office: OfficeCard, *, by_chairman: bool) -> str:
    body = " ".join(office.body_lines)
    return official("CHỦ TỊCH {body}", body=body) if by_chairman else body


def _sign(office: OfficeCard) -> str:
    return official("QĐ-{symbol}", symbol=office.symbol)


def _bases(card: CommitteeCard) -> tuple[str, ...]:
    request = official("Theo đề nghị của {who}", who=card.proposer)
    return listed((*card.bases, request) if card.proposer else card.bases)


def _first_article(card: CommitteeCard, members: tuple[MemberLine, ...], *, in_appendix: bool) -> Iterator[Block]:
    if card.kind is CommitteeKind.CHARGE:
        lead = official("Phân công các ông (bà) có tên sau {what}", what=_without_verb(card.name))
    elif card.before is not None:
        lead = official("Kiện toàn {name} gồm các ông (bà) có tên sau", name=card.name)
    else:
        lead = official("Thành lập {name} gồm các ông (bà) có tên sau", name=card.name)
    if in_appendix:
        whole = official("{lead} tại Danh sách kèm theo Quyết định này.", lead=lead.removesuffix(official(" sau")))
        yield Article("1", words=whole)
        return
    yield Article("1", words=f"{lead}:", keep_with_next=True)
    for number, member in enumerate(members, 1):
        last = number == len(members)
        yield Numbered(f"{number}.", _in_words(card, member) + ("." if last else ";"))


def _without_verb(name: str) -> str:
    """What is assigned: "Phân công phụ trách công tác dân vận" → "phụ trách công tác dân vận"."""
    words = _small(name)
    return words.removeprefix(official("phân công cán bộ ")).removeprefix(official("phân công "))


def _in_words(card: CommitteeCard, member: MemberLine) -> str:
    named = ", ".join(part for part in (member.name, member.post) if part)
    if card.kind is CommitteeKind.CHARGE:
        return official("{named}: {charge}", named=named, charge=member.charge.rstrip(".;"))
    return official("{named} - {role}", named=named, role=role_words(card.kind, member.role))


def _further_articles(card: CommitteeCard, members: tuple[MemberLine, ...]) -> Iterator[Block]:
    number = 2
    charged = tuple(member for member in members if member.charge and card.kind is not CommitteeKind.CHARGE)
    tasks = [line.strip().lstrip("-+• ").strip() for line in card.tasks.splitlines() if line.strip()]
    if tasks or charged:
        yield from _duties(number, card, tasks, charged)
        number += 1
    force = _in_force(card)
    who = official(
        "Văn phòng, các cơ quan, đơn vị liên quan và các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này"
    )
    yield Article(str(number), words=ended(f"{force} {who}"))


def _duties(number: int, card: CommitteeCard, tasks: list[str], charged: tuple[MemberLine, ...]) -> Iterator[Block]:
    if card.kind is CommitteeKind.CHARGE:
        lead = official("Người được phân công có nhiệm vụ")
    else:
        lead = official("Nhiệm vụ của {name}", name=_capital(card.name))
    if not tasks:
        lead = official("Phân công nhiệm vụ các thành viên")
    if len(tasks) == 1 and not charged:
        yield Article(str(number), words=official("{lead}: {task}.", lead=lead, task=_small(tasks[0]).rstrip(".;")))
        return
    yield Article(str(number), words=f"{lead}:", keep_with_next=True)
    lines = [task.rstrip(".;") for task in tasks]
    lines += [official("{name}: {charge}", name=member.name, charge=member.charge.rstrip(".;")) for member in charged]
    for at, line in enumerate(lines, 1):
        yield Dash(line + ("." if at == len(lines) else ";"))


def _in_force(card: CommitteeCard) -> str:
    since = (
        official("kể từ ngày ký")
        if card.decided_on in (None, card.since)
        else official("kể từ {day}", day=document_date(card.since))
    )
    until = official(" đến hết {day}", day=document_date(card.until)) if card.until is not None else ""
    old = card.before
    if old is None or not old.decision:
        return official("Quyết định này có hiệu lực {since}{until}.", since=since, until=until)
    dated = " " + document_date(old.decided_on) if old.decided_on else ""
    replaced = official(" và thay thế Quyết định số {number}{dated}", number=old.decision, dated=dated)
    return official("Quyết định này có hiệu lực {since}{until}{replaced}.", since=since, until=until, replaced=replaced)


def _recipients(card: CommitteeCard, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    if card.recipients:
        return card.recipients
    last = max(int(block.number) for block in blocks if isinstance(block, Article))
    return (
        official("Như Điều {number}", number=last),
        official("TT Đảng ủy, TT HĐND (b/c)"),
        official("Lưu: VT"),
    )


def _signature(card: CommitteeCard, office: OfficeCard, *, by_chairman: bool) -> Signature:
    authority = () if by_chairman else (official("TM. ỦY BAN NHÂN DÂN"),)
    return Signature(authority=authority, titles=(official("CHỦ TỊCH"),), name=card.signer or office.chairman)


def _appendix(card: CommitteeCard, members: tuple[MemberLine, ...]) -> Appendix:
    number = card.decision or official("……/QĐ-UBND")
    dated = " " + document_date(card.decided_on) if card.decided_on else ""
    return Appendix(
        mark="",
        title=official("DANH SÁCH {name}", name=card.name.upper()),
        reference=official("(Kèm theo Quyết định số {number}{dated})", number=number, dated=dated),
        blocks=(_table(tuple(_row(card, member) for member in members), with_days=False),),
    )


def _decided(card: CommitteeCard) -> str:
    if not card.decision:
        return ""
    dated = " " + document_date(card.decided_on) if card.decided_on else ""
    return official("(Theo Quyết định số {number}{dated})", number=card.decision, dated=dated)


def _row(card: CommitteeCard, member: MemberLine, *, with_days: bool = False) -> Row:
    cells = (member.name, member.post, role_words(card.kind, member.role), member.charge)
    return Row((*cells, _days(member)) if with_days else cells)


def _days(member: MemberLine) -> str:
    until = official(" đến {day}", day=vn_date(member.until)) if member.until else ""
    return official("Từ {since}{until}", since=vn_date(member.since), until=until)


def _table(rows: tuple[Row, ...], *, with_days: bool) -> Table:
    columns = (
        Column(official("Họ và tên"), 3),
        Column(official("Chức vụ, đơn vị"), 3.2),
        Column(official("Vai trò"), 2.2),
        Column(official("Phụ trách"), 3.2),
    )
    days = (Column(official("Thời gian"), 2.7, Align.CENTER),) if with_days else ()
    return Table(columns=(*columns, *days), rows=rows, number_title=official("STT"))
