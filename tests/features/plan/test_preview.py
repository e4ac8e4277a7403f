"""Corrections of a reading: every step can be taken back, spans stay in the text, counts say what will be written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.features.plan.preview import ENTRY_KINDS, ChargedDuty, EntryKind, preview_of
from dcapp.features.plan.preview_draft import from_payload, to_payload
from dcapp.features.plan.service import CitationForm, DueForm
from dcapp.features.plan.taking_in import form_of
from dcapp.features.plan.terms import PassageKind
from dcapp.kernel.errors import Invalid
from dcapp.reading.extracting import extract
from dcapp.reading.reader import read_paper

PAPERS = Path(__file__).parents[2] / "reading" / "papers"
NAMES = ("cong-van-so-noi-vu", "hai-dong-trang", "phuong-hai-cot", "tinh-phu-luc", "khong-phan-ba")
READINGS = {}


def a_preview(name="hai-dong-trang"):
    if name not in READINGS:
        READINGS[name] = read_paper(extract(PAPERS / f"{name}.txt"))
    return preview_of(READINGS[name])


def first(preview, kind):
    return preview.of_kind(kind)[0]


@pytest.mark.parametrize("name", NAMES)
def test_without_corrections_the_form_is_what_was_read(name):
    preview = a_preview(name)
    wanted = form_of(READINGS[name])
    form = preview.to_form()
    assert replace(form, assignments=()) == replace(wanted, assignments=())
    flat = [(a.officer, a.number, duty) for a in form.assignments for duty in a.duties]
    assert flat == [(a.officer, a.number, duty) for a in wanted.assignments for duty in a.duties]


@pytest.mark.parametrize("name", NAMES)
def test_charges_of_one_person_in_two_places_stay_two(name):
    preview = a_preview(name)
    assert [len(a.duties) for a in preview.to_form().assignments] == [
        len(given.duties) for given in READINGS[name].assignments if given.duties
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_says_where_it_stands(name):
    preview = a_preview(name)
    for entry in preview.entries:
        assert entry.spans
        for span in entry.spans:
            assert 0 <= span.start < span.end <= len(preview.reading.text)
        assert preview.entry_at(entry.spans[0].start) is not None
    assert preview.entry_at(len(preview.reading.text) + 5) is None


def test_tags_count_per_kind():
    preview = a_preview()
    for kind in EntryKind:
        entries = preview.of_kind(kind)
        assert [preview.tag(entry) for entry in entries] == [f"{kind.value}{n + 1}" for n in range(len(entries))]
    assert set(ENTRY_KINDS) == set(EntryKind)


def test_an_edit_replaces_the_words_and_settles_the_doubt():
    preview = a_preview()
    entry = first(preview, EntryKind.OBLIGATION)
    assert isinstance(entry.value, DueForm)
    preview.entries = [replace(e, doubt="xem lại") if e.key == entry.key else e for e in preview.entries]
    preview.edit(entry.key, replace(entry.value, what="báo cáo khác", doubt=""))
    assert preview.entry(entry.key).text == "báo cáo khác"
    assert entry.key not in [doubtful.key for doubtful in preview.doubtful()]
    assert preview.to_form().obligations[0].what == "báo cáo khác"


@pytest.mark.parametrize("kind", list(EntryKind))
def test_an_entry_without_words_is_refused(kind):
    preview = a_preview("cong-van-so-noi-vu" if not a_preview().of_kind(kind) else "hai-dong-trang")
    entry = first(preview, kind)
    empty = {
        CitationForm: lambda value: replace(value, number=" ", subject=""),
        ChargedDuty: lambda value: replace(value, text=" "),
        DueForm: lambda value: replace(value, what=""),
        str: lambda _value: "  ",
    }[type(entry.value)](entry.value)
    before = list(preview.entries)
    with pytest.raises(Invalid):
        preview.edit(entry.key, empty)
    assert preview.entries == before
    assert not preview.undo()


def test_a_settled_doubt_is_settled_in_what_is_written_too():
    preview = a_preview()
    entry = first(preview, EntryKind.OBLIGATION)
    doubtful = replace(entry, doubt="xem lại", value=replace(entry.value, doubt="xem lại"))
    preview.entries = [doubtful if e.key == entry.key else e for e in preview.entries]
    preview.settle(entry.key)
    assert preview.to_form().obligations[0].doubt == ""


def test_a_dropped_entry_is_not_written_and_comes_back():
    preview = a_preview()
    entry = first(preview, EntryKind.RECIPIENT)
    before = preview.counts()
    preview.drop(entry.key)
    assert preview.counts()[EntryKind.RECIPIENT] == before[EntryKind.RECIPIENT] - 1
    assert entry.text not in preview.to_form().recipients
    assert preview.entry(entry.key).is_dropped
    preview.take_back(entry.key)
    assert preview.counts() == before


def items_of(form):
    return [(passage.marker, passage.text) for passage in form.passages if passage.kind is PassageKind.ITEM]


def lines_of(form):
    return [line for passage in form.passages for line in passage.text.splitlines()]


def test_a_dropped_item_is_no_item_but_its_words_stay():
    preview = a_preview("cong-van-so-noi-vu" if not a_preview().of_kind(EntryKind.ITEM) else "hai-dong-trang")
    before = preview.to_form()
    entry = first(preview, EntryKind.ITEM)
    preview.drop(entry.key)
    after = preview.to_form()
    assert len(items_of(after)) == len(items_of(before)) - 1
    assert lines_of(after) == lines_of(before)
    preview.take_back(entry.key)
    assert preview.to_form() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_corrected_item_is_corrected_in_the_paragraphs_and_only_there(name):
    preview = a_preview(name)
    before = preview.to_form()
    for entry in preview.of_kind(EntryKind.ITEM):
        heading, *rest = entry.text.splitlines()
        preview.edit(entry.key, "\n".join([f"{heading} (sửa)", *rest]))
    after = preview.to_form()
    changed = [(one, two) for one, two in zip(before.passages, after.passages, strict=True) if one != two]
    assert len(changed) == len(preview.of_kind(EntryKind.ITEM))
    assert all(two == replace(one, text=f"{one.text} (sửa)") for one, two in changed)


def test_a_split_item_is_two_items_of_the_paper():
    preview = a_preview()
    before = preview.to_form()
    entry = max(preview.of_kind(EntryKind.ITEM), key=lambda entry: len(entry.text.splitlines()[0]))
    line = entry.text.splitlines()[0]
    at = line.index(" ", len(line) // 2)
    preview.split(entry.key, at)
    after = preview.to_form()
    assert len(items_of(after)) == len(items_of(before)) + 1
    squeeze = [word for text in lines_of(after) for word in text.replace(";", " ").replace(".", " ").split()]
    wanted = [word for text in lines_of(before) for word in text.replace(";", " ").replace(".", " ").split()]
    assert [word.strip(",") for word in squeeze] == [word.strip(",") for word in wanted]


def test_merged_items_are_one_item_of_the_paper():
    preview = a_preview()
    before = preview.to_form()
    one = next(entry for entry in preview.of_kind(EntryKind.ITEM) if preview.can_merge(entry.key))
    preview.merge(one.key)
    after = preview.to_form()
    assert len(items_of(after)) == len(items_of(before)) - 1


def test_merging_keeps_both_places_and_every_word():
    preview = a_preview("cong-van-so-noi-vu")
    one, two = preview.of_kind(EntryKind.OBLIGATION)[:2]
    assert preview.can_merge(one.key) == two
    preview.merge(one.key)
    merged = preview.entry(one.key)
    assert merged.spans == one.spans + two.spans
    assert one.text.strip(" ;.") in merged.text
    assert two.text in merged.text
    assert set(merged.value.addressees) >= set(one.value.addressees) | set(two.value.addressees)
    assert set(merged.value.who) >= set(one.value.who) | set(two.value.who)
    preview.undo()
    assert preview.of_kind(EntryKind.OBLIGATION)[:2] == [one, two]


def test_the_last_of_a_kind_cannot_be_merged():
    preview = a_preview()
    last = preview.of_kind(EntryKind.DOCUMENT)[-1]
    before = list(preview.entries)
    assert preview.can_merge(last.key) is None
    preview.merge(last.key)
    assert preview.entries == before


def test_a_dropped_entry_takes_no_part_in_merging():
    preview = a_preview("cong-van-so-noi-vu")
    one, two, three = preview.of_kind(EntryKind.OBLIGATION)[:3]
    preview.drop(two.key)
    assert preview.can_merge(one.key).key == three.key
    assert preview.can_merge(two.key) is None


def test_a_split_cuts_the_words_and_finds_their_places():
    preview = a_preview()
    entry = max(preview.of_kind(EntryKind.ITEM), key=lambda entry: len(entry.text.splitlines()[0]))
    line = entry.text.splitlines()[0]
    at = line.index(" ", len(line) // 2)
    preview.split(entry.key, at)
    left = preview.entry(entry.key)
    place = preview.entries.index(left)
    right = preview.entries[place + 1]
    assert left.text == line[:at].strip(" ;,.")
    assert right.key not in (entry.key,)
    assert preview.reading.text[left.spans[0].start : left.spans[0].end] == left.text


@pytest.mark.parametrize("at", [0, 10_000])
def test_a_split_at_the_edge_is_refused(at):
    preview = a_preview()
    with pytest.raises(Invalid):
        preview.split(first(preview, EntryKind.ITEM).key, at)
    with pytest.raises(Invalid):
        preview.split(first(preview, EntryKind.DOCUMENT).key, 5)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "settle", "drop", "take_back", "merge", "split"]),
        st.integers(0, 400),
        st.integers(0, 90),
    ),
    max_size=25,
)


def corrected(preview, action, entry, at):
    if action == "edit":
        words = f"sửa {at}"
        value = {
            CitationForm: lambda value: replace(value, subject=words),
            ChargedDuty: lambda value: replace(value, text=words),
            DueForm: lambda value: replace(value, what=words),
            str: lambda _value: words,
        }[type(entry.value)](entry.value)
        preview.edit(entry.key, value)
    elif action == "split":
        preview.split(entry.key, at)
    else:
        getattr(preview, action)(entry.key)


@settings(max_examples=60)
@given(name=st.sampled_from(NAMES), steps=STEPS)
def test_whatever_is_corrected_places_and_counts_hold_and_undo_leads_back(name, steps):
    preview = a_preview(name)
    past = [list(preview.entries)]
    for action, which, at in steps:
        entry = preview.entries[which % len(preview.entries)]
        before = list(preview.entries)
        try:
            corrected(preview, action, entry, at)
        except Invalid:
            assert preview.entries == before
            continue
        if preview.entries != before:
            past.append(list(preview.entries))
        keys = [entry.key for entry in preview.entries]
        assert len(set(keys)) == len(keys)
        text = preview.reading.text
        assert all(0 <= s.start < s.end <= len(text) for e in preview.entries for s in e.spans)
        counts, form = preview.counts(), preview.to_form()
        assert counts[EntryKind.DOCUMENT] == len(form.citations)
        assert counts[EntryKind.CHARGE] == sum(len(given.duties) for given in form.assignments)
        assert counts[EntryKind.OBLIGATION] == len(form.obligations)
        assert counts[EntryKind.RECIPIENT] == len(form.recipients)
        again, path = from_payload(to_payload(preview, "/a/b.docx"))
        assert (again.entries, again.form, again.reading, path) == (
            preview.entries,
            preview.form,
            preview.reading,
            "/a/b.docx",
        )
    while len(past) > 1:
        assert preview.undo()
        if preview.entries == past[-2]:
            past.pop()
    assert preview.entries == past[0]


def test_the_head_is_corrected_apart_from_the_entries():
    preview = a_preview()
    preview.head(number="09/KH-UBND", year=2025)
    assert (preview.to_form().number, preview.to_form().year) == ("09/KH-UBND", 2025)


@pytest.mark.parametrize("payload", [{}, {"reading": 3, "form": {}, "entries": [], "path": ""}])
def test_a_draft_of_another_shape_is_refused(payload):
    with pytest.raises((ValueError, TypeError, KeyError)):
        from_payload(payload)
