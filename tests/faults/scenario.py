"""A clerk at work, in a process that may be killed at any moment: what was acknowledged must be there afterwards.

scenario.py work DIR SEED     founds the office when there is none, then adds papers, attachments, a plan; prints an
                              acknowledgement line after each committed action
scenario.py check DIR         opens the office as the next start does, and prints what is in it as JSON
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
PASSWORD = "Suoi-trong-79-xanh"
ACTIONS = 30
EXIT_FAULT = 3


def acknowledge(**said: Any) -> None:
    """One line, written at once: from here on the clerk believes that it is kept."""
    os.write(1, (json.dumps(said) + "\n").encode())


def cheap_keys() -> None:
    from dcapp.db.keys import cost

    cost.use(cost.Cost(64, 1, 1))


def open_office(folder: Path) -> Any:
    from dcapp.door import Door, DoorState
    from dcapp.profile import OfficeProfile

    door = Door(folder)
    if door.state() is DoorState.EMPTY:
        app, _code = door.create(OfficeProfile(name="UBND xã Thử", account_name="thu", account_display="Thử"), PASSWORD)
        return app
    account = door.cards()[0].name
    return door.open(door.unlock(account, PASSWORD), account)


def scan(seed: str, number: int) -> bytes:
    """The bytes of an attachment, told by seed and number."""
    block = hashlib.sha256(f"{seed}:{number}".encode()).digest()
    return block * (1 + number * 331)


def work(folder: Path, seed: str) -> None:
    from datetime import date

    from dcapp.features.attachments.service import attach
    from dcapp.features.papers.service import IncomingForm, PaperForm, add_incoming, add_paper
    from dcapp.features.plan.service import AssignmentForm, DutyForm, PlanForm, take_in_plan

    app = open_office(folder)
    acknowledge(kind="founded")
    for number in range(ACTIONS):
        name = f"{seed}-{number}"
        match number % 4:
            case 0:
                key = app.run(add_paper, PaperForm(type_name="Quyết định", number=f"{name}/QĐ", subject=f"Việc {name}"))
                acknowledge(kind="paper", name=name, key=key)
            case 1:
                key = app.run(attach, "Paper", 1, f"{name}.pdf", scan(seed, number))
                acknowledge(
                    kind="attachment", name=name, key=key, digest=hashlib.sha256(scan(seed, number)).hexdigest()
                )
            case 2:
                form = IncomingForm(arrived_on=date(2026, 3, 2), author="UBND tỉnh", number=name, subject="x")
                acknowledge(kind="incoming", name=name, key=app.run(add_incoming, form))
            case _:
                duties = tuple(DutyForm(text=f"Việc {name} {place}") for place in range(20))
                form = PlanForm(year=2026, number=name, assignments=(AssignmentForm(officer="VP", duties=duties),))
                key = app.run(take_in_plan, form, f"{name}.txt", scan(seed, number))
                acknowledge(kind="plan", name=name, key=key)
    app.close()
    acknowledge(kind="closed")


def check(folder: Path) -> None:
    """What the next start finds: damage, kept papers, attachments with their digests, plans with their duties."""
    from sqlalchemy import func, select

    from dcapp.checking import findings_of
    from dcapp.db.use_case import allowed
    from dcapp.features.attachments.models import Attachment
    from dcapp.features.papers.models import IncomingPaper, Paper
    from dcapp.features.plan.models import Plan, PlanDuty

    app = open_office(folder)

    @allowed("plan.view", reads=True)
    def kept(uow: Any) -> dict[str, Any]:
        attached = uow.session.execute(select(Attachment.name, Attachment.blob)).all()
        return {
            "paper": [number.removesuffix("/QĐ") for number in uow.session.scalars(select(Paper.number))],
            "incoming": list(uow.session.scalars(select(IncomingPaper.number))),
            "plan": {
                number: uow.session.scalar(select(func.count()).select_from(PlanDuty).where(PlanDuty.plan_id == key))
                for key, number in uow.session.execute(select(Plan.id, Plan.number))
            },
            "attachment": {name: hashlib.sha256(app.storage.blobs.open(blob)).hexdigest() for name, blob in attached},
        }

    found = app.run(kept)
    findings = [f"{finding.where}: {finding.problem}" for finding in findings_of(app)]
    stray = [path.name for path in folder.glob("*.part")] + [path.name for path in (folder / "spool").iterdir()]
    app.close()
    from dcapp.door import Door

    door = Door(folder)
    beside = door.open(door.unlock("thu", PASSWORD), "thu", alone=False)  # not unclean now: orphans would be found
    findings += [f"{finding.where}: {finding.problem}" for finding in findings_of(beside)]
    beside.close()
    print(json.dumps({**found, "findings": findings, "stray": stray}))


def main() -> int:
    from dcapp.kernel.errors import EnvironmentFault, UserError

    cheap_keys()
    folder = Path(sys.argv[2])
    limit = os.environ.get("FAULT_FILE_SIZE")
    try:
        if sys.argv[1] == "work":
            if limit:
                _limit_files(int(limit))
            work(folder, sys.argv[3])
        else:
            check(folder)
    except (EnvironmentFault, UserError) as fault:
        print(str(fault), file=sys.stderr)
        return EXIT_FAULT
    return 0


def _limit_files(size: int) -> None:
    """A disk that is full beyond a size: writes fail as on a full disk instead of ending the process."""
    import resource
    import signal

    import dcapp.opening  # noqa: F401 - compiled modules may still be written

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    sys.exit(main())
