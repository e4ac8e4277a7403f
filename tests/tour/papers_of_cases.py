"""The official forms of letters and cases, each filled from a case of the practice commune; the dossier's papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dcapp.app import App
from dcapp.features.case_forms.cards import DraftQuestion, FormsQuestion, PaperQuestion
from dcapp.features.case_forms.prints_dossier import dossier_cover, dossier_list
from dcapp.features.case_forms.queries import forms_for
from dcapp.features.case_forms.service import paper
from dcapp.features.cases.register import CASES
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId
from dcapp.printing.output import save_document
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading


def papers_of_cases(app: App, folder: Path) -> Iterator[tuple[Path, str]]:
    """Every form once, from the first case of its kind."""
    seen: set[str] = set()
    for case_id in one_of_each_kind(app):
        for line in app.run(forms_for, FormsQuestion(case_id=case_id)):
            if line.form in seen:
                continue
            seen.add(line.form)
            question = PaperQuestion(question=DraftQuestion(form=line.form, case_id=case_id))
            path = folder / f"mau-{line.form}.pdf"
            save_document(app.run(paper, question), path)
            yield path, line.title
        for name, draw, what in (("bia", dossier_cover, _("Bìa hồ sơ")), ("muc-luc", dossier_list, _("Mục lục hồ sơ"))):
            path = folder / f"ho-so-{name}-{case_id}.pdf"
            save_document(app.run(draw, case_id), path)
            yield path, what


def one_of_each_kind(app: App) -> list[CaseId]:
    """The newest case of each kind."""
    found: dict[str, CaseId] = {}
    for line in app.run(reading(CASES), Query()).lines:
        found.setdefault(line["kind"], CaseId(line["id"]))
    return list(found.values())
