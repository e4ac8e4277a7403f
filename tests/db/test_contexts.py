"""Rights that hang on the record: a use case that never says how things stand is refused."""

from __future__ import annotations

import pytest
from builders import an_app

from dcapp.db.use_case import allowed
from dcapp.kernel.errors import NotAllowed
from dcapp.rules.permissions import Context


@allowed("cases.read", reads=True)
def forgets(uow):
    return "everything"


@allowed("cases.edit")
def forgets_to_ask_before_writing(uow):
    uow.note("x", "Case", None, {})


@allowed("cases.read", reads=True)
def asks(uow, context):
    uow.require("cases.read", context)
    return "a case"


@allowed("cases.list", reads=True)
def lists(uow):
    return uow.only_own("cases.list")


@pytest.fixture(params=["LD", "TL", "TD", "QT"])
def app(request):
    opened = an_app(request.param)
    yield opened
    opened.close()


def test_whoever_forgets_to_ask_is_refused_whatever_the_role(app):
    with pytest.raises(NotAllowed):
        app.run(forgets)
    before = app.database.audit_head()
    with pytest.raises(NotAllowed):
        app.run(forgets_to_ask_before_writing)
    assert app.database.audit_head() == before


@pytest.mark.parametrize(
    ("role", "context", "may"),
    [
        ("TL", Context(assigned=True), True),
        ("TL", Context(), False),
        ("TL", Context(own=True), False),
        ("TL", Context(assigned=True, related=True), False),
        ("LD", Context(), True),
        ("LD", Context(related=True), False),
        ("QT", Context(own=True, assigned=True), False),
        ("BC", Context(own=True, assigned=True), False),
    ],
)
def test_the_record_decides(role, context, may):
    app = an_app(role)
    if may:
        assert app.run(asks, context) == "a case"
    else:
        with pytest.raises(NotAllowed):
            app.run(asks, context)
    app.close()


@pytest.mark.parametrize(("role", "only_own"), [("LD", False), ("KS", False), ("TL", True), ("TC", True)])
def test_lists_are_told_whether_to_show_only_the_viewers_own(role, only_own):
    app = an_app(role)
    assert app.run(lists) is only_own
    app.close()


def test_not_knowing_is_not_being_assigned():
    assert not any(getattr(Context(), name) for name in ("own", "assigned", "confirmed"))


def test_screens_show_what_could_be_allowed_for_some_record():
    app = an_app("TL")
    assert app.may("cases.edit")
    assert not app.may("cases.assign")
    assert not app.may("plan.edit")
    app.close()
