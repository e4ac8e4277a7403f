"""The growing wait after wrong passwords."""

from __future__ import annotations

import json

import pytest

from dcapp.db import keys
from dcapp.db.folder import OfficeFolder
from dcapp.db.keys import door
from dcapp.kernel.errors import WrongPassword

HANG, BINH = "hang", "binh"
RIGHT, WRONG = "bốn mùa hoa ban", "không phải thế này"


def waits(office, account=HANG, password=WRONG) -> int:
    with pytest.raises(WrongPassword) as caught:
        keys.unlock(office.folder, account, password)
    return caught.value.wait_seconds


def test_the_wait_doubles_up_to_five_minutes(office, clock):
    seen = []
    for _attempt in range(11):
        seen.append(waits(office))
        clock.pass_(seen[-1])
    assert seen == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_even_the_right_password_waits_and_then_opens(office, clock):
    for _attempt in range(3):
        clock.pass_(waits(office))
    assert waits(office) == 8
    clock.pass_(7)
    assert waits(office, password=RIGHT) == 1
    clock.pass_(1)
    assert keys.unlock(office.folder, HANG, RIGHT).account == HANG
    assert keys.seconds_to_wait(office.folder, HANG) == 0
    assert waits(office) == 1  # the row of failures is over


def test_one_account_does_not_make_another_wait(office, clock):
    waits(office)
    assert keys.unlock(office.folder, BINH, "thuyền về bến đợi").account == BINH


def test_setting_the_clock_back_starts_the_wait_anew(office, clock):
    for _attempt in range(4):
        clock.pass_(waits(office))
    waits(office)
    clock.wall -= 86_400
    assert waits(office, password=RIGHT) == 16
    clock.pass_(15)
    assert waits(office, password=RIGHT) == 1
    clock.pass_(1)
    assert keys.unlock(office.folder, HANG, RIGHT)


def test_setting_the_clock_forward_does_not_shorten_the_wait(office, clock):
    for _attempt in range(4):
        clock.pass_(waits(office))
    waits(office)
    clock.wall += 86_400
    assert waits(office, password=RIGHT) == 16


def test_a_restart_of_the_machine_does_not_end_the_wait(office, clock):
    for _attempt in range(5):
        clock.pass_(waits(office))
    waits(office)
    clock.running = 3.0
    clock.wall += 10
    assert keys.seconds_to_wait(office.folder, HANG) == 22


def test_killing_the_program_in_the_middle_of_a_try_counts(office, clock, monkeypatch):
    class KilledError(BaseException):
        pass

    def killed(*_args, **_kwargs):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(keys.wrapping, "unwrap", killed)
        with pytest.raises(KilledError):
            keys.unlock(office.folder, HANG, WRONG)
    assert keys.seconds_to_wait(office.folder, HANG) == 1


def test_an_altered_count_means_the_longest_wait_and_no_more(office, clock):
    waits(office)
    path = OfficeFolder(office.folder).auth
    document = json.loads(path.read_text())
    document["body"] = document["body"].replace('"hang": [1', '"hang": [0')
    path.write_text(json.dumps(document))
    assert keys.seconds_to_wait(office.folder, HANG) == 300
    clock.pass_(300)
    assert keys.unlock(office.folder, HANG, RIGHT)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"body": 3, "seal": "x"}', b"[]", b"null"])
def test_a_ruined_file_never_keeps_the_office_shut(office, clock, content):
    OfficeFolder(office.folder).auth.write_bytes(content)
    assert keys.seconds_to_wait(office.folder, HANG) == 300
    clock.pass_(300)
    assert keys.unlock(office.folder, HANG, RIGHT)


def test_failed_attempts_are_kept_for_the_audit_without_what_was_typed(office, clock):
    waits(office)
    waits(office, account="mậtKhẩuGõNhầmÔ")
    attempts = keys.failed_attempts(office.folder)
    assert [attempt.account for attempt in attempts] == [HANG, "?"]
    assert attempts[0].at.timestamp() == clock.wall
    content = OfficeFolder(office.folder).auth.read_text()
    assert "mậtKhẩu" not in content
    assert WRONG not in content
    clock.pass_(5)
    keys.unlock(office.folder, HANG, RIGHT)
    assert len(keys.failed_attempts(office.folder)) == 2  # opening does not forget them
    keys.clear_failed_attempts(office.folder, 1)
    assert [attempt.account for attempt in keys.failed_attempts(office.folder)] == ["?"]


def test_the_door_keeps_real_time_whatever_day_the_program_has(office, monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2030-01-01")
    import time

    assert abs(door.clocks()[0] - time.time()) < 60


def test_the_last_part_of_a_second_is_waited_out_and_not_refused(office, clock, monkeypatch):
    """A window counts whole seconds and its timer may be a moment early: the right password must not pay for it."""
    rested = []

    def rest(seconds):
        rested.append(seconds)
        clock.pass_(seconds)

    monkeypatch.setattr(door, "pause", rest)
    for _attempt in range(3):
        clock.pass_(waits(office))
    assert waits(office) == 8
    clock.pass_(6.75)
    assert keys.seconds_to_wait(office.folder, HANG) == 2
    assert waits(office, password=RIGHT) == 2  # more than a second: not looked at
    clock.pass_(0.5)
    assert keys.seconds_to_wait(office.folder, HANG) == 1
    assert keys.unlock(office.folder, HANG, RIGHT)
    assert rested == [0.75]


def test_two_who_wait_out_the_same_second_have_one_try(office, clock, monkeypatch):
    clock.pass_(waits(office) - 0.5)

    def somebody_else_is_faster(seconds):
        monkeypatch.setattr(door, "pause", clock.pass_)
        clock.pass_(seconds)
        waits(office)

    monkeypatch.setattr(door, "pause", somebody_else_is_faster)
    assert waits(office, password=RIGHT) == 2


def test_a_clock_set_back_while_the_machine_runs_changes_nothing(office, clock):
    for _attempt in range(4):
        clock.pass_(waits(office))
    assert waits(office) == 16
    clock.pass_(10)
    clock.wall -= 86_400
    assert keys.seconds_to_wait(office.folder, HANG) == 6
    clock.pass_(6)
    assert keys.unlock(office.folder, HANG, RIGHT)


def test_a_restart_with_the_clock_behind_waits_once_and_not_for_ever(office, clock):
    for _attempt in range(4):
        clock.pass_(waits(office))
    assert waits(office) == 16
    clock.running = 2.0
    clock.wall -= 86_400
    assert keys.seconds_to_wait(office.folder, HANG) == 16
    clock.pass_(15)
    assert keys.seconds_to_wait(office.folder, HANG) == 1
    clock.pass_(1)
    assert keys.unlock(office.folder, HANG, RIGHT)
