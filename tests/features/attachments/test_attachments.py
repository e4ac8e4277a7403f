"""Files kept with records: durable before they are named, found again, thrown away and taken back."""

from __future__ import annotations

import pytest
from builders import beside

from dcapp.db.journal import bin_content, last_step, undo_last
from dcapp.features.attachments.service import (
    attach,
    attachment_content,
    attachments_of,
    blobs_to_keep,
    detach,
    owners_of,
)
from dcapp.kernel.errors import Damaged, EnvironmentFault, NotAllowed, Stale

SCAN = b"%PDF-1.4 " + bytes(range(256)) * 300


def test_a_file_comes_back_byte_for_byte(real_app):
    key = real_app.run(attach, "Paper", 1, "bản quét.pdf", SCAN, "trang 1")
    assert real_app.run(attachment_content, key) == ("bản quét.pdf", SCAN)
    [line] = real_app.run(attachments_of, "Paper", 1)
    assert (line.name, line.byte_count, line.note) == ("bản quét.pdf", len(SCAN), "trang 1")
    assert real_app.run(attachments_of, "Paper", 2) == []


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x.pdf", "a/b/c.pdf"])
def test_only_the_name_of_a_file_is_kept(real_app, name):
    key = real_app.run(attach, "Paper", 1, name, b"x")
    assert real_app.run(attachment_content, key)[0] == name.rsplit("/", 1)[-1]


def test_the_same_bytes_twice_are_stored_once_and_stay_while_one_is_named(real_app):
    one = real_app.run(attach, "Paper", 1, "a.pdf", SCAN)
    two = real_app.run(attach, "Paper", 2, "b.pdf", SCAN)
    assert len(list(real_app.storage.blobs.ids())) == 1
    real_app.run(detach, one)
    assert real_app.run(attachment_content, two) == ("b.pdf", SCAN)


def test_a_thrown_away_file_keeps_its_bytes_until_the_bin_is_emptied(real_app):
    key = real_app.run(attach, "Paper", 1, "a.pdf", SCAN)
    real_app.run(detach, key)
    assert real_app.run(bin_content)[0].label == "Bỏ tệp a.pdf"
    assert len(real_app.run(blobs_to_keep)) == 1
    with pytest.raises(Stale):
        real_app.run(attachment_content, key)
    real_app.run(undo_last)
    assert real_app.run(attachment_content, key) == ("a.pdf", SCAN)


def test_an_attached_file_is_one_step_of_undo(real_app):
    real_app.run(attach, "Paper", 1, "a.pdf", SCAN)
    assert real_app.run(last_step).label == "Đính kèm tệp"
    real_app.run(undo_last)
    assert real_app.run(blobs_to_keep) == set()


def test_a_lost_or_damaged_file_is_said_by_its_name(real_app, office_folder):
    key = real_app.run(attach, "Paper", 1, "a.pdf", SCAN)
    [place] = [path for path in (office_folder / "blobs").rglob("*") if path.is_file()]
    whole = place.read_bytes()
    place.write_bytes(whole[:-20] + b"x" * 20)
    with pytest.raises(Damaged):
        real_app.run(attachment_content, key)
    place.unlink()
    with pytest.raises(EnvironmentFault, match=r"a\.pdf"):
        real_app.run(attachment_content, key)


def test_nothing_of_a_file_lies_open_on_the_disk(real_app, office_folder):
    real_app.run(attach, "Paper", 1, "bí mật.pdf", b"MOT-CHUOI-RAT-RIENG " * 40)
    for path in office_folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"MOT-CHUOI-RAT-RIENG" not in content
            assert "bí mật".encode() not in content


def test_only_those_who_may_attach(real_app):
    with pytest.raises(NotAllowed):
        beside(real_app, "hoa", "BC").run(attach, "Paper", 1, "a.pdf", b"x")


def test_records_that_name_a_content_are_counted(real_app):
    from builders import read_with

    key = real_app.run(attach, "Paper", 1, "a.pdf", SCAN)
    [blob] = real_app.run(blobs_to_keep)
    assert read_with(real_app, lambda uow: owners_of(uow, blob)) == 1
    assert key
