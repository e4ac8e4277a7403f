"""Put away, taken in, read without the name, opened with a reason: who may, what is on record, what never stays."""

from __future__ import annotations

import base64
import unicodedata
from datetime import timedelta

import pytest
from builders import PASSWORD, beside, read_with, reopen, set_roles
from sealed_canary import CANARY, left_in, left_in_folder, left_in_main
from sealed_house import record
from sqlalchemy import select

from dcapp.db import network
from dcapp.db.audit import audit_record
from dcapp.db.folder import OfficeFolder
from dcapp.db.journal import bin_content
from dcapp.db.keys import vault_keys
from dcapp.db.unit_of_work import NOBODY
from dcapp.db.use_case import allowed
from dcapp.db.vault import Vault
from dcapp.features.accounts.models import Account
from dcapp.features.accounts.service import SecondPerson, block_account, reset_password
from dcapp.features.letters.models import Letter
from dcapp.features.office.models import Officer
from dcapp.features.office.service import edit_settings
from dcapp.features.sealed import holders, queries
from dcapp.features.sealed.models import SealedEnvelope, SealedOpening
from dcapp.features.sealed.rules import COVER
from dcapp.features.sealed.service import (
    ConfirmationNeeded,
    Sealed,
    add_words,
    close_opening,
    drop_sealed_draft,
    keep_sealed_draft,
    keep_words,
    open_scan,
    reveal,
    seal_identity,
    seal_scan,
)
from dcapp.features.sealed.terms import Keeping, OpeningKind
from dcapp.kernel import clock
from dcapp.kernel.errors import Damaged, Invalid, NotAllowed, RuleViolation, WrongPassword
from dcapp.rules.permissions import Context

MINE = Context(assigned=True)
REASON = "Xác minh tư cách người tố cáo"
CODE = "TC-2023-001"


def second(name: str = "pho", password: str = PASSWORD) -> SecondPerson:
    return SecondPerson(account=name, password=password)


def in_vault(app, seal):
    return app.storage.vault.get(seal)


def waiting(app):
    return read_with(app, lambda uow: len(uow.session.scalars(select(SealedEnvelope)).all()))


def kinds(app, seal):
    return [line.what for line in app.run(queries.openings_of, seal, Context())]


def noted(app):
    return read_with(app, lambda uow: list(uow.session.scalars(select(audit_record.c.action))))


def setting(app, **values):
    with app.database.begin(NOBODY, "settings", write=True) as uow:
        edit_settings(uow, values)


@allowed("drafts.own")
def put_scan(uow, seal, content=b"chu viet tay"):
    return seal_scan(uow, seal, "Đơn của Ngọ Quỳnh Đẵng.pdf", content)


@allowed("drafts.own")
def put_words(uow, seal, **words):
    return keep_words(uow, seal, CODE, "step.3", words)


@allowed("drafts.own")
def correct(uow, seal, sealed):
    return add_words(uow, seal, CODE, sealed)


# -- putting away
def test_without_a_vault_only_the_code_is_kept_and_the_office_says_so(staffed):
    app = reopen(staffed, "tiep")
    assert app.run(queries.way_of_keeping) is Keeping.NO_VAULT
    assert app.run(record) == ""
    assert left_in_main(app) == []
    app.close()
    assert left_in_folder(staffed) == []


def test_an_office_in_memory_keeps_the_code_only(app):
    assert app.run(record) == ""
    with pytest.raises(RuleViolation):
        app.run(queries.masked, "", MINE)


def test_an_office_may_choose_to_keep_codes_only(house):
    app = house.enter()
    setting(app, sealed_keep=False)
    assert app.run(queries.way_of_keeping) is Keeping.CODE_ONLY
    assert app.run(record) == ""


