"""Small hands of the Word writer: styles, paragraphs, drawn lines, borders and fields, as Word's own elements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from dcapp.printing.balancing import balanced
from dcapp.printing.composing import Line
from dcapp.printing.model import Align, Run
from dcapp.printing.profile import Profile, Style

FONT = "Times New Roman"
STYLE_NAMES = {
    "nation": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "parent_body": "Tên cơ quan chủ quản",
    "issuing_body": "Tên cơ quan ban hành",
    "number": "Số, ký hiệu",
    "place_date": "Địa danh, ngày tháng",
    "type_name": "Tên loại văn bản",
    "subject": "Trích yếu",
    "letter_subject": "Trích yếu công văn",
    "addressees": "Kính gửi",
    "issuer_line": "Thẩm quyền ban hành",
    "bases": "Căn cứ",
    "body": "Nội dung",
    "division_mark": "Phần, chương, mục",
    "division_title": "Tiêu đề phần, chương, mục",
    "part": "Mục lớn",
    "heading": "Khoản có tiêu đề",
    "article": "Điều",
    "authority": "Quyền hạn người ký",
    "signer_title": "Chức vụ người ký",
    "signature_note": "Ghi chú chữ ký",
    "signer_name": "Họ tên người ký",
    "recipients_lead": "Nơi nhận",
    "recipients": "Danh sách nơi nhận",
    "drafter": "Ký hiệu người soạn thảo",
    "contact": "Địa chỉ cơ quan",
    "appendix_mark": "Phụ lục",
    "appendix_title": "Tên phụ lục",
    "appendix_reference": "Chỉ dẫn phụ lục",
    "stamp": "Dấu chỉ mức độ",
    "table_head": "Đầu bảng",
    "table_cell": "Ô bảng",
    "caption": "Tên bảng",
    "page_number": "Số trang",
    "mark": "Ký hiệu bản in",
}
OUTLINE = {"division_mark": 0, "part": 0, "article": 1, "heading": 1, "appendix_mark": 0}
"""Levels in Word's navigation pane."""
_ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_PPR_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
    *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl"),
    *("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)
"""The order that Word demands of a paragraph's properties."""


def element(tag: str, /, **values: str | int) -> Any:
    """An element of Word's namespace with its attributes."""
    made = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put_property(paragraph_properties: Any, child: Any) -> None:
    """Add a property where Word expects it, replacing an older one of its kind."""
    name = child.tag.rpartition("}")[2]
    for older in paragraph_properties.findall(child.tag):
        paragraph_properties.remove(older)
    followers = [qn(f"w:{later}") for later in _PPR_ORDER[_PPR_ORDER.index(name) + 1 :]]
    for at, present in enumerate(paragraph_properties):
        if present.tag in followers:
            paragraph_properties.insert(at, child)
            return
    paragraph_properties.append(child)


def use_font(style_or_run: Any, letters: Style, language: str = "") -> None:
    """Set family, size and weight for all scripts."""
    font = style_or_run.font
    font.name, font.size = FONT, Pt(letters.size)
    font.bold, font.italic, font.underline = letters.bold, letters.italic, letters.underline or None
    properties = style_or_run.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    if language:
        properties.append(element("lang", val=language, eastAsia=language))


@dataclass(slots=True)
class Styles:
    """The paper's paragraph styles, made on first use."""

    document: Any
    profile: Profile

    def named(self, role: str, size: float | None = None) -> Any:
        """The style of an element of the paper; in another size than the layout's it is a style of its own."""
        letters = self.profile.style(role)
        name = STYLE_NAMES[role] if size in (None, letters.size) else f"{STYLE_NAMES[role]} {size:g}"
        known = self.document.styles
        if name in known:
            return known[name]
        style = known.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = known["Normal"]
        style.quick_style = True
        use_font(style, letters if size is None else replace(letters, size=size))
        properties = style.element.get_or_add_pPr()
        if role in OUTLINE:
            put_property(properties, element("outlineLvl", val=OUTLINE[role]))
        return style


def add_line(holder: Any, line: Line, styles: Styles, width: float, *, fresh: Any = None) -> Any:
    """Add a line of text to a cell, header or body; `fresh` is an empty paragraph to use first."""
    paragraph = fresh if fresh is not None else holder.add_paragraph()
    shape_line(paragraph, line, styles)
    write_line(paragraph, line, styles, width)
    return paragraph


def shape_line(paragraph: Any, line: Line, styles: Styles, size: float | None = None) -> None:
    """Give an empty paragraph the style, the alignment and the room of a line; `size` where it is not the layout's."""
    paragraph.style = styles.named(line.role or line.style.name, size)
    layout = paragraph.paragraph_format
    layout.alignment = _ALIGNMENTS[line.align]
    layout.space_before, layout.space_after = Pt(line.before), Pt(line.after)
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE if line.single else WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = 1.0 if line.single else styles.profile.line_spacing.size
    if line.left:
        layout.left_indent = Pt(line.left)
    if line.first_line:
        layout.first_line_indent = Pt(line.first_line)
    layout.widow_control = True
    if line.keep:
        layout.keep_with_next = True


def write_line(paragraph: Any, line: Line, styles: Styles, width: float) -> None:
    """Write the words of a line into its paragraph."""
    shown = balanced(line, width - line.left) if line.align is Align.CENTER else line
    letters = styles.profile.style(line.role or line.style.name)
    for run in shown.runs:
        add_run(paragraph, run, letters)


def add_run(paragraph: Any, run: Run, letters: Style) -> None:
    """Add words; bold and italic are written only where they differ from the style."""
    made = paragraph.add_run(run.text)
    if run.bold != letters.bold:
        made.bold = run.bold
    if run.italic != letters.italic:
        made.italic = run.italic


def add_rule(
    holder: Any, length: float, width: float, thickness: float, *, before: float = 3.0, keep: bool = True
) -> Any:
    """Draw a line of the given length, centred: the upper border of an empty paragraph between indents."""
    paragraph = holder.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    side = max((width - length) / 2, 0.0)
    layout.left_indent = layout.right_indent = Pt(side)
    layout.keep_with_next = True
    border(paragraph, ("top",), thickness)
    return paragraph


def border(paragraph: Any, sides: tuple[str, ...], thickness: float, colour: str = "000000", space: int = 0) -> None:
    """Draw borders of a paragraph; `thickness` in points."""
    box = element("pBdr")
    for side in sides:
        box.append(element(side, val="single", sz=round(thickness * 8), space=space, color=colour))
    put_property(paragraph._p.get_or_add_pPr(), box)  # noqa: SLF001 - python-docx has no borders of its own


def paint(paragraph: Any, colour: str) -> None:
    """Colour all words of a paragraph; `colour` as six hexadecimal figures."""
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor.from_string(colour)


def add_page_field(paragraph: Any) -> None:
    """Add the number of the page as a field that Word counts."""
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run("2" if kind == "text" else "")
        if words:
            field = element("instrText")
            field.set(qn("xml:space"), "preserve")
            field.text = f" {words} "
            run._r.append(field)  # noqa: SLF001 - python-docx has no fields of its own
        elif kind != "text":
            run._r.append(element("fldChar", fldCharType=kind))  # noqa: SLF001 - as above


def empty_line(holder: Any, *, height: float = 1.0, fresh: Any = None) -> Any:
    """An empty paragraph of a given height, which Word wants after a table."""
    paragraph = fresh if fresh is not None else holder.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
    return paragraph
