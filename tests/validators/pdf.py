"""Looks at PDFs and workbooks of a report or a handbook with other programs' eyes.

    pip install -r tests/validators/requirements-pdf.txt
    python tests/validators/pdf.py report/report.de.pdf report/report.de.xlsx ...

Each file is opened by a reader that shares no code with what wrote it. A PDF: tagged, language, title, PDF/UA-1 in
its metadata, no clock, every font embedded and mapped to letters, every piece of content tagged or an artifact,
every figure described, headings without gaps, every letter inside the page's margins. A workbook: no formulas,
heads bold, frozen and filtered, landscape on the paper of its language and one page wide, no clock; one that people
work in: columns that fit, text that wraps, a drop-down for each rating with a note that says what the letters mean.
Status 1 and a line for whatever is not so. This proves no conformance
with PDF/UA-1; veraPDF would, as far as a machine can.
"""

import re
import sys

import openpyxl
import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer

MARGIN_PT = 56.0
PAPER = {"de": 9, "en": 1}
LETTERS = '"P,S,M,U"'
RATING = {"de": "Stufe", "en": "Rating"}
WIDEST_SHEET = 230
GROUPING = {"Document", "Part", "Sect", "Div", "NonStruct"}


def tags(node, depth=0):
    """Every structure element below, with its kind and depth."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child, depth)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)[1:], node, depth
        if "/K" in node:
            yield from tags(node.K, depth + 1)


def letters(box):
    for item in box:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from letters(item)


def structure(root):
    found = list(tags(root.StructTreeRoot.K))
    kinds = [kind for kind, _, _ in found]
    if kinds[:1] != ["Document"]:
        yield "the structure does not begin with a document"
    last = 0
    for kind, node, _ in found:
        if re.fullmatch(r"H[1-6]", kind):
            level = int(kind[1])
            if level > last + 1:
                yield f"a heading of level {level} follows one of level {last}"
            last = level
        if kind == "Figure" and not str(node.get("/Alt", "")).strip():
            yield "a figure has no description"
        if kind == "Table":
            heads = [node for below, node, _ in tags(node.K) if below == "TH"]
            if not heads:
                yield "a table has no head"
            for head in heads:
                attributes = head.get("/A", pikepdf.Array())
                attributes = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
                if not any("/Scope" in attribute for attribute in attributes if isinstance(attribute, pikepdf.Dictionary)):
                    yield "a table's head does not say for what it stands"


def content(page, number):
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator in ("BDC", "BMC"):
            depth += 1
        elif operator == "EMC":
            depth -= 1
        elif operator in ("TJ", "Tj", "f", "f*", "S", "B", "Do", "sh") and depth == 0:
            yield f"page {number}: something is neither tagged nor an artifact"
            return


def fonts(page, number):
    for name, font in page.Resources.get("/Font", {}).items():
        below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = below.get("/FontDescriptor", {})
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"page {number}: font {name} is not embedded"
        if "/ToUnicode" not in font:
            yield f"page {number}: font {name} cannot be read back"


def of_pdf(path):
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        if str(root.get("/Lang", ""))[:2] not in ("de", "en"):
            yield "no language"
        if not root.get("/MarkInfo", {}).get("/Marked", False):
            yield "not marked as tagged"
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
            yield "shows its file's name, not its title"
        with pdf.open_metadata() as metadata:
            if metadata.get("pdfuaid:part") != "1":
                yield "does not claim PDF/UA-1"
            if not metadata.get("dc:title"):
                yield "no title"
            if "xmp:CreateDate" in metadata:
                yield "a clock in its metadata"
        yield from structure(root)
        for number, page in enumerate(pdf.pages, 1):
            if str(page.get("/Tabs", "/S")) != "/S":
                yield f"page {number}: order of tabs"
            yield from content(page, number)
            yield from fonts(page, number)
    for number, page in enumerate(extract_pages(path), 1):
        for letter in letters(page):
            if letter.get_text().strip() and (letter.x0 < MARGIN_PT or letter.x1 > page.width - MARGIN_PT):
                yield f"page {number}: {letter.get_text()!r} stands outside of the margins"
            if "(cid:" in letter.get_text() or letter.get_text() in ("\ufffd", "\0"):
                yield f"page {number}: a letter that cannot be read back"


def to_work_in(book, kind, lang):
    """What workbooks of a handbook have beyond those of a report."""
    ratings = 0
    for sheet in book.worksheets[1:]:
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        if sum(widths) > WIDEST_SHEET:
            yield f"{sheet.title}: too wide for a page"
        for row in sheet.iter_rows():
            is_long = any(len(str(cell.value or "")) > width for cell, width in zip(row, widths, strict=True))
            if is_long and not sheet.row_dimensions[row[0].row].height:
                yield f"{sheet.title}: the height of row {row[0].row} is left to chance"
        if not all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row):
            yield f"{sheet.title}: text that does not wrap"
        for head in sheet[1]:
            if head.value != RATING[lang] or kind != "evaluation-guide" or sheet.max_column < 8:
                continue
            ratings += 1
            wanted = f"{head.column_letter}2:{head.column_letter}{sheet.max_row}".removesuffix(
                f":{head.column_letter}2")
            lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
            if lists.get(wanted) != LETTERS:
                yield f"{sheet.title}: no choice of letters at {wanted}: {lists}"
            if not head.comment or [line[:2] for line in head.comment.text.split("\n")] != ["P:", "S:", "M:", "U:"]:
                yield f"{sheet.title}: no note says what the letters mean"
    if kind == "evaluation-guide" and not ratings:
        yield "nothing can be rated"


def of_workbook(path):
    book = openpyxl.load_workbook(path)
    kind, lang, _ = path.rsplit("/", 1)[-1].rsplit(".", 2)
    if kind in ("msel", "evaluation-guide"):
        yield from to_work_in(book, kind, lang)
    if book.properties.created.year != 2000:
        yield "a clock in its properties"
    for sheet in book.worksheets[1:]:
        if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref:
            yield f"{sheet.title}: the head is not frozen and filtered"
        if not all(cell.font.bold for cell in sheet[1]):
            yield f"{sheet.title}: the head is not bold"
        setup = sheet.page_setup
        if setup.orientation != "landscape" or setup.paperSize != PAPER[lang] or sheet.print_title_rows != "$1:$1":
            yield f"{sheet.title}: not set up for print"
        if not sheet.sheet_properties.pageSetUpPr.fitToPage or setup.fitToWidth not in (None, 1) or setup.fitToHeight != 0:
            yield f"{sheet.title}: not one page wide"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"{sheet.title}: {cell.coordinate} is a formula"


def main(paths):
    if not paths:
        print(__doc__)
        return 2
    found = 0
    for path in paths:
        problems = list(of_pdf(path) if path.endswith(".pdf") else of_workbook(path))
        for problem in problems:
            print(f"{path}: {problem}")
        found += len(problems)
        print(f"{path}: {'sound' if not problems else f'{len(problems)} problems'}")
    print("Conformance with PDF/UA-1 is not proven by this.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
