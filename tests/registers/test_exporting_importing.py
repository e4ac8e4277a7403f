from __future__ import annotations

import csv
import io
import random
import warnings
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcapp.kernel.errors import EnvironmentFault, Invalid
from dcapp.kernel.text import nfc
from dcapp.registers.cells import heading, shown_text
from dcapp.registers.exporting import cell_text, harmless, write_csv, write_xlsx
from dcapp.registers.finding import Query, every_line
from dcapp.registers.forming import form_values
from dcapp.registers.handing_back import hand_back
from dcapp.registers.importing import check_sheets, corrected, forms_of
from dcapp.registers.spec import field_of, form_fields, shown_fields
from dcapp.registers.tabling import headings, printed_table
from dcapp.registers.workbook import SheetCells, column_letters, read_table
from tests.registers.a_book import HAMLETS, NOTES, Mood, an_engine, fill, uow

RISKY = ["#N/A!", "=1+1", "+84 9", "-5", "@SUM(A1)", "\t=1", "＝1+1", " =cmd", "'=1", '"=1', "00123", "1e5", "TRUE"]
WORDS = st.one_of(st.sampled_from([*RISKY, "_x0041_"]), st.text(max_size=30)).map(
    lambda words: nfc(cell_text(words.encode("utf-8", "ignore").decode())).strip()
)
NAMES = WORDS.filter(bool)
NOTE_ROWS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "subject": WORDS,
        "content": WORDS,
        "written_on": st.one_of(st.none(), st.dates(date(1890, 1, 1), date(2199, 12, 31))),
        "households": st.one_of(st.none(), st.integers(-(10**9), 10**12)),
        "year": st.one_of(st.none(), st.integers(1990, 2100)),
        "cost": st.one_of(st.none(), st.integers(0, 10**12)),
        "progress": st.one_of(st.none(), st.integers(0, 100)),
        "mood": st.one_of(st.none(), st.sampled_from(Mood)),
        "is_checked": st.booleans(),
        "hamlet_id": st.sampled_from([None, 1, 2]),
    }
)


def lines_of(rows):
    engine = an_engine()
    fill(engine, rows)
    with uow(engine) as work:
        lines = list(every_line(work, NOTES, Query(order="", descending=None)))
    engine.dispose()
    return lines


@pytest.mark.filterwarnings("error")
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(rows=st.lists(NOTE_ROWS, min_size=1, max_size=6))
def test_what_is_exported_comes_back_the_same(tmp_path, rows):
    lines = lines_of(rows)
    target = tmp_path / "so.xlsx"

    assert write_xlsx(target, NOTES, lines, about=["UBND xã", "=1+1"]) == len(lines)
    checked = check_sheets(NOTES, read_table(target), HAMLETS)

    assert checked.problems == ()
    assert [line.values for line in checked.lines] == [form_values(NOTES, line) for line in lines]
    assert [line.row for line in checked.lines] == list(range(2, len(lines) + 2))
    assert len(forms_of(NOTES, checked)) == len(lines)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["so.xlsx"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.sampled_from(RISKY), st.text(alphabet="=+-@\t\r\n＝＋－＠ '\"a1(", max_size=8)))
def test_risky_text_stays_text_in_excel_and_csv(tmp_path, text):
    line = lines_of([{"name": text or "x"}])[0]
    write_xlsx(tmp_path / "a.xlsx", NOTES, [line])
    write_csv(tmp_path / "a.csv", NOTES, [line])

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book.worksheets[0]["A2"]
    assert cell.data_type in ("s", "n") if not cell.value else cell.data_type == "s"
    assert (cell.value or "") == cell_text(text or "x")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        back = list(csv.reader(file))[1][0]
    assert back in (text or "x", f"'{text}")
    assert back.lstrip(' \u00a0"')[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    book.close()


def test_the_sheet_has_real_dates_frozen_headings_and_the_screens_words(tmp_path):
    lines = lines_of(
        [{"name": "Lê Đá", "written_on": date(2023, 5, 15), "cost": 1250000, "mood": Mood.LATE, "hamlet_id": 2}]
    )
    write_xlsx(tmp_path / "a.xlsx", NOTES, lines)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    row = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert list(row) == [heading(f) for f in shown_fields(NOTES)]
    assert sheet.freeze_panes == "A2"
    assert (row["Ngày ghi"].value, row["Ngày ghi"].number_format) == (datetime(2023, 5, 15), "dd/mm/yyyy")
    assert row["Kinh phí"].value == 1250000
    assert row["Tình trạng"].value == "Quá hạn"
    assert row["Thôn"].value == "Thôn Tây"
    book.close()


def test_the_printed_headings_are_those_of_the_screen():
    table = printed_table(NOTES, lines_of([{"name": "Lê Đá", "progress": 60}]))
    assert [h.text for h in headings(NOTES)] == ["STT", *(heading(f) for f in shown_fields(NOTES))]
    assert table.rows[0][:2] == ("1", "Lê Đá")
    assert "60 %" in table.rows[0]


def test_an_export_that_is_called_off_or_fails_leaves_nothing(tmp_path):
    class CalledOffError(Exception):
        pass

    def say(_number):
        raise CalledOffError

    lines = lines_of([{"name": str(n)} for n in range(600)])
    (tmp_path / "old.xlsx").write_bytes(b"old")
    for write in (write_xlsx, write_csv):
        with pytest.raises(CalledOffError):
            write(tmp_path / "old.xlsx", NOTES, lines, say=say)
    with pytest.raises(EnvironmentFault):
        write_xlsx(tmp_path / "nowhere" / "a.xlsx", NOTES, lines)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("old.xlsx", b"old")]


