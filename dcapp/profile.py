"""What an office says of itself when it is founded, typed in the first run or described in a TOML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _

OFFICE_KEYS = ("name", "kind", "superior", "province", "place", "chairman", "symbol", "remote_area", "backup_days")
ACCOUNT_KEYS = ("name", "display_name", "post")
TABLES = ("office", "account", "officers", "villages", "superiors")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProfile:
    """Everything that the first run asks; only `name` and the account's name are required."""

    name: str
    kind: str = "xã"
    superior: str = ""
    province: str = ""
    place: str = ""
    chairman: str = ""
    symbol: str = "UBND"
    remote_area: bool = False
    account_name: str = ""
    account_display: str = ""
    account_post: str = ""
    officers: tuple[tuple[str, str], ...] = ()
    """Full name and key of the post."""
    villages: tuple[str, ...] = ()
    superiors: tuple[str, ...] = ()
    """Bodies that the office reports to; the first one heads its papers where `superior` is empty."""
    backup_days: int = 3
    is_sample: bool = False
    opened_on: date | None = None
    """Day on which the practice commune tells that it began; a real office begins on the day of its founding."""


def read_profile(path: Path) -> OfficeProfile:
    """The profile that a TOML file describes (docs/dong-lenh.md). Raises Invalid with the place of the mistake."""
    import tomllib

    try:
        described = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Invalid(_("Không đọc được tệp {name}.").format(name=path.name), field="profile") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = _("Tệp {name} không đúng dạng TOML: {reason}").format(name=path.name, reason=error)
        raise Invalid(message, field="profile") from error
    return profile_of(described)


def profile_of(described: Mapping[str, Any]) -> OfficeProfile:
    """The profile in a described office; a key that is not known is refused, since it may be a slip of the pen."""
    _refuse_strange(described, TABLES, "")
    office = _table(described, "office", OFFICE_KEYS)
    account = _table(described, "account", ACCOUNT_KEYS)
    typed = {field.name: field.type for field in fields(OfficeProfile)}
    for key, value in office.items():
        wanted = {"str": str, "bool": bool, "int": int}[str(typed[key])]
        if type(value) is not wanted:
            raise Invalid(_("Mục {key} trong tệp chưa đúng kiểu.").format(key=f"office.{key}"), field=key)
    superiors = tuple(_name(entry, "superiors") for entry in _list(described, "superiors"))
    display = _name(account.get("display_name", account.get("name", "")), "account")
    return OfficeProfile(
        **{
            "name": "",
            **office,
            "superior": office.get("superior") or (superiors[0] if superiors else ""),
            "account_name": _name(account.get("name", ""), "account"),
            "account_display": display or office.get("chairman") or _("Quản trị"),
            "account_post": _name(account.get("post", ""), "account"),
            "officers": tuple(_officer(entry) for entry in _list(described, "officers")),
            "villages": tuple(_name(entry, "villages") for entry in _list(described, "villages")),
            "superiors": superiors,
        }
    )


def _table(described: Mapping[str, Any], key: str, known: Sequence[str]) -> dict[str, Any]:
    table = described.get(key, {})
    if isinstance(table, str):
        table = {"name": table}
    if not isinstance(table, dict):
        raise Invalid(_("Mục {key} trong tệp chưa đúng kiểu.").format(key=key), field=key)
    _refuse_strange(table, known, f"{key}.")
    return table


def _refuse_strange(table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    strange = [key for key in table if key not in known]
    if strange:
        message = _("Không có mục {key} trong mẫu tệp. Các mục: {known}.")
        raise Invalid(message.format(key=where + strange[0], known=", ".join(known)), field="profile")


def _list(described: Mapping[str, Any], key: str) -> list[Any]:
    found = described.get(key, [])
    if not isinstance(found, list):
        raise Invalid(_("Mục {key} trong tệp phải là danh sách.").format(key=key), field=key)
    return found


def _name(entry: Any, key: str) -> str:
    name = entry.get("name", "") if isinstance(entry, dict) else entry
    if not isinstance(name, str):
        raise Invalid(_("Mục {key} trong tệp chưa đúng kiểu.").format(key=key), field=key)
    return name


def _officer(entry: Any) -> tuple[str, str]:
    post = entry.get("post", "") if isinstance(entry, dict) else ""
    if not isinstance(post, str):
        raise Invalid(_("Mục {key} trong tệp chưa đúng kiểu.").format(key="officers.post"), field="officers")
    return _name(entry, "officers"), _post_key(post)


def _post_key(post: str) -> str:
    """The key of a post that the file gives by key or by title."""
    from dcapp.kernel.text import fold
    from dcapp.rules.starting import starting_posts

    if not post:
        return ""
    posts = starting_posts()
    wanted = fold(post)
    for known in posts:
        if wanted in (fold(known["key"]), fold(known["title"])):
            return str(known["key"])
    message = _("Không có chức danh {post}. Các chức danh: {known}.")
    raise Invalid(message.format(post=post, known=", ".join(known["key"] for known in posts)), field="officers")
