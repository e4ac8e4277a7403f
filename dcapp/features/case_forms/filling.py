"""What stands in the blanks of a form: what the file says, over it what was saved, over it what is typed now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.case_forms.cards import DraftQuestion
from dcapp.features.case_forms.facts import HAND, Facts, facts_of_case, facts_of_letter, uncovered
from dcapp.features.case_forms.layout import BASES, RECIPIENTS, SIGNER, lines_filled
from dcapp.features.cases.models import CaseDraft
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.sealed.queries import content_under, why_closed, words_at
from dcapp.features.sealed.rules import covered
from dcapp.features.sealed.service import Sealed
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import IssuedId
from dcapp.kernel.text import nfc
from dcapp.printing.official import official
from dcapp.rules.form_terms import Blank, BlankKind, Naming, OfficialForm, Signing
from dcapp.rules.forms import bases_on, form_on

KEPT = "blanks"
"""Under this name the blanks of a denunciation's draft lie in the vault, as one text."""
MOST_WORDS = 60_000
MOST_POSITIONS = 99
NOT_THIS_KIND = N_("Mẫu “{title}” không dùng cho loại vụ việc này.")
ONE_OWNER = N_("Chọn một vụ việc hoặc một đơn để lập văn bản.")


@dataclass(frozen=True, slots=True, repr=False)
class Filling:
    """A form of a case or letter with everything that may stand in its blanks.

    `from_file` is what the file says, `values` what counts; both hold every blank of the form.
    """

    question: DraftQuestion
    form: OfficialForm
    facts: Facts
    day: date
    from_file: Mapping[str, str]
    values: Mapping[str, str]
    draft: CaseDraft | None
    issued: IssuedPaper | None

    def __repr__(self) -> str:
        return f"Filling({self.form.key})"

    @property
    def is_closed(self) -> bool:
        """It was issued, with a number that was not cancelled or without one."""
        draft = self.draft
        was_put_away = draft is not None and draft.issued_on is not None and draft.issued_id is None
        return self.issued is not None or was_put_away

    @property
    def missing(self) -> tuple[Blank, ...]:
        """Required blanks that are empty."""
        return tuple(one for one in self.form.blanks if one.is_required and not self.values.get(one.key, "").strip())


def filling_of(
    uow: UnitOfWork,
    question: DraftQuestion,
    typed: Mapping[str, str] | None = None,
    identity: Sealed | None = None,
) -> Filling:
    """A form filled in, for who may read the case or letter (else NotAllowed); RuleViolation where it does not fit."""
    if (question.case_id is None) == (question.letter_id is None):
        raise Invalid(_(ONE_OWNER), field="form")
    if not 1 <= question.position <= MOST_POSITIONS:
        raise Invalid(_("Số thứ tự của văn bản phải từ 1 đến {most}.").format(most=MOST_POSITIONS), field="position")
    draft = draft_at(uow, question)
    issued = issued_of(uow, draft)
    day = question.day or (issued.issued_on if issued is not None else uow.today)
    form = _whole(form_on(question.form, day))
    if not form.repeats and question.position > 1:
        raise Invalid(_("Mẫu này chỉ lập một lần."), field="position")
    named = identity if form.naming is Naming.NAME else None
    if identity is not None and named is None:
        raise RuleViolation(_("Văn bản này không gửi người tố cáo nên không in danh tính. In lại, không mở danh tính."))
    facts = _facts(uow, question, day, named)
    if facts.kind not in form.kinds and facts.kind != "several":
        raise RuleViolation(_(NOT_THIS_KIND).format(title=form.title))
    from_file = _from_file(form, facts, day)
    saved = saved_blanks(uow, question, facts, draft)
    values = _laid_over(form, from_file, saved if typed is None else {**saved, **typed})
    if facts.is_sealed:
        values = _without_identity(uow, form, facts, values, named)
    return Filling(question, form, facts, day, from_file, values, draft, issued)


def _facts(uow: UnitOfWork, question: DraftQuestion, day: date, identity: Sealed | None) -> Facts:
    if question.case_id is not None:
        return facts_of_case(uow, question.case_id, day, identity)
    assert question.letter_id is not None
    return facts_of_letter(uow, question.letter_id, day, identity)


def _whole(form: OfficialForm) -> OfficialForm:
    """The form with the blanks that every paper of the office has: bases, recipients, who signs."""
    more: list[Blank] = []
    if form.bases or form.grounds:
        hint = _("Mỗi dòng một căn cứ.")
        more.append(Blank(BASES, _("Căn cứ"), BlankKind.LONG, hint=hint))
    if form.recipients and not form.by_citizen:
        more.append(Blank(RECIPIENTS, _("Nơi nhận"), BlankKind.LONG, hint=_("Mỗi dòng một nơi nhận.")))
    if form.signing is not Signing.PEOPLE:
        more.append(Blank(SIGNER, _("Người ký"), BlankKind.TEXT, "office.chairman"))
    return replace(form, blanks=(*form.blanks, *more))


