"""Lists that are typed or pasted, one to a line: the people of a group, the papers that are handed in."""

from __future__ import annotations

import re

from dcapp.features.visits.forms import DocumentForm, MemberForm
from dcapp.features.visits.terms import DOCUMENT_COPIES, DocumentCopy
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold, nfc

REPRESENTATIVE = "*"
"""Stands before the name of who speaks for the group."""
_MARK = re.compile(r"^(?:\d{1,3}\s*[.)/]\s*|[-+•–]\s+)")
_YEAR = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(\d{12}|\d{9})(?!\d)")
_PAGES = re.compile(r"(?<!\d)(\d{1,4})\s*(?:trang|tờ|tr\.?)(?!\w)", re.IGNORECASE)
_APART = re.compile(r"\t+|\s*;\s*|\s*,\s+|\s+[-–—]\s+")
_COPIES = (
    (
        DocumentCopy.CERTIFIED,
        re.compile(r"(?:ban )?sao (?:y|chung thuc|cong chung).*|(?:ban )?(?:chung thuc|cong chung).*"),
    ),
    (DocumentCopy.ORIGINAL, re.compile(r"(?:ban )?(?:chinh|goc)")),
    (DocumentCopy.COPY, re.compile(r"(?:ban )?(?:sao|chup|phot|photo|photocopy)")),
)
"""How officers write what kind of copy it is, without marks; the first that fits."""


def members_of(text: str) -> tuple[MemberForm, ...]:
    """People from a list, one to a line: "* Họ tên, năm sinh, số căn cước, địa chỉ"; a star marks who represents."""
    found = (_member(line) for line in nfc(text).splitlines())
    return tuple(member for member in found if member is not None)


def member_line(member: MemberForm) -> str:
    """A member as a line that `members_of` reads back."""
    parts = (member.name, str(member.birth_year or ""), member.id_number, member.address)
    words = ", ".join(part for part in parts if part)
    return f"{REPRESENTATIVE} {words}" if member.is_representative else words


def documents_of(text: str) -> tuple[DocumentForm, ...]:
    """Papers from a list, one to a line: "Tên tài liệu; 3 trang; bản sao; còn rõ"."""
    found = (_document(line) for line in nfc(text).splitlines())
    return tuple(document for document in found if document is not None)


def document_line(document: DocumentForm) -> str:
    """A paper as a line that `documents_of` reads back."""
    pages = _("{pages} trang").format(pages=document.pages)
    parts = (document.name, pages, _(DOCUMENT_COPIES[document.copy]).lower(), document.condition)
    return "; ".join(part for part in parts if part)


def _member(line: str) -> MemberForm | None:
    bare = _MARK.sub("", line.strip())
    speaks = bare.startswith(REPRESENTATIVE)
    parts = [part.strip() for part in _APART.split(_MARK.sub("", bare.removeprefix(REPRESENTATIVE).strip()))]
    parts = [" ".join(part.split()) for part in parts if part]
    if not parts:
        return None
    name, rest = parts[0].rstrip(".,;"), parts[1:]
    year, number, address = None, "", []
    for part in rest:
        if year is None and _YEAR.fullmatch(part):
            year = int(part)
        elif not number and _NUMBER.fullmatch(part):
            number = part
        else:
            address.append(part)
    return MemberForm(
        name=name, birth_year=year, id_number=number, address=", ".join(address), is_representative=speaks
    )


def _document(line: str) -> DocumentForm | None:
    parts = [" ".join(part.split()) for part in re.split(r"\t+|\s*;\s*", _MARK.sub("", line.strip()))]
    parts = [part for part in parts if part]
    if not parts:
        return None
    pages, copy, condition = 1, DocumentCopy.COPY, []
    for part in parts[1:]:
        counted = _PAGES.fullmatch(part)
        kind = _copy_of(part)
        if counted is not None:
            pages = max(1, int(counted[1]))
        elif kind is not None:
            copy = kind
        else:
            condition.append(part)
    return DocumentForm(name=parts[0].rstrip(".,;"), pages=pages, copy=copy, condition="; ".join(condition))


def _copy_of(words: str) -> DocumentCopy | None:
    folded = fold(words)
    return next((kind for kind, sign in _COPIES if sign.fullmatch(folded)), None)
