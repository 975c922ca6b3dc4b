"""Fills what stands on every slide: title, tracker, sticker, subtitle, source, footer and number, in placeholders or text boxes."""

from __future__ import annotations

import copy
from typing import Any

from pptx.oxml.ns import qn

from planforge.authoring import tokens as k
from planforge.authoring.base import COVER, Base, LayoutUse
from planforge.authoring.deck_base import NUMBER_FIELD, block, fragment
from planforge.authoring.grid import Rect
from planforge.authoring.inherited import colour_of, size_of
from planforge.authoring.slide_shapes import SlideShapes
from planforge.office.tones import FILL_XML

FOOTER = "{{ deck.footer }}"
_IN_PLACEHOLDERS = ("title", "tracker", "sticker", "subtitle", "source")
_BOXES: dict[str, dict[str, Any]] = {
    "tracker": {"size": k.SIZE_LABEL, "bold": True, "tone": "primary", "anchor": "middle"},
    "sticker": {"size": k.SIZE_LABEL, "tone": "muted", "anchor": "middle", "align": "right"},
    "subtitle": {"size": k.SIZE_SUBTITLE, "tone": "muted", "anchor": "middle"},
    "source": {"size": k.SIZE_SMALL, "tone": "muted", "anchor": "bottom"},
    "footer": {"size": k.SIZE_SMALL, "tone": "muted", "anchor": "middle"},
    "number": {"size": k.SIZE_SMALL, "tone": "muted", "anchor": "middle", "align": "right"},
}
"""Text boxes for what a company's layout has no placeholder for."""
_LINES = frozenset(("tracker", "sticker", "subtitle", "source"))
"""Roles whose text in a company's placeholder is cut when it is longer than its place, and told."""
_NARROW_SUBTITLE = 11.0


_INSETS = {"footer": '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>', "number": '<a:bodyPr tIns="0" bIns="0"/>'}
_TIGHT = ('<a:lnSpc><a:spcPct val="95000"/></a:lnSpc>',)


