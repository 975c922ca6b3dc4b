"""Takes the data out of a chart's embedded workbook, once per template, and keeps everything else as the designer saved it.

Other sheets, cells beside the block, formats, widths, names and tables stay. Removed are: the calculation chain, which new data make stale;
cached results of formulas, so that Excel computes them again on load; merged cells over the place where data grow; shared texts
that no cell shows any more, so that sample data do not travel with every deck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from planforge.errors import TemplateError
from planforge.office.archive import CONTENT_TYPES, deflated
from planforge.office.escape import text_node
from planforge.office.package import parse_xml, read_parts, relationships, relationships_name
from planforge.office.pptx.chart_block import Area, Block, area_of
from planforge.office.pptx.chart_looks import ColumnStyles
from planforge.office.pptx.chart_reader import Element, UnfitChart
from planforge.office.pptx.chart_workbook import Cell, DataSheet, Packed, RowLook, TableLook, packed

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HOLE = "\ue000"
_NO_WORKBOOK = "the workbook behind the chart is no .xlsx file; choose “Edit data in Excel” and save it as one"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(slots=True)
class Book:
    """An embedded workbook while it is compiled: its parts, and the trees of those that change."""

    parts: dict[str, bytes]
    main: str
    sheet: str
    trees: dict[str, Element]
    strings: list[str] = field(default_factory=list)

    def cells(self, area: Area) -> Iterator[tuple[int, int, Element]]:
        """The cells of the data sheet in an area, with row and column."""
        for row in self.trees[self.sheet].iter(f"{X}row"):
            for cell in row.findall(f"{X}c"):
                place = area_of(cell.get("r") or "")
                if place is not None and place.meets(area):
                    yield place.top, place.left, cell

    def stray_texts(self, area: Area) -> Iterator[tuple[str, str]]:
        """Place and text of all cells that are not in an area of the data sheet."""
        for name, tree in self.trees.items():
            for cell in tree.iter(f"{X}c") if tree.tag == f"{X}worksheet" else ():
                place, text = area_of(cell.get("r") or ""), self.value(cell)
                inside = name == self.sheet and place is not None and place.meets(area)
                if isinstance(text, str) and not inside:
                    yield cell.get("r") or "", text

    def value(self, cell: Element) -> Cell:
        """What a cell holds: a text, a number, or None."""
        kind, text = cell.get("t"), cell.findtext(f"{X}v")
        if kind == "s" and text is not None and text.isdigit() and int(text) < len(self.strings):
            return self.strings[int(text)]
        if kind == "inlineStr":
            return "".join(node.text or "" for node in cell.iter(f"{X}t"))
        if kind in ("str", "b", "e") or text is None:
            return text
        try:
            return float(text)
        except ValueError:
            return text


def open_book(workbook: bytes, sheet: str) -> Book | None:
    """The workbook behind a chart, None when it has no worksheet of that name.

    Raises:
        UnfitChart: it is no .xlsx file.
    """
    try:
        parts = read_parts(workbook, "The chart's workbook")
        main = next(link.target for link in relationships(parts, "") if link.kind == "officeDocument")
        root = parse_xml(parts[main])
    except TemplateError as error:
        raise UnfitChart(f"the workbook behind the chart cannot be used: {error.message.rstrip('.')}") from error
    except (StopIteration, KeyError, etree.XMLSyntaxError) as error:
        raise UnfitChart(_NO_WORKBOOK) from error
    if root.tag != f"{X}workbook":
        raise UnfitChart(_NO_WORKBOOK)
    targets = {link.id: link.target for link in relationships(parts, main) if link.kind == "worksheet"}
    found = next((item for item in root.iter(f"{X}sheet") if (item.get("name") or "").casefold() == sheet.casefold()), None)
    part = targets.get(found.get(f"{_R}id") or "", "") if found is not None else ""
    if part not in parts:
        return None
    names = [part, *(target for target in targets.values() if target in parts and target != part)]
    trees = {main: root, **{name: parse_xml(parts[name]) for name in names}}
    book = Book(parts, main, part, trees)
    strings = next((link.target for link in relationships(parts, main) if link.kind == "sharedStrings"), "")
    if strings in parts:
        book.trees[strings] = parse_xml(parts[strings])
        book.strings = ["".join(t.text or "" for t in _shown(item)) for item in book.trees[strings].findall(f"{X}si")]
    return book


def _shown(item: Element) -> Iterator[Element]:
    """The texts of a shared string without its phonetic runs."""
    return (node for node in item.iter(f"{X}t") if node.getparent() is None or node.getparent().tag != f"{X}rPh")  # type: ignore[union-attr]


def table_of(book: Book, area: Area) -> tuple[str, Area] | None:
    """The Excel table that shares cells with an area: its part and its rectangle."""
    for link in relationships(book.parts, book.sheet):
        if link.kind == "table" and link.target in book.parts:
            ref = area_of(parse_xml(book.parts[link.target]).get("ref") or "")
            if ref is not None and ref.meets(area):
                return link.target, ref
    return None


def styles_of(book: Book, block: Block) -> tuple[tuple[int, int], list[ColumnStyles]]:
    """Style numbers of header and first cell of the categories, and of each series' columns."""
    styles = {(row, at): int(cell.get("s") or 0) for row, at, cell in book.cells(block.area)}

    def pair(area: Area | None) -> tuple[int, int]:
        if area is None:
            return 0, 0
        row, at = area[:2]
        before = (row, block.area.left) if block.turned else (block.area.top, at)
        return styles.get(before, 0), styles.get((row, at), 0)

    categories = next((found["categories"] for found in block.places if "categories" in found), None)
    return pair(categories), [ColumnStyles(*(pair(found.get(role)) for role in ("values", "across", "sizes"))) for found in block.places]


