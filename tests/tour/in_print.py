"""Every document that the program prints, as files beside the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from camera import Camera
from papers_of_cases import papers_of_cases
from papers_of_reception import papers_of_reception
from papers_of_the_year import papers_of_the_year
from PySide6.QtGui import QImage

from dcapp.app import App
from dcapp.catalogue import REGISTERS
from dcapp.features.accounts.prints import recovery_sheet
from dcapp.features.office.prints import register_sheet
from dcapp.features.papers.issuing import marks_of
from dcapp.features.plan.prints import obligations_document, plan_document
from dcapp.features.plan.queries import plans, signed_plan
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold
from dcapp.printing.output import save_document
from dcapp.printing.pages import Pages
from dcapp.printing.table_pdf import save_register_pdf
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import tabling
from ui.kit.paper_view import image_of

PIXELS_PER_POINT = 1.4


def print_everything(app: App, code: str, folder: Path) -> dict[str, str]:
    """Print all that there is; file name → what it is."""
    printed: dict[str, str] = {}
    for path, what in _papers(app, code, folder):
        printed[path.name] = what
    return printed


def _papers(app: App, code: str, folder: Path) -> Iterator[tuple[Path, str]]:
    marks = marks_of(app.office, app.database.audit_head())
    for line in app.run(plans):
        plan = app.run(signed_plan, line.id)
        document = plan_document(plan, app.office, marks)
        for ending in (".pdf", ".docx"):
            path = folder / f"ke-hoach-{plan.year}{ending}"
            save_document(document, path)
            yield path, _("Kế hoạch {year}").format(year=plan.year)
        path = folder / f"danh-muc-nghia-vu-{plan.year}.pdf"
        save_document(obligations_document(plan, app.office, marks), path)
        yield path, _("Danh mục nghĩa vụ {year}").format(year=plan.year)
    yield from papers_of_the_year(app, folder)
    yield from papers_of_reception(app, folder)
    yield from papers_of_cases(app, folder)
    for register in REGISTERS:
        table = app.run(tabling(register), Query())
        name = "-".join(fold(table.title).replace(",", "").split()).removeprefix("so-")
        path = folder / f"so-{name}.pdf"
        save_register_pdf(register_sheet(table, app.office, marks), table.rows, path)
        yield path, table.title
    path = folder / "phieu-khoi-phuc.pdf"
    save_document(recovery_sheet(code, app.office, app.viewer.display_name, marks), path)
    yield path, _("Phiếu khôi phục")


def photograph_pages(folder: Path, names: list[str], camera: Camera) -> None:
    """Draw every page of the printed files as the preview draws it, so that they can be looked at without a reader."""
    for name in names:
        path = folder / name
        if path.suffix != ".pdf":
            continue
        pages = Pages(path.read_bytes())
        for index in range(len(pages)):
            image: QImage = image_of(pages.picture(index, PIXELS_PER_POINT))
            target = folder / f"in-{path.stem}-{index + 1}.png"
            if not image.save(str(target)):
                raise OSError(f"{target} was not written")
            camera.pictures[target.name] = f"{name}, trang {index + 1}"
        pages.close()
