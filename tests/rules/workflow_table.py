"""Writes docs/workflows.md from the data: every state, and every transition that the law forbids, with its test.

python -m tests.rules.workflow_table
"""

from __future__ import annotations

from pathlib import Path

from dcapp.rules.workflows import STAGES, Workflow, shipped_workflows

PAGE = Path(__file__).parents[2] / "docs" / "workflows.md"
STATES_TEST = "`test_every_state_can_be_reached_by_steps`"
BANS_TEST = "`test_what_the_law_forbids_is_refused_with_its_article`"
_CONDITIONS = {
    "done": "done: {}",
    "not_done": "not done: {}",
    "any_done": "any done: {}",
    "criteria_below": "fewer criteria than {}",
    "extensions_from": "extended {} times or more",
    "after_due": "after the last day of {}",
    "before_due": "before the day of {}",
    "is_paused": "while the count rests",
}


def page() -> str:
    """The whole page."""
    head = (
        "# Workflows of cases\n\n"
        "Written by `tests/rules/workflow_table.py` from `resources/rules/workflows/*.toml`; a test compares the two.\n"
        "Confidence: V1 read in the source, V2 public copy, V3 secondary source, M from memory. Where the file says\n"
        "`checked = false` the program shows “cần kiểm tra”.\n\n"
        "An open case goes over to the newer edition with its next step, where that one knows its state\n"
        "(decree 155/2026 article 22(1), decree 156/2026 article 10(1)).\n"
    )
    return head + "".join(_section(workflow) for workflow in shipped_workflows())


def _section(workflow: Workflow) -> str:
    until = f"{workflow.in_force_to:%d/%m/%Y}" if workflow.in_force_to else "…"
    lines = [
        f"\n## {workflow.key}: {workflow.title}",
        f"\n{workflow.in_force_from:%d/%m/%Y} – {until} · {workflow.citation} · {workflow.confidence}"
        + ("" if workflow.is_checked else " · cần kiểm tra"),
        "\n### States\n",
        "| State | Title | Stage | Reached by | Article | Confidence | Test |",
        "|---|---|---|---|---|---|---|",
    ]
    for state in workflow.states:
        ways = [step for step in workflow.steps if step.to == state.key]
        by = ", ".join(f"`{step.key}`" for step in ways) or "(beginning)"
        articles = "; ".join(dict.fromkeys(step.citation for step in ways)) or workflow.citation
        grades = ", ".join(sorted({step.confidence for step in ways})) or workflow.confidence
        stage = STAGES[state.stage]
        lines.append(f"| `{state.key}` | {state.title} | {stage} | {by} | {articles} | {grades} | {STATES_TEST} |")
    lines += [
        "\n### What the law forbids\n",
        "| Step | In | When | Why | Article | Confidence | Test |",
        "|---|---|---|---|---|---|---|",
    ]
    for ban in workflow.forbidden:
        states = ", ".join(f"`{state}`" for state in ban.states) or "every state"
        lines.append(
            f"| `{ban.step}` | {states} | {_when(ban.when) or '–'} | {ban.why} | {ban.citation} "
            f"| {ban.confidence} | {BANS_TEST} |"
        )
    return "\n".join(lines) + "\n"


def _when(when: object) -> str:
    told: list[str] = []
    for key, value in dict(when).items():  # type: ignore[call-overload]  # a table of the file
        if key in ("answers", "answers_not"):
            sign = "=" if key == "answers" else "≠"
            told += [f"{question} {sign} {answer}" for question, answer in value.items()]
        else:
            words = ", ".join(value) if isinstance(value, list) else value
            told.append(_CONDITIONS[key].format(words))
    return "; ".join(told)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
