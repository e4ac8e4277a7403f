"""Removing the practice commune from the disk: only it, wholly, and nothing that is somebody else's."""

from __future__ import annotations

import json

import pytest
from builders import found_real, reopen

from dcapp.db.folder import OfficeFolder
from dcapp.door import Door, DoorState
from dcapp.features.attachments.service import attach
from dcapp.kernel.errors import EnvironmentFault, RuleViolation

pytestmark = pytest.mark.usefixtures("cheap_keys")
STAYS = {"app.lock", "keys.lock"}


@pytest.fixture
def commune(tmp_path):
    """A practice commune on the disk, open, with an attached file."""
    app = found_real(tmp_path / "office", is_sample=True)
    app.run(attach, "Task", 1, "anh.png", b"picture")
    closed, leave = [], app.on_close

    def leaving():
        closed.append(True)
        leave()

    app.on_close = leaving
    yield app
    if not closed:
        app.close()


def left_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_all_of_it_goes_and_the_first_run_is_due(commune, tmp_path):
    folder = tmp_path / "office"
    (OfficeFolder(folder).snapshots / "before-upgrade-0003.db").write_bytes(b"x")
    (folder / "keyslots.json.0011aabb.part").write_bytes(b"x")
    door = Door(folder)
    assert door.is_sample()
    door.discard_sample(commune)
    assert left_in(folder) <= STAYS
    assert door.state() is DoorState.EMPTY
    assert (door.office_name(), door.is_sample()) == ("", False)


def test_an_office_can_be_founded_in_its_place(commune, tmp_path):
    Door(tmp_path / "office").discard_sample(commune)
    found_real(tmp_path / "office").close()
    opened = reopen(tmp_path / "office")
    assert not opened.office.is_sample
    opened.close()


def test_files_of_others_are_kept(commune, tmp_path):
    folder = tmp_path / "office"
    own = [folder / "thu-cua-toi.docx", folder / "blobs" / "ghi-chu.txt", folder / "blobs" / "aa" / "anh.png"]
    own += [folder / "snapshots" / "ban-giu-rieng.db", folder / "so-cu" / "main.db"]
    for path in own:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    Door(folder).discard_sample(commune)
    assert {path for path in folder.rglob("*") if path.is_file()} - {folder / name for name in STAYS} == set(own)


def test_a_real_office_is_refused_and_left_as_it_is(tmp_path):
    folder = tmp_path / "real"
    app = found_real(folder)
    before = left_in(folder)
    with pytest.raises(RuleViolation):
        Door(folder).discard_sample(app)
    assert app.office.name == "UBND xã Thử"
    assert left_in(folder) == before
    app.close()
    assert Door(folder).state() is DoorState.READY


def test_a_plate_that_lies_does_not_open_a_real_office_to_it(tmp_path):
    folder = tmp_path / "real"
    app = found_real(folder)
    (folder / "office.json").write_text(json.dumps({"name": "x", "is_sample": True}), "utf-8")
    with pytest.raises(RuleViolation):
        Door(folder).discard_sample(app)
    app.close()
    reopen(folder).close()


def test_a_practice_commune_without_its_plate_is_refused(commune, tmp_path):
    (tmp_path / "office" / "office.json").unlink()
    with pytest.raises(RuleViolation):
        Door(tmp_path / "office").discard_sample(commune)


def test_what_breaks_off_is_no_office_any_more(tmp_path, monkeypatch):
    """The disk fails in the middle: the sign stands, the next founding clears the rest away."""
    from dcapp import founding

    folder = tmp_path / "office"
    app = found_real(folder, is_sample=True)

    def full(_folder):
        raise OSError(5, "broken")

    monkeypatch.setattr(founding, "sync_folder", full)
    with pytest.raises(EnvironmentFault):
        Door(folder).discard_sample(app)
    monkeypatch.undo()
    assert Door(folder).state() is DoorState.EMPTY
    assert OfficeFolder(folder).founding.exists()
    found_real(folder).close()
    reopen(folder).close()
