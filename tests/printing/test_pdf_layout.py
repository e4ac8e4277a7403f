"""The printed paper is measured: margins, places, sizes and ruled lines of Decree 30/2020, Annex I."""

from __future__ import annotations

import pytest

from dcapp.printing.fonts import text_width
from dcapp.printing.layout_check import check_layout, measured, page_number_on
from dcapp.printing.model import Appendix, Document, Letterhead, Marks, Paragraph, Stamps
from dcapp.printing.pdf import write_pdf
from dcapp.printing.profile import POINTS_PER_MM, profile_for, profiles

MM = POINTS_PER_MM


@pytest.fixture(scope="module")
def first_page(a_plan):
    return measured(write_pdf(a_plan()))[0]


def mm(points):
    return points / MM


def test_every_number_of_a_profile_is_allowed_by_its_source():
    for profile in profiles():
        measures = [*profile.margins_mm.values(), profile.first_line_indent_mm, profile.space_after]
        measures += [profile.line_spacing, profile.issuer_rule, profile.subject_rule]
        assert all(measure.is_allowed for measure in measures)
        assert all(style.allowed[0] <= style.size <= style.allowed[1] for style in profile.styles.values())
        assert profile.citation
    state = [profile for profile in profiles() if profile.house.value == "state"]
    named = [style for style in state[0].styles.values() if style.article]
    assert state[0].checked
    assert len(named) > 25


def test_paper_and_margins_are_those_of_the_decree(a_plan):
    sheets = measured(write_pdf(a_plan(items=9)))

    for sheet in sheets:
        assert (round(mm(sheet.width)), round(mm(sheet.height))) == (210, 297)
        body = [box for box in sheet.texts if box.top < sheet.height - 19 * MM]
        assert min(box.left for box in body) >= 30 * MM - 1
        assert max(box.right for box in body) <= sheet.width - 15 * MM + 1
        assert min(box.bottom for box in body) >= 20 * MM - 1


@pytest.mark.parametrize(
    ("words", "size", "face"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Bold"),
        ("Độc lập - Tự do - Hạnh phúc", 13, "Bold"),
        ("UBND TỈNH AN BÌNH", 12, ""),
        ("ỦY BAN NHÂN DÂN", 12, "Bold"),
        ("Số: 05/KH-UBND", 13, ""),
        ("Tân Lộc, ngày 05 tháng 02 năm 2026", 13, "Italic"),
        ("KẾ HOẠCH", 14, "Bold"),
        ("Thực hiện dân chủ ở cơ sở năm 2026", 14, "Bold"),
        ("Căn cứ Luật", 14, "Italic"),
        ("Cán bộ thôn", 14, ""),
        ("I. MỤC ĐÍCH, YÊU CẦU", 14, "Bold"),
    ],
)
def test_each_element_has_its_size_and_style(first_page, words, size, face):
    box = first_page.find(words)

    assert box is not None
    assert box.size == pytest.approx(size)
    assert box.font.replace("-", "").endswith(("Serif" if "Liberation" in box.font else "MT", face)[bool(face)] or "")


def test_the_end_of_the_paper_has_its_sizes_and_places(a_plan):
    last = measured(write_pdf(a_plan()))[-1]
    lead, saved = last.find("Nơi nhận:"), last.find("- Lưu: VT.")
    authority, name = last.find("TM. ỦY BAN NHÂN DÂN"), last.find("Trần Thị Thử")

    assert (lead.size, saved.size, authority.size, name.size) == (12, 11, 14, 14)
    assert lead.font.endswith("BoldItalic")
    assert lead.left == pytest.approx(30 * MM, abs=1)
    assert saved.left == pytest.approx(30 * MM, abs=1)
    assert abs(lead.top - authority.top) < 6
    assert authority.middle == pytest.approx(name.middle, abs=1)
    assert authority.left > last.width / 2
    assert mm(authority.bottom - name.top) > 20


def test_who_signs_within_the_text_stands_in_the_middle_of_the_right_half():
    signed = (Paragraph("Người lập", signing=True), Paragraph("Trần Thị Thử", signing=True))
    page = measured(write_pdf(Document(blocks=signed)))[0]
    middle = 30 * MM + 165 * MM * 3 / 4
    assert page.find("Người lập").middle == pytest.approx(middle, abs=1)
    assert page.find("Trần Thị Thử").middle == pytest.approx(middle, abs=1)


def test_head_stands_in_two_columns_with_number_and_date_on_one_level(first_page):
    nation, motto = first_page.find("CỘNG HÒA"), first_page.find("Độc lập")
    parent, number = first_page.find("UBND TỈNH"), first_page.find("Số: 05")
    date = first_page.find("Tân Lộc, ngày")

    assert nation.middle == pytest.approx(motto.middle, abs=1)
    assert nation.middle == pytest.approx(date.middle, abs=1.5)
    assert parent.middle == pytest.approx(number.middle, abs=1)
    assert mm(nation.middle) == pytest.approx(30 + 65 + 50, abs=2)
    assert nation.top == pytest.approx(parent.top, abs=3)
    assert date.top == pytest.approx(number.top, abs=3)
    assert first_page.find("KẾ HOẠCH").middle == pytest.approx(30 * MM + 165 * MM / 2, abs=1)