def _from_file(form: OfficialForm, facts: Facts, day: date) -> dict[str, str]:
    """What the file says for every blank; what tells who denounces only where it was given for this paper."""
    found = {one.key: _offered(one, facts.at(one.source)) if one.source else "" for one in form.blanks}
    if form.naming is Naming.NOBODY:  # what stands around a covered name may tell it: the officer words it anew
        found = {key: "" if HAND in said else said for key, said in found.items()}
    if any(one.key == BASES for one in form.blanks):
        cited = (official("Căn cứ {document}", document=one.words) for one in bases_on(form, day))
        found[BASES] = "\n".join((*cited, *lines_filled(form, found, form.grounds)))
    if any(one.key == RECIPIENTS for one in form.blanks):
        found[RECIPIENTS] = "\n".join(lines_filled(form, found, form.recipients))
    return found


def _offered(blank: Blank, words: str) -> str:
    """A choice takes a value of its own only."""
    if blank.kind is BlankKind.CHOICE:
        return words if words in dict(blank.choices) else ""
    return words


def _laid_over(form: OfficialForm, below: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    return {one.key: above.get(one.key, below.get(one.key, "")) for one in form.blanks}


def _without_identity(
    uow: UnitOfWork, form: OfficialForm, facts: Facts, values: Mapping[str, str], identity: Sealed | None
) -> dict[str, str]:
    """The blanks of a denunciation without who wrote it, whatever was typed; their own paper keeps what was opened."""
    writer = identity
    if writer is None and facts.seal and not why_closed(uow):
        try:
            writer = content_under(uow, facts.seal)[1]
        except RuleViolation:  # nothing is kept under the seal
            writer = None
    if identity is not None:
        return dict(values)
    private = {one.key for one in form.blanks if one.is_private}
    told = {key: "" if key in private else value for key, value in values.items()}
    return told if writer is None else {key: uncovered(covered(value, writer)) for key, value in told.items()}


# -- what was saved
def draft_at(uow: UnitOfWork, question: DraftQuestion) -> CaseDraft | None:
    """The saved draft of a form."""
    return uow.session.scalar(
        select(CaseDraft).where(
            _owned(question), CaseDraft.form == question.form, CaseDraft.position == question.position
        )
    )


def drafts_at(uow: UnitOfWork, question: DraftQuestion) -> tuple[CaseDraft, ...]:
    """The saved drafts of a form that is made more than once, in their order."""
    rows = select(CaseDraft).where(_owned(question), CaseDraft.form == question.form).order_by(CaseDraft.position)
    return tuple(uow.session.scalars(rows))


def _owned(question: DraftQuestion) -> ColumnElement[bool]:
    if question.case_id is not None:
        return CaseDraft.case_id == question.case_id
    return CaseDraft.letter_id == question.letter_id


def issued_of(uow: UnitOfWork, draft: CaseDraft | None) -> IssuedPaper | None:
    """The line of the book that a draft was issued under; a cancelled number does not count."""
    if draft is None or draft.issued_id is None:
        return None
    return issued_line(uow, draft.issued_id)


def issued_line(uow: UnitOfWork, issued_id: IssuedId) -> IssuedPaper | None:
    """A line of the book of issued documents that was not cancelled."""
    issued = uow.session.get(IssuedPaper, issued_id)
    return issued if issued is not None and issued.state is not IssueState.CANCELLED else None


def saved_blanks(uow: UnitOfWork, question: DraftQuestion, facts: Facts, draft: CaseDraft | None) -> dict[str, str]:
    """The blanks as they were saved; of a denunciation out of the vault, where the viewer may look into it."""
    if draft is None:
        return {}
    if not facts.is_sealed:
        return {key: str(value) for key, value in draft.blanks.items()}
    if not facts.seal or facts.why_empty:
        return {}
    kept = words_at(uow, facts.seal, place_of(question), facts.context).get(KEPT, "")
    try:
        read = json.loads(kept) if kept else {}
    except ValueError:  # the cover that hides a name may break the text
        return {}
    return {str(key): str(value) for key, value in read.items()}


def place_of(question: DraftQuestion) -> str:
    """Where the draft of a denunciation lies in the vault, under the seal of its record."""
    return f"draft.{question.form}.{question.position}"


def cleaned(form: OfficialForm, blanks: Mapping[str, str]) -> dict[str, str]:
    """What is kept of typed blanks; Invalid names the one that does not fit."""
    found: dict[str, str] = {}
    for key, typed in blanks.items():
        blank = form.blank(key)
        if blank is None:
            raise Invalid(_("Mẫu này không có ô {key}.").format(key=key), field=key)
        value = nfc(str(typed)).strip()
        if len(value) > MOST_WORDS:
            raise Invalid(_("Nội dung ô “{label}” quá dài.").format(label=blank.label), field=key)
        if value and blank.kind is BlankKind.DATE:
            _refuse_strange_day(blank, value)
        if value and blank.kind is BlankKind.CHOICE and value not in dict(blank.choices):
            raise Invalid(_("Chọn một ý trong danh sách của ô “{label}”.").format(label=blank.label), field=key)
        found[key] = value
    return found


def _refuse_strange_day(blank: Blank, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        message = _("Ô “{label}” chưa ghi đúng ngày.")
        raise Invalid(message.format(label=blank.label), field=blank.key) from None
