"""Every statement that the program sends also compiles for PostgreSQL (decision 17), but for what `portable` names."""

from __future__ import annotations

import re
from datetime import date

import pytest
from builders import a_number, a_paper, a_passage, a_plan, an_app, an_incoming
from portable import DIALECT, SQLITE_ONLY
from sqlalchemy import TextClause, event
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement

from dcapp.catalogue import REGISTERS
from dcapp.db import journal
from dcapp.db.base import Base
from dcapp.db.quick_find import quick_find
from dcapp.db.unit_of_work import NOBODY
from dcapp.features.accounts.queries import account_lines, audit_lines
from dcapp.features.attachments.service import attachments_of, blobs_to_keep
from dcapp.features.office.queries import calendar_of, office_card, officers_of, posts_on, settings_of, village_names
from dcapp.features.office.service import VillageForm, add_village
from dcapp.features.papers.queries import number_gaps, paper_card
from dcapp.features.papers.service import add_incoming, add_paper, cancel_number, edit_issued, edit_paper, take_number
from dcapp.features.plan.queries import expired_uses, plan_of, plans, signed_plan
from dcapp.features.plan.sections import outline_of, section_card, uses_of
from dcapp.features.plan.service import remove_plan, take_in_plan
from dcapp.features.plan.signing import PlanNumberForm, number_plan, signing_material


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_the_statement_of_every_book_compiles(register):
    statement = register.statement if isinstance(register.statement, ClauseElement) else register.statement(NOBODY)
    words = str(statement.compile(dialect=DIALECT))
    assert words.startswith("SELECT")
    for field in register.fields:
        assert re.search(rf"\b{field.key}\b", words), field.key


def test_every_table_and_index_compiles():
    for table in Base.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=DIALECT))
        for index in table.indexes:
            assert "INDEX" in str(CreateIndex(index).compile(dialect=DIALECT))


@pytest.fixture(scope="module")
def sent():
    """Everything that a busy day sends to the engine."""
    app = an_app()
    seen = []

    def note(_connection, statement, *_rest):
        seen.append(statement)

    event.listen(app.database.writer, "before_execute", note)
    _a_busy_day(app)
    event.remove(app.database.writer, "before_execute", note)
    app.close()
    return seen


def _a_busy_day(app):
    paper = app.run(add_paper, a_paper())
    app.run(edit_paper, paper, a_paper(subject="khác"))
    app.run(add_incoming, an_incoming())
    app.run(add_village, VillageForm(name="Đông", households=3, people=9))
    number = app.run(take_number, a_number())
    app.run(edit_issued, number, a_number(subject="khác"))
    app.run(cancel_number, number, "nhầm")
    table = a_passage("", cells=(("Việc", "Ai"), ("báo cáo", "VP")))
    plan = app.run(take_in_plan, a_plan(number="", passages=(*a_plan().passages, table)))
    app.run(number_plan, plan, PlanNumberForm(issued_on=date(2023, 5, 9)))
    for use_case, *arguments in (
        (plans,),
        (plan_of, 2023),
        (plan_of, 2023, "02/KH-UBND"),
        (signed_plan, plan),
        (signing_material, plan),
        (outline_of, plan),
        (section_card, plan, "II", "2"),
        (uses_of, paper),
        (expired_uses,),
        (paper_card, paper),
        (number_gaps, 2023),
        (account_lines,),
        (audit_lines,),
        (office_card,),
        (officers_of,),
        (posts_on,),
        (village_names,),
        (calendar_of,),
        (settings_of,),
        (attachments_of, "Plan", plan),
        (blobs_to_keep,),
        (quick_find, "dân chủ"),
        (journal.bin_content,),
        (journal.last_step,),
        (journal.keep_draft, "x", "", {"a": 1}),
        (journal.draft_of, "x", ""),
        (journal.drop_draft, "x", ""),
    ):
        app.run(use_case, *arguments)
    app.run(remove_plan, plan)
    app.run(journal.undo_last)
    app.run(journal.empty_bin)


def test_every_statement_of_a_busy_day_compiles(sent):
    refused = []
    compiled = 0
    for statement in sent:
        if isinstance(statement, TextClause) and SQLITE_ONLY.search(str(statement)):
            continue
        words = str(statement.compile(dialect=DIALECT))
        compiled += 1
        if "PRAGMA" in words or "sqlite" in words:
            refused.append(words)
    assert refused == []
    assert compiled > 150


def test_statements_in_plain_words_stay_where_the_engine_is_known(sent):
    plain = {str(statement) for statement in sent if isinstance(statement, TextClause)}
    assert {words for words in plain if not SQLITE_ONLY.search(words)} == set()
