"""What Word knows and text does not: automatic numbers, tables, boxes, notes, fonts, changes."""

from __future__ import annotations

import io
import zipfile

import pytest

from dcapp.reading.extracting import extract
from dcapp.reading.legacy import encode_tcvn3, encode_vni
from dcapp.reading.reader import read_paper
from dcapp.reading.result import to_json
from dcapp.reading.source import LineKind

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LEVELS = ("upperRoman", "decimal", "lowerLetter", "bullet")
LEVEL_TEXTS = ("%1.", "%2.", "%3)", "\uf0b7")
NUMBERING = (
    f"<w:numbering {SPACES}><w:abstractNum w:abstractNumId='0'>"
    + "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/><w:lvlText w:val='{shape}'/></w:lvl>"
        for level, (kind, shape) in enumerate(zip(LEVELS, LEVEL_TEXTS, strict=True))
    )
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
)


def run(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(words, *, level=None, properties=""):
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    return f"<w:p><w:pPr>{number}</w:pPr>{words if words.startswith('<') else run(words, properties)}</w:p>"


def cell(words, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(para(part) for part in words.split('|'))}</w:tc>"


def table(*rows, ruled=True):
    edge = "<w:tblBorders><w:top w:val='single'/><w:insideH w:val='single'/></w:tblBorders>" if ruled else ""
    inside = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{edge}</w:tblPr>{inside}</w:tbl>"


@pytest.fixture
def word(tmp_path):
    """Writes a Word file from the inside of its body, and reads it."""

    def write(body, **parts):
        held = io.BytesIO()
        kinds = {name: name.removesuffix(".xml").rstrip("0123456789") for name in parts}
        relations = "".join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{name}"/>'
            for n, (name, kind) in enumerate(kinds.items())
        )
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
            archive.writestr(
                "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
            )
            for name, data in parts.items():
                archive.writestr(f"word/{name}", data)
        file = tmp_path / "văn bản.docx"
        file.write_bytes(held.getvalue())
        return extract(file)

    return write


def texts(paper):
    return [line.text for line in paper.lines if line.text]


def test_the_numbers_that_word_counts_are_written_out(word):
    body = "".join(
        (
            para("MỤC ĐÍCH", level=0),
            para("Tuyên truyền", level=1),
            para("Trên loa", level=2),
            para("Trên bảng tin", level=2),
            para("Hằng ngày", level=3),
            para("Kiểm tra", level=1),
            para("THỰC HIỆN", level=0),
            para("Văn phòng", level=1),
        )
    )
    assert texts(word(body, **{"numbering.xml": NUMBERING})) == [
        "I. MỤC ĐÍCH",
        "1. Tuyên truyền",
        "a) Trên loa",
        "b) Trên bảng tin",
        "- Hằng ngày",
        "2. Kiểm tra",
        "II. THỰC HIỆN",
        "1. Văn phòng",
    ]


def test_a_letterhead_table_is_read_column_by_column_and_a_ruled_table_as_a_table(word):
    body = (
        table(
            [
                cell("UBND TỈNH AN GIANG|SỞ NỘI VỤ|Số: 12/SNV-XDCQ|V/v báo cáo"),
                cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do|An Giang, ngày 05 tháng 02 năm 2026"),
            ],
            ruled=False,
        )
        + para("Kính gửi: Ủy ban nhân dân các xã.")
        + table([cell("TT"), cell("Nội dung"), cell("Chủ trì")], [cell("1"), cell("Tập huấn"), cell("Phòng A")])
        + table([cell("Nơi nhận:|- Như trên;|- Lưu: VT."), cell("GIÁM ĐỐC|Trần Văn Bình")], ruled=False)
    )
    paper = word(body)
    found = to_json(read_paper(paper))
    assert [line.cells for line in paper.lines if line.kind is LineKind.TABLE] == [
        ("TT", "Nội dung", "Chủ trì"),
        ("1", "Tập huấn", "Phòng A"),
    ]
    assert (found["number"], found["date"], found["issuer"]) == ("12/SNV-XDCQ", "2026-02-05", "SỞ NỘI VỤ")
    assert found["title"] == "Công văn báo cáo"
    assert found["recipients"] == ["Như trên", "Lưu: VT"]
    assert found["signer"] == {"authority": None, "title": "GIÁM ĐỐC", "name": "Trần Văn Bình"}


