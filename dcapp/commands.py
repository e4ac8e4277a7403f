"""What the commands do; each takes the parsed options and gives the JSON answer and the exit code."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from dcapp.kernel.dates import vn_date, weekday_name
from dcapp.kernel.errors import AlreadyThere, Damaged, Invalid, RuleViolation, UserError
from dcapp.kernel.i18n import _
from dcapp.terminal import (
    DAMAGED,
    DONE,
    PASSWORD_VARIABLE,
    REFUSED,
    Answer,
    folder_of,
    keep_informed,
    opened,
    password_of,
    say,
    show,
)

if TYPE_CHECKING:
    import argparse

    from dcapp.app import App
    from dcapp.rules.counting import Case, Deadline
    from dcapp.rules.deadlines import DeadlineRule


def init(options: argparse.Namespace) -> tuple[Answer, int]:
    """Create an office from a profile, or the practice commune; the recovery code is shown once."""
    from dcapp.door import Door, DoorState
    from dcapp.profile import read_profile

    door = Door(folder_of(options))
    if door.state() is not DoorState.EMPTY:
        raise RuleViolation(_("Thư mục này đã có một đơn vị. Chọn thư mục trống."))
    if options.sample:
        from dcapp.sample import furnish_sample, sample_profile

        profile = sample_profile()
    else:
        profile = read_profile(options.profile)
    keep_informed(_("Đang tạo đơn vị…"))
    app, code = door.create(profile, password_of(options))
    with ExitStack() as undo:
        undo.callback(door.abandon, app)  # else an office would stand there whose recovery code nobody has seen
        if options.sample:
            furnish_sample(app)
        else:
            _add_superiors(app, profile.superiors)
        undo.pop_all()
    app.close()
    say(_("Đã tạo {name}. Tài khoản: {account}.").format(name=profile.name, account=app.account))
    say(_("Mã khôi phục, chỉ hiện một lần, in ra và cất riêng:"))
    say(code)
    return {"account": app.account, "recovery_code": code}, DONE


def _add_superiors(app: App, names: tuple[str, ...]) -> None:
    from dcapp.features.office.service import BodyForm, add_body
    from dcapp.features.office.terms import BodyKind

    for name in names:
        with suppress(AlreadyThere):
            app.run(add_body, BodyForm(name=name, kind=BodyKind.SUPERIOR))


def plan_import(options: argparse.Namespace) -> tuple[Answer, int]:
    """Read a signed paper; `--dry-run` needs neither office nor password."""
    from dcapp.features.plan.taking_in import form_of
    from dcapp.reading.child import read_in_child
    from dcapp.reading.result import to_json

    reading = read_in_child(options.file)
    answer: Answer = to_json(reading)
    if options.dry_run:
        if not options.json:
            _show_reading(answer)
        return answer, DONE
    from dcapp.features.plan.service import take_in_plan

    with opened(options, writes=True) as app:
        form = form_of(reading, default_year=None)
        plan_id = app.run(take_in_plan, form, options.file.name, options.file.read_bytes())
    say(_("Đã ghi kế hoạch năm {year} vào sổ.").format(year=form.year))
    return {"id": plan_id, **answer}, DONE


def _show_reading(answer: Answer) -> None:
    lines = [f"{answer['title'] or ''} {answer['number'] or ''} {answer['date'] or ''}".strip()]
    for paper in answer["documents"]:
        lines.append(f"  [V] {paper['type']} {paper['number'] or ''} {paper['date'] or ''} {paper['subject'] or ''}")
    for part in answer["parts"]:
        lines.append(f"{part['number']} {part['title']}")
        lines += [f"  {item['number']} {item['text'][:100]}" for item in part["items"]]
    for given in answer["assignments"]:
        lines.append(f"  [G] {given['officer']}: {len(given['duties'])}")
    for due in answer["obligations"]:
        lines.append(f"  [B] {due['what'][:80]} | {due['due'] or due['every'] or ''} | {'; '.join(due['to'])}")
    lines += [f"  [K] {recipient}" for recipient in answer["recipients"]]
    lines += [f"  (!) {warning['where']}: {warning['text']}" for warning in answer["warnings"]]
    show("\n".join(lines) + "\n")


def plan_show(options: argparse.Namespace) -> tuple[Answer, int]:
    """The stored plan, with the keys of `plan import --dry-run`."""
    from dcapp.features.plan.queries import plan_of, signed_plan
    from dcapp.features.plan.showing import plan_answer

    with opened(options, writes=False) as app:
        plan = app.run(signed_plan, app.run(plan_of, options.year, options.number))
    answer = plan_answer(plan)
    if not options.json:
        _show_reading(answer)
    return answer, DONE


def plan_print(options: argparse.Namespace) -> tuple[Answer, int]:
    """Write the plan as the official document, PDF or Word."""
    from dcapp.features.papers.issuing import marks_of
    from dcapp.features.plan.prints import plan_document
    from dcapp.features.plan.queries import plan_of, signed_plan
    from dcapp.printing.output import save_document

    with opened(options, writes=False) as app:
        plan = app.run(signed_plan, app.run(plan_of, options.year, options.number))
        document = plan_document(plan, app.office, marks_of(app.office, app.database.audit_head()))
    save_document(document, options.out)
    say(_("Đã ghi {name}.").format(name=options.out.name))
    return {"year": plan.year, "number": plan.number or None, "format": options.out.suffix.lstrip(".").lower()}, DONE


def list_register(options: argparse.Namespace) -> tuple[Answer, int]:
    """The books that an export and import go round through, or the lines of one book."""
    from dcapp.catalogue import REGISTERS
    from dcapp.intake import can_import
    from dcapp.registers.finding import Query
    from dcapp.registers.use_cases import counting, reading

    with opened(options, writes=False) as app:
        if options.key is None:
            found = [
                {"key": register.key, "title": _(register.title)}
                for register in REGISTERS
                if can_import(register) and app.run(counting(register), Query())[0]
            ]
            if not options.json:
                show("".join(f"{line['key']}\t{line['title']}\n" for line in found))
            return {"registers": found}, DONE
        register = _register(options.key)
        query = Query(words=options.search)
        total, _more = app.run(counting(register), query, None)
        limit = total if options.limit is None else max(0, options.limit)
        rows: list[dict[str, Any]] = []
        cursor = None
        while len(rows) < limit:
            page = app.run(reading(register), query, cursor, min(500, limit - len(rows)))
            rows += [_row(line) for line in page.lines]
            cursor = page.next_cursor
            if cursor is None:
                break
    if not options.json:
        for row in rows:
            show("\t".join("" if value is None else str(value) for value in row.values()) + "\n")
    return {"rows": rows, "total": total}, DONE


STORED_ONLY = ("folded",)


def _row(line: Any) -> dict[str, Any]:
    return {
        key: value for key, value in line.items() if key not in STORED_ONLY and not key.endswith(("_order", "_key"))
    }


def _register(key: str) -> Any:
    from dcapp.catalogue import REGISTERS, register_of

    register = register_of(key)
    if register is None:
        keys = ", ".join(known.key for known in REGISTERS)
        raise RuleViolation(_("Không có sổ {key}. Các sổ hiện có: {keys}.").format(key=key, keys=keys))
    return register


def export_register(options: argparse.Namespace) -> tuple[Answer, int]:
    """Write a whole book to an Excel file."""
    from dcapp.registers.finding import Query
    from dcapp.registers.use_cases import exporting_xlsx

    register = _register(options.key)
    if options.out.suffix.lower() != ".xlsx":
        raise Invalid(_("Tệp xuất phải có đuôi .xlsx."), field="out")
    with opened(options, writes=False) as app:
        count = app.run(exporting_xlsx(register), Query(), options.out, (app.office.name,))
    say(_("Đã xuất {count} dòng.").format(count=count))
    return {"register": register.key, "rows": count}, DONE


def import_register(options: argparse.Namespace) -> tuple[Answer, int]:
    """Check an Excel file against a book and, unless `--dry-run`, write its lines in one transaction."""
    from dcapp.intake import can_import, taking_in
    from dcapp.reading.legacy import cleaned
    from dcapp.registers.importing import check_sheets, forms_of
    from dcapp.registers.use_cases import choosing
    from dcapp.registers.workbook import read_table

    register = _register(options.key)
    if not can_import(register):
        raise RuleViolation(_("Sổ {title} cấp số theo thứ tự nên không nhập từ tệp.").format(title=_(register.title)))
    sheets = read_table(options.file)
    with opened(options, writes=not options.dry_run) as app:
        checked = check_sheets(register, sheets, app.run(choosing(register)), cleaned)
        problems = [
            {"row": problem.row, "column": problem.column, "field": problem.key, "message": problem.message}
            for line in checked.rejected
            for problem in line.problems
        ]
        answer: Answer = {
            "register": register.key,
            "accepted": len(checked.accepted),
            "rejected": len(checked.rejected),
            "problems": problems,
        }
        for problem in problems:
            say(_("Dòng {row}, cột {column}: {message}").format(**problem))
        if problems:
            return answer, REFUSED
        if not options.dry_run:
            taken = app.run(taking_in(register), forms_of(register, checked))
            answer |= {"written": taken.written, "already_there": taken.passed_over}
            say(_("Đã ghi {count} dòng.").format(count=taken.written))
    return answer, DONE


def check(options: argparse.Namespace) -> tuple[Answer, int]:
    """Integrity of the data file, attachments, audit chain and search."""
    from dcapp.checking import Finding, findings_of

    keep_informed(_("Đang kiểm tra dữ liệu…"))
    try:
        with opened(options, writes=False) as app:
            findings = findings_of(app)
    except Damaged as fault:
        findings = [Finding("main.db", str(fault))]
    for finding in findings:
        say(f"{finding.where}: {finding.problem}")
    if not findings:
        say(_("Dữ liệu nguyên vẹn."))
    answer = {"ok": not findings, "findings": [{"where": f.where, "problem": f.problem} for f in findings]}
    return answer, DAMAGED if findings else DONE


def fill(options: argparse.Namespace) -> tuple[Answer, int]:
    """Add invented rows in bulk; refuses an office with real rows."""
    from dcapp.filling import fill_office

    later = [name for name in ("letters", "cases") if getattr(options, name)]
    if later:
        raise UserError(_("Phiên bản này chưa có sổ {names}.").format(names=", ".join(later)))
    with opened(options, writes=True) as app:
        counts = app.run(fill_office, options.year, options.tasks, options.seed, options.visits)
    answer = {"tasks": counts["count"], "obligations": counts["obligations"]}
    if options.tasks or not options.visits:
        say(_("Đã thêm {count} việc và {obligations} nghĩa vụ.").format(**counts))
    if options.visits:
        words = _("Đã thêm {visits} lượt tiếp, {people} công dân và {commitments} việc phải trả lời.")
        say(words.format(**counts))
        answer |= {key: counts[key] for key in ("visits", "people", "commitments")}
    return answer, DONE


def rules(options: argparse.Namespace) -> tuple[Answer, int]:
    """The rule book of statutory deadlines; needs neither office nor password."""
    from dcapp.rules.deadlines import GROUPS, UNITS, shipped_book

    book = shipped_book().rules
    if not options.json:
        for group, title in GROUPS.items():
            show(f"{_(title)}\n")
            for rule in (rule for rule in book if rule.group == group):
                show(f"  {rule.name}  {rule.title}\n")
                for wording in rule.wordings:
                    until = f" – {vn_date(wording.in_force_to)}" if wording.in_force_to else ""
                    days = f"{wording.days.normal} {_(UNITS[wording.unit])}" if wording.days else wording.says
                    doubt = "" if wording.is_checked else f" ({_('cần kiểm tra')})"
                    since = vn_date(wording.in_force_from)
                    show(f"      {wording.name}: {days}; {wording.citation}; {since}{until}{doubt}\n")
    return {"rules": [_rule_answer(rule) for rule in book]}, DONE


def _rule_answer(rule: DeadlineRule) -> Answer:
    editions = [
        {
            "edition": wording.name,
            "from": wording.in_force_from,
            "to": wording.in_force_to,
            "citation": wording.citation,
            "days": wording.days.normal if wording.days else None,
            "complex": wording.days.complex if wording.days else None,
            "remote": wording.days.remote if wording.days else None,
            "complex_remote": wording.days.both if wording.days else None,
            "unit": wording.unit if wording.days else None,
            "direction": wording.direction if wording.days else None,
            "extensions": wording.extension.most if wording.extension else 0,
            "suspends": wording.pause is not None,
            "text": wording.says,
            "confidence": wording.confidence,
            "checked": wording.is_checked,
        }
        for wording in rule.wordings
    ]
    return {"rule": rule.name, "part": rule.group, "title": rule.title, "start": rule.start, "editions": editions}


def deadline(options: argparse.Namespace) -> tuple[Answer, int]:
    """One date with its explanation; by the office's calendar and rule book where a password is given."""
    from dcapp.rules.counting import Case, Pausing
    from dcapp.rules.telling import outcome, told_notes, told_steps

    if (options.suspend is None) != (options.resume is None):
        raise Invalid(_("Có ngày tạm đình chỉ thì phải có cả ngày tiếp tục: --suspend và --resume."), field="suspend")
    case = Case(
        is_complex=options.complex,
        is_remote=True if options.area == "remote" else None,
        extensions=options.extensions,
        pausing=None if options.suspend is None else Pausing(options.suspend, options.resume),
        criteria=tuple(options.criterion),
        accepted_again=options.accepted_again,
    )
    found = _reckoned(options, case)
    if not options.json:
        show("\n".join((outcome(found), *told_steps(found))) + "\n")
        for note in told_notes(found):
            say(note)
    asked = {name.casefold(): name for name in (found.wording.name, found.rule.name)}
    return {
        "rule": asked[options.rule.strip().casefold()],
        "edition": found.wording.name,
        "from": found.start,
        "due": found.due,
        "weekday": weekday_name(found.due),
        "unit": found.wording.unit,
        "days": found.days,
        "direction": found.wording.direction,
        "days_off": [{"date": off.day, "name": off.name, "source": off.source} for off in found.days_off],
        "steps": [{"text": step.text, "citation": step.citation, "head": step.head()} for step in found.steps],
        "warnings": list(found.warnings),
    }, DONE


def _reckoned(options: argparse.Namespace, case: Case) -> Deadline:
    from dcapp.door import Door, DoorState
    from dcapp.rules.counting import reckon
    from dcapp.rules.working_days import built_in_calendar

    is_open = os.environ.get(PASSWORD_VARIABLE) is not None or options.password_file is not None
    if not is_open or Door(folder_of(options)).state() is DoorState.EMPTY:
        return reckon(options.rule, options.start, built_in_calendar(), case)
    from dcapp.features.office.rulebook import deadline_of

    with opened(options, writes=False) as app:
        return app.run(deadline_of, options.rule, options.start, case)
