"""Stand-ins for the door and the open office, so that screens are tested without keys and databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from dcapp.door import AccountCard, DoorState
from dcapp.kernel.errors import WrongPassword

CODE = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE"[:58]
POSTS = (
    ("chairman", "Chủ tịch"),
    ("office", "Văn phòng – Thống kê"),
    ("justice", "Tư pháp – Hộ tịch"),
    ("culture", "Văn hóa – Xã hội"),
    ("finance", "Tài chính – Kế toán"),
)
CARDS = (
    AccountCard("thai", "Lê Văn Thái", "Chủ tịch", "LT"),
    AccountCard("hanh", "Nguyễn Thị Hạnh", "Văn phòng – Thống kê", "NH"),
    AccountCard("tuan", "Phạm Quốc Tuấn", "Tư pháp – Hộ tịch", "PT"),
    AccountCard("lien", "Võ Thị Liên", "Văn hóa – Xã hội", "VL"),
)


@dataclass
class StandInApp:
    """An open office that runs use cases without a database."""

    account: str = "hanh"
    rights: frozenset[str] | None = None
    is_sample: bool = False
    interrupted: int = 0
    closed: bool = False
    on_changed: object = None

    def __post_init__(self):
        card = next(card for card in CARDS if card.name == self.account)
        self.viewer = SimpleNamespace(name=card.name, display_name=card.display_name, roles=frozenset())
        self.office = SimpleNamespace(name="UBND xã Phổ Châu", is_sample=self.is_sample)
        self.settings = {}
        self.notices = ()

    def run(self, use_case, *args):
        return use_case(None, *args)

    def may(self, right):
        return self.rights is None or right in self.rights

    def bar_this_thread(self):
        pass

    def interrupt_read(self):
        self.interrupted += 1

    def close(self):
        self.closed = True


@dataclass
class StandInDoor:
    """A door whose key is the word "mo-cua-di"."""

    folder: Path = field(default_factory=Path)
    shown: tuple[AccountCard, ...] = CARDS
    founded: bool = True
    wait: int = 0
    warmed: int = 0
    asked: list = field(default_factory=list)
    app: StandInApp = field(default_factory=StandInApp)

    def state(self):
        return DoorState.READY if self.founded else DoorState.EMPTY

    def office_name(self):
        return "UBND xã Phổ Châu" if self.founded else ""

    def is_sample(self):
        return False

    def cards(self):
        return self.shown

    def wait_seconds(self, account):
        return 0

    def unlock(self, account, password):
        self.asked.append((account, password))
        if password != "mo-cua-di":
            self.wait = self.wait * 2 or 1
            raise WrongPassword("Mật khẩu chưa đúng.", wait_seconds=self.wait)
        return "keys"

    def open(self, keys, account):
        return self.app

    def create(self, profile, password):
        self.asked.append((profile, password))
        return self.app, CODE

    def recover(self, code, account, new_password):
        self.asked.append((code, account, new_password))
        return "keys"

    def change_password(self, account, old, new):
        if old != "mo-cua-di":
            raise WrongPassword("Mật khẩu chưa đúng.", wait_seconds=0)
        self.asked.append((account, old, new))

    def warm_up(self):
        self.warmed += 1
