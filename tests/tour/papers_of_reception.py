"""The papers of citizen reception: the practice commune's, and the book of form 03/TCD from a day on which it holds."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

from dcapp.app import App
from dcapp.door import Door
from dcapp.features.papers.issuing import marks_of
from dcapp.features.visits.forms import DocumentForm, VisitForm
from dcapp.features.visits.lists import members_of
from dcapp.features.visits.prints_papers import papers_of, visit_document
from dcapp.features.visits.prints_parts import PaperDetails, is_draft
from dcapp.features.visits.prints_register import register_document
from dcapp.features.visits.queries import VisitCard, book_between, visit_card
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import VISIT_PAPERS, Matter, Outcome, VisitPaper
from dcapp.kernel import clock
from dcapp.kernel.i18n import _
from dcapp.printing.model import Document
from dcapp.printing.output import save_document
from dcapp.sample import sample_profile

Papers: TypeAlias = Iterator[tuple[Path, str]]
AFTER = date(2026, 7, 20)
"""A day on which the forms of decree 154/2026 hold."""
PASSWORD = "Suoi-trong-79-xanh"
VISITS = (
    VisitForm(
        received_on=AFTER,
        received_at="08:10",
        name="Phan Thị Lụa",
        birth_year=1957,
        id_number="051157001234",
        address="Thôn Bến Đá, xã Suối Mẫu",
        people_count=8,
        members=members_of("* Phan Thị Lụa, 1957\n* Cao Hữu Tâm, 1972\nTạ Thị Sen, 1981"),
        documents=(DocumentForm(name="Đơn phản ánh", pages=2, condition="còn rõ"),),
        content="Đòi khơi thông mương và đền hoa màu bị ngập.",
        request="Khơi mương trước mùa mưa.",
        field="countryside",
        outcome=Outcome.LETTER,
        is_competent=True,
        receiver="Ngô Thị Hạnh",
        place="Phòng tiếp công dân",
    ),
    VisitForm(
        received_on=AFTER,
        name="Kiều Văn Bền",
        address="Thôn Gò Me",
        content="Hỏi trợ cấp xã hội.",
        field="social",
        outcome=Outcome.GUIDED,
        sent_to="Trung tâm Phục vụ hành chính công",
        is_competent=False,
    ),
    VisitForm(
        received_on=AFTER,
        name="Hồ Ngọc Quý",
        address="Thôn Đồng Sim",
        content="Phản ánh cột điện nghiêng.",
        field="order",
        outcome=Outcome.FORWARDED,
        sent_to="Điện lực khu vực",
        is_competent=False,
    ),
    VisitForm(
        received_on=AFTER,
        name="Mai Văn Khoan",
        address="Thôn Bến Đá",
        content="Lại kiến nghị việc đã trả lời bằng văn bản, không có tình tiết mới.",
        field="land",
        outcome=Outcome.REFUSED,
        ground="nd154-4-1-h",
    ),
    VisitForm(received_on=AFTER, content="Nội dung đã chuyển.", matter=Matter.DENUNCIATION, outcome=Outcome.LETTER),
)


def papers_of_reception(app: App, folder: Path) -> Papers:
    """Every paper of issue 4."""
    today = clock.today()
    cards = app.run(book_between, date(2025, 1, 1), date(2025, 12, 31))
    book = register_document(cards, date(2025, 1, 1), date(2025, 12, 31), app.office, marks_of(app.office))
    yield from _save(book, folder, "so-tiep-dan-2025", _("Sổ tiếp công dân, mẫu trước 01/07/2026"))
    assert today < AFTER
    yield from _after(folder)


def _after(folder: Path) -> Papers:
    before = os.environ["DCAPP_TODAY"]
    os.environ["DCAPP_TODAY"] = AFTER.isoformat()
    try:
        with tempfile.TemporaryDirectory() as room:
            app, _code = Door(Path(room) / "office").create(sample_profile(), PASSWORD)
            try:
                yield from _of_july(app, folder)
            finally:
                app.close()
    finally:
        os.environ["DCAPP_TODAY"] = before


def _of_july(app: App, folder: Path) -> Papers:
    details = PaperDetails(meet_on=date(2026, 7, 31), meet_at="08:00", meet_place="Phòng tiếp công dân")
    done: set[VisitPaper] = set()
    for form in VISITS:
        card: VisitCard = app.run(visit_card, app.run(record_visit, form).id)
        for paper in papers_of(card):
            if paper in done:
                continue
            done.add(paper)
            marks = marks_of(app.office, is_draft=is_draft(card, paper))
            document = visit_document(card, paper, app.office, marks, details)
            yield from _save(document, folder, f"tiep-dan-{paper.value}", _(VISIT_PAPERS[paper]))
    since, until = date(2026, 7, 1), date(2026, 7, 31)
    book = register_document(app.run(book_between, since, until), since, until, app.office, marks_of(app.office))
    yield from _save(book, folder, "so-tiep-dan-07-2026", _("Sổ tiếp công dân, mẫu 03/TCD"))


def _save(document: Document, folder: Path, name: str, what: str) -> Papers:
    for ending in (".pdf", ".docx"):
        save_document(document, folder / f"{name}{ending}")
        yield folder / f"{name}{ending}", what
