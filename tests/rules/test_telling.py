"""The explanation of a deadline in sentences: headlines, details, sources; put into words when it is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.kernel.i18n import use_language
from dcapp.rules.counting import PLAIN, Case, Pausing, reckon
from dcapp.rules.deadlines import shipped_book
from dcapp.rules.sentences import as_written, said, verbatim
from dcapp.rules.telling import step_line, told, told_steps
from dcapp.rules.working_days import built_in_calendar

CALENDAR = built_in_calendar()
PAUSED = Case(pausing=Pausing(date(2026, 8, 13), date(2026, 9, 14)))
RULES = [(rule.name, rule) for rule in shipped_book().rules if rule.wordings[0].days is not None]

AS_IN_THE_DESIGN = """\
KN-03: Thứ Hai, 15/05/2023
1. Bắt đầu đếm từ Thứ Sáu, 14/04/2023. Mốc tính là ngày thụ lý, Thứ Năm, 13/04/2023; ngày này không tính. \
[khoản 2, khoản 3 Điều 147 Bộ luật Dân sự 91/2015/QH13]
2. Thời hạn 30 ngày. Giải quyết khiếu nại lần đầu. Vụ việc không phức tạp. Địa bàn thông thường. \
Tính theo ngày lịch, ngày nghỉ trong thời hạn vẫn tính. [Điều 28 Luật Khiếu nại 02/2011/QH13]
3. Ngày thứ 30 là Thứ Bảy, 13/05/2023, chuyển sang Thứ Hai, 15/05/2023. Ngày cuối là ngày nghỉ: \
13/05 (Thứ Bảy), 14/05 (Chủ Nhật). Thời hạn kết thúc vào ngày làm việc tiếp theo. \
[khoản 5 Điều 148 Bộ luật Dân sự 91/2015/QH13]"""


@pytest.fixture(autouse=True)
def vietnamese():
    yield
    use_language("vi")


def test_the_explanation_as_plain_text():
    assert told(reckon("KN-03", date(2023, 4, 13), CALENDAR)) == AS_IN_THE_DESIGN


def test_a_step_has_a_headline_and_details_and_is_whole_without_them():
    step = reckon("KN-03", date(2023, 4, 13), CALENDAR).steps[0]
    assert step.head() == "Bắt đầu đếm từ Thứ Sáu, 14/04/2023"
    assert step.detail() == "Mốc tính là ngày thụ lý, Thứ Năm, 13/04/2023; ngày này không tính."
    assert step.text == f"{step.head()}. {step.detail()}"


@given(
    st.sampled_from(RULES),
    st.dates(date(2026, 7, 1), date(2026, 11, 30)),
    st.booleans(),
    st.booleans(),
)
def test_every_explanation_is_made_of_whole_sentences(rule, start, is_complex, is_remote):
    name, _rule = rule
    found = reckon(name, start, CALENDAR, Case(is_complex=is_complex, is_remote=is_remote))
    lines = told_steps(found)
    assert len(lines) == len(found.steps) >= 3
    for step in found.steps:
        assert step.head()
        assert not step.head().endswith(".")
        assert step.text.endswith((".", ")"))
        assert ".." not in step.text
        assert "{" not in step_line(step)
    assert any(f"{found.due:%d/%m/%Y}" in step.text for step in found.steps)


def test_days_off_of_one_source_are_one_step_that_names_each():
    found = reckon("TC-01", date(2024, 2, 2), CALENDAR)
    [passed] = [step for step in found.steps if "ngày nghỉ." in step.text and "Không tính" in step.text]
    assert passed.head() == "Không tính 5 ngày nghỉ"
    assert "08/02 (29 Tết)" in passed.detail()
    assert "14/02 (Mùng năm Tết Nguyên Đán)" in passed.detail()


def test_a_rest_is_told_in_two_steps_with_its_article():
    steps = reckon("KN-03", date(2026, 8, 3), CALENDAR, PAUSED).steps
    told_of = [step for step in steps if "11a" in step.citation]
    assert [step.head() for step in told_of] == [
        "Tạm đình chỉ từ Thứ Năm, 13/08/2026",
        "Tiếp tục giải quyết Thứ Hai, 14/09/2026",
    ]
    assert "Đã dùng 10, còn 20 ngày" in told_of[0].detail()


def test_what_was_counted_before_is_read_in_the_language_of_the_moment():
    found = reckon("KN-02", date(2026, 6, 22), CALENDAR, PLAIN)
    vietnamese = told(found)
    use_language("en")
    assert told(found) != vietnamese
    assert told(found, as_written) == vietnamese


def test_words_of_the_rule_book_may_hold_anything():
    assert verbatim("100% {không}").told() == "100% {không}"
    assert verbatim("").told() == ""
    assert said("{a}; {b}", a=date(2023, 5, 15), b=(1, "hai")).told() == "Thứ Hai, 15/05/2023; 1, hai"
