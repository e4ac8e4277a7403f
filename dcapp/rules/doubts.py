"""What is doubtful about a deadline: an unchecked rule, a year without calendar, a case the rule does not know."""

from __future__ import annotations

from datetime import timedelta

from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_
from dcapp.rules.complexity import complexity_on
from dcapp.rules.deadlines import Unit
from dcapp.rules.due import Case, Deadline
from dcapp.rules.sentences import Said, said
from dcapp.rules.working_days import Calendar


def doubts_of(found: Deadline, calendar: Calendar, case: Case, *, is_asked: bool) -> list[Said]:
    """What speaks against relying on the day as it stands; `is_asked`: somebody asked for this very wording."""
    wording = found.wording
    told: list[Said] = []
    if is_asked and not wording.holds_on(found.start):
        words = N_("Bản {name} không có hiệu lực vào {day}.")
        told.append(said(words, name=wording.name, day=vn_date(found.start)))
    if not wording.is_checked:
        words = N_("Quy định này cần kiểm tra lại với văn bản gốc: {citation}.")
        told.append(said(words, citation=wording.citation))
    if case.is_complex and not case.criteria and (known := complexity_on(found.rule.group, found.start)) is not None:
        words = N_("Ghi rõ tiêu chí phức tạp và lưu hồ sơ ({citation}).")
        told.append(said(words, citation=known.citation))
    plain = wording.days is not None and wording.days.complex is None and wording.days.both is None
    if case.counts_as_complex and plain and wording.extension is None:
        told.append(said(N_("Quy định này không phân biệt vụ việc phức tạp.")))
    if case.is_remote and wording.days is not None and wording.days.remote is None and wording.days.both is None:
        told.append(said(N_("Quy định này không phân biệt vùng sâu, vùng xa.")))
    if case.extensions and not case.counts_as_complex:
        told.append(said(N_("Chỉ gia hạn khi vụ việc phức tạp (một lần) hoặc đặc biệt phức tạp (hai lần).")))
    if wording.pause and any(rest.suspended_on < wording.pause.in_force_from for rest in case.rests):
        words = N_("Quy định về tạm đình chỉ chỉ có hiệu lực từ {day}.")
        told.append(said(words, day=vn_date(wording.pause.in_force_from)))
    if missing := calendar.missing_years(found.start, found.due):
        words = N_("Chưa nạp lịch nghỉ năm {years}: chỉ mới trừ thứ Bảy, Chủ Nhật. Nạp lịch rồi tính lại.")
        told.append(said(words, years=missing))
    first, last = sorted((found.start, found.due))
    if wording.unit is Unit.CALENDAR:  # only the end of the count depends on days off
        first = last - timedelta(days=len(found.days_off))
    if doubtful := calendar.unchecked_between(first, last):
        days = "; ".join(f"{vn_date(one.day)} {one.name}" for one in doubtful)
        told.append(said(N_("Lịch nghỉ cần kiểm tra: {days}."), days=days))
    return told
