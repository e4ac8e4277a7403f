"""The practice commune (xã mẫu), 2024 to 2026: told in data/sample, written through the use cases that officers use."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dcapp.kernel.errors import AlreadyThere
from dcapp.profile import OfficeProfile

if TYPE_CHECKING:
    from dcapp.app import App

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


@lru_cache(maxsize=1)
def _commune() -> Mapping[str, Any]:
    return tomllib.loads((SAMPLE / "commune.toml").read_text("utf-8"))


def sample_profile() -> OfficeProfile:
    """The profile of the practice commune; everything it prints is marked."""
    told = _commune()
    account = told["account"]
    return OfficeProfile(
        **told["office"],
        account_name=account["name"],
        account_display=account["display_name"],
        account_post=account["post"],
        officers=tuple((officer["full_name"], officer["post"]) for officer in told["officers"]),
        villages=tuple(f"thôn {village['name']}" for village in told["villages"]),
        is_sample=True,
    )


def furnish_sample(app: App) -> None:
    """Fill the open practice commune: people, villages, bodies, documents, two signed plans, days off.

    Takes a few seconds; what is there already is passed over.
    """
    told = _commune()
    _staff(app, told["officers"])
    _count_households(app, told["villages"])
    _enter_bodies(app, told["bodies"])
    _enter_papers(app, told["papers"], told["follow_ups"])
    _take_in_plans(app, told["plans"])
    _give_numbers(app, told["issued"])
    _enter_incoming(app, told["incoming"])
    _load_calendar(app, told["years"], told["days_off"])


def _add(app: App, use_case: Callable[..., Any], form: Any) -> None:
    with suppress(AlreadyThere):
        app.run(use_case, form)


def _lines(app: App, register: Any) -> list[Mapping[str, Any]]:
    from dcapp.registers.finding import Query
    from dcapp.registers.use_cases import reading

    page = app.run(reading(register), Query(), None, 1000)
    return list(page.lines)


def _staff(app: App, officers: Sequence[Mapping[str, Any]]) -> None:
    from dcapp.features.office.register import OFFICERS
    from dcapp.features.office.service import OfficerForm, edit_officer

    known = {line["full_name"]: line["id"] for line in _lines(app, OFFICERS)}
    for told in officers:
        full_name = told["full_name"]
        said = {"full_name": full_name, "phone": told["phone"], "note": told.get("note", "")}
        app.run(edit_officer, known[full_name], OfficerForm(**said, post_key=told["post"], since=told["first_day"]))
        if "next_post" in told:
            form = OfficerForm(**said, post_key=told["next_post"], since=told["since"])
            app.run(edit_officer, known[full_name], form)
        if "left_on" in told:
            app.run(edit_officer, known[full_name], OfficerForm(**said, left_on=told["left_on"]))


def _count_households(app: App, villages: Sequence[Mapping[str, Any]]) -> None:
    from dcapp.features.office.register import VILLAGES
    from dcapp.features.office.service import VillageForm, edit_village

    known = {line["name"]: line["id"] for line in _lines(app, VILLAGES)}
    for told in villages:
        for counted_on, households, people in told["counts"]:
            form = VillageForm(
                name=told["name"],
                head_name=told["head_name"],
                note=told.get("note", ""),
                households=households,
                people=people,
                counted_on=counted_on,
            )
            app.run(edit_village, known[told["name"]], form)


def _enter_bodies(app: App, bodies: Sequence[Mapping[str, Any]]) -> None:
    from dcapp.features.office.service import BodyForm, add_body
    from dcapp.features.office.terms import BodyKind

    for told in bodies:
        _add(app, add_body, BodyForm(**{**told, "kind": BodyKind(told["kind"])}))


def _enter_papers(app: App, papers: Sequence[Mapping[str, Any]], follow_ups: Sequence[Mapping[str, Any]]) -> None:
    from dcapp.features.papers.register import LEGAL_PAPERS
    from dcapp.features.papers.service import FollowUpForm, PaperForm, add_follow_up, add_paper
    from dcapp.features.papers.terms import FollowUpKind

    for paper in papers:
        _add(app, add_paper, PaperForm(**paper))
    known = {line["number"]: line["id"] for line in _lines(app, LEGAL_PAPERS)}
    for told in follow_ups:
        said = {**told, "kind": FollowUpKind(told["kind"])}
        app.run(add_follow_up, known[said.pop("paper")], FollowUpForm(**said))


def _take_in_plans(app: App, names: Sequence[str]) -> None:
    from dcapp.features.plan.service import take_in_plan
    from dcapp.features.plan.taking_in import form_of
    from dcapp.reading.extracting import extract
    from dcapp.reading.reader import read_paper

    for name in names:
        path = SAMPLE / name
        form = form_of(read_paper(extract(path)))
        with suppress(AlreadyThere):
            app.run(take_in_plan, form, name, path.read_bytes())


def _give_numbers(app: App, issued: Sequence[Mapping[str, Any]]) -> None:
    from dcapp.features.papers.service import NumberForm, cancel_number, take_number

    signer, kept_by = app.office.chairman, "VT"
    for told in issued:
        said = dict(told)
        cancelled = said.pop("cancelled", "")
        number = app.run(take_number, NumberForm(**said, signer=signer, kept_by=kept_by))
        if cancelled:
            app.run(cancel_number, number, cancelled)


def _enter_incoming(app: App, incoming: Sequence[Mapping[str, Any]]) -> None:
    from dcapp.features.papers.service import IncomingForm, add_incoming

    for told in incoming:
        _add(app, add_incoming, IncomingForm(**told))


def _load_calendar(app: App, years: Sequence[int], days_off: Sequence[Mapping[str, Any]]) -> None:
    from dcapp.features.office.service import DayOffForm, add_day_off, load_year

    for year in years:
        app.run(load_year, year)
    for told in days_off:
        _add(app, add_day_off, DayOffForm(**told))
