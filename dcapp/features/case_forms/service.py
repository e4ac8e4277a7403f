"""Use cases of the official forms: fill in, save the draft, draw the paper, issue it with a number.

Of a denunciation the words of a draft go to the vault or nowhere; in the main file stands only that there is a draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.case_forms.cards import (
    BlankCard,
    DraftCard,
    DraftForm,
    DraftQuestion,
    FormNotice,
    Issued,
    IssueForm,
    PaperQuestion,
)
from dcapp.features.case_forms.filling import (
    KEPT,
    Filling,
    cleaned,
    drafts_at,
    filling_of,
    place_of,
)
from dcapp.features.case_forms.layout import BASES, RECIPIENTS, SIGNER, Filled, form_document
from dcapp.features.case_forms.own_numbers import citation_of
from dcapp.features.case_forms.signers import signature_of
from dcapp.features.cases.dossier import folio_of_issued, put_folio
from dcapp.features.cases.forms import FolioForm
from dcapp.features.cases.models import CaseDraft
from dcapp.features.cases.queries import visible_case
from dcapp.features.office.queries import OfficeCard, office_card
from dcapp.features.papers.issuing import marks_of
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.sealed.service import keep_words
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, FolioId, IssuedId
from dcapp.printing.model import Document
from dcapp.printing.official import official
from dcapp.rules.folio_kinds import kind_of
from dcapp.rules.form_terms import BlankKind, Naming
from dcapp.rules.forms import bases_on

__all__ = [
    "DraftForm",
    "DraftQuestion",
    "IssueForm",
    "PaperQuestion",
    "draft_of",
    "issue",
    "paper",
    "save_draft",
    "source_of",
]
WRITERS = ("cases.edit", "cases.conclude", "cases.assign", "cases.create")
"""Whoever may do one of these to the case may write its papers."""
ALREADY = N_("Văn bản này đã ban hành số {symbol}. Hủy số trong sổ văn bản đi rồi mới lập lại.")


def source_of(question: DraftQuestion) -> str:
    """How the book of issued documents names where a paper comes from: "case.kn03", "letter.xld06"."""
    return f"{'case' if question.case_id is not None else 'letter'}.{question.form}"


@allowed("cases.read", reads=True)
def draft_of(uow: UnitOfWork, question: DraftQuestion) -> DraftCard:
    """A form of a case or letter: its blanks filled in, what is missing, what has to be looked at."""
    filling = filling_of(uow, question)
    uow.require("cases.read", filling.facts.context)
    return _card(uow, filling)


@allowed("cases.read", undo=N_("Lưu dự thảo văn bản"))
def save_draft(uow: UnitOfWork, form: DraftForm) -> bool:
    """Keep the blanks as they were edited. False: of a denunciation the words are kept nowhere (no vault)."""
    filling = filling_of(uow, form.question)
    _require_writer(uow, filling)
    if filling.is_closed:
        raise RuleViolation(_("Văn bản đã ban hành nên không sửa dự thảo được."))
    blanks = cleaned(filling.form, form.blanks)
    draft = filling.draft or _new_draft(uow, form.question)
    if filling.facts.is_sealed:
        return _keep_sealed(uow, filling, blanks)
    changed = {key: value for key, value in blanks.items() if value != filling.from_file.get(key, "")}
    if changed != draft.blanks:
        draft.blanks = changed
    return True


@allowed("cases.read", reads=True)
def paper(uow: UnitOfWork, question: PaperQuestion) -> Document:
    """The paper as it would be printed now; empty places are dotted lines, without a number it is a draft."""
    filling = filling_of(uow, question.question, question.blanks, question.identity)
    uow.require("cases.read", filling.facts.context)
    return _document(uow, filling, office_card(uow))


@allowed("cases.issue", undo=None)
def issue(uow: UnitOfWork, form: IssueForm) -> Issued:
    """Issue a form: take its number, put the paper into the dossier, close the draft.

    A form without a number is only put into the dossier. Refused while a required blank is empty, and a second time.
    """
    question = replace(form.question, day=form.issued_on)
    filling = filling_of(uow, question, form.blanks)
    uow.require("cases.issue", filling.facts.context)
    _require_writer(uow, filling)
    if filling.issued is not None:
        raise RuleViolation(_(ALREADY).format(symbol=filling.issued.symbol))
    if filling.is_closed:
        raise RuleViolation(_("Văn bản này đã đưa vào hồ sơ."))
    if form.issued_on < filling.facts.opened_on:
        raise Invalid(
            _("Ngày ban hành sớm hơn ngày tiếp nhận {day}.").format(day=vn_date(filling.facts.opened_on)),
            field="issued_on",
        )
    if filling.missing and not filling.facts.is_sealed:
        labels = ", ".join(one.label for one in filling.missing)
        message = _("Còn thiếu: {labels}. Điền rồi mới lấy số được.")
        raise Invalid(message.format(labels=labels), field=filling.missing[0].key)
    draft = filling.draft or _new_draft(uow, form.question)
    if form.blanks is not None:
        _keep_blanks(uow, filling, draft, cleaned(filling.form, form.blanks))
    issued = _numbered(uow, filling, form) if filling.form.takes_number else None
    cancelled_id = draft.issued_id
    draft.issued_on, draft.issued_id = form.issued_on, issued.id if issued is not None else None
    uow.session.flush()
    folio_id = None
    if question.case_id is not None:
        folio_id = _put_away(uow, question.case_id, _folio(filling, form, issued), cancelled_id)
    return Issued(issued.symbol if issued is not None else "", draft.issued_id, folio_id)


def _numbered(uow: UnitOfWork, filling: Filling, form: IssueForm) -> IssuedPaper:
    """Everybody reads the book of issued papers: of a restricted matter it has the number and nothing that tells."""
    question, facts = filling.question, filling.facts
    hides = facts.is_sealed or facts.is_restricted
    named = official("{title} ({code})", title=filling.form.title, code=facts.code)
    return uow.get(
        IssuedPaper,
        take_number(
            uow,
            NumberForm(
                type_name=filling.form.type_name or official("Công văn"),
                abbreviation=filling.form.abbreviation,
                issued_on=form.issued_on,
                subject=official("Văn bản thuộc hồ sơ mật") if hides else named,
                signer=form.signer.strip() or filling.values.get(SIGNER, ""),
                recipients="" if hides else form.recipients.strip() or facts.at("case.sender"),
                body_symbol=office_card(uow).symbol,
                source_kind=source_of(question),
                source_id=question.case_id if question.case_id is not None else question.letter_id,
            ),
        ),
    )


def _put_away(uow: UnitOfWork, case_id: CaseId, form: FolioForm, cancelled_id: IssuedId | None) -> FolioId:
    """Put the paper into the dossier, in the place of the one whose number was cancelled."""
    old = folio_of_issued(uow, cancelled_id) if cancelled_id is not None else None
    if old is None:
        return put_folio(uow, visible_case(uow, case_id), form)
    old.dated_on, old.symbol, old.issued_id = form.dated_on, form.symbol, form.issued_id
    uow.session.flush()
    return old.id


def _folio(filling: Filling, form: IssueForm, issued: IssuedPaper | None) -> FolioForm:
    return FolioForm(
        name=filling.form.title,
        kind=kind_of(filling.form.key),
        dated_on=form.issued_on,
        symbol=issued.symbol if issued is not None else "",
        author=filling.facts.at("office.body") if not filling.form.by_citizen else filling.facts.at("case.sender"),
        pages=form.pages,
        issued_id=issued.id if issued is not None else None,
    )


def _require_writer(uow: UnitOfWork, filling: Filling) -> None:
    """NotAllowed unless the viewer may read the matter and work on it."""
    context = filling.facts.context
    uow.require("cases.read", context)
    verdicts = [uow.verdict(right, context) for right in WRITERS]
    if not any(verdict.allowed for verdict in verdicts):
        raise NotAllowed(verdicts[0].reason)


def _new_draft(uow: UnitOfWork, question: DraftQuestion) -> CaseDraft:
    return uow.add(
        CaseDraft(
            case_id=question.case_id, letter_id=question.letter_id, form=question.form, position=question.position
        )
    )


def _keep_blanks(uow: UnitOfWork, filling: Filling, draft: CaseDraft, blanks: dict[str, str]) -> None:
    if filling.facts.is_sealed:
        _keep_sealed(uow, filling, blanks)
    else:
        draft.blanks = {key: value for key, value in blanks.items() if value != filling.from_file.get(key, "")}


def _keep_sealed(uow: UnitOfWork, filling: Filling, blanks: dict[str, str]) -> bool:
    """Put the words of a draft into the vault, as one text, so that a blank that was emptied stays empty."""
    facts = filling.facts
    told = json.dumps(blanks, ensure_ascii=False)
    return keep_words(uow, facts.seal, facts.code, place_of(filling.question), {KEPT: told})


def _document(uow: UnitOfWork, filling: Filling, office: OfficeCard) -> Document:
    form, issued = filling.form, filling.issued
    day = issued.issued_on if issued is not None else filling.draft.issued_on if filling.draft is not None else None
    is_draft = form.takes_number and issued is None
    return form_document(
        Filled(
            form=form,
            values=filling.values,
            signature=signature_of(uow, office, form.signing, filling.values.get(SIGNER, ""), day or filling.day),
            symbol=issued.symbol if issued is not None else "",
            issued_on=day or (filling.question.day if not form.takes_number else None),
            year=filling.day.year,
            marks=marks_of(office, is_draft=is_draft),
        ),
        office,
    )


def _card(uow: UnitOfWork, filling: Filling) -> DraftCard:
    form, draft = filling.form, filling.draft
    cited = citation_of(uow, form)
    hides = filling.facts.is_sealed
    return DraftCard(
        form=form.key,
        title=form.title,
        type_name=form.type_name,
        number=cited.number,
        citation=cited.citation,
        confidence=form.confidence,
        is_checked=cited.is_checked,
        day=filling.day,
        position=filling.question.position,
        positions=tuple(one.position for one in drafts_at(uow, filling.question)),
        repeats=form.repeats,
        blanks=tuple(
            BlankCard(
                key=one.key,
                label=one.label,
                kind=one.kind.value,
                value=filling.values.get(one.key, ""),
                hint=one.hint,
                is_required=one.is_required,
                choices=one.choices,
                from_file="" if hides and one.is_private else filling.from_file.get(one.key, ""),
                is_changed=filling.values.get(one.key, "") != filling.from_file.get(one.key, ""),
            )
            for one in form.blanks
        ),
        missing=tuple(one.label for one in filling.missing),
        doubtful=tuple(_doubts(filling, is_checked=cited.is_checked)),
        takes_number=form.takes_number,
        symbol=filling.issued.symbol if filling.issued is not None else "",
        issued_id=filling.issued.id if filling.issued is not None else None,
        issued_on=draft.issued_on if draft is not None and (filling.issued or draft.issued_id is None) else None,
        is_saved=draft is not None,
        needs_identity=hides and form.naming is Naming.NAME,
        is_code_only=hides,
    )


def _doubts(filling: Filling, *, is_checked: bool) -> Iterator[FormNotice]:
    form, facts = filling.form, filling.facts
    if not is_checked:
        yield FormNotice(
            _("Số mẫu, điều khoản cần kiểm tra: {number}, {citation}.").format(
                number=form.number, citation=form.citation
            ),
            _("Đối chiếu với văn bản gốc rồi ghi lại ở Cài đặt."),
        )
    unchecked = [one.words for one in bases_on(form, filling.day) if not one.is_checked]
    if unchecked and any(words in filling.values.get(BASES, "") for words in unchecked):
        yield FormNotice(
            _("Có căn cứ chưa đối chiếu với Công báo."), _("Xem lại ngày, tên văn bản trong ô Căn cứ trước khi ký.")
        )
    if facts.why_empty:
        yield FormNotice(facts.why_empty, _("Phần nội dung để chỗ trống, ghi bằng tay trên bản in."))
    if facts.has_covered:
        yield FormNotice(
            _("Có chỗ đã che vì cho biết người tố cáo."), _("Viết lại đoạn đó sao cho không nêu tên, địa chỉ.")
        )
    if facts.is_sealed and form.naming is Naming.NAME:
        yield FormNotice(
            _("Văn bản này gửi người tố cáo; tên, địa chỉ để trống."),
            _("Mở danh tính cho lần in này, hoặc ghi bằng tay trên bản in."),
        )
    if any(
        one.kind is BlankKind.CHOICE and one.key == form.variant and not filling.values.get(one.key)
        for one in form.blanks
    ):
        yield FormNotice(_("Chưa chọn trường hợp của mẫu."), _("Chọn ở ô đầu tiên để có đúng lời văn."))
    if form.recipients and not form.by_citizen and not filling.values.get(RECIPIENTS, "").strip():
        yield FormNotice(_("Chưa có nơi nhận."), _("Ghi nơi nhận, dòng cuối là “Lưu: VT”."))