def test_cells_merged_downwards_charge_every_row_and_are_printed_once(word):
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    paper = word(
        para("KẾ HOẠCH")
        + table(
            [cell("STT"), cell("Nhiệm vụ"), cell("Đơn vị chủ trì"), cell("Thời hạn")],
            [cell("1"), cell("Tập huấn"), cell("Văn phòng", start), cell("Tháng 3/2026")],
            [cell("2"), cell("Kiểm tra"), cell("", on), cell("Quý II/2026")],
        )
    )
    reading = read_paper(paper)
    assert [(given.officer, [duty.text for duty in given.duties]) for given in reading.assignments] == [
        ("Văn phòng", ["Tập huấn", "Kiểm tra"])
    ]
    assert [str(due.due) for due in reading.obligations] == ["2026-03-31", "2026-06-30"]
    assert reading.text.count("Văn phòng") == 1


def test_boxes_notes_heads_and_deleted_words(word):
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        f"{para('Trong khung')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{para('Trong khung')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    kept = para(f"{run('Giữ')}<w:del>{run(' bỏ')}</w:del><w:ins>{run(' thêm')}</w:ins>")
    note = (
        f"<w:footnotes {SPACES}><w:footnote "
        f"w:id='2'>{para('Xem Nghị định số 30/2020/NĐ-CP.')}</w:footnote></w:footnotes>"
    )
    head = f"<w:hdr {SPACES}>{para('UBND XÃ AN PHÚ')}{para('3')}</w:hdr>"
    paper = word(box + kept, **{"footnotes.xml": note, "header1.xml": head})
    assert texts(paper)[:2] == ["Trong khung", "Giữ thêm"]
    assert texts(paper).count("Trong khung") == 1
    assert [line.text for line in paper.lines if line.kind is LineKind.FOOTNOTE] == ["Xem Nghị định số 30/2020/NĐ-CP."]
    assert [line.text for line in paper.lines if line.kind is LineKind.HEADER] == ["UBND XÃ AN PHÚ"]
    reading = read_paper(paper)
    assert [cited.number for cited in reading.documents] == ["30/2020/NĐ-CP"]
    assert "UBND XÃ AN PHÚ" in reading.text


def test_a_letterhead_in_the_margin_heads_the_paper(word):
    written = para("UBND XÃ AN PHÚ") + para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Số: 5/KH-UBND")
    head = f"<w:hdr {SPACES}>{written}</w:hdr>"
    reading = read_paper(word(para("KẾ HOẠCH") + para("Hòa giải năm 2026"), **{"header1.xml": head}))
    assert (reading.number, reading.issuer) == ("5/KH-UBND", "UBND XÃ AN PHÚ")


@pytest.mark.parametrize(("font", "encode"), [(".VnTime", encode_tcvn3), ("VNI-Times", encode_vni)])
def test_letters_are_converted_by_the_font_of_each_run(word, font, encode):
    face = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    old = run(encode("Ủy ban nhân dân xã, chủ tịch "), face)
    paper = word(para(f"{old}{run('và Hội đồng nhân dân')}"))
    assert texts(paper)[0].casefold() == "ủy ban nhân dân xã, chủ tịch và hội đồng nhân dân"
    assert "đã đổi sang Unicode" in paper.encoding_note


def test_capital_fonts_draw_capitals(word):
    face = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    assert texts(word(para(run(encode_tcvn3("kế hoạch năm 2026"), face)))) == ["KẾ HOẠCH NĂM 2026"]
