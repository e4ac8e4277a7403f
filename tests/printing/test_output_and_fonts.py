"""Files are written whole or not at all; fonts are tried letter by letter; codes can be read back."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dcapp.kernel.errors import EnvironmentFault, Invalid
from dcapp.printing import fonts
from dcapp.printing.output import save_bytes, save_document
from dcapp.printing.qr import qr_png


def test_the_ending_of_the_path_chooses_the_writer(a_plan, tmp_path):
    save_document(a_plan(), tmp_path / "a.PDF")
    save_document(a_plan(), tmp_path / "a.docx")

    assert (tmp_path / "a.PDF").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.docx").read_bytes().startswith(b"PK")
    with pytest.raises(Invalid) as refused:
        save_document(a_plan(), tmp_path / "a.odt")
    assert refused.value.field == "path"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.PDF", "a.docx"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "Ổ đĩa đã đầy"),
        (errno.EACCES, "đang được mở"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.ENOENT, "Không còn thư mục"),
        (errno.EIO, "Chưa lưu được"),
    ],
)
def test_a_failure_is_a_sentence_and_the_old_file_stays(code, words, tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(_handle):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EnvironmentFault, match=words) as refused:
        save_bytes(b"new", path)

    assert refused.value.advice
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.pdf"]


def test_a_full_disk_is_told_for_real():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(OSError, match="No space"), Path("/dev/full").open("wb", buffering=0) as full:
        full.write(b"x")


def test_the_font_of_papers_has_every_vietnamese_letter():
    assert len(set(fonts.VIETNAMESE_LETTERS)) == 134
    assert all(not fonts.lacking(path) for path in fonts.serif_faces().paths())
    assert not fonts.lacking(fonts.sans_faces().regular)


def test_a_font_without_vietnamese_letters_is_passed_over(tmp_path):
    good = fonts.serif_faces()
    poor, rich = tmp_path / "liberation", tmp_path / "liberation2"
    for folder in (poor, rich):
        folder.mkdir()
        for path, name in zip(good.paths(), fonts.SERIF_NAMES[2], strict=True):
            (folder / name).write_bytes(path.read_bytes() if folder is rich else without_vietnamese(path))

    assert fonts.lacking(poor / "LiberationSerif-Regular.ttf", "ế") == "ế"
    assert fonts.serif_faces((poor, rich)).regular.parent == rich
    with pytest.raises(EnvironmentFault) as refused:
        fonts.serif_faces((poor,))
    assert "LiberationSerif" in refused.value.technical


def without_vietnamese(path):
    from fontTools.ttLib import TTFont

    font = TTFont(path)
    for table in font["cmap"].tables:
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if code < 0x180}
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def test_without_any_font_the_officer_is_told_what_to_install(tmp_path):
    for find in (fonts.serif_faces, fonts.sans_faces):
        with pytest.raises(EnvironmentFault) as refused:
            find((tmp_path,))
        assert "fonts-" in refused.value.advice or "Windows" in refused.value.advice


def test_a_file_that_is_no_font_lacks_everything(tmp_path):
    path = tmp_path / "times.ttf"
    path.write_bytes(b"\x00\x01\x00\x00 rubbish")

    assert fonts.lacking(path, "ế") == "ế"
    assert fonts.lacking(tmp_path / "none.ttf", "ế") == "ế"


def test_a_code_is_a_png_that_grows_with_its_text():
    from PIL import Image

    short, long = (Image.open(io.BytesIO(qr_png(text))) for text in ("AGE", "AGE-SECRET-KEY-1" * 8))

    assert short.size[0] == short.size[1] < long.size[0]


def test_printing_is_loaded_only_when_something_is_printed():
    code = (
        "import sys, dcapp.printing.pdf, dcapp.printing.docx, dcapp.printing.output, dcapp.printing.table_pdf,"
        " dcapp.printing.pages, dcapp.printing.qr, dcapp.printing.layout_check\n"
        "print([n for n in ('reportlab', 'docx', 'pypdfium2', 'segno', 'PIL', 'sqlalchemy', 'PySide6')"
        " if n in sys.modules])"
    )
    root = Path(fonts.__file__).parents[2]
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)

    assert found.stdout.strip() == "[]"
