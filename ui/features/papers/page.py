"""Văn bản: issued, incoming and legal documents as three books."""

from __future__ import annotations

from dcapp.features.papers.register import INCOMING_PAPERS, ISSUED_PAPERS, LEGAL_PAPERS
from dcapp.kernel.i18n import N_
from ui.features.papers.issued import issued_page
from ui.features.papers.legal import legal_page
from ui.kit.desk import Desk, Screen
from ui.registers.books import Books
from ui.registers.desk_steps import steps_for
from ui.registers.page import RegisterPage


def papers_page(desk: Desk) -> Screen:
    """The page behind the menu entry."""
    return Books(
        desk,
        N_("Văn bản"),
        (
            (ISSUED_PAPERS.title, ("IssuedPaper",), issued_page),
            (INCOMING_PAPERS.title, ("IncomingPaper",), _incoming_page),
            (LEGAL_PAPERS.title, ("Paper",), legal_page),
        ),
    )


def _incoming_page(desk: Desk) -> Screen:
    return RegisterPage(desk, INCOMING_PAPERS, steps_for(desk, INCOMING_PAPERS), icon="import")
