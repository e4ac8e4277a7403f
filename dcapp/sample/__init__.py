"""The practice commune (xã mẫu), 2024 to 2026: told in data/sample, written through the use cases that officers use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dcapp.kernel import clock
from dcapp.profile import OfficeProfile
from dcapp.sample.telling import Story, told_in

if TYPE_CHECKING:
    from dcapp.app import App


def sample_profile() -> OfficeProfile:
    """The profile of the practice commune; everything it prints is marked."""
    told = told_in("commune.toml")
    account = told["account"]
    return OfficeProfile(
        **told["office"],
        account_name=account["name"],
        account_display=account["display_name"],
        account_post=account["post"],
        officers=tuple((officer["full_name"], officer["post"]) for officer in told["officers"]),
        villages=tuple(f"thôn {village['name']}" for village in told["villages"]),
        is_sample=True,
        opened_on=told["opened_on"],
    )


def last_day_told() -> date:
    """How far the story goes: to today, and never less far than the year of its second plan."""
    least: date = told_in("commune.toml")["told_until_at_least"]
    return max(clock.today(), least)


def furnish_sample(app: App) -> None:
    """Fill the open practice commune with the work of its people: papers, two plans, what was done and what is late.

    Everything is entered on the day on which it happened. Takes about half a minute.
    """
    from dcapp.sample.books import tell_books
    from dcapp.sample.cases import tell_cases
    from dcapp.sample.ground import tell_ground
    from dcapp.sample.reception import tell_reception
    from dcapp.sample.schedule import tell_schedule
    from dcapp.sample.work import tell_work

    story = Story(app, told_in("commune.toml")["opened_on"], last_day_told())
    tell_ground(story)
    tell_work(story)
    tell_books(story)
    tell_reception(story)
    tell_schedule(story)
    tell_cases(story)
    story.play()
