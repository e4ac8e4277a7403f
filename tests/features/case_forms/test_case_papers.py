"""Forms of a case or letter from first draft to number and dossier; nothing of a denouncer on any of them."""

from __future__ import annotations

import pytest
from builders import read_with
from case_house import a_case, a_letter, card, day, desk, officer_of, step
from case_house import paper as put_paper
from filled_forms import golden_text

from dcapp.db.storage import Storage
from dcapp.db.unit_of_work import NOBODY
from dcapp.db.vault import Vault
from dcapp.features.case_forms.cards import FormsQuestion
from dcapp.features.case_forms.own_numbers import OwnCitationForm, form_citations, set_own_citation
from dcapp.features.case_forms.prints_dossier import HandOver, dossier_cover, dossier_list, hand_over_list
from dcapp.features.case_forms.queries import forms_for
from dcapp.features.case_forms.service import (
    DraftForm,
    DraftQuestion,
    IssueForm,
    PaperQuestion,
    draft_of,
    issue,
    paper,
    save_draft,
)
from dcapp.features.cases.forms import StepForm
from dcapp.features.cases.models import CaseDraft
from dcapp.features.cases.steps import take_step
from dcapp.features.cases.terms import CaseKind
from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.service import record_letter
from dcapp.features.letters.terms import LetterKind
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import cancel_number
from dcapp.features.sealed.service import Sealed
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.printing.layout_check import check_layout
from dcapp.printing.pdf import write_pdf
from dcapp.rules.form_terms import Naming
from dcapp.rules.forms import shipped_forms

CANARY = "Bùi Thị Kín"
WRITER = Sealed(
    name=CANARY,
    address="Số 9, thôn Kín",
    id_number="051090000321",
    phone="0905123456",
    gist=f"Ông Sáu nhận tiền của {CANARY} khi cấp giấy",
    respondent="Trần Văn Sáu",
    respondent_post="công chức địa chính",
)
SECRETS = (CANARY, "thôn Kín", "051090000321", "0905123456")


@pytest.fixture
def vault(app, tmp_path):
    """The office with an open vault."""
    app.storage = Storage(tmp_path, None, None, Vault.in_memory())
    yield app
    app.storage = None


def words(app, question, **values):
    return golden_text(app.run(paper, PaperQuestion(question=question, **values)))


def everything_in(uow):
    """Every value of every table of the main file."""
    run = uow.session.connection().exec_driver_sql
    tables = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'").all()]
    return "\n".join(str(row) for name in tables for row in run(f'SELECT * FROM "{name}"').all())


def accepted(app, **values):
    case = a_case(app, letter_ids=(a_letter(app, address="Số 5, thôn Một", id_number="051168000123", **values),))
    put_paper(app, case, "letter")
    step(app, case, "accept", day(8, 5))
    return case


def denounced(app):
    return a_case(app, CaseKind.DENUNCIATION, sender=CANARY, gist=WRITER.gist, respondent=WRITER.respondent)


def test_a_draft_takes_what_the_file_knows_and_keeps_only_what_was_changed(app):
    case = accepted(app)
    asked = DraftQuestion(form="kn03", case_id=case)
    shown = app.run(draft_of, asked)
    assert shown.value("sender") == "ông (bà) Nguyễn Văn Tám"
    assert (shown.value("address"), shown.value("accepted_on")) == ("Số 5, thôn Một", "2026-08-05")
    assert (shown.missing, shown.is_saved, shown.is_checked) == ((), False, False)
    assert "cần kiểm tra" in shown.doubtful[0].text
    assert app.run(save_draft, DraftForm(question=asked, blanks={"handler": "Võ Thị Én", "days": "30 ngày"}))
    assert read_with(app, lambda uow: uow.session.query(CaseDraft).one().blanks) == {"handler": "Võ Thị Én"}
    assert "liên hệ khi cần: Võ Thị Én." in words(app, asked)
    with pytest.raises(Invalid) as wrong:
        app.run(save_draft, DraftForm(question=asked, blanks={"accepted_on": "hôm qua"}))
    assert wrong.value.field == "accepted_on"


