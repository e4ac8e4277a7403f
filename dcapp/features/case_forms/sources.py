"""Paths from which the blanks of forms may take their words, and how somebody is called inside a sentence."""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.printing.official import official

SOURCES = frozenset(
    {
        "office.body",
        "office.chief",
        "office.superior",
        "office.hall",
        "office.chairman",
        "office.second_level",
        "case.code",
        "case.sender",
        "case.sender_name",
        "case.address",
        "case.id_number",
        "case.phone",
        "case.people_count",
        "case.respondent",
        "case.respondent_post",
        "case.gist",
        "case.request",
        "case.earlier",
        "case.received_on",
        "case.opened_on",
        "case.accepted_on",
        "case.decided_on",
        "case.handler",
        "case.outcome",
        "case.outcome_words",
        "case.withdrawn",
        "letter.dated_on",
        "letter.number",
        "letter.sender_body",
        "letter.sender_paper",
        "letter.sent_to",
        "people.representatives",
        "people.interested",
        "people.ours",
        "clock.due_on",
        "clock.days",
        "papers.list",
        "papers.contested",
        "issued.assignment",
        "issued.acceptance",
        "issued.conclusion",
        "issued.decision",
        "issued.report",
        "issued.stay",
        "issued.suspension",
        "issued.expert",
        "issued.extension",
    }
)
"""Paths that a blank may take its words from; besides "said.<question>", "raw.<question>" and "on.<step>"."""
LOOSE = ("said.", "raw.", "on.")
ISSUED = {
    "assignment": ("case.kn05", "case.tc07"),
    "acceptance": ("case.tc04", "case.kn03"),
    "conclusion": ("case.tc12",),
    "decision": ("case.kn15",),
    "report": ("case.kn13", "case.tc10", "case.tc11"),
    "stay": ("case.kn11",),
    "suspension": ("case.kn14a",),
    "expert": ("case.kn09", "case.tc09"),
    "extension": ("case.tc01",),
}
"""Name of a path "issued.<name>" → the sources in the book of issued documents that it may come from."""
_BODIES = (
    "công ty",
    "hợp tác xã",
    "doanh nghiệp",
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "trường",
    "hội",
    "ban",
    "tổ",
    "nhóm",
    "các",
)
"""First words of senders that are no single person."""


def addressed_as(name: str) -> str:
    """Somebody inside a sentence: "ông (bà) Trần Văn A"; bodies and groups as they are called."""
    first = f"{name.lower()} "
    if not name or any(first.startswith(f"{word} ") for word in (*_BODIES, "ông", "bà")):
        return name
    return official("ông (bà) {name}", name=name)


def second_level_of(office: OfficeCard) -> str:
    """Who resolves a second complaint against this office: the chairman of the province (article 21 of the law)."""
    return official("Chủ tịch Ủy ban nhân dân {province}", province=office.province) if office.province else ""