def test_text_that_is_too_long_for_a_cell_is_cut_and_says_so(tmp_path):
    lines = lines_of([{"name": "x", "content": "a" * 40_000}])
    write_xlsx(tmp_path / "a.xlsx", NOTES, lines)
    (cell,) = (c for c in read_table(tmp_path / "a.xlsx")[0].rows[1] if str(c).startswith("aaa"))
    assert len(cell) <= 32_767
    assert cell.endswith("(đã cắt bớt)")


# -- reading foreign sheets


def sheet(*rows, name="Trang 1", hidden=False):
    return SheetCells(name, tuple(tuple(row) for row in rows), hidden)


def check(*rows, **kwargs):
    return check_sheets(NOTES, [sheet(*rows)], HAMLETS, **kwargs)


def test_headings_are_found_in_any_order_without_marks_under_a_title():
    checked = check(
        ["UBND XÃ"],
        [],
        ["TT", "so ho", "HỌ VÀ TÊN *", "Ghi chú riêng", "Ngay ghi"],
        [1, 12.0, "Lê Đá", "x", "1/5/23"],
        [None, None, None, None, None],
        [2, None, None, None, None],
        [3, "1.250", "Đỗ Ân", None, 45061.0],
    )
    assert [(line.row, line.values["households"], line.values["written_on"]) for line in checked.lines] == [
        (4, 12, date(2023, 5, 1)),
        (7, 1250, date(2023, 5, 15)),
    ]
    assert any("Ghi chú riêng" in note and "Cột D" in note for note in checked.notes)
    assert any("Kinh phí" in note for note in checked.notes)
    assert any(note.startswith("1 dòng chỉ có số thứ tự") for note in checked.notes)
    assert [p.cell for p in checked.problems if p.is_doubt] == ["E7"]


def test_a_wrong_cell_is_named_and_nothing_is_lost():
    checked = check(
        ["Họ và tên", "Ngày ghi", "Số hộ", "Tình trạng", "Thôn", "Đã kiểm tra", "Kinh phí"],
        ["Lê Đá", "04/15/2023", "hai", "xong", "thon tay", "x", "1.250.000 đ"],
        [None, date(2023, 5, 1), 3, "lạ", "Thôn Bắc", "có thể", 1.5],
        ["#REF!", datetime(2023, 5, 1, 7, 30), True, None, None, None, None],
    )
    assert {(p.cell, p.key) for p in checked.problems if not p.is_doubt} == {
        ("B2", "written_on"),
        ("C2", "households"),
        ("A3", "name"),
        ("D3", "mood"),
        ("E3", "hamlet_id"),
        ("F3", "is_checked"),
        ("G3", "cost"),
        ("A4", "name"),
        ("C4", "households"),
    }
    assert "15/04/2023" in checked.problems[0].message
    assert checked.lines[0].values | {"written_on": None} == checked.lines[0].values
    assert (checked.lines[0].values["mood"], checked.lines[0].values["hamlet_id"]) == ("done", 2)
    assert (len(checked.lines), len(checked.accepted), len(checked.rejected)) == (3, 0, 3)


def test_swapped_days_and_months_are_doubted_where_the_column_shows_the_pattern():
    checked = check(
        ["Họ và tên", "Ngày ghi"],
        ["a", date(2023, 4, 5)],
        ["b", "15/04/2023"],
        ["c", "13/04/2023"],
        ["d", date(2023, 12, 1)],
    )
    assert [p.cell for p in checked.problems] == ["B2", "B5"]
    assert len(checked.accepted) == 4
    plain = check(["Họ và tên", "Ngày ghi"], ["a", date(2023, 4, 15)], ["b", "15/04/2023"])
    assert plain.problems == ()