def test_a_paper_says_the_days_of_the_law_not_those_to_the_next_working_day(app):
    case = a_case(app)
    put_paper(app, case, "letter")
    step(app, case, "accept", day(8, 6))  # the 30th day is a Saturday
    assert app.run(draft_of, DraftQuestion(form="kn03", case_id=case)).value("days") == "30 ngày"
    assert app.run(draft_of, DraftQuestion(form="kn14b", case_id=case)).value("due_on") == "2026-09-07"


def test_a_form_gets_one_number_a_place_in_the_dossier_and_a_new_number_after_a_cancel(app):
    case = accepted(app)
    asked = DraftQuestion(form="kn03", case_id=case)
    assert "Số: /TB-UBND" in words(app, asked)
    assert app.run(draft_of, asked).symbol == ""
    done = app.run(issue, IssueForm(question=asked, issued_on=day(8, 6), pages=2))
    assert done.symbol == "01/TB-UBND"
    assert "Số: 01/TB-UBND" in words(app, asked)
    assert "Thử, ngày 06 tháng 8 năm 2026" in words(app, asked)
    folio = card(app, case).folios[-1]
    assert (folio.kind, folio.symbol, folio.pages, folio.issued_id) == ("acceptance", "01/TB-UBND", 2, done.issued_id)
    line = next(one for one in app.run(forms_for, FormsQuestion(case_id=case)) if one.form == "kn03")
    assert (line.is_now, line.symbol, line.issued_on) == (True, "01/TB-UBND", day(8, 6))
    with pytest.raises(RuleViolation, match="đã ban hành số 01/TB-UBND"):
        app.run(issue, IssueForm(question=asked, issued_on=day(8, 7)))
    with pytest.raises(RuleViolation, match="không sửa dự thảo"):
        app.run(save_draft, DraftForm(question=asked, blanks={"days": "45 ngày"}))
    app.run(cancel_number, done.issued_id, "sai ngày")
    again = app.run(issue, IssueForm(question=asked, issued_on=day(8, 7)))
    assert (again.symbol, again.folio_id) == ("02/TB-UBND", done.folio_id)
    assert app.run(draft_of, DraftQuestion(form="kn13", case_id=case)).value("report") == ""


def test_what_is_required_and_empty_is_told_and_stops_the_number_only(app):
    case = accepted(app)
    asked = DraftQuestion(form="kn15", case_id=case)
    assert "Nội dung quyết định" in app.run(draft_of, asked).missing
    assert "Điều 1. ………" in words(app, asked)
    with pytest.raises(Invalid, match="Còn thiếu"):
        app.run(issue, IssueForm(question=asked, issued_on=day(9, 1)))
    told = {
        "respondent": "Chủ tịch UBND xã Thử",
        "found": "Đất đã cấp đúng.",
        "outcome": "sai",
        "decision_text": "Không chấp nhận.",
    }
    assert app.run(issue, IssueForm(question=asked, issued_on=day(9, 1), blanks=told)).symbol == "01/QĐ-UBND"
    assert "khiếu nại của ông (bà) Nguyễn Văn Tám là sai." in words(app, asked)
    with pytest.raises(Invalid, match="sớm hơn"):
        app.run(issue, IssueForm(question=DraftQuestion(form="kn05", case_id=case), issued_on=day(8, 1)))


def test_minutes_are_made_more_than_once_and_have_no_number(app):
    case = accepted(app)
    first, second = (DraftQuestion(form="kn06", case_id=case, position=place) for place in (1, 2))
    told = {"met_on": "2026-08-10", "ours": "Võ Thị Én", "theirs": "Nguyễn Văn Tám", "about": "Ranh giới"}
    for asked in (first, second):
        assert app.run(issue, IssueForm(question=asked, issued_on=day(8, 10), blanks=told)).symbol == ""
    assert app.run(draft_of, first).positions == (1, 2)
    assert [one.kind for one in card(app, case).folios] == ["letter", "minutes", "minutes"]
    with pytest.raises(Invalid):
        app.run(draft_of, DraftQuestion(form="kn03", case_id=case, position=2))