class SlideFrame:
    """Fills one slide."""

    def __init__(self, slide: SlideShapes, use: LayoutUse, base: Base) -> None:
        self.slide, self.use, self.base, self.grid = slide, use, base, base.grid
        self.cover = use is base.layouts[COVER]

    def fill(self, texts: dict[str, str]) -> None:
        """Fills placeholders, removes those that stay empty, adds text boxes for what has none."""
        _keep_colours(self.slide.page)
        roles = {index: role for role, index in self.use.slots.items()}
        for shape in list(self.slide.page.placeholders):
            role = roles.get(shape.placeholder_format.idx, "")
            if role in _IN_PLACEHOLDERS and role in texts:
                self._placeholder(shape, role, texts[role])
            else:
                shape._element.getparent().remove(shape._element)
        missing = [role for role in _IN_PLACEHOLDERS if role in texts and role not in self.use.slots]
        for role in missing:
            self._box(role, texts[role])
        if self.cover:
            return
        for role in ("footer", "number"):
            if role in self.use.slots:
                self._below(role)
            elif role == "footer":
                self._box(role, FOOTER)
            else:
                self._number_box()

    def _placeholder(self, shape: Any, role: str, text: str) -> None:
        shape.text_frame.text = text
        shape.name = f"pf:{role}"
        if not self.use.ours:
            self._companys(shape, role)

    def _companys(self, shape: Any, role: str) -> None:
        """A company's placeholder: no autofit, no capitals, no bullet, and type no larger than two lines of a title allow."""
        element, scale = shape._element, self.grid.scale
        body = element.find(qn("p:txBody"))
        properties = body.find(qn("a:bodyPr"))
        for child in list(properties):
            properties.remove(child)
        properties.append(fragment("<a:noAutofit/>"))
        if role == "title" and not self.cover and abs(self.grid.title.x - self.grid.left) < 0.01:
            properties.set("lIns", "0")
        if role != "title":
            properties.set("tIns", "0")
            properties.set("bIns", "0")
        size = min(size_of(element, self.use.layout), self._limit(role) * scale)
        for run in body.iter(qn("a:r")):
            properties = run.get_or_add_rPr()
            properties.set("sz", str(round(size * 100)))
            properties.set("cap", "none")
        for paragraph in body.iter(qn("a:p")):
            own = paragraph.get_or_add_pPr()
            own.set("marL", "0")
            own.set("indent", "0")
            for xml in (*(_TIGHT if role == "title" else ()), '<a:spcBef><a:spcPts val="0"/></a:spcBef>', "<a:buNone/>"):
                own.append(fragment(xml))
        if role == "title":
            element.nvSpPr.cNvPr.set("descr", block(f"cut: {4 if self.cover else 2}"))
        elif role in _LINES and not self.cover:
            element.nvSpPr.cNvPr.set("descr", block(f"cut: {self._lines(role)}"))
        place = self._moved(role)
        if place is not None:
            shape.left, shape.top, shape.width, shape.height = map(self.slide.emu, (place.x, place.y, place.w, place.h))

    def _limit(self, role: str) -> float:
        """The largest points for a role, on a page 7.5 inches high."""
        if role == "title":
            return self.base.cover.title_size if self.cover else self.grid.title_size
        if role == "subtitle":
            return self.base.cover.subtitle_size if self.cover else _NARROW_SUBTITLE if self.grid.narrow else k.SIZE_SUBTITLE
        return float(_BOXES[role]["size"])

    def _moved(self, role: str) -> Rect | None:
        if self.cover:
            return self.base.cover.subtitle if role == "subtitle" else None
        return self.grid.title if role == "title" else None

    def _lines(self, role: str) -> int:
        """How many lines a role's place holds: one, and of sources and subtitles as many as have room."""
        if role not in ("subtitle", "source"):
            return 1
        return max(1, int(self._place(role).h * 72 / (self._limit(role) * 1.2) + 0.1))

    def _place(self, role: str) -> Rect:
        place: Rect | None = self.base.cover.subtitle if self.cover else getattr(self.grid, role)
        assert place is not None, role
        return place

    def _box(self, role: str, text: str) -> None:
        place = self._place(role)
        expression = text.removeprefix("{{ ").removesuffix(" }}")
        condition = (f"if: {expression}",) if text == f"{{{{ {expression} }}}}" and "{{" not in expression else ()
        alt = block(*condition, f"cut: {self._lines(role)}")
        self.slide.text(place.x, place.y, place.w, place.h, text, role, alt, **{**_BOXES[role], "size": self._limit(role)})

    def _number_box(self) -> None:
        place = self.grid.number
        box = self.slide.text(place.x, place.y, place.w, place.h, "0", "number", **_BOXES["number"])
        run = box.find(".//" + qn("a:r"))
        field = fragment('<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"/>')
        for child in list(run):
            field.append(child)
        field.find(qn("a:t")).text = "‹#›"
        run.getparent().replace(run, field)

    def _below(self, role: str) -> None:
        """Footer or number: python-pptx leaves them on the layout; both renderers need size and colour on the run."""
        index = self.use.slots[role]
        shape = next(item for item in self.use.layout.placeholders if item.placeholder_format.idx == index)
        element = copy.deepcopy(shape._element)
        element.nvSpPr.cNvPr.set("id", str(914 if role == "footer" else 915))
        element.nvSpPr.cNvPr.set("name", f"pf:{role}")
        for child in list(element.spPr):
            element.spPr.remove(child)
        if role == "footer" and not self.use.ours:
            at = [self.slide.emu(value) for value in (self.grid.footer.x, self.grid.footer.y, self.grid.footer.w, self.grid.footer.h)]
            frame = f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="{at[2]}" cy="{at[3]}"/></a:xfrm>'
            element.spPr.append(fragment(frame))
            element.nvSpPr.cNvPr.set("descr", block("cut: 1"))
        body = element.find(qn("p:txBody"))
        body.replace(body.find(qn("a:bodyPr")), fragment("<a:bodyPr/>" if self.use.ours else _INSETS[role]))
        body.replace(body.find(qn("a:lstStyle")), fragment("<a:lstStyle/>"))
        self._below_text(body, role)
        self._below_look(body, role, element)
        self.slide.tree.append(element)

    def _below_text(self, body: Any, role: str) -> None:
        paragraphs = body.findall(qn("a:p"))
        for surplus in paragraphs[1:]:
            body.remove(surplus)
        paragraph = paragraphs[0]
        if role == "number":
            if next(paragraph.iter(qn("a:fld")), None) is not None:
                return
            content = fragment(NUMBER_FIELD)
        else:
            words = FOOTER + (f"  |  {self.use.footer}" if self.use.footer else "")
            content = fragment(f'<a:r><a:rPr lang="en-GB"/><a:t>{words}</a:t></a:r>')
        for child in list(paragraph):
            if child.tag in (qn("a:r"), qn("a:fld"), qn("a:br")):
                paragraph.remove(child)
        end = paragraph.find(qn("a:endParaRPr"))
        end.addprevious(content) if end is not None else paragraph.append(content)

    def _below_look(self, body: Any, role: str, element: Any) -> None:
        ours = self.use.ours
        small = k.SIZE_SMALL * self.grid.scale
        size = small if ours or role == "footer" else max(size_of(element, self.use.layout), small)
        fill = fragment(FILL_XML["muted"]) if ours else colour_of(element, self.use.layout)
        for properties in body.iter(qn("a:rPr")):
            properties.set("sz", str(round(size * 100)))
            for child in list(properties):
                properties.remove(child)
            for item in (fill, fragment('<a:latin typeface="+mn-lt"/>'), fragment('<a:ea typeface="+mn-ea"/>')):
                if item is not None:
                    properties.append(copy.deepcopy(item))
        if ours or role == "footer":
            body.find(qn("a:p")).get_or_add_pPr().set("algn", "l" if role == "footer" else "r")


def _keep_colours(page: Any) -> None:
    """A slide takes over the colour map of its layout when that has its own."""
    override = page.slide_layout._element.find(qn("p:clrMapOvr"))
    own = page._element.find(qn("p:clrMapOvr"))
    if override is None or override.find(qn("a:overrideClrMapping")) is None:
        return
    if own is None:
        page._element.find(qn("p:cSld")).addnext(copy.deepcopy(override))
    else:
        own.getparent().replace(own, copy.deepcopy(override))