def test_what_a_clerk_takes_down_is_in_the_vault_once_the_chairman_has_come(house):
    clerk = house.enter("tiep")
    assert clerk.storage.vault is None
    assert clerk.run(queries.way_of_keeping) is Keeping.ENVELOPE
    seal = clerk.run(record)
    assert waiting(clerk) == 1
    assert left_in_main(clerk) == []
    with pytest.raises(RuleViolation):
        clerk.run(queries.masked, seal, Context(own=True))
    chairman = house.enter()
    assert waiting(chairman) == 0
    assert in_vault(chairman, seal).payload["name"] == CANARY.name
    assert in_vault(chairman, seal).code == CODE


def test_words_scans_and_corrections_of_a_clerk_come_in_the_order_they_were_written(house):
    clerk = house.enter("tiep")
    seal = clerk.run(record)
    assert clerk.run(correct, seal, Sealed(phone="0911222333"))
    assert clerk.run(put_scan, seal)
    assert clerk.run(put_words, seal, why="Ngọ Quỳnh Đẵng bổ sung")
    chairman = house.enter()
    payload = in_vault(chairman, seal).payload
    assert (payload["phone"], payload["name"]) == ("0911222333", CANARY.name)
    assert len(chairman.storage.vault.scans(seal)) == 1
    assert chairman.run(queries.words_at, seal, "step.3", MINE) == {"why": f"{COVER} bổ sung"}


def test_a_correction_by_a_holder_is_laid_over_the_envelope_that_still_waits(house):
    seal = house.enter("tiep").run(record)
    app = house.enter("tiep")
    app.run(correct, seal, Sealed(phone="0911222333"))
    chairman = beside(app, "khac", "LD")
    chairman.storage = house.enter().storage  # as if the clerk had written while the chairman was inside
    assert chairman.run(correct, seal, Sealed(phone="0944555666"))
    assert in_vault(chairman, seal).payload["phone"] == "0944555666"


def test_a_record_that_did_not_come_to_be_leaves_nothing_in_the_vault(house):
    app = house.enter()
    with pytest.raises(RuleViolation):
        app.run(record, fails=RuleViolation("không"))
    assert app.storage.vault.orphans(()) == ()


def test_what_no_record_names_is_swept_at_the_next_opening_and_the_bin_counts_as_a_record(house):
    app = house.enter()
    kept, thrown, taken_back = (app.run(record, number=number) for number in (1, 2, 3))

    @allowed("drafts.own", undo="bỏ")
    def throw_away(uow):
        uow.bin(uow.session.scalars(select(Letter).where(Letter.seal == thrown)).one(), "bỏ")

    @allowed("drafts.own")
    def forget(uow):
        uow.session.delete(uow.session.scalars(select(Letter).where(Letter.seal == taken_back)).one())

    app.run(throw_away)
    app.run(forget)
    assert len(app.run(bin_content)) == 1
    app = house.enter()
    assert in_vault(app, kept) is not None
    assert in_vault(app, thrown) is not None
    assert in_vault(app, taken_back) is None
    assert "sealed.sweep" in noted(app)


# -- reading and opening
def test_the_content_is_read_without_the_name(house):
    app = house.enter()
    seal = app.run(record)
    shown = app.run(queries.masked, seal, MINE)
    assert shown.gist == f"Tôi là {COVER}, tố cáo ông Trần Vĩ Quằm nhận hối lộ"
    assert shown.respondent == CANARY.respondent


@pytest.mark.parametrize("name", ["tiep", "quan", "cuc"])
def test_who_has_no_key_reads_nothing_whatever_the_matrix_says(house, name):
    seal = house.enter().run(record)
    app = house.enter(name)
    assert app.storage.vault is None
    assert app.storage.keys.vault_key is None
    with pytest.raises((NotAllowed, RuleViolation)):
        app.run(queries.masked, seal, Context(own=True, assigned=True))
    with pytest.raises((NotAllowed, RuleViolation)):
        app.run(reveal, seal, Context(own=True, assigned=True), REASON, second("pho"))
    house.enter()
    assert OpeningKind.REFUSED in kinds(house.app, seal) or "refused" in noted(house.app)


