"""Number and citation of a form as the office prints them on its lists, in place of the shipped ones, with the reason.

The numbers of some forms could not be compared with the gazette: the office puts them right without a new program.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import StoredSetting
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import nfc
from dcapp.rules.form_terms import OfficialForm
from dcapp.rules.forms import shipped_forms

PREFIX = "form."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCitationForm:
    """A form's number and article as the office has read them, why, and where; an empty number takes them back."""

    form: str
    number: str
    citation: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FormCitation:
    """Number and article of a form; `is_own`: the office's own, `is_checked`: compared with the source."""

    form: str
    number: str
    citation: str
    is_own: bool
    is_checked: bool
    reason: str


@allowed("settings.edit", undo=N_("Sửa số, điều khoản của mẫu"))
def set_own_citation(uow: UnitOfWork, form: OwnCitationForm) -> None:
    """Put the office's own number and article in place of the shipped ones; the reason stands in the audit book."""
    if form.form not in shipped_forms().keys:
        raise Invalid(_("Bộ quy tắc không có mẫu {key}.").format(key=form.form), field="form")
    number, citation = " ".join(nfc(form.number).split()), " ".join(nfc(form.citation).split())
    stored = uow.session.scalar(select(StoredSetting).where(StoredSetting.key == PREFIX + form.form))
    if not number:
        if stored is not None:
            uow.session.delete(stored)
        return
    reason = nfc(form.reason).strip()
    if not reason:
        raise Invalid(_("Chưa ghi đã đối chiếu với văn bản nào."), field="reason")
    value = {"number": number, "citation": citation, "reason": reason}
    if stored is None:
        uow.session.add(StoredSetting(key=PREFIX + form.form, value=value))
    else:
        stored.value = value


def citation_of(uow: UnitOfWork, form: OfficialForm) -> FormCitation:
    """Number and article of a form as the office has them."""
    stored = uow.session.scalar(select(StoredSetting).where(StoredSetting.key == PREFIX + form.key))
    if stored is None:
        return FormCitation(form.key, form.number, form.citation, is_own=False, is_checked=form.is_checked, reason="")
    own = dict(stored.value)
    return FormCitation(
        form.key,
        str(own["number"]),
        str(own["citation"]) or form.citation,
        is_own=True,
        is_checked=True,
        reason=str(own["reason"]),
    )


@allowed("rules.view", reads=True)
def form_citations(uow: UnitOfWork) -> tuple[FormCitation, ...]:
    """Number and article of every form in use today, the office's own where it has some."""
    return tuple(citation_of(uow, form) for form in shipped_forms().forms_on(uow.today))
