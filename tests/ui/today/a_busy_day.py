"""Something of everything that can be due, around Wednesday 10/05/2023."""

from __future__ import annotations

from datetime import date, timedelta

from dcapp.features.checks.models import Check, CheckFinding, CheckVisit
from dcapp.features.committee.models import Committee
from dcapp.features.meetings.models import Meeting
from dcapp.features.office.models import Officer, Post, Tenure, Village
from dcapp.features.opinions.models import Opinion
from dcapp.features.papers.models import Paper, PaperFollowUp
from dcapp.features.papers.terms import FollowUpKind
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.models import Difficulty, Task, TaskDelivery
from dcapp.features.tasks.terms import TaskState

TODAY = date(2023, 5, 10)
POSTS = ("Văn phòng – Thống kê", "Tư pháp – Hộ tịch", "Văn hóa – Xã hội", "Tài chính – Kế toán")


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def fill(put) -> dict[str, int]:
    """Write it all; the ids of what tests ask for."""
    ids = {"plan": put(Plan(year=2023, subject="Thực hiện dân chủ ở xã"))}
    officers = []
    for number, title in enumerate(POSTS):
        officer = put(Officer(full_name=f"Nguyễn Thị Số {number}"))
        put(Tenure(officer_id=officer, post_id=put(Post(key=f"thu-{number}", title=title))))
        officers.append(officer)

    def task(title, last_on, lead=0, **values):
        made = {"plan_id": ids["plan"], "title": title, "last_on": last_on, "due_on": last_on}
        return put(Task(**{**made, "lead_id": officers[lead], "lead_words": POSTS[lead], **values}))

    ids["late"] = task("Gỡ danh sách niêm yết hết hạn ở nhà văn hóa thôn Tấn", day(-5), 2, section="II.4")
    task("Gửi thông báo kết luận kiểm tra đợt 1 cho các thôn", day(-2), 1, section="II.2")
    ids["reports"] = task("Báo cáo 06 tháng đầu năm của các thôn", day(0), section="III.1", percent=40)
    for name in ("Châu Me", "Vĩnh Tuy", "Hưng Long"):
        village = put(Village(name=name))
        put(TaskDelivery(task_id=ids["reports"], sender=f"thôn {name}", addressee="UBND xã", village_id=village))
    task("Tổng hợp báo cáo 06 tháng của công chức, trưởng thôn", day(4), due_on=day(5), is_before=True, section="II.3")
    for number in range(5):
        task(f"Niêm yết dự toán thu, chi quỹ vận động đóng góp năm 2023, điểm số {number + 1}", day(2 + number), 3)
    for number in range(19):
        task(f"Việc đã xong {number}", day(-30), number % 4, state=TaskState.DONE, percent=100)
    for number in range(12):
        task(f"Việc đang làm {number}", day(60 + number), number % 3, percent=50)
    ids["difficulty"] = put(
        Difficulty(plan_id=ids["plan"], raised_on=day(-3), raised_by="Thôn Đông", matter="Nhà văn hóa chưa có bảng tin")
    )
    ids["meeting"] = put(
        Meeting(title="Hội nghị Nhân dân thôn Châu Me", held_on=day(0), starts_at="14:00", place="Nhà văn hóa")
    )
    put(Meeting(title="Họp Ban Chỉ đạo thực hiện dân chủ", held_on=day(2), starts_at="08:00", chair="Lê Văn Thử"))
    put(Meeting(title="Giao ban tuần sau", held_on=day(6), starts_at="07:30"))
    visit = put(
        CheckVisit(check_id=put(Check(title="Kiểm tra", starts_on=day(-9))), visited_on=day(-8), place="Thôn Đông")
    )
    put(CheckFinding(visit_id=visit, position=1, words="Chưa niêm yết quy ước", owner=POSTS[2], fix_by=day(3)))
    put(Opinion(heard_on=day(-9), matter="Đường ven biển ngập sau mưa", passed_to="Địa chính", answer_by=day(1)))
    put(Committee(name="Ban Chỉ đạo thực hiện Quy chế dân chủ", since=day(-700), until=day(13)))
    paper = put(Paper(type_name="Nghị quyết", number="05/NQ-HĐND", subject="về mức đóng góp", in_force_to=day(5)))
    put(PaperFollowUp(paper_id=paper, kind=FollowUpKind.INTERIM_REVIEW, due_on=day(6)))
    return ids