def test_a_deputy_signs_for_the_chairman_of_the_day(app):
    case = accepted(app)
    with app.database.begin(NOBODY, "deputy", write=True) as uow:
        officer = uow.add(Officer(full_name="Ngô Thị Phó"))
        post = uow.session.query(Post).filter_by(key="vice_chairman").one_or_none()
        post = post or uow.add(Post(key="vice_chairman", title="Phó Chủ tịch UBND"))
        uow.add(Tenure(officer_id=officer.id, post_id=post.id))
    said = words(app, DraftQuestion(form="kn03", case_id=case), blanks={"signer": "Ngô Thị Phó"})
    assert "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNgô Thị Phó" in said


def test_a_letter_without_a_case_has_forms_of_its_own(app):
    letter = a_letter(app, LetterKind.PETITION, sent_to="Công ty Thủy nông")
    asked = DraftQuestion(form="xld06", letter_id=letter)
    assert app.run(draft_of, asked).value("competent") == "Công ty Thủy nông"
    app.run(save_draft, DraftForm(question=asked, blanks={"request": "Nạo vét mương"}))
    assert app.run(issue, IssueForm(question=asked, issued_on=day(8, 5))).symbol == "01/PC-UBND"
    assert "Đề nghị của người gửi đơn: Nạo vét mương." in words(app, asked)
    assert {one.form for one in app.run(forms_for, FormsQuestion(letter_id=letter))} == {"xld01", "xld06", "xld07"}
    issued = read_with(app, lambda uow: uow.session.query(IssuedPaper).one())
    assert (issued.source_kind, issued.source_id) == ("letter.xld06", letter)
    with pytest.raises(Invalid):
        app.run(draft_of, DraftQuestion(form="xld06"))
    with pytest.raises(RuleViolation, match="không dùng cho loại"):
        app.run(draft_of, DraftQuestion(form="kn03", letter_id=letter))


def test_no_paper_of_a_denunciation_names_the_denouncer_whatever_was_typed(vault):
    case = denounced(vault)
    vault.run(take_step, case, StepForm(step="enter", done_on=day(8, 4)))
    forms = [one for one in shipped_forms().forms_on(day(8, 5)) if "denunciation" in one.kinds]
    for form in forms:
        asked = DraftQuestion(form=form.key, case_id=case)
        keys = [one.key for one in vault.run(draft_of, asked).blanks if one.kind in ("text", "long", "people")]
        typed = dict.fromkeys(keys, f"Bà {CANARY} có nói")
        for said in (words(vault, asked), words(vault, asked, blanks=typed)):
            assert not [secret for secret in SECRETS if secret in said], form.key


def test_the_paper_to_the_denouncer_is_filled_in_when_the_identity_is_passed_and_no_other(vault):
    case = denounced(vault)
    asked = DraftQuestion(form="tc05", case_id=case)
    assert vault.run(draft_of, asked).needs_identity
    assert "(mã số TC-2026-001)" in words(vault, asked)
    said = words(vault, asked, identity=WRITER)
    assert f"Kính gửi: Ông (bà) {CANARY}" in said
    assert "Số 9, thôn Kín" in said
    for form in (one for one in shipped_forms().forms_on(day(8, 5)) if "denunciation" in one.kinds):
        if form.naming is not Naming.NAME:
            with pytest.raises(RuleViolation, match="không gửi người tố cáo"):
                words(vault, DraftQuestion(form=form.key, case_id=case), identity=WRITER)
    accused = DraftQuestion(form="tc06", case_id=case)
    assert "TC-2026-001" not in words(vault, accused)
    assert "Nội dung" in vault.run(draft_of, accused).missing  # what stood around the name would tell it
    assert "Ông Sáu nhận tiền" in words(vault, DraftQuestion(form="tc04", case_id=case))


def test_a_letter_of_a_denouncer_is_forwarded_by_its_code(vault):
    form = LetterForm(
        received_on=day(8, 3),
        kind=LetterKind.DENUNCIATION,
        sender=CANARY,
        address=WRITER.address,
        gist=WRITER.gist,
        respondent=WRITER.respondent,
    )
    letter = vault.run(record_letter, form).id
    forms = {one.form for one in vault.run(forms_for, FormsQuestion(letter_id=letter))}
    assert forms == {"xld01", "xld05", "xld07"}
    for key in sorted(forms):
        said = words(vault, DraftQuestion(form=key, letter_id=letter))
        assert not [secret for secret in SECRETS if secret in said], key
    assert "tố cáo mã số TC" in words(vault, DraftQuestion(form="xld05", letter_id=letter))