def test_a_leader_opens_with_a_reason_and_a_second_person_and_it_is_recorded(house):
    app = house.enter()
    seal = app.run(record)
    with pytest.raises(Invalid) as caught:
        app.run(reveal, seal, MINE, " vì 12345 ", second())
    assert caught.value.field == "reason"
    with pytest.raises(ConfirmationNeeded) as needed:
        app.run(reveal, seal, MINE, REASON)
    assert needed.value.accounts == ("pho", "cuc")
    assert kinds(app, seal) == []
    assert app.run(reveal, seal, MINE, REASON, second()) == CANARY
    line = app.run(queries.openings_of, seal, Context())[0]
    assert (line.code, line.what, line.second, line.reason) == (CODE, OpeningKind.OPENED, "Người pho", REASON)
    assert line.title == "Mở danh tính"


def test_a_reason_that_names_the_denouncer_is_kept_without_the_name(house):
    app = house.enter()
    seal = app.run(record)
    app.run(reveal, seal, MINE, "Gọi điện cho bà Ngọ Quỳnh Đẵng", second())
    assert app.run(queries.openings_of, seal, Context())[0].reason == f"Gọi điện cho bà {COVER}"


@pytest.mark.parametrize(
    ("helper", "error"),
    [
        (SecondPerson(account="tiep", password=PASSWORD), Invalid),
        (SecondPerson(account="thu", password=PASSWORD), Invalid),
        (SecondPerson(account="pho", password="sai mật khẩu rồi"), WrongPassword),
    ],
)
def test_a_second_person_who_cannot_confirm_is_refused_and_recorded(house, helper, error):
    app = house.enter()
    seal = app.run(record)
    with pytest.raises(error):
        app.run(reveal, seal, MINE, REASON, helper, code=CODE)
    line = app.run(queries.openings_of, seal, Context())[0]
    assert (line.what, line.code, line.reason) == (OpeningKind.REFUSED, CODE, "")


def test_nobody_accused_in_the_case_opens_or_confirms(house):
    app = house.enter()
    seal = app.run(record)
    with pytest.raises(NotAllowed):
        app.run(reveal, seal, Context(assigned=True, related=True), REASON, second())
    assert kinds(app, seal) == [OpeningKind.REFUSED]
    with app.database.begin(NOBODY, "officer", write=True) as uow:
        officer = uow.add(Officer(full_name="Người pho"))
        uow.session.query(Account).filter_by(name="pho").one().officer_id = officer.id
        accused = officer.id
    with pytest.raises(ConfirmationNeeded) as needed:
        app.run(reveal, seal, MINE, REASON, barred=frozenset({accused}))
    assert needed.value.accounts == ("cuc",)
    deputy = house.enter("pho")
    with pytest.raises(NotAllowed):
        deputy.run(reveal, seal, MINE, REASON, second("cuc"), barred=frozenset({accused}))


def test_an_officer_of_denunciations_with_the_key_opens_alone_what_is_assigned_and_nothing_else(house):
    app = house.enter()
    seal = app.run(record)
    app.run(holders.give_vault_key, house.account("cuc"))
    app = house.enter("cuc")
    with pytest.raises(NotAllowed):
        app.run(reveal, seal, Context(), REASON)
    assert app.run(reveal, seal, MINE, REASON) == CANARY


def test_an_opening_closes_by_hand_by_the_clock_and_is_not_lent(house):
    app = house.enter()
    app.run(holders.give_vault_key, house.account("cuc"))
    seal = house.enter("cuc").run(record)
    app = house.app
    assert app.run(queries.still_open, seal, MINE) is None
    app.run(reveal, seal, MINE, REASON)
    shown, ends = app.run(queries.still_open, seal, MINE)
    assert shown == CANARY
    assert app.run(queries.still_open, seal, Context()) is None
    now = clock.now()
    assert timedelta(minutes=14) < ends - now <= timedelta(minutes=15)
    assert app.run(close_opening, seal) == 1
    assert app.run(queries.still_open, seal, MINE) is None
    app.run(reveal, seal, MINE, REASON)
    with app.database.begin(NOBODY, "a while later", write=True) as uow:
        for opening in uow.session.query(SealedOpening):
            opening.opened_at -= timedelta(minutes=16)
    assert app.run(queries.still_open, seal, MINE) is None