def data_sheet(book: Book, block: Block) -> DataSheet:
    """The workbook with its data taken out; the data then stand where the block began."""
    table = table_of(book, block.area)
    area = block.area
    if table is not None:
        other = table[1]
        area = Area(min(area.top, other.top), min(area.left, other.left), max(area.bottom, other.bottom), max(area.right, other.right))
    corner = next((book.value(cell) for row, at, cell in book.cells(area) if (row, at) == area[:2]), None)
    _clear(book, area)
    _forget_results(book)
    _forget_texts(book)
    head, before, rows, tail, bare_tail = _sheet_pieces(book, area, table[0] if table else "")
    fixed, bare = _members(book, table[0] if table else "")
    return DataSheet(
        prefix=text_node(block.prefix),
        top=area.top,
        left=area.left,
        turned=block.turned,
        corner=corner if isinstance(corner, str) else "",
        part=book.sheet,
        head=head,
        before=before,
        tail=tail,
        rows=rows,
        packed=fixed,
        table=_table_look(book, table[0]) if table is not None and not block.turned else None,
        bare=(bare_tail, bare),
    )


# ------------------------------------------------------------ taking out


def _clear(book: Book, area: Area) -> None:
    """Removes the data, and merges where data may grow."""
    root = book.trees[book.sheet]
    masters = set()
    for _, _, cell in list(book.cells(area)):
        formula = cell.find(f"{X}f")
        if formula is not None and formula.get("t") == "shared" and formula.text:
            masters.add(formula.get("si"))
        _removed(cell)
    for formula in list(root.iter(f"{X}f")):
        if formula.get("t") == "shared" and not formula.text and formula.get("si") in masters:
            _removed(formula)
    for merge in list(root.iter(f"{X}mergeCell")):
        place = area_of(merge.get("ref") or "")
        if place is not None and place.bottom >= area.top and place.right >= area.left:
            _removed(merge)
    for merges in root.findall(f"{X}mergeCells"):
        merges.attrib.pop("count", "")
        if not len(merges):
            root.remove(merges)
    for dimension in root.findall(f"{X}dimension"):
        root.remove(dimension)


def _forget_results(book: Book) -> None:
    """Drops cached results of formulas and asks Excel to compute them on load."""
    found = False
    for name, tree in book.trees.items():
        for formula in tree.iter(f"{X}f") if name != book.main else ():
            cell = formula.getparent()
            if cell is None or cell.tag != f"{X}c":
                continue
            found = True
            cell.attrib.pop("t", "")
            for value in cell.findall(f"{X}v"):
                cell.remove(value)
    if not found:
        return
    root = book.trees[book.main]
    settings = root.find(f"{X}calcPr")
    if settings is None:
        settings = etree.Element(f"{X}calcPr")
        after = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr",
                 "webPublishObjects", "extLst")  # fmt: skip
        following = next((child for child in root if etree.QName(child).localname in after), None)
        root.insert(root.index(following) if following is not None else len(root), settings)
    settings.set("fullCalcOnLoad", "1")


def _forget_texts(book: Book) -> None:
    """Empties shared texts that no cell shows."""
    items = [item for tree in book.trees.values() if tree.tag == f"{X}sst" for item in tree.findall(f"{X}si")]
    if not items:
        return
    used = {
        int(text)
        for tree in book.trees.values()
        if tree.tag == f"{X}worksheet"
        for cell in tree.iter(f"{X}c")
        if cell.get("t") == "s" and (text := cell.findtext(f"{X}v") or "").isdigit()
    }
    for index, item in enumerate(items):
        if index not in used:
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, f"{X}t")
    for tree in book.trees.values():
        if tree.tag == f"{X}sst":
            tree.attrib.pop("count", "")
            tree.attrib.pop("uniqueCount", "")