def test_words_of_a_denunciation_go_to_the_vault_and_never_into_the_main_file(vault):
    case = denounced(vault)
    asked = DraftQuestion(form="tc08", case_id=case)
    told = {"about": f"Ông Sáu nhận phong bì của {CANARY}", "met_on": "2026-08-10"}
    assert vault.run(save_draft, DraftForm(question=asked, blanks=told))
    assert "nhận phong bì của" in words(vault, asked)
    assert CANARY not in words(vault, asked)
    done = vault.run(issue, IssueForm(question=DraftQuestion(form="tc12", case_id=case), issued_on=day(9, 1)))
    assert done.symbol == "01/KL-UBND"
    dumped = read_with(vault, everything_in)
    assert not [one for one in (*SECRETS, "phong bì", "Trần Văn Sáu") if one in dumped]
    assert [one.name for one in card(vault, case).folios] == ["Kết luận nội dung tố cáo"]


def test_without_a_vault_a_draft_of_a_denunciation_is_kept_nowhere_and_that_is_told(app):
    case = a_case(app, CaseKind.DENUNCIATION, sender="", gist="")
    asked = DraftQuestion(form="tc04", case_id=case)
    assert app.run(save_draft, DraftForm(question=asked, blanks={"gist": "nhận phong bì"})) is False
    assert "nhận phong bì" not in words(app, asked)
    assert any("ghi bằng tay" in one.hint for one in app.run(draft_of, asked).doubtful)


def test_nobody_writes_papers_of_a_case_that_is_not_theirs(app):
    case = accepted(app)
    clerk, reader = desk(app, "bay", "handler"), desk(app, "tam", "auditor")
    asked = DraftQuestion(form="kn03", case_id=case)
    with pytest.raises(NotAllowed):
        clerk.run(draft_of, asked)
    with pytest.raises(NotAllowed):
        reader.run(save_draft, DraftForm(question=asked, blanks={"days": "45 ngày"}))
    accused = desk(app, "chin", "leader")
    told = a_case(app, letter_ids=(a_letter(app, about=(officer_of(accused),)),))
    with pytest.raises(NotAllowed):
        accused.run(paper, PaperQuestion(question=DraftQuestion(form="kn03", case_id=told)))


def test_the_office_puts_number_and_article_of_a_form_right(app):
    form = OwnCitationForm(form="xld03", number="Mẫu số 04", citation="Phụ lục Thông tư 05/2021/TT-TTCP")
    with pytest.raises(Invalid) as wrong:
        app.run(set_own_citation, form)
    assert wrong.value.field == "reason"
    app.run(set_own_citation, OwnCitationForm(form="xld03", number=form.number, reason="Công báo số 12"))
    own = next(one for one in app.run(form_citations) if one.form == "xld03")
    assert (own.number, own.is_own, own.is_checked, own.reason) == ("Mẫu số 04", True, True, "Công báo số 12")
    case = accepted(app)
    shown = app.run(draft_of, DraftQuestion(form="xld03", case_id=case))
    assert (shown.number, shown.is_checked) == ("Mẫu số 04", True)
    app.run(set_own_citation, OwnCitationForm(form="xld03", number=""))
    assert app.run(draft_of, DraftQuestion(form="xld03", case_id=case)).number == "Mẫu số 03"


def test_cover_list_and_hand_over_of_a_dossier(vault):
    case, secret = accepted(vault), denounced(vault)
    put_paper(vault, secret, "letter")
    for made in (
        vault.run(dossier_cover, case),
        vault.run(dossier_list, case),
        vault.run(dossier_cover, secret),
        vault.run(hand_over_list, HandOver(case_ids=(case, secret), handed_on=day(12, 1), giver="Võ Thị Én")),
    ):
        assert check_layout(write_pdf(made), made) == ()
        said = golden_text(made)
        assert not [one for one in (*SECRETS, "Trần Văn Sáu") if one in said]
        assert "None" not in said
    assert "Thu hồi đất ở Đồng Cũ" in golden_text(vault.run(dossier_cover, case))
    assert "Hồ sơ có 1 tài liệu, 1 tờ." in golden_text(vault.run(dossier_list, case))