def test_a_scan_of_the_original_opens_with_a_reason_only(house):
    app = house.enter()
    seal = app.run(record)
    assert app.run(put_scan, seal)
    (line,) = app.run(queries.scans_of, seal, MINE)
    name, content = app.run(open_scan, seal, line.id, MINE, REASON, second())
    assert (name, content) == ("Đơn của Ngọ Quỳnh Đẵng.pdf", b"chu viet tay")
    assert kinds(app, seal) == [OpeningKind.SCAN]
    app = house.enter()
    assert app.run(open_scan, seal, line.id, MINE, REASON, second())[1] == content  # no sweep took it


def test_the_vault_stays_closed_while_a_network_is_up_where_the_office_wants_it_so(house, monkeypatch):
    app = house.enter()
    seal = app.run(record)
    setting(app, sealed_offline=True)
    monkeypatch.setattr(network, "network_is_up", lambda: True)
    for ask in (lambda: app.run(queries.masked, seal, MINE), lambda: app.run(reveal, seal, MINE, REASON, second())):
        with pytest.raises(RuleViolation):
            ask()
    assert kinds(app, seal) == [OpeningKind.REFUSED]
    assert app.run(record, number=2) != ""
    assert waiting(app) == 1
    monkeypatch.setattr(network, "network_is_up", lambda: False)
    assert app.run(queries.masked, seal, MINE).respondent == CANARY.respondent


def test_drafts_of_denunciations_are_kept_in_the_vault_or_nowhere(house):
    clerk = house.enter("tiep")
    assert clerk.run(keep_sealed_draft, "letter", "", {"name": CANARY.name}) is False
    assert clerk.run(queries.sealed_draft_of, "letter", "") is None
    app = house.enter()
    assert app.run(keep_sealed_draft, "letter", "", {"name": CANARY.name}) is True
    assert left_in_main(app) == []
    app = house.enter()
    assert app.run(queries.sealed_draft_of, "letter", "") == {"name": CANARY.name}
    app.run(drop_sealed_draft, "letter", "")
    assert app.run(queries.sealed_draft_of, "letter", "") is None


# -- the key
def test_the_administrator_and_who_has_no_business_there_are_no_holders(house):
    app = house.enter()
    for name in ("quan",):
        with pytest.raises(RuleViolation):
            app.run(holders.give_vault_key, house.account(name))
    card = app.run(holders.vault_card)
    why = {line.display_name: bool(line.why_not) for line in card.accounts}
    assert why["Người quan"]
    assert not why["Người cuc"]
    assert [line.display_name for line in card.accounts if line.holds] == ["Lê Thị Thử"]
    assert (card.exists, card.is_open, card.keeping, card.minutes) == (True, True, Keeping.VAULT, 15)


def test_the_administrator_makes_no_vault_and_gives_no_key(house):
    app = house.enter("quan")
    with pytest.raises(NotAllowed):
        app.run(holders.create_vault)
    with pytest.raises(NotAllowed):
        app.run(holders.give_vault_key, house.account("quan"))
    assert "refused" in noted(app)


def test_who_became_an_administrator_only_looks_into_the_vault_no_more(house):
    app = house.enter()
    app.run(holders.give_vault_key, house.account("cuc"))
    set_roles(app, "cuc", ("QT",))
    app = house.enter("cuc")
    assert app.storage.vault is None
    assert app.storage.keys.vault_key is None
    assert any("quản trị" in notice for notice in app.notices)


def test_a_key_that_is_taken_back_opens_nothing_and_the_others_go_on(house):
    app = house.enter()
    seal = app.run(record)
    for name in ("pho", "cuc"):
        app.run(holders.give_vault_key, house.account(name))
    held = house.enter("cuc").storage.keys.vault_key
    app = house.enter()
    app.run(holders.take_vault_key, house.account("cuc"))
    assert app.storage.keys.vault_key != held
    assert in_vault(app, seal) is not None
    with pytest.raises(RuleViolation):
        app.run(holders.take_vault_key, house.account("thu"))
    assert house.enter("cuc").storage.vault is None
    assert in_vault(house.enter("pho"), seal).payload["name"] == CANARY.name
    house.leave()
    with pytest.raises(Damaged):
        Vault.open(house.folder, held)


