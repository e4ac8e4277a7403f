"""The card of a sealed identity in an office with a vault: who sees what, opened with a reason, closed again."""

from __future__ import annotations

import pytest
from builders import an_app
from case_house import a_case, desk

from dcapp.db.storage import Storage
from dcapp.db.vault import Vault
from dcapp.features.cases.service import assign
from dcapp.features.cases.terms import CaseKind
from dcapp.features.cases.unsealing import open_case_scan, reveal_case, seal_case_scan, sealed_of_case
from dcapp.features.sealed.revealing import close_opening
from dcapp.features.sealed.viewing import Opening
from dcapp.kernel.errors import Invalid, NotAllowed

NAME = "Hoàng Thị Bí Mật"
WHY = Opening(reason="Làm việc với người tố cáo chiều nay")


@pytest.fixture
def app(later, tmp_path):
    opened = an_app()
    opened.storage = Storage(tmp_path, None, None, Vault.in_memory())
    yield opened
    opened.storage = None
    opened.close()


@pytest.fixture
def handled(app):
    """A denunciation that was given to an officer of denunciations; the case and the officer's desk."""
    case_id = a_case(app, CaseKind.DENUNCIATION, sender=NAME, gist=f"{NAME} tố cáo việc thu tiền")
    officer = desk(app, "cuc", "TC")
    officer.storage = app.storage
    app.run(assign, case_id, officer.viewer.officer_id)
    return case_id, officer


def test_the_handler_opens_it_with_a_reason_for_some_minutes(handled):
    case_id, officer = handled
    view = officer.run(sealed_of_case, case_id)
    assert (view.may_open, view.opened) == (True, None)
    assert NAME not in view.content.gist
    with pytest.raises(Invalid, match="lý do"):
        officer.run(reveal_case, case_id, Opening(reason="xem"))
    opened = officer.run(reveal_case, case_id, WHY)
    assert opened.opened.name == NAME
    assert officer.run(sealed_of_case, case_id).opened.name == NAME
    officer.run(close_opening)
    closed = officer.run(sealed_of_case, case_id)
    assert closed.opened is None
    assert closed.openings[0].reason == WHY.reason
    assert NAME not in repr(opened) + repr(closed)


@pytest.mark.parametrize("role", ["TN", "BC", "QT", "KS"])
def test_nobody_else_opens_it(app, handled, role):
    case_id, _officer = handled
    other = desk(app, f"nguoi.{role.lower()}", role)
    other.storage = app.storage
    with pytest.raises(NotAllowed):
        other.run(reveal_case, case_id, WHY)
    try:
        view = other.run(sealed_of_case, case_id)
    except NotAllowed:
        return
    assert (view.may_open, view.opened) == (False, None)
    assert view.content is None or NAME not in view.content.gist


def test_an_original_goes_into_the_vault_and_is_opened_with_a_reason(handled, tmp_path):
    case_id, officer = handled
    officer.run(seal_case_scan, case_id, "don.pdf", b"%PDF-1.4 Hoang Thi Bi Mat")
    (scan,) = officer.run(sealed_of_case, case_id).scans
    assert officer.run(open_case_scan, case_id, scan.id, WHY) == ("don.pdf", b"%PDF-1.4 Hoang Thi Bi Mat")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"Bi Mat" not in path.read_bytes()
