"""Numbers and sums of money as Vietnamese papers write them: 1.234.567,89 and in words."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _

LARGEST_IN_WORDS = 10**15 - 1

_GROUPED = re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:([. ])[0-9]{3})(?:\3[0-9]{3})*|[0-9]{1,24})(?:,([0-9]{1,12}))?")
_CURRENCY = re.compile(r"(?:đồng|đ|vnđ|vnd|₫)\.?$", re.IGNORECASE)
_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def vn_number(value: int | float | Decimal, decimals: int = 0) -> str:
    """The number with points between thousands and a comma before decimals, rounded half up."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    with localcontext() as context:
        context.prec = max(28, exact.adjusted() + decimals + 2)
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def parse_number(text: str, *, field: str = "number") -> Decimal:
    """The number that was typed the Vietnamese way (1.234.567,89 or 1234567,89); else Invalid.

    "1.5", "0.125" and "1,234.5" are refused rather than guessed: a point only parts thousands.
    """
    typed = re.sub(r"[\u00a0\u202f\u2009]", " ", text).replace("\u2212", "-").strip()
    found = _GROUPED.fullmatch(typed)
    if found is None:
        shown = " ".join(text.split())[:30]
        if not shown:
            raise Invalid(_("Nhập số."), field=field)
        raise Invalid(
            _("Chưa đọc được số “{text}”. Dùng dấu chấm tách hàng nghìn, dấu phẩy trước phần lẻ.").format(text=shown),
            field=field,
        )
    whole = re.sub(r"[. ]", "", found[2])
    return Decimal(f"{found[1]}{whole}.{found[4] or '0'}") if found[4] else Decimal(f"{found[1]}{whole}")


def parse_money(text: str, *, field: str = "amount") -> int:
    """A sum in đồng, with or without "đ" or "đồng" behind it; part of a đồng is Invalid."""
    amount = parse_number(_CURRENCY.sub("", text.strip()), field=field)
    if amount != amount.to_integral_value():
        raise Invalid(_("Số tiền tính tròn đến đồng."), field=field)
    return int(amount)


def money(amount: int | Decimal) -> str:
    """A sum of money, "1.250.000 đ"."""
    return f"{vn_number(amount)} đ"


def _three_figures(number: int, *, in_full: bool) -> list[str]:
    """0–999 in words; `in_full` also says the hundreds that are nought ("không trăm linh năm")."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said: list[str] = []
    if hundreds or in_full:
        said += [_FIGURES[hundreds], "trăm"]
    if tens == 0:
        if ones:
            said += ["linh", _FIGURES[ones]] if said else [_FIGURES[ones]]
        return said
    said += ["mười"] if tens == 1 else [_FIGURES[tens], "mươi"]
    if ones == 1 and tens > 1:
        said.append("mốt")
    elif ones == 4 and tens > 1:
        said.append("tư")
    elif ones == 5:
        said.append("lăm")
    elif ones:
        said.append(_FIGURES[ones])
    return said


def _under_a_billion(number: int, *, in_full: bool) -> list[str]:
    said: list[str] = []
    for size, unit in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            said += _three_figures(group, in_full=in_full or bool(said))
            said += [unit] if unit else []
    return said


def number_in_words(number: int) -> str:
    """A whole number in words, up to 999.999 tỷ; beyond that Invalid."""
    if abs(number) > LARGEST_IN_WORDS:
        raise Invalid(_("Số quá lớn để viết bằng chữ."), field="number")
    if number == 0:
        return _FIGURES[0]
    said = ["âm"] if number < 0 else []
    billions, rest = divmod(abs(number), 10**9)
    if billions:
        said += [*_under_a_billion(billions, in_full=False), "tỷ"]
    said += _under_a_billion(rest, in_full=bool(billions))
    return " ".join(said)


def money_in_words(amount: int) -> str:
    """A sum of money in words for "Bằng chữ", "Một triệu hai trăm năm mươi nghìn đồng"."""
    said = number_in_words(amount)
    return f"{said[0].upper()}{said[1:]} đồng"
