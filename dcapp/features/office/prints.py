"""How any book of the office is printed: letterhead, title with the day, columns as on the screen."""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.printing.model import Align, Column, Letterhead, Marks, RegisterSheet
from dcapp.printing.official import official
from dcapp.printing.wording import place_date
from dcapp.registers.tabling import PrintedTable


def register_sheet(table: PrintedTable, office: OfficeCard, marks: Marks) -> RegisterSheet:
    """What stands around the rows of a printed book."""
    return RegisterSheet(
        columns=tuple(Column(heading.text, heading.weight, Align(heading.align)) for heading in table.headings),
        title=table.title.upper(),
        subtitle=official("Tính đến ngày {day}", day=vn_date(clock.today())),
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, clock.today())
        ),
        marks=marks,
    )
