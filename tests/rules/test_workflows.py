"""The workflows as data: they fit together, cover what the law names, and refuse what it forbids."""

from __future__ import annotations

import copy
import tomllib
from datetime import date, timedelta

import pytest

from dcapp.features.cases.rules import Standing, holds, refusal
from dcapp.kernel.errors import RuleViolation
from dcapp.rules.deadlines import shipped_book
from dcapp.rules.workflows import BEFORE, FORMS, shipped_workflows, workflow_of, workflow_on, workflows_in
from tests.rules.workflow_table import PAGE, page

DAY = date(2026, 8, 3)
BANS = [(workflow, ban) for workflow in shipped_workflows() for ban in workflow.forbidden]


def test_every_kind_has_an_edition_on_every_day_and_the_new_one_from_july_2026():
    assert workflow_on("complaint", date(2026, 6, 30)).key == "complaint-2012"
    assert workflow_on("complaint", date(2026, 7, 1)).key == "complaint-2026"
    assert workflow_on("denunciation", date(2026, 6, 30)).key == "denunciation-2019"
    assert workflow_on("denunciation", date(2026, 7, 1)).key == "denunciation-2026"
    assert workflow_on("petition", DAY).key == "petition-2014"
    assert workflow_on("complaint", date(2005, 1, 1)).key == "complaint-2012"
    with pytest.raises(RuleViolation):
        workflow_of("complaint-1998")


def test_every_state_can_be_reached_by_steps():
    for workflow in shipped_workflows():
        found, new = {workflow.first.key}, {workflow.first.key}
        while new:
            new = {step.target(state) for state in new for step in workflow.from_state(state)} - found - {BEFORE}
            found |= new
        assert found == {state.key for state in workflow.states}, workflow.key


def test_the_states_that_the_law_names_are_there():
    complaint = {state.key for state in workflow_of("complaint-2026").states}
    named = "received kept guided forwarded refused accepted rechecking verifying dialogued decided sent published"
    side = "effective executing closed suspended terminated second court archived"
    assert set(f"{named} {side}".split()) <= complaint
    old = {state.key for state in workflow_of("complaint-2012").states}
    assert complaint - old == {"suspended"}, "the law of 2011 knew no suspension of the resolving"


def test_every_form_of_complaints_and_denunciations_belongs_to_a_step():
    printed = {form for workflow in shipped_workflows() for step in workflow.steps for form in step.forms}
    by_citizens = {"kn01", "kn02"}
    assert FORMS - printed == by_citizens


@pytest.mark.parametrize(
    ("workflow", "ban"), BANS, ids=[f"{one.key}-{ban.step}-{n}" for n, (one, ban) in enumerate(BANS)]
)
def test_what_the_law_forbids_is_refused_with_its_article(workflow, ban):
    step = workflow.step(ban.step)
    values = dict(ban.when.get("answers", {}))
    for state in ban.states or step.sources:
        standing = _forbidden(state, ban.when)
        assert holds(ban.when, standing, DAY, {})
        refused = refusal(workflow, step, standing, DAY, values)
        assert refused is not None
        assert refused.citation in {one.citation for one in workflow.bans(ban.step, state)}
        assert refused.why


def _forbidden(state, when):
    due = {}
    if "after_due" in when:
        due[when["after_due"]] = DAY - timedelta(days=1)
    if "before_due" in when:
        due[when["before_due"]] = DAY + timedelta(days=1)
    below = when.get("criteria_below")
    return Standing(
        state=state,
        taken=dict.fromkeys((*when.get("done", ()), *when.get("any_done", ())), 1),
        answers=dict(when.get("answers", {})),
        criteria=("places", "contents")[: below - 1 if below is not None else 2],
        extensions=when.get("extensions_from", 0),
        due=due,
        is_paused=when.get("is_paused", False),
    )


def test_the_page_of_workflows_says_what_the_data_say():
    assert PAGE.read_text("utf-8") == page()


def _broken(change):
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in _files()}
    read = {"petition-2014": copy.deepcopy(read["petition-2014"])}
    change(read["petition-2014"])
    return read


def _files():
    from dcapp.rules.workflows import FOLDER

    return FOLDER.glob("*.toml")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda file: file["step"][0].update(colour="red"), "unknown keys"),
        (lambda file: file["step"][0].update(to="heaven"), "no such state"),
        (lambda file: file["step"][0].update(meets=["KN-99"]), "no such rule"),
        (lambda file: file["step"][0].update(forms=["kn99"]), "no such form"),
        (lambda file: file["step"][0].update(right="office.edit"), "no such right"),
        (lambda file: file["step"][0].update(needs=["gold"]), "no such kind of paper"),
        (lambda file: file["state"].append({"key": "limbo", "title": "?", "stage": "intake", "tone": "info"}), "never"),
        (lambda file: file["forbidden"][0].update(step="fly"), "no such step"),
        (lambda file: file["forbidden"][0].update(when={"moon": "full"}), "no such condition"),
        (lambda file: file["step"][-1].pop("after_end"), "closed case"),
        (lambda file: file["step"][0].pop("citation"), "citation"),
        (lambda file: file["workflow"].update(key="other"), "key"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_when_it_is_read(change, words):
    with pytest.raises(ValueError, match=words):
        workflows_in(_broken(change), shipped_book())
