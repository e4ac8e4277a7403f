"""Slow work runs elsewhere, its outcome arrives on the GUI thread, and nobody hears what nobody wants."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QWidget
from shiboken6 import delete
from stand_ins import StandInApp

from dcapp.kernel.errors import EnvironmentFault, RuleViolation, UserError
from ui.kit import errors, messages
from ui.kit.changes import Changes
from ui.kit.tasks import Tasks, on_gui_thread


def reading(_uow, *args):
    return (threading.current_thread() is threading.main_thread(), args)


reading.reads = True


def test_an_outcome_arrives_on_the_gui_thread(qtbot):
    tasks, heard = Tasks(StandInApp()), []
    with qtbot.waitSignal(tasks.busy, check_params_cb=lambda busy: not busy):
        tasks.run(reading, 3, done=lambda value: heard.append((on_gui_thread(), value)))
    assert heard == [(True, (False, (3,)))]


def test_writes_are_done_one_after_another(qtbot):
    tasks, order = Tasks(StandInApp()), []
    for number in range(20):
        tasks.run(lambda _uow, n: order.append(n), number)
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert order == list(range(20))


def test_an_outcome_is_dropped_when_its_owner_is_gone(qtbot):
    tasks, heard, owner = Tasks(StandInApp()), [], QWidget()
    gate = threading.Event()
    tasks.start(lambda: gate.wait(5), heard.append, owner=owner)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert heard == []


def test_a_newer_read_replaces_and_interrupts_the_older(qtbot):
    app = StandInApp()
    tasks, heard, began, gate = Tasks(app), [], threading.Event(), threading.Event()

    def slow(_uow, words):
        began.set()
        gate.wait(5)
        return words

    slow.reads = True
    tasks.run(slow, "a", done=heard.append, key="find")
    assert began.wait(5)
    tasks.run(slow, "ab", done=heard.append, key="find")
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert (heard, app.interrupted) == (["ab"], 1)


def test_long_work_tells_how_far_it_is_and_can_be_stopped(qtbot):
    tasks, heard, told = Tasks(), [], []
    gate = threading.Event()

    def work(job):
        gate.wait(5)
        job.tell(1, 2, "một nửa")
        return job.is_stopped

    job = tasks.follow(work, heard.append)
    job.progress.connect(lambda *how_far: told.append(how_far))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert (heard, told) == ([False], [(1, 2, "một nửa")])
    gate.clear()
    job = tasks.follow(work, heard.append)
    job.stop()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert heard == [False]


def test_an_error_that_nobody_handles_is_presented(qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(messages, "show", lambda _parent, message: shown.append(message) or 0)

    def fails(_uow):
        raise UserError("Chưa ghi nội dung.")

    tasks = Tasks(StandInApp())
    tasks.run(fails)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].title == "Chưa ghi nội dung."


def test_finishing_drops_what_is_wanted_and_waits(qtbot):
    tasks, heard = Tasks(StandInApp()), []
    tasks.start(lambda: 1, heard.append)
    assert tasks.finish()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert heard == []


def test_each_kind_of_error_is_told_in_its_manner(monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(messages, "show", lambda _parent, message: shown.append(message) or 0)
    errors.use_log(tmp_path / "so.log")
    errors.present(None, RuleViolation("Quá hạn rút đơn.", citation="Điều 10 Luật Khiếu nại"))
    errors.present(None, EnvironmentFault("Ổ đĩa đầy.", advice="Giải phóng rồi lưu lại.", technical="SQLITE_FULL"))
    errors.present(None, ZeroDivisionError("x"))
    assert [m.body for m in shown[:2]] == ["Căn cứ: Điều 10 Luật Khiếu nại", "Giải phóng rồi lưu lại."]
    assert "SQLITE_FULL" in shown[1].detail
    assert "SQLITE_FULL" not in shown[1].body
    assert str(tmp_path / "so.log") in shown[2].body
    assert "ZeroDivisionError" in shown[2].copies


def test_changes_reach_the_screens_that_show_them_and_no_dead_ones(qtbot):
    app = StandInApp()
    changes, heard = Changes(app), []
    alive, gone = QWidget(), QWidget()
    qtbot.addWidget(alive)
    changes.shows({"Paper"}, lambda: heard.append(on_gui_thread()), alive)
    changes.shows({"Paper"}, lambda: heard.append("gone"), gone)
    delete(gone)
    threading.Thread(target=lambda: app.on_changed(frozenset({"Paper", "Issued"}))).start()
    qtbot.waitUntil(lambda: bool(heard))
    with qtbot.waitSignal(changes.changed):
        app.on_changed(frozenset({"Task"}))
    assert heard == [True]
