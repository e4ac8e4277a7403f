"""A paper as plain words, in the order in which its PDF and its Word file say them."""

from __future__ import annotations

from collections.abc import Iterator

from dcapp.printing.composing import (
    Line,
    addressee_texts,
    appendix_lines,
    brief_head,
    clean,
    lines_of,
    opening_lines,
    recipient_lines,
    signature_lines,
    styled,
    title_lines,
)
from dcapp.printing.model import (
    Block,
    Document,
    House,
    Image,
    KeyValue,
    PageBreak,
    RowKind,
    Signature,
    Spacer,
    Table,
    flat,
)
from dcapp.printing.profile import Profile, profile_for
from dcapp.printing.tabling import head_cells


def head_texts(document: Document, profile: Profile) -> tuple[tuple[str, ...], ...]:
    """The four fields of the head, each a group of lines: issuer, nation, number and below, place and date."""
    head = document.letterhead
    if head is None:
        return ((), (), (), ())
    if head.brief:
        return ((brief_head(head, profile).text,), (), (), ())
    issuer = [
        profile.style(name).shown(clean(text))
        for text, name in ((head.parent_body, "parent_body"), (head.issuing_body, "issuing_body"))
    ]
    if head.house is House.PARTY:
        issuer.append("*")
    below = [head.number, document.subject if document.is_letter else ""]
    below += stamp_texts(document)
    groups = (issuer, [profile.nation, profile.motto], below, [head.place_date])
    return tuple(tuple(clean(text) for text in group if text) for group in groups)


def stamp_texts(document: Document) -> tuple[str, ...]:
    """Words of the stamps below the number, in capitals."""
    stamps = document.stamps
    return tuple(clean(word).upper() for word in (stamps.secrecy, stamps.urgency, stamps.circulation) if word)


def table_texts(table: Table) -> Iterator[str]:
    """Caption, head and cells of a table, cell by cell."""
    if table.caption:
        yield clean(table.caption)
    yield from (clean(cell.text) for cell in head_cells(table))
    number = 0
    for row in table.rows:
        if row.kind is RowKind.DATA and table.number_title:
            number += 1
            yield str(number)
        yield from (clean(flat(cell)) for cell in row.cells)


def _block_texts(block: Block, profile: Profile) -> Iterator[str]:
    match block:
        case Table():
            yield from table_texts(block)
        case KeyValue():
            for label, value in block.pairs:
                yield clean(label)
                yield clean(flat(value))
        case Image() | Spacer() | PageBreak():
            return
        case _:
            yield from _texts(lines_of(block, profile))


def _texts(lines: tuple[Line, ...]) -> Iterator[str]:
    return (line.text for line in lines)


def _signature_texts(signature: Signature, profile: Profile) -> Iterator[str]:
    for group in signature_lines(signature, profile):
        yield from _texts(group)


def _all_texts(document: Document, profile: Profile) -> Iterator[str]:
    for group in head_texts(document, profile):
        yield from group
    yield from _texts(title_lines(document, profile))
    yield from addressee_texts(document)
    yield from _texts(opening_lines(document, profile))
    for block in document.body:
        yield from _block_texts(block, profile)
    signed_beside = len(document.signatures) <= 1
    if signed_beside:
        yield from _texts(recipient_lines(document, profile))
    for signature in document.signatures:
        yield from _signature_texts(signature, profile)
    if not signed_beside:
        yield from _texts(recipient_lines(document, profile))
    for appendix in document.appendices:
        yield from _texts(appendix_lines(appendix, profile))
        for block in appendix.blocks:
            yield from _block_texts(block, profile)


def plain_text(document: Document, profile: Profile | None = None) -> str:
    """Every word of the paper, one element per line; marks, the foot of page one and page numbers are left out."""
    used = profile or profile_for(document.house)
    return "\n".join(text.strip() for text in _all_texts(document, used) if text.strip())


def contact_text(document: Document, profile: Profile) -> str:
    """Box 13, the office's address at the foot of page one."""
    return "".join(run.text for run in styled(document.stamps.contact, profile.style("contact")))