def _removed(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


# ------------------------------------------------------------ pieces


def _sheet_pieces(book: Book, area: Area, table: str) -> tuple[str, str, dict[int, RowLook], str, str]:
    """The sheet around its rows, the rows above the block, those from the block on, and the end with and without the table."""
    root = book.trees[book.sheet]
    data = root.find(f"{X}sheetData")
    if data is None:
        raise UnfitChart("the data sheet behind the chart is damaged")
    above: list[str] = []
    rows: dict[int, RowLook] = {}
    for at, row in enumerate(list(data)):
        number = int(row.get("r") or at + 1) - 1
        row.attrib.pop("spans", "")
        if number < area.top:
            above.append(_text(row, root))
        else:
            rows[number] = _row_look(row, root, area)
        data.remove(row)
    data.text = _HOLE
    head, tail = _document(root).split(_HOLE)
    bare = tail
    if table:
        ident = next(link.id for link in relationships(book.parts, book.sheet) if link.target == table)
        for item in list(root.iter(f"{X}tablePart")):
            if item.get(f"{_R}id") == ident:
                _removed(item)
        for items in root.findall(f"{X}tableParts"):
            items.set("count", str(len(items)))
            if not len(items):
                root.remove(items)
        bare = _document(root).split(_HOLE)[1]
    # Rows are written without a prefix, whatever prefix the designer's program gave the main name space.
    opened, closed = (f'<sheetData xmlns="{X[1:-1]}">', "</sheetData>") if root.prefix else ("", "")
    return head + opened, "".join(above), rows, closed + tail, closed + bare


def _row_look(row: Element, root: Element, area: Area) -> RowLook:
    left, others = [], []
    for cell in list(row):
        place = area_of(cell.get("r") or "")
        if place is not None:
            text = _text(cell, root)
            if place.left < area.left:
                left.append(text)
            else:
                others.append((place.left, text))
        row.remove(cell)
    row.text = _HOLE
    return RowLook(_text(row, root).split(_HOLE)[0], "".join(left), tuple(others))


def _text(element: Element, root: Element) -> str:
    """An element as text inside the sheet, without the declarations that the sheet bears."""
    wrapper = etree.Element(f"{X}sheetData", nsmap=dict(root.nsmap))  # type: ignore[arg-type]  # the stubs forget the default name space
    wrapper.text = ""
    opened = len(etree.tostring(wrapper, encoding="unicode")) - len(_closing(wrapper))
    parent, index, tail = element.getparent(), 0, element.tail
    if parent is not None:
        index = parent.index(element)
    wrapper.append(element)
    element.tail = None
    text = etree.tostring(wrapper, encoding="unicode")[opened : -len(_closing(wrapper))]
    if parent is not None:
        parent.insert(index, element)
        element.tail = tail
    return text


def _closing(element: Element) -> str:
    return f"</{element.prefix}:sheetData>" if element.prefix else "</sheetData>"


def _document(root: Element) -> str:
    return _HEAD.decode() + etree.tostring(root, encoding="unicode")


def _table_look(book: Book, part: str) -> TableLook:
    root = parse_xml(book.parts[part])
    ref = f"{_HOLE}ref{_HOLE}"
    root.set("ref", ref)
    for name in ("totalsRowCount", "totalsRowShown", "headerRowCellStyle"):
        root.attrib.pop(name, "")
    for child in list(root):
        name = etree.QName(child).localname
        if name == "autoFilter":
            child.set("ref", ref)
            for condition in list(child):
                child.remove(condition)
        elif name == "tableColumns":
            child.addprevious(etree.Comment("columns"))
            root.remove(child)
        elif name == "sortState":
            root.remove(child)
    text = _document(root).replace("<!--columns-->", f"{_HOLE}columns{_HOLE}")
    return TableLook(part, tuple(text.split(_HOLE)))


def _members(book: Book, table: str) -> tuple[Packed, Packed]:
    """All parts but the sheet and its table, for a workbook with the table and for one without."""
    parts = dict(book.parts)
    for name, tree in book.trees.items():
        parts[name] = _document(tree).encode()
    chain = next((link.target for link in relationships(parts, book.main) if link.kind == "calcChain"), "")
    if chain:
        _drop_part(parts, book.main, chain)
    parts.pop(book.sheet)
    kept = {name: data for name, data in parts.items() if name != table}
    if not table:
        return _ready(kept), Packed()
    _drop_part(parts, book.sheet, table)
    return _ready(kept), _ready(parts)


def _drop_part(parts: dict[str, bytes], owner: str, part: str) -> None:
    """Takes a part out of a package, with its relationship and content type."""
    links = relationships_name(owner)
    root = parse_xml(parts[links])
    found = next(link.id for link in relationships(parts, owner) if link.target == part)
    for item in list(root):
        if item.get("Id") == found:
            root.remove(item)
    parts[links] = _document(root).encode()
    types = parse_xml(parts[CONTENT_TYPES])
    for item in list(types):
        if (item.get("PartName") or "").lstrip("/") == part:
            types.remove(item)
    parts[CONTENT_TYPES] = _document(types).encode()
    parts.pop(part, None)
    if not len(root):
        parts.pop(links)


def _ready(parts: Mapping[str, bytes]) -> Packed:
    return packed([deflated(name, data) for name, data in parts.items()])
