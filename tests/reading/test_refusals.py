"""Files that are no papers: each is refused with a sentence that says what, why and what to do."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import zipfile

import pytest

from dcapp.kernel.errors import EnvironmentFault, UserError
from dcapp.reading.extracting import MAX_BYTES, extract

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def word(body, **more):
    return zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **more})


def locked_pdf(path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("mật khẩu", canPrint=0))
    canvas.drawString(100, 700, "an")
    canvas.save()


def scanned_pdf(path):
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()


HOSTILE = {
    "locked word": ("a.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "old word": ("a.doc", COMPOUND + "WordDocument".encode("utf-16-le"), r"\.doc\b"),
    "old sheet": ("a.docx", COMPOUND + "Workbook".encode("utf-16-le"), "Office cũ"),
    "nothing": ("a.txt", b"", "trống"),
    "only zeros": ("a.docx", b"\0" * 5000, "trống"),
    "only spaces": ("a.txt", b" \r\n\t\r\n", "trống"),
    "a word without words": ("a.docx", word("<w:p/>"), "không có chữ"),
    "a sheet named docx": ("a.docx", zipped({"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "Excel"),
    "slides named docx": ("a.docx", zipped({"ppt/presentation.xml": "<a/>"}), "PowerPoint"),
    "libreoffice": ("a.docx", zipped({"content.xml": "<a/>", "mimetype": "x"}), "LibreOffice"),
    "another zip": ("a.docx", zipped({"ảnh/1.jpg": b"x"}), "thiếu phần nội dung"),
    "no main part": ("a.docx", zipped({"word/styles.xml": "<a/>"}), "thiếu phần nội dung"),
    "empty zip": ("a.docx", zipped({}), "thiếu phần nội dung"),
    "macros": ("a.docm", word("<w:p/>", **{"word/vbaProject.bin": b"x"}), "macro"),
    "text named docx": ("a.docx", "Kế hoạch".encode(), r"không phải là tệp Word"),
    "text named pdf": ("a.pdf", "Kế hoạch".encode(), "hỏng"),
    "broken pdf": ("a.pdf", b"%PDF-1.7\n1 0 obj <<", "hỏng"),
    "broken xml": ("a.docx", zipped({"word/document.xml": "<w:document"}), "hỏng"),
    "entities": (
        "a.docx",
        zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'}),
        "khai báo lạ",
    ),
    "external entity": (
        "a.docx",
        zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
        "khai báo lạ",
    ),
    "zip bomb": ("a.docx", zipped({"word/document.xml": b"\0" * 60_000_000}), "nén quá nhiều"),
    "many entries": (
        "a.docx",
        zipped({f"word/{n}.xml": b"" for n in range(6000)}, zipfile.ZIP_STORED),
        "nén quá nhiều",
    ),
    "picture": ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 100, "ảnh"),
    "rich text": ("a.docx", rb"{\rtf1\ansi Ke hoach}", "RTF"),
    "web page": ("a.txt", b"<html><body>x</body></html>", "HTML"),
    "random bytes": ("a.txt", random.Random(7).randbytes(4000), "không phải văn bản chữ"),
    "program": ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00\x01\x02" * 900, "không phải văn bản chữ"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_no_paper_is_refused_in_a_sentence(kind, tmp_path):
    name, data, says = HOSTILE[kind]
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UserError, match=says) as refusal:
        extract(file)
    assert str(refusal.value).endswith(".")


def test_locked_and_scanned_pdf_files_are_refused(tmp_path):
    for make, says in ((locked_pdf, "mật khẩu"), (scanned_pdf, "bản chụp")):
        file = tmp_path / f"{make.__name__}.pdf"
        make(file)
        with pytest.raises(UserError, match=says):
            extract(file)


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    file = tmp_path / "lớn.docx"
    with file.open("wb") as hole:
        hole.truncate(200 * 1024**2)
    assert file.stat().st_size > MAX_BYTES
    with pytest.raises(UserError, match="50 MB"):
        extract(file)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="thư mục"):
        extract(tmp_path)
    with pytest.raises(UserError, match="Không thấy"):
        extract(tmp_path / "a.docx")


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="tệp thường"):
        extract(pipe)


def test_a_word_file_cut_or_changed_anywhere_gives_a_sentence_or_a_paper(docx_of, tmp_path):
    whole = docx_of(["KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Tuyên truyền."]).read_bytes()
    dice = random.Random(2026)
    file = tmp_path / "mutant.docx"
    for _turn in range(120):
        data = bytearray(whole[: dice.randrange(1, len(whole))] if dice.random() < 0.5 else whole)
        for _change in range(dice.randrange(4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        file.write_bytes(data)
        with contextlib.suppress(UserError, EnvironmentFault):  # any other error fails the test
            extract(file)


def test_a_pdf_file_cut_or_changed_anywhere_gives_a_sentence_or_a_paper(pdf_of, tmp_path):
    whole = pdf_of(["KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Tuyên truyền."]).read_bytes()
    dice = random.Random(2026)
    file = tmp_path / "mutant.pdf"
    for _turn in range(60):
        data = bytearray(whole[: dice.randrange(1, len(whole))] if dice.random() < 0.3 else whole)
        for _change in range(dice.randrange(6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        file.write_bytes(data)
        with contextlib.suppress(UserError, EnvironmentFault):  # any other error fails the test
            extract(file)