def test_blocking_who_held_the_key_changes_it_at_the_next_holder_s_login(house):
    app = house.enter()
    seal = app.run(record)
    app.run(holders.give_vault_key, house.account("cuc"))
    held = app.storage.keys.vault_key
    admin = house.enter("quan")
    admin.run(block_account, house.account("cuc"))
    app = house.enter()
    assert app.storage.keys.vault_key != held
    assert in_vault(app, seal) is not None


def test_who_had_the_password_reset_comes_back_with_the_code_of_the_vault(house):
    seal = house.enter().run(record)
    admin = house.enter("quan")
    admin.run(reset_password, house.account("thu"), PASSWORD)
    app = house.enter()
    assert app.storage.vault is None
    assert app.run(queries.way_of_keeping) is Keeping.ENVELOPE
    with pytest.raises(NotAllowed):
        app.run(holders.give_vault_key, house.account("cuc"))
    code = app.run(holders.recover_vault_key, house.code)
    assert in_vault(app, seal).payload["name"] == CANARY.name
    with pytest.raises(WrongPassword):
        app.run(holders.recover_vault_key, house.code)
    assert app.run(holders.recover_vault_key, code) != code


def test_a_damaged_vault_keeps_the_rest_of_the_office_open(house):
    house.enter().run(record)
    house.leave()
    OfficeFolder(house.folder).vault.write_bytes(bytes(8192))
    app = house.enter()
    assert app.storage.vault is None
    assert any("niêm phong" in notice for notice in app.notices)
    assert app.run(queries.way_of_keeping) is Keeping.ENVELOPE


# -- the canary
def test_no_trace_of_a_denouncer_is_left_anywhere_whatever_was_done(house):
    seal = house.enter("tiep").run(record)
    house.app.run(put_scan, seal, CANARY.name.encode() * 9)
    house.app.run(put_words, seal, why=CANARY.gist)
    assert left_in_main(house.app) == []
    app = house.enter()
    app.run(holders.give_vault_key, house.account("cuc"))
    second_seal = app.run(record, number=2)
    app.run(keep_sealed_draft, "letter", "", {"name": CANARY.name})
    app.run(reveal, second_seal, MINE, f"Cần gặp {CANARY.name} ngay", second())
    with pytest.raises(WrongPassword):
        app.run(reveal, seal, MINE, f"Cần gặp {CANARY.name} ngay", second(password=CANARY.name))
    assert left_in_main(app) == []
    app.run(close_opening)
    app.run(holders.take_vault_key, house.account("cuc"))
    app = house.enter()
    assert app.run(queries.masked, seal, MINE).code == CODE
    assert left_in_main(app) == []
    house.leave()
    assert left_in_folder(house.folder) == []


def test_the_search_for_traces_would_see_one():
    told = f"xx {CANARY.name} yy"
    for content in (
        told.encode(),
        told.encode("utf-16-le"),
        unicodedata.normalize("NFD", told).encode(),
        told.upper().encode(),
        base64.b64encode(told.encode()),
        b"ngo quynh dang",
    ):
        assert CANARY.name in left_in(content)


def test_a_seal_of_nothing_and_a_seal_that_nobody_knows_say_so(house):
    app = house.enter()

    @allowed("drafts.own")
    def seal_nothing(uow):
        return seal_identity(uow, CODE, Sealed())

    assert app.run(seal_nothing) == ""
    with pytest.raises(RuleViolation):
        app.run(queries.masked, "", MINE)
    with pytest.raises(RuleViolation):
        app.run(reveal, "f" * 32, MINE, REASON, second())


def test_the_public_half_is_all_that_a_clerk_knows_of_the_vault(house):
    clerk = house.enter("tiep")
    assert vault_keys.vault_recipient(clerk.storage.keys).startswith("age1")