def test_old_encodings_are_mended_and_said():
    checked = check_sheets(
        NOTES, [sheet(["Ho va ten"], ["TrÇn"])], clean=lambda text: nfc(text).replace("TrÇn", "Trần")
    )
    assert checked.lines[0].values["name"] == "Trần"
    assert [(p.cell, p.is_doubt) for p in checked.problems] == [("A2", True)]
    decomposed = check(["Họ và tên"], ["Tra\u0302\u0300n"])
    assert decomposed.lines[0].values["name"] == "Trần"
    assert decomposed.problems == ()


def test_a_cell_typed_anew_is_checked_again():
    checked = check(["Họ và tên", "Số hộ"], ["Lê Đá", "hai"], [None, 3])
    once = corrected(NOTES, checked, 2, "households", "2", HAMLETS)
    twice = corrected(NOTES, once, 3, "name", "Đỗ Ân", HAMLETS)
    third = corrected(NOTES, twice, 3, "mood", "Xong", HAMLETS)
    assert [len(c.rejected) for c in (checked, once, twice, third)] == [2, 1, 0, 0]
    assert third.lines[1].values["mood"] == "done"
    assert third.columns["mood"] == 2
    assert [form.name for form in forms_of(NOTES, third)] == ["Lê Đá", "Đỗ Ân"]
    assert forms_of(NOTES, third)[1].mood is Mood.DONE


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ([sheet(["a", "b"])], "Không thấy dòng tiêu đề"),
        ([], "Không thấy dòng tiêu đề"),
        ([sheet(["Số hộ", "Ngày ghi"], [1, None])], "thiếu cột: Họ và tên"),
    ],
)
def test_a_sheet_without_its_headings_is_refused(sheets, words):
    with pytest.raises(Invalid, match=words) as refused:
        check_sheets(NOTES, sheets)
    assert refused.value.field == "file"


def test_the_fitting_sheet_is_read_and_the_others_are_named():
    checked = check_sheets(
        NOTES,
        [sheet(["gì đó"], name="Bìa"), sheet(["Họ và tên"], ["a"], name="Sổ"), sheet([1], name="Ẩn", hidden=True)],
    )
    assert checked.sheet == "Sổ"
    assert [n for n in checked.notes if n.startswith("Trang tính")] == [
        "Trang tính “Bìa” không nhập.",
        "Trang tính “Ẩn” không nhập.",
    ]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(-(10**9), 10**9),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(CELLS, max_size=12), max_size=8))
def test_any_row_is_accepted_or_rejected_and_never_dropped(rows):
    checked = check([heading(f) for f in form_fields(NOTES)], *rows)
    wanted = [n for n, row in enumerate(rows, start=2) if any(c is not None and str(c).strip() for c in row)]
    assert [line.row for line in checked.lines] == wanted
    assert len(checked.accepted) + len(checked.rejected) == len(wanted)
    assert all(p.message for p in checked.problems)


def test_only_rejected_rows_are_handed_back_and_can_be_imported_again(tmp_path):
    checked = check(
        ["STT", "Họ và tên", "Ngày ghi", "Số hộ", "Khác"],
        [1, "Lê Đá", "31/02/2023", 3, "=x"],
        [2, "Đỗ Ân", "1/5/2023", 4, None],
        [3, None, date(2023, 5, 2), float("inf"), datetime(2023, 1, 2, 3, 4)],
    )
    assert hand_back(tmp_path / "b.xlsx", checked) == 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    page = book.worksheets[0]
    assert [c.value for c in page[1]] == ["STT", "Họ và tên", "Ngày ghi", "Số hộ", "Khác", "Cần sửa"]
    assert page["C2"].comment is not None
    assert "31/02/2023" in page["F2"].value
    assert page["E2"].data_type == "s"
    book.close()
    again = check_sheets(NOTES, read_table(tmp_path / "b.xlsx"), HAMLETS)
    assert [line.values["name"] for line in again.lines] == ["Lê Đá", None]
    assert again.lines[1].values["written_on"] == date(2023, 5, 2)
    assert len(again.rejected) == 2


# -- foreign files


@pytest.fixture
def sound(tmp_path) -> Path:
    write_xlsx(tmp_path / "sound.xlsx", NOTES, lines_of([{"name": "Lê Đá"}]))
    return tmp_path / "sound.xlsx"


def repacked(source: Path, target: Path, **changes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, changes.pop(entry, None) or old.read(entry))
        for name, content in changes.items():
            new.writestr(name, content)
    return target


SHEET = "xl/worksheets/sheet1.xml"


