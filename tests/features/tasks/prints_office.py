"""A small plan at work, made so that every figure of its prints can be counted by hand, and readers of the prints.

Today is 10/05/2023. The period of the tests is 01/05 to 10/05, the one before it 21/04 to 30/04.
"""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from builders import a_plan

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.office.models import Officer
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.models import Adjustment, Difficulty, Task, TaskDelivery, TaskNote
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState, TaskState
from dcapp.features.tasks.timing import last_day, section_rank
from dcapp.printing.docx import write_docx
from dcapp.printing.layout_check import check_layout
from dcapp.printing.model import Table
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text

SINCE, UNTIL = date(2023, 5, 1), date(2023, 5, 10)
LONG = (
    "Rà soát, tổng hợp ý kiến của Nhân dân về dự thảo hương ước, quy ước của các thôn, niêm yết công khai tại trụ sở "
    "và nhà văn hóa, báo cáo kết quả về Văn phòng để tham mưu"
)

_spec = importlib.util.spec_from_file_location("printing_readers", Path(__file__).parents[2] / "printing/conftest.py")
_readers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_readers)
squeezed, pdf_pages = _readers._squeezed, _readers._pdf_pages


def docx_words(content):
    """All words of a Word file without blanks."""
    import io

    import docx

    return squeezed("\n".join(_readers._docx_texts(docx.Document(io.BytesIO(content)))))


def pdf_words(pdf, document):
    """All words of a PDF without blanks, page numbers and the heads that tables repeat on each page."""
    heads = [
        squeezed("".join((block.number_title, *(column.title for column in block.columns))))
        for part in (document, *document.appendices)
        for block in part.blocks
        if isinstance(block, Table)
    ]
    main = len(pdf_pages(write_pdf(without_appendices(document))))
    said = []
    for number, page in enumerate(pdf_pages(pdf), start=1):
        own = number if number <= main else number - main
        words = squeezed(page)
        words = words.removesuffix(str(own)) if own > 1 else words
        head = next((head for head in heads if words.startswith(head)), "") if own > 1 else ""
        said.append(words.removeprefix(head) if head and head in "".join(said) else words)
    return "".join(said)


def without_appendices(document):
    from dataclasses import replace

    return replace(document, appendices=())


def assert_prints_well(document):
    """PDF, Word file and plain text say the same, nothing is clipped or covered; gives back the number of pages."""
    pdf, wanted = write_pdf(document), squeezed(plain_text(document))
    assert check_layout(pdf, document) == ()
    assert pdf_words(pdf, document) == wanted
    assert docx_words(write_docx(document)) == wanted
    return len(pdf_pages(pdf))


def write(app, fill):
    """What `fill(uow)` writes, behind the back of the services."""
    with app.database.begin(NOBODY, "fill", write=True) as uow:
        return fill(uow)


def a_task(uow, plan_id, title, section="", due=None, *, before=False, notes=(), **values):
    """A task with its notes as (day, percent)."""
    task = Task(
        plan_id=plan_id,
        title=title,
        section=section,
        section_order=section_rank(section),
        due_on=due,
        is_before=before,
        last_on=last_day(due, is_before=before),
        **values,
    )
    uow.add(task)
    for day, percent in notes:
        uow.add(TaskNote(task_id=task.id, noted_on=day, percent=percent, words=f"được {percent} %"))
    return task


def at_work(app):
    """The office's plan with eight tasks and a series; gives back plan, officers and tasks by letter."""
    plan_id = app.run(take_in_plan, a_plan())

    def fill(uow):
        an = uow.add(Officer(full_name="Trần Văn An"))
        binh = uow.add(Officer(full_name="Lê Thị Bình"))

        def task(*given, **values):
            return a_task(uow, plan_id, *given, **values)

        def of(officer):
            return {"lead_id": officer.id, "lead_words": officer.full_name}

        done = {"state": TaskState.DONE, "percent": 100}
        tasks = {
            "a": task(
                "Niêm yết thu chi",
                "II.1",
                date(2023, 5, 5),
                notes=[(date(2023, 4, 25), 50), (date(2023, 5, 3), 100)],
                done_on=date(2023, 5, 3),
                evidence_count=1,
                support_line="Kế toán; thôn Một",
                **of(an),
                **done,
            ),
            "b": task("Phát tờ tin", "II.1", date(2023, 4, 20), done_on=date(2023, 4, 28), **of(an), **done),
            "c": task("Họp dân", "II.1", date(2023, 4, 30), notes=[(date(2023, 4, 29), 30)], percent=30, **of(binh)),
            "d": task("Lấy phiếu", "II.2", date(2023, 5, 15), before=True, **of(binh)),
            "e": task("Sửa quy chế", "II.2", date(2023, 5, 31), notes=[(date(2023, 4, 24), 20)], percent=20, **of(an)),
            "f": task("Gửi báo cáo thôn", "II.2", date(2023, 5, 9), lead_words="Trưởng các thôn"),
            "g": task("Việc chưa giao", "II.2", percent=10),
            "h": task("Diễn đàn", "II.1", date(2023, 3, 1), state=TaskState.DROPPED, **of(binh)),
            "s": task("Báo cáo quý", "II.2", is_series=True, every=Rhythm.QUARTERLY, **of(an)),
        }

        def adjusted(ordinal, letter, kind, day, **values):
            made = {"reason": "mưa lũ", "decided_by": "Chủ tịch UBND xã"} | values
            return uow.add(
                Adjustment(
                    plan_id=plan_id, task_id=tasks[letter].id, ordinal=ordinal, kind=kind, decided_on=day, **made
                )
            ).id

        adjustments = [
            adjusted(1, "a", AdjustmentKind.LEAD, date(2023, 4, 20), old_words="Lê Thị Bình", new_words="Trần Văn An"),
            adjusted(
                2,
                "e",
                AdjustmentKind.DUE,
                date(2023, 5, 2),
                old_due_on=date(2023, 4, 25),
                new_due_on=date(2023, 5, 31),
            ),
            adjusted(3, "h", AdjustmentKind.DROP, date(2023, 5, 5), old_due_on=date(2023, 3, 1)),
        ]
        for letter, sender, received in (
            ("b", "thôn Một", date(2023, 5, 3)),
            ("f", "thôn Một", date(2023, 5, 4)),
            ("f", "thôn Hai", date(2023, 5, 10)),
            ("f", "thôn Ba", None),
            ("f", "thôn Bốn", None),
            ("d", "thôn Ba", None),
        ):
            uow.add(TaskDelivery(task_id=tasks[letter].id, sender=sender, addressee="Văn phòng", received_on=received))
        for raised, letter, state in (
            (date(2023, 4, 10), None, DifficultyState.ANSWERED),
            (date(2023, 4, 15), "c", DifficultyState.OPEN),
            (date(2023, 5, 2), "e", DifficultyState.ADJUSTED),
            (date(2023, 5, 11), None, DifficultyState.OPEN),
        ):
            uow.add(
                Difficulty(
                    plan_id=plan_id,
                    task_id=tasks[letter].id if letter else None,
                    raised_on=raised,
                    raised_by="Lê Thị Bình",
                    matter=f"Vướng {raised:%d/%m}",
                    state=state,
                )
            )
        return SimpleNamespace(
            plan=plan_id,
            an=an.id,
            binh=binh.id,
            adjustments=adjustments,
            **{letter: task.id for letter, task in tasks.items()},
        )

    return write(app, fill)
