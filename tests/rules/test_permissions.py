"""The matrix of rights, written a second time from the paper: 8 roles × 36 actions × 4 contexts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.rules.permissions import GRANTS, PERMISSIONS, ROLES, Context, Verdict, load_matrix, read_matrix

CONTEXTS = {
    "normal": Context(own=True, assigned=True),
    "not assigned": Context(own=False, assigned=False),
    "related": Context(own=True, assigned=True, related=True),
    "closed": Context(own=True, assigned=True, closed=True),
}
NOBODY = "........"
# y may, m may but masked, 2 with a second person, p proposes, v approves, r looks only, c counts only, . refused.
# Each row: normal, not assigned, accused or related, closed; each letter a role, QT LD TN TL TC TD KS BC.
EXPECTED = {
    "cases.list": (".yyyyyy.", ".yy..yy.", NOBODY, ".yyyyyy."),
    "cases.read": (".yyyyyy.", ".yy..yy.", NOBODY, ".yyyyyy."),
    "cases.create": ("..y..y..", "..y..y..", NOBODY, NOBODY),
    "cases.edit": ("..yyyy..", "..y.....", NOBODY, NOBODY),
    "cases.assign": (".y.pp...", ".y......", NOBODY, NOBODY),
    "cases.extend": (".y.pp...", ".y......", NOBODY, NOBODY),
    "cases.conclude": (".y.pp...", ".y......", NOBODY, NOBODY),
    "cases.attach": ("..yyyy..", "..y..y..", NOBODY, NOBODY),
    "cases.open_scan": (".yyyyyy.", ".yy..yy.", NOBODY, ".yyyyyy."),
    "cases.delete": (".2......", ".2......", NOBODY, NOBODY),
    "denunciations.know": (".yy.yyyc", ".y.....c", NOBODY, ".yy.yyyc"),
    "denunciations.read": (".my.m.m.", ".m......", NOBODY, ".my.m.m."),
    "denunciations.reveal": (".2y.y...", ".2......", NOBODY, ".2y.y..."),
    "denunciations.open_original": (".2y.y...", ".2......", NOBODY, ".2y.y..."),
    "denunciations.grant": (".y......", ".y......", NOBODY, NOBODY),
    "denunciations.revoke": (".y......", ".y......", NOBODY, ".y......"),
    "denunciations.print_identity": (".2..2...", ".2......", NOBODY, ".2..2..."),
    "denunciations.export_identity": (".2..2...", ".2......", NOBODY, ".2..2..."),
    "cases.search": (".myyyym.", ".my..ym.", NOBODY, ".myyyym."),
    "cases.statistics": (".yyyyyyy", ".yy..yyy", NOBODY, ".yyyyyyy"),
    "cases.registers": (".yyyyyyy", ".yy..yyy", NOBODY, ".yyyyyyy"),
    "cases.export_excel": (".mmmm.mm", ".mm...mm", NOBODY, ".mmmm.mm"),
    "cases.export_csv": (".mmmm.mm", ".mm...mm", NOBODY, ".mmmm.mm"),
    "cases.import_excel": ("..y.....",) * 4,
    "cases.import_word": ("..y.....",) * 4,
    "cases.correct_number": (".2p.....", ".2p.....", NOBODY, NOBODY),
    "cases.correct_date": (".2p.....", ".2p.....", NOBODY, NOBODY),
    "audit.read": ("my....y.", "my....y.", NOBODY, "my....y."),
    "audit.verify": ("yy....y.",) * 4,
    "accounts.manage": ("yv....r.",) * 4,
    "accounts.roles": ("2v....r.",) * 4,
    "accounts.reset_password": ("yv......",) * 4,
    "backup.make": ("yyy.....",) * 4,
    "backup.restore": ("22......",) * 4,
    "settings.edit": ("yv....r.",) * 4,
    "settings.retention": ("yv....r.",) * 4,
}
HOUSE = {
    "everybody": "drafts.own accounts.own office.view rules.view search plan.view papers.view print",
    "QT": "office.edit settings.edit calendar.edit accounts.view accounts.manage audit.read audit.verify bin.manage "
    "backup.make attachments.add attachments.open fill import export",
    "TN": "plan.import plan.edit plan.manage papers.edit numbering.take import export",
    "LD": "plan.import plan.edit plan.manage plan.approve papers.edit papers.approve numbering.take",
}


def letter(verdict: Verdict) -> str:
    if verdict.allowed:
        return "m" if verdict.masked else "y"
    for said, how in zip("2pvrc", LESSER, strict=True):
        if getattr(verdict, how):
            return said
    return "."


LESSER = ("second_person", "only_proposes", "only_approves", "only_reads", "only_counts")


def drawn(matrix, actions=EXPECTED):
    """The matrix as the table above is written."""
    return {
        action: tuple(
            "".join(letter(matrix.decide({role}, action, context)) for role in ROLES) for context in CONTEXTS.values()
        )
        for action in actions
    }


def test_the_matrix_is_the_one_on_paper_in_all_1152_cells():
    matrix = load_matrix()
    assert {key for key in matrix.actions() if matrix.action(key).in_matrix} == set(EXPECTED)
    assert len(ROLES) * len(EXPECTED) * len(CONTEXTS) == 1152
    assert drawn(matrix) == EXPECTED


def test_every_flipped_grant_is_seen():
    matrix = load_matrix()
    unseen = []
    for action, rows in EXPECTED.items():
        for role in ROLES:
            for grant in sorted({"Y", "-"} - {matrix.grant(role, action)}):
                flipped = replace(matrix, cells={**matrix.cells, (role, action): grant})
                if drawn(flipped, (action,))[action] == rows:
                    unseen.append((role, action, grant))
    # "Until handed over" and "never a denunciation" differ from a plain yes only in contexts tested below.
    assert set(unseen) == {("TN", "cases.edit", "Y"), ("TN", "cases.search", "Y"), ("TD", "cases.search", "Y")}


@pytest.mark.parametrize("mark", ["of_case", "changes_case", "always_masked"])
@pytest.mark.parametrize("action", EXPECTED)
def test_every_flipped_mark_of_an_action_is_seen(mark, action):
    matrix = load_matrix()
    known = matrix.action(action)
    flipped = replace(known, **{mark: not getattr(known, mark)})
    changed = drawn(replace(matrix, known={**matrix.known, action: flipped}), (action,))[action]
    nothing_to_mask = {"y", "m"}.isdisjoint(EXPECTED[action][0]) or set(EXPECTED[action][0]) <= {"m", "."}
    if mark == "always_masked" and nothing_to_mask and not known.always_masked:
        return
    assert changed != EXPECTED[action]


@pytest.mark.parametrize(("who", "actions"), HOUSE.items())
def test_the_rights_of_the_house(who, actions):
    matrix = load_matrix()
    roles = ROLES if who == "everybody" else (who,)
    assert [(role, key) for role in roles for key in actions.split() if not matrix.decide({role}, key).allowed] == []


def test_nobody_without_a_role_may_do_anything_and_unknown_things_are_refused():
    matrix = load_matrix()
    assert [key for key in matrix.actions() if matrix.decide((), key).allowed] == []
    assert [key for key in matrix.actions() if matrix.decide({"XX"}, key).allowed] == []
    assert not matrix.decide(set(ROLES), "cases.burn").allowed
    assert matrix.grant("QT", "cases.burn") == "-"


def test_the_first_account_of_an_office_can_run_it():
    first = {"QT", "LD", "TN", "BC"}
    refused = [key for key in load_matrix().known if not load_matrix().decide(first, key).allowed]
    house = [key for key in refused if not key.startswith(("cases.", "denunciations."))]
    assert house == ["accounts.roles", "backup.restore"]


def test_the_administrator_sees_no_case_whatever_the_office_writes():
    matrix = load_matrix()
    wanted = {("QT", key): "Y" for key in matrix.actions() if key.startswith(("cases.", "denunciations."))}
    opened = matrix.with_overrides(wanted)
    assert [key for _, key in wanted if opened.action(key).of_case and opened.decide({"QT"}, key).allowed] == []


def test_the_office_lays_its_own_cells_over_the_matrix():
    matrix = load_matrix()
    own = matrix.with_overrides({
        ("TL", "plan.edit"): "Y",
        ("BC", "papers.view"): "-",
        ("TL", "denunciations.reveal"): "Y",
        ("QT", "accounts.manage"): "-",
        ("TL", "cases.burn"): "Y",
        ("TL", "papers.edit"): "everything",
    })  # fmt: skip
    assert own.decide({"TL"}, "plan.edit").allowed
    assert not own.decide({"BC"}, "papers.view").allowed
    assert not own.decide({"TL"}, "denunciations.reveal").allowed
    assert own.decide({"QT"}, "accounts.manage").allowed
    assert not own.decide({"TL"}, "cases.burn").allowed
    assert not own.decide({"TL"}, "papers.edit").allowed
    assert not matrix.decide({"TL"}, "plan.edit").allowed


@pytest.mark.parametrize(
    ("role", "action", "context", "said"),
    [
        ("TN", "cases.edit", Context(), "y"),
        ("TN", "cases.edit", Context(handed_over=True), "."),
        ("TD", "cases.edit", Context(own=True, day_over=True), "."),
        ("TD", "cases.edit", Context(), "."),
        ("TN", "denunciations.read", Context(own=True, handed_over=True), "."),
        ("TN", "cases.search", Context(denunciation=True), "."),
        ("TD", "cases.search", Context(denunciation=True), "."),
        ("LD", "cases.search", Context(denunciation=True), "m"),
        ("LD", "denunciations.reveal", Context(confirmed=True), "y"),
        ("LD", "denunciations.reveal", Context(confirmed=True, related=True), "."),
        ("QT", "backup.restore", Context(confirmed=True), "y"),
        ("TC", "denunciations.print_identity", Context(confirmed=True, assigned=False), "."),
    ],
)
def test_contexts_that_only_some_grants_ask_for(role, action, context, said):
    assert letter(load_matrix().decide({role}, action, context)) == said


@given(
    roles=st.sets(st.sampled_from(list(ROLES))),
    action=st.sampled_from(sorted(EXPECTED)),
    context=st.builds(Context, own=st.booleans(), assigned=st.booleans(), related=st.booleans(), closed=st.booleans()),
)
def test_several_roles_may_do_what_one_of_them_may_and_no_more(roles, action, context):
    matrix = load_matrix()
    together = matrix.decide(roles, action, context)
    apart = [matrix.decide({role}, action, context) for role in roles]
    assert together.allowed == any(one.allowed for one in apart)
    assert together.weight == max((one.weight for one in apart), default=0)
    assert together.allowed or together.reason


def test_every_grant_in_use_is_explained():
    assert set(load_matrix().cells.values()) <= set(GRANTS)


def test_a_row_that_does_not_fit_is_refused():
    import tomllib

    shipped = tomllib.loads(PERMISSIONS.read_text("utf-8"))
    short = {**shipped, "house": {**shipped["house"], "search": "Y Y"}}
    strange = {**shipped, "house": {**shipped["house"], "search": "Y Y Y Y Y Y Y ?"}}
    astray = {**shipped, "of_case": [*shipped["of_case"], "cases.burn"]}
    for broken in (short, strange, astray, {**shipped, "roles": ["QT"]}):
        with pytest.raises(ValueError, match=r"fit|no such|roles"):
            read_matrix(broken)


def test_the_words_of_the_screen_of_rights():
    matrix = load_matrix()
    words = {row.key: [matrix.level_word(role, row) for role in ROLES] for row in matrix.areas()}
    assert words["plan"][:4] == ["Xem", "Duyệt", "Quản lý", "Xem"]
    assert words["cases"] == ["–", "Duyệt", "Sửa", "Việc mình", "Việc mình", "Việc mình", "Xem", "–"]
    assert words["sealed"] == ["–", "Theo vụ", "Theo vụ", "–", "Theo vụ", "–", "–", "–"]
    assert words["accounts"] == ["Quản lý", "Duyệt", "–", "–", "–", "–", "Xem", "–"]
    assert matrix.level_word(("TL", "TN"), "cases") == "Sửa"
    used = {key for row in matrix.areas() for key in (*row.view, *row.edit, *row.manage, *row.approve)}
    assert used <= set(matrix.actions())


def area_of(matrix, key):
    return next(area for area in matrix.areas() if area.key == key)


def test_every_level_that_is_offered_is_read_back_and_touches_no_fixed_cell():
    shipped = load_matrix()
    for area in shipped.areas():
        for role in ROLES:
            offered = shipped.levels_for(role, area)
            assert shipped.level((role,), area) in offered
            for level in offered if len(offered) > 1 else ():
                cells = shipped.level_cells(role, area, level)
                assert not any(shipped.is_fixed(*cell) for cell in cells)
                assert {cell[0] for cell in cells} == {role}
                assert shipped.with_overrides(cells).level((role,), area) == level


def test_setting_a_level_back_gives_the_shipped_cells_again():
    shipped = load_matrix()
    for area in shipped.areas():
        for role in ROLES:
            cells = shipped.level_cells(role, area, shipped.level((role,), area))
            assert all(shipped.grant(*cell) == grant for cell, grant in cells.items())


def test_a_level_means_the_same_to_whoever_gets_it():
    shipped = load_matrix()
    cells = shipped.level_cells("BC", area_of(shipped, "cases"), "Việc mình")
    assert (cells["BC", "cases.read"], cells["BC", "cases.edit"], cells["BC", "cases.assign"]) == ("A", "A", "AP")
    cells = shipped.level_cells("BC", area_of(shipped, "plan"), "Sửa")
    assert (cells["BC", "plan.edit"], cells["BC", "plan.manage"], cells["BC", "plan.import"]) == ("Y", "-", "-")
    assert shipped.level_cells("TN", area_of(shipped, "backup"), "Quản lý")["TN", "backup.restore"] == "2"


def test_own_work_is_offered_only_where_slices_know_whose_it_is():
    shipped = load_matrix()
    offering = {area.key for area in shipped.areas() for role in ROLES if "Việc mình" in shipped.levels_for(role, area)}
    assert offering == {"cases", "figures"}


@pytest.mark.parametrize(
    ("role", "key"), [("QT", "accounts"), ("QT", "cases"), ("LD", "sealed"), ("TL", "sealed"), ("QT", "audit")]
)
def test_cells_that_are_not_the_offices_to_change_offer_one_level(role, key):
    shipped = load_matrix()
    assert len(shipped.levels_for(role, area_of(shipped, key))) == 1


def test_no_role_is_left_without_a_look_at_what_other_screens_read():
    shipped = load_matrix()
    for key in ("office", "settings"):
        assert all("–" not in shipped.levels_for(role, area_of(shipped, key)) for role in ROLES)


def test_levels_keep_their_meaning_after_the_office_changed_others():
    shipped = load_matrix()
    changed = shipped.with_overrides(shipped.level_cells("TN", area_of(shipped, "plan"), "Xem"))
    assert changed.level(("TN",), area_of(shipped, "plan")) == "Xem"
    assert shipped.level_cells("TN", area_of(shipped, "plan"), "Quản lý")["TN", "plan.import"] == "Y"
