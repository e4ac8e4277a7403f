"""The papers of the plan at work: progress, reminders, adjustments, committees, checks, meetings, the Monday sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from dcapp.app import App
from dcapp.features.checks.prints import check_plan_document, shortcomings_document, visit_minutes_document
from dcapp.features.checks.queries import check_card
from dcapp.features.checks.register import CHECKS
from dcapp.features.committee.prints import decision_document, members_document
from dcapp.features.committee.queries import committee_card
from dcapp.features.committee.register import COMMITTEES
from dcapp.features.coordination.prints import coordination_document, follow_up_document
from dcapp.features.coordination.queries import coordination_card
from dcapp.features.coordination.register import COORDINATIONS
from dcapp.features.meetings.numbering import TYPES
from dcapp.features.meetings.prints import chairman_signature, meeting_document
from dcapp.features.meetings.queries import meeting_card
from dcapp.features.meetings.register import MEETINGS
from dcapp.features.meetings.terms import MeetingPaper
from dcapp.features.office.prints import register_sheet
from dcapp.features.opinions.prints import opinion_log
from dcapp.features.papers.issuing import marks_of
from dcapp.features.plan.queries import PlanLine, plans
from dcapp.features.tasks.prints import progress_document
from dcapp.features.tasks.prints_notice import adjustment_document, adjustment_notice
from dcapp.features.tasks.prints_register import register_document, task_book
from dcapp.features.tasks.prints_slips import reminder_slips, slips_document
from dcapp.features.tasks.progress import progress_of
from dcapp.features.tasks.register import ADJUSTMENTS, TASKS
from dcapp.features.today.monday import week_material
from dcapp.features.today.prints import monday_sheet
from dcapp.kernel import clock
from dcapp.kernel.i18n import _
from dcapp.printing.model import Document, Marks
from dcapp.printing.output import save_bytes, save_document
from dcapp.printing.table_pdf import save_register_pdf
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Line, Op, Register
from dcapp.registers.use_cases import reading

Papers = Iterator[tuple[Path, str]]
MOST = 500
MEETING_PAPERS = {
    MeetingPaper.INVITATION: ("giay-moi", "Giấy mời"),
    MeetingPaper.SIGN_IN: ("danh-sach-ky-ten", "Danh sách ký tên"),
    MeetingPaper.MINUTES: ("bien-ban-hop", "Biên bản họp"),
    MeetingPaper.NOTICE: ("thong-bao-ket-luan", "Thông báo kết luận"),
}


def papers_of_the_year(app: App, folder: Path) -> Papers:
    """Every paper of issue 3 that the practice commune has something for; (file, what it is)."""
    plan = next((line for line in app.run(plans) if line.year == clock.today().year), None)
    if plan is not None:
        yield from _of_the_plan(app, folder, plan)
    yield from _of_the_books(app, folder)
    sheet = monday_sheet(app.run(week_material), app.office)
    for name, content in (("phieu-giao-ban.pdf", sheet.pdf), ("phieu-giao-ban.docx", sheet.docx())):
        save_bytes(content, folder / name)
        yield folder / name, _("Phiếu giao ban đầu tuần")
    today = clock.today()
    log = app.run(opinion_log, date(today.year, 1, 1), today)
    path = folder / "so-du-luan-theo-ky.pdf"
    save_register_pdf(register_sheet(log, app.office, marks_of(app.office)), log.rows, path)
    yield path, log.title


def _of_the_plan(app: App, folder: Path, plan: PlanLine) -> Papers:
    office, marks, today = app.office, marks_of(app.office), clock.today()
    since = date(today.year, 1 if today.month <= 3 else today.month - 2, 1)
    whole = app.run(progress_of, plan.id, since, today)
    yield from _save(progress_document(whole, office, marks), folder, "bao-cao-tien-do", _("Báo cáo tiến độ"))
    led = [line for line in lines_of(app, TASKS, Filter("plan_id", Op.IS, plan.id)) if line["lead_id"] is not None]
    if led:
        lead = max({line["lead_id"] for line in led}, key=[line["lead_id"] for line in led].count)
        own = app.run(progress_of, plan.id, since, today, lead)
        document = progress_document(own, office, marks)
        yield from _save(document, folder, "bao-cao-tien-do-mot-can-bo", _("Báo cáo tiến độ của một cán bộ"))
        section = next((line["section"] for line in led if line["section"]), None)
        of_item = app.run(progress_of, plan.id, since, today, None, section)
        document = progress_document(of_item, office, marks)
        yield from _save(document, folder, "bao-cao-tien-do-mot-muc", _("Báo cáo tiến độ của một mục"))
    slips = app.run(reminder_slips, plan.id, today + timedelta(days=7))
    if slips.slips:
        document = slips_document(slips, office, marks, answer_by=today + timedelta(days=3))
        yield from _save(document, folder, "phieu-don-doc", _("Phiếu đôn đốc"))
    document = register_document(app.run(task_book, plan.id), office, marks)
    yield from _save(document, folder, "so-theo-doi-viec", _("Sổ theo dõi việc"))
    adjusted = [line["id"] for line in lines_of(app, ADJUSTMENTS, Filter("plan_id", Op.IS, plan.id))]
    for name, ids in (("dieu-chinh", adjusted[:1]), ("dieu-chinh-nhieu-viec", adjusted)):
        if ids:
            document = adjustment_document(app.run(adjustment_notice, ids), office, marks)
            yield from _save(document, folder, name, _("Văn bản điều chỉnh kế hoạch"))


def _of_the_books(app: App, folder: Path) -> Papers:
    office, marks = app.office, marks_of(app.office)

    def draft(*, is_draft: bool) -> Marks:
        return marks_of(office, is_draft=is_draft)

    for line in _best(lines_of(app, COMMITTEES), lambda line: bool(line["until"])):
        committee = app.run(committee_card, line["id"])
        paper = decision_document(committee, office, draft(is_draft=not committee.decision))
        yield from _save(paper, folder, "quyet-dinh-ban-chi-dao", _("Quyết định thành lập"))
        yield from _save(members_document(committee, office, marks), folder, "danh-sach-ban", _("Danh sách thành viên"))
    for line in _best(lines_of(app, CHECKS), lambda line: (line["state"] != "planned", line["shortcomings_left"])):
        check = app.run(check_card, line["id"])
        paper = check_plan_document(check, office, draft(is_draft=not check.symbol))
        yield from _save(paper, folder, "ke-hoach-kiem-tra", _("Kế hoạch kiểm tra"))
        if check.visits:
            visit = max(check.visits, key=lambda one: len(one.findings))
            paper = visit_minutes_document(check, visit, office, marks)
            yield from _save(paper, folder, "bien-ban-kiem-tra", _("Biên bản kiểm tra"))
        paper = shortcomings_document(check, office, marks)
        yield from _save(paper, folder, "danh-muc-ton-tai", _("Danh mục tồn tại"))
    for line in _best(lines_of(app, COORDINATIONS), lambda line: line["id"]):
        joint = app.run(coordination_card, line["id"])
        paper = coordination_document(joint, office, draft(is_draft=not joint.number))
        yield from _save(paper, folder, "ke-hoach-phoi-hop", _("Kế hoạch phối hợp"))
        yield from _save(follow_up_document(joint, office, marks), folder, "theo-doi-phoi-hop", _("Theo dõi phối hợp"))
    for line in _best(lines_of(app, MEETINGS), lambda line: (line["state"] == "held", line["points_left"])):
        meeting = app.run(meeting_card, line["id"])
        for kind, (name, what) in MEETING_PAPERS.items():
            signature = chairman_signature(office) if kind in (MeetingPaper.INVITATION, MeetingPaper.NOTICE) else None
            is_draft = kind in TYPES and meeting.number_of(kind) is None
            paper = meeting_document(meeting, kind, office, draft(is_draft=is_draft), signature)
            yield from _save(paper, folder, name, what)


def lines_of(app: App, register: Register, *filters: Filter) -> list[Line]:
    """The lines of a book, at most `MOST`."""
    return list(app.run(reading(register), Query(filters=filters), None, MOST).lines)


def _best(lines: list[Line], how: Callable[[Line], object]) -> list[Line]:
    """The line of which most is known, or none."""
    return [max(lines, key=how)] if lines else []


def _save(document: Document, folder: Path, name: str, what: str) -> Papers:
    for ending in (".pdf", ".docx"):
        save_document(document, folder / f"{name}{ending}")
        yield folder / f"{name}{ending}", what
