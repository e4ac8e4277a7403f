"""Offices, papers and plans made up for tests: valid by default, a test changes what matters to it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from portable import watch
from sqlalchemy import Engine

import dcapp.catalogue  # noqa: F401 - maps every class before the first session
from dcapp.app import App
from dcapp.db.engine import make_engine
from dcapp.db.migrations.upgrade import upgrade
from dcapp.db.unit_of_work import NOBODY, Database, Security
from dcapp.db.use_case import allowed
from dcapp.features.accounts.models import Account, AccountRole
from dcapp.features.papers.service import IncomingForm, NumberForm, PaperForm
from dcapp.features.plan.service import (
    AssignmentForm,
    CitationForm,
    DueForm,
    DutyForm,
    PassageForm,
    PlanForm,
)
from dcapp.features.plan.terms import PassageKind, Rhythm
from dcapp.founding import furnish
from dcapp.kernel.clock import today
from dcapp.profile import OfficeProfile
from dcapp.rules.permissions import ROLES, load_matrix

AUDIT_KEY = b"k" * 32
PASSWORD = "Suoi-trong-79-xanh"
ALL_ROLES = tuple(ROLES)


def a_profile(**values: object) -> OfficeProfile:
    """A small invented office."""
    made = OfficeProfile(name="UBND xã Thử", account_name="thu", account_display="Lê Thị Thử")
    return replace(made, **{"chairman": "Lê Văn Thử", "place": "Thử", **values})


def an_app(*roles: str, **profile: object) -> App:
    """An office in memory; its only account holds these roles, or all."""
    return copy_of(_founded(today(), roles or ALL_ROLES, tuple(profile.items())))


def copy_of(app: App) -> App:
    """An office in memory of its own, with all that this one in memory holds."""
    engine = _copied(app.database.writer)
    return App(Database(engine, engine, app.database.security), "thu")


def _copied(holder: Engine) -> Engine:
    engine = make_engine(None, None)
    watch(engine)
    source, target = holder.raw_connection(), engine.raw_connection()
    source.driver_connection.backup(target.driver_connection)
    source.close()
    target.close()
    return engine


@cache
def _upgraded() -> Engine:
    """An empty file of the newest edition; every migration takes its time."""
    engine = make_engine(None, None)
    upgrade(engine)
    return engine


@lru_cache(maxsize=64)
def _founded(_day: date, roles: tuple[str, ...], profile: tuple[tuple[str, object], ...]) -> App:
    """Founding takes longer than most tests; what it writes depends on these alone."""
    engine = _copied(_upgraded())
    database = Database(engine, engine, Security(load_matrix(), AUDIT_KEY))
    with database.begin(NOBODY, "found", write=True) as uow:
        furnish(uow, a_profile(**dict(profile)), "thu", "Lê Thị Thử")
    app = App(database, "thu")
    set_roles(app, "thu", roles)
    return app


def set_roles(app: App, name: str, roles: tuple[str, ...]) -> None:
    """Give an account exactly these roles, behind the back of the running program."""
    with app.database.begin(NOBODY, "roles", write=True) as uow:
        account = uow.session.query(Account).filter_by(name=name).one()
        for held in uow.session.query(AccountRole).filter_by(account_id=account.id):
            uow.session.delete(held)
        uow.session.flush()
        uow.session.add_all(AccountRole(account_id=account.id, role=role) for role in roles)
    app.refresh_identity()


def beside(app: App, name: str, *roles: str) -> App:
    """The same office at the keyboard of another account."""
    with app.database.begin(NOBODY, "account", write=True) as uow:
        account = uow.add(Account(name=name, display_name=name.title()))
        uow.session.add_all(AccountRole(account_id=account.id, role=role) for role in roles or ALL_ROLES)
    return App(app.database, name, app.storage)


def read_with(app: App, question):
    """What `question(uow)` finds, as a read of its own."""

    @allowed("drafts.own", reads=True)
    def asked(uow):
        return question(uow)

    return app.run(asked)


def a_paper(**values: object) -> PaperForm:
    """A legal document in force."""
    made = PaperForm(type_name="Quyết định", number="12/QĐ-UBND", subject="về việc thử")
    return replace(made, **{"issued_on": date(2022, 3, 1), "in_force_from": date(2022, 3, 1), **values})


def a_number(**values: object) -> NumberForm:
    """What a number of a plan is taken for."""
    made = NumberForm(type_name="Kế hoạch", abbreviation="KH", issued_on=date(2023, 5, 8), subject="thử việc")
    return replace(made, **values)


def an_incoming(**values: object) -> IncomingForm:
    """A paper from above."""
    return replace(IncomingForm(arrived_on=date(2023, 5, 8), author="UBND tỉnh Thử", subject="việc thử"), **values)


def a_passage(text: str, kind: PassageKind = PassageKind.PARAGRAPH, marker: str = "", **values: object) -> PassageForm:
    """One paragraph."""
    return replace(PassageForm(kind=kind, text=text, marker=marker), **values)


def a_plan(**values: object) -> PlanForm:
    """A short plan with everything in it: basis, parts, items, a charge, obligations, recipients, signer."""
    made = PlanForm(
        year=2023,
        subject="Thực hiện dân chủ ở xã năm 2023",
        number="05/KH-UBND",
        signed_on=date(2023, 2, 6),
        issuer="Ủy ban nhân dân xã Thử",
        parent_body="Ủy ban nhân dân huyện Thử",
        place="Thử",
        signer_title="CHỦ TỊCH",
        signer_name="Lê Văn Thử",
        passages=(
            a_passage("Căn cứ Quyết định số 12/QĐ-UBND ngày 01/3/2022.", PassageKind.BASIS),
            a_passage("MỤC ĐÍCH", PassageKind.PART, "I.", part="I"),
            a_passage("Bảo đảm quyền của người dân.", PassageKind.ITEM, "1.", level=1, part="I", item="1"),
            a_passage("NỘI DUNG", PassageKind.PART, "II.", part="II"),
            a_passage("Công khai thông tin.", PassageKind.ITEM, "1.", level=1, part="II", item="1"),
            a_passage("niêm yết tại trụ sở;", PassageKind.DUTY, "-", level=3, part="II", item="1"),
            a_passage("Báo cáo trước ngày 15/5/2023.", PassageKind.ITEM, "2.", level=1, part="II", item="2"),
            a_passage("TỔ CHỨC THỰC HIỆN", PassageKind.PART, "III.", part="III"),
            a_passage("Công chức Văn phòng", PassageKind.ITEM, "1.", level=1, part="III", item="1"),
            a_passage("tham mưu báo cáo.", PassageKind.DUTY, "-", level=3, part="III", item="1"),
            a_passage("Trên đây là kế hoạch, đề nghị thực hiện./.", PassageKind.CLOSING),
        ),
        citations=(
            CitationForm(
                type_name="Quyết định",
                number="12/QĐ-UBND",
                issued_on=date(2022, 3, 1),
                subject="về việc thử",
                is_basis=True,
            ),
        ),
        assignments=(
            AssignmentForm(
                officer="Công chức Văn phòng",
                number="1",
                duties=(DutyForm(text="tham mưu báo cáo.", section="III.1"),),
            ),
        ),
        obligations=(
            DueForm(
                what="báo cáo kết quả",
                who=("Công chức Văn phòng",),
                addressees=("UBND huyện", "Đảng ủy"),
                due_on=date(2023, 5, 15),
                is_before=True,
                wording="trước ngày 15/5/2023",
                section="II.2",
            ),
            DueForm(what="báo cáo quý", who=("Công chức Văn phòng",), every=Rhythm.QUARTERLY, section="II.2"),
        ),
        recipients=("UBND huyện (b/c);", "Lưu: VT."),
    )
    return replace(made, **values)


def lay_real(folder: Path) -> None:
    """The office of `found_real`, closed: a copy of the one that was founded on this day."""
    shutil.copytree(_founded_real(today()), folder)


@lru_cache(maxsize=2)
def _founded_real(_day: date) -> Path:
    home = Path(tempfile.mkdtemp(prefix="office-of-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    found_real(home / "office").close()
    return home / "office"


def found_real(folder: Path, **profile: object):
    """An encrypted office on the disk, founded as the first run does; cheap keys must be in force."""
    from dcapp.door import Door

    app, _code = Door(folder).create(a_profile(**profile), PASSWORD)
    return app


def reopen(folder: Path, account: str = "thu", *, alone: bool = True, password: str = PASSWORD):
    """The office opened as the next start does."""
    from dcapp.door import Door

    door = Door(folder)
    return door.open(door.unlock(account, password), account, alone=alone)