def far_cell(content: bytes, cell: bytes) -> bytes:
    row = b'<row r="' + cell.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ") + b'"><c r="' + cell
    row += b'"><v>1</v></c></row></sheetData>'
    return content.replace(b"</sheetData>", row)


def test_hostile_and_broken_files_are_refused_with_a_sentence(sound, tmp_path):
    raw = sound.read_bytes()
    with zipfile.ZipFile(sound) as archive:
        content = archive.read(SHEET)
    files = {
        "old.xls": raw,
        "macro.xlsm": raw,
        "text.txt": raw,
        "none.xlsx": b"",
        "words.xlsx": b"%PDF-1.4 ...",
        "ole.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "half.xlsx": raw[: len(raw) // 2],
        "bits.xlsx": raw[:300] + bytes(255 - b for b in raw[300:420]) + raw[420:],
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    repacked(sound, tmp_path / "vba.xlsx", **{"xl/vbaProject.bin": b"x"})
    repacked(sound, tmp_path / "far-row.xlsx", **{SHEET: far_cell(content, b"A1048576")})
    repacked(sound, tmp_path / "far-column.xlsx", **{SHEET: far_cell(content, b"XFD9")})
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'
    repacked(sound, tmp_path / "entity.xlsx", **{SHEET: content.replace(b"<worksheet", entity, 1)})
    repacked(sound, tmp_path / "bomb.xlsx", **{SHEET: content + b" " * 60_000_000})
    repacked(sound, tmp_path / "torn.xlsx", **{SHEET: content[: len(content) // 2]})
    with zipfile.ZipFile(tmp_path / "zip.xlsx", "w") as other:
        other.writestr("word/document.xml", "<a/>")
    with zipfile.ZipFile(tmp_path / "many.xlsx", "w") as other:
        for number in range(2_100):
            other.writestr(f"xl/{number}.xml", "<a/>")
    messages = {}
    for path in sorted(tmp_path.iterdir()):
        if path == sound:
            continue
        with pytest.raises(Invalid) as refused:
            read_table(path)
        assert refused.value.field == "file", path.name
        messages[path.name] = str(refused.value)
    assert "mật khẩu" in messages["locked.xlsx"]
    assert "đổi tên" in messages["ole.xlsx"]
    assert "1.048.576" in messages["far-row.xlsx"]
    assert "macro" in messages["vba.xlsx"]
    assert "quá lớn" in messages["bomb.xlsx"]
    with pytest.raises(EnvironmentFault):
        read_table(tmp_path / "gone.xlsx")


def test_row_numbers_are_those_of_excel_where_the_top_is_empty(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page["C5"], page["C6"], page["C9"] = "Họ và tên", "Lê Đá", "Đỗ Ân"
    book.create_chartsheet("Hình")
    book.save(tmp_path / "a.xlsx")
    checked = check_sheets(NOTES, read_table(tmp_path / "a.xlsx"))
    assert [line.row for line in checked.lines] == [6, 9]
    assert checked.columns["name"] == 2


def test_columns_are_named_as_excel_names_them():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_harmless_text_is_left_alone():
    assert shown_text(field_of(NOTES, "year"), {"year": 2023}) == "2023"
    assert [harmless(t) for t in ("a", "", "12", "'a")] == ["a", "", "12", "'a"]
    assert shown_text(field_of(NOTES, "is_checked"), {"is_checked": False}) == "Không"


def mutants(raw: bytes, number: int) -> bytes:
    """The file with something broken in it; the inside of an entry for every other mutant, so that the zip is sound."""
    chance = random.Random(number)
    if number % 2:
        spot, length = chance.randrange(len(raw)), chance.randrange(1, 40)
        return raw[:spot] + chance.randbytes(length) + raw[spot + length :]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for entry in old.namelist():
            content = bytearray(old.read(entry))
            if entry == chosen and content:
                for _ in range(chance.randrange(1, 6)):
                    spot = chance.randrange(len(content))
                    content[spot : spot + chance.randrange(3)] = chance.choice(
                        [b"", b"<", b"&#0;", b'"', b"\xff", b"9" * 30, b"<![CDATA[", b"-1", b's="99"']
                    )
            new.writestr(entry, bytes(content))
    return out.getvalue()


def test_broken_files_are_read_or_refused_and_never_crash(sound, tmp_path):
    raw, outcomes = sound.read_bytes(), Counter()
    for number in range(300):
        path = tmp_path / "mutant.xlsx"
        path.write_bytes(mutants(raw, number))
        try:
            sheets = read_table(path)
            check_sheets(NOTES, sheets, HAMLETS)
            outcomes["read"] += 1
        except Invalid as refused:
            outcomes[refused.field] += 1
    assert set(outcomes) == {"read", "file"}
    assert min(outcomes.values()) > 20