def test_ruled_lines_have_their_lengths_and_stand_below_the_middle_of_their_words(first_page):
    motto, body = first_page.find("Độc lập"), first_page.find("XÃ TÂN LỘC")
    subject = first_page.find("Thực hiện dân chủ")
    issuer_rule, motto_rule, subject_rule = first_page.rules[:3]

    assert motto_rule.width == pytest.approx(motto.width, abs=3)
    assert 1 / 3 <= subject_rule.width / text_width(subject.text, size=14, bold=True) <= 1 / 2
    longest = text_width("ỦY BAN NHÂN DÂN", size=12, bold=True)
    assert 1 / 3 <= issuer_rule.width / longest <= 1 / 2
    for rule, words in ((issuer_rule, body), (motto_rule, motto), (subject_rule, subject)):
        assert rule.middle == pytest.approx(words.middle, abs=2)
        assert 0 < words.bottom - rule.top < 6


def test_page_numbers_stand_in_the_upper_margin_from_the_second_page_on(a_plan):
    sheets = measured(write_pdf(a_plan(items=12, appendices=(Appendix(blocks=(Paragraph("Hết."),)),))))
    numbers = [page_number_on(sheet) for sheet in sheets]

    assert numbers == ["", *[str(at) for at in range(2, len(sheets))], ""]
    box = next(box for box in sheets[1].texts if box.text == "2")
    assert box.size in (13, 14)
    assert box.middle == pytest.approx(30 * MM + 165 * MM / 2, abs=1)
    assert box.bottom > sheets[1].height - 20 * MM


def _follows(box, other):
    return other.right <= box.left + 1 and abs(other.bottom - box.bottom) < 6


def test_running_text_is_indented_justified_and_no_denser_than_single(first_page, a_plan):
    profile = profile_for()
    regular = [box for box in first_page.texts if box.size == 14 and box.font.endswith(("Serif", "PSMT"))]
    lines = [box for box in regular if not any(_follows(box, other) for other in first_page.texts)]
    starts = {round(mm(box.left)) for box in lines}

    assert starts <= {30, 43}
    full = [box for box in lines if box.right > first_page.width - 16 * MM]
    assert len(full) > len(lines) / 3
    assert 1.0 <= profile.leading(profile.style("body")) / (14 * 1.15) <= 1.5


def test_marks_stand_in_the_margins_and_never_touch_the_text_block(a_plan):
    marks = Marks(sample=True, draft=True, audit_head="In lúc 10:20 " * 30, copy_number="Bản số 02", footer="Sổ " * 200)
    with_marks = measured(write_pdf(a_plan(marks=marks)))
    without = measured(write_pdf(a_plan()))

    for marked, bare in zip(with_marks, without, strict=True):
        added = {box.text for box in marked.texts} - {box.text for box in bare.texts}
        boxes = [box for box in marked.texts if box.text in added]
        assert any("MẪU · DỰ THẢO" in box.text for box in boxes)
        for box in boxes:
            assert box.bottom > marked.height - 20 * MM or box.top < 20 * MM
            assert box.right <= marked.width - 15 * MM + 1
    assert not check_layout(write_pdf(a_plan(marks=marks)), a_plan())


def test_a_letter_has_its_subject_below_the_number_and_dashes_below_the_colon(a_plan):
    paper = a_plan(
        type_name="",
        subject="V/v lấy ý kiến",
        bases=(),
        addressees=("Mặt trận xã;", "Trưởng các thôn."),
        stamps=Stamps(urgency="Khẩn", contact="Số 1 đường Trần Phú, xã Tân Lộc"),
    )
    sheet = measured(write_pdf(paper))[0]
    number, subject, stamp = sheet.find("Số: 05"), sheet.find("V/v lấy"), sheet.find("KHẨN")
    lead, first, second = sheet.find("Kính gửi:"), sheet.find("- Mặt trận"), sheet.find("- Trưởng")
    colon = lead.left + text_width("Kính gửi", size=14)
    frame = next(rule for rule in sheet.rules if rule.left < stamp.left and rule.top > stamp.top and rule.height > 9)

    assert subject.middle == pytest.approx(number.middle, abs=1.5)
    assert (subject.size, stamp.size) == (12, 13)
    assert first.left == pytest.approx(second.left, abs=0.5)
    assert first.left == pytest.approx(colon, abs=2)
    assert (mm(frame.width), mm(frame.height)) == pytest.approx((20, 8), abs=0.6)
    contact = sheet.find("Số 1 đường")
    assert contact.size == 11
    assert 20 * MM - 1 <= contact.bottom < 30 * MM
    assert any(mm(rule.width) == pytest.approx(165, abs=1) for rule in sheet.rules)


def test_an_appendix_may_lie_on_its_side(a_plan, a_table):
    sheets = measured(write_pdf(a_plan(appendices=(Appendix(title="Danh mục", blocks=(a_table(3),), landscape=True),))))

    assert sheets[-1].width > sheets[-1].height
    assert sheets[-1].find("Phụ lục").middle == pytest.approx(30 * MM + 252 * MM / 2, abs=1)


def test_long_names_wrap_in_their_column_and_the_nation_stays_on_one_line(a_plan):
    head = Letterhead(
        parent_body="Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và công tác dân vận tỉnh An Bình",
        issuing_body="Tiểu ban giúp việc Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở xã Tân Lộc",
        number="Số: 123/KH-BCĐTHQCDCCS",
        place_date="Thị trấn Nông trường Tân Lộc Thượng, ngày 05 tháng 02 năm 2026",
    )
    paper = a_plan(letterhead=head)
    pdf = write_pdf(paper)
    sheet = measured(pdf)[0]

    assert sheet.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") is not None
    assert not check_layout(pdf, paper)
