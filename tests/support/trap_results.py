"""Rendered trap templates: checked as every archive is, and opened part by part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planforge.office import compile_template
from planforge.office.lint import lint_deck
from support.archive import check_archive
from support.decks import Deck, check_package, opened
from support.trap_parts import Parts, name


class Result:
    """A rendered template, checked, and ways to look into it."""

    def __init__(
        self, template: Parts | Deck | bytes, lang: str = "en-GB", visuals: Mapping[str, Any] | None = None, **context: Any
    ) -> None:
        source = template if isinstance(template, bytes) else template.bytes() if isinstance(template, Parts) else template.bytes
        compiled = compile_template(source, visuals=visuals)
        self.rendered = compiled.render(context, lang=lang)
        self._source = source
        self.data = self.rendered.data
        assert check_archive(self.data) == []
        check_package(self.data)
        self.parts = Parts(self.data)
        self.codes = [f.code for f in self.rendered.findings]

    @property
    def template_findings(self) -> list[str]:
        """What is said of parts that are copied blindly or left out."""
        return [f"{f.code} {f.message}" for f in lint_deck(self._source).findings if f.code in ("TP152", "TP153")]

    @property
    def slides(self) -> list[Any]:
        """The slides as python-pptx sees them."""
        return list(opened(self.data).slides)

    def slide(self, number: int) -> Any:
        return self.parts.tree(self.parts.slide(number))

    def links(self, number: int) -> dict[str, tuple[str, str]]:
        return self.parts.targets(self.parts.slide(number))

    def targets(self, number: int, kind: str) -> list[str]:
        """What a slide points to by one kind of relationship."""
        return [target for found, target in self.links(number).values() if found == kind]

    def spids(self, number: int) -> list[str]:
        """The shapes that animations and builds of a slide name, in order."""
        return [e.get("spid") for e in self.slide(number).iter() if e.get("spid") is not None]

    @property
    def presentation(self) -> Any:
        return self.parts.tree("ppt/presentation.xml")

    @property
    def slide_ids(self) -> list[int]:
        return [int(e.get("id")) for e in self.presentation.find(name("p:sldIdLst"))]


def looped(*more: str) -> Deck:
    """A slide per item of `xs`, and slides after it."""
    deck = Deck()
    deck.add("{{ a }}", notes="{% slide for a in xs %}")
    for title in more:
        deck.add(title)
    return deck
