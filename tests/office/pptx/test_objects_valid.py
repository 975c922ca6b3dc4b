"""One deck with every directive of objects at once, held to Microsoft's schemas."""

from __future__ import annotations

from pathlib import Path

from planforge.office import compile_template
from planforge.office.pptx.drawing import Canvas
from planforge.office.rich import Picture
from support import validator
from support.decks import Deck, check_package, described
from support.pictures import SVG, png

TEAM = [
    {
        "name": name,
        "tone": tone,
        "url": f"https://example.com/{name}?a=1&b=2",
        "face": png(40, 30) if name != "Bo" else None,
        "skills": skills,
    }
    for name, tone, skills in (("Ann", "good", "ab"), ("Bo", "", ""), ("Cy", "bad", "abc"))
]


def template() -> bytes:
    deck = Deck()
    deck.add("{{ round }}", notes="{% slide for round in [1, 2] %}\nSay {{ round }}")
    face = deck.rectangle("", name="face", box=(1, 1.6, 1, 1), alt="pf\nimage: m.face\nfit: cover\nalt: Face of {{ m.name }}")
    label = deck.text("{{ m.name }}", name="label", box=(2.1, 1.6, 1.5, 0.5))
    skill = deck.rectangle("{{ s }}", name="skill", box=(1, 2.7, 0.5, 0.4), alt="pf\nfor: s in m.skills\ngap: 2mm\nfill: m.tone")
    line = deck.slide.shapes.add_connector(1, 914400, 2900000, 3000000, 2900000)
    line.begin_connect(face, 2)
    described(line, "pf\nfill: m.tone")
    card = deck.slide.shapes.add_group_shape([face, label, skill, line])
    card.name = "card"
    described(card, "pf\nfor: m in team\ndir: right down\ngap: 0.5cm\nlink: m.url")
    box = deck.text("page of {{ team[0].name }}", name="web", box=(1, 6, 4, 0.5))
    box.text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.com/%7B%7B%20team[0].name%20%7D%7D"
    deck.rectangle("to next", name="next", box=(6, 6, 2, 0.5), alt="pf\nlink: 'next'\nfill: 'primary_l'")
    deck.add("Tables", notes="{% slide id next %}")
    rows = [["Face", "Name"], ["{% row for m in team %}{{ m.face | picture('Face') }}", "{{ m.name }}"]]
    deck.table(rows, alt="pf\nfor: n in [1, 2]\ngap: 1in", box=(1, 2, 4, 1.2))
    deck.rectangle("", name="vector", box=(1, 5, 2, 1), alt="pf\nimage: logo")
    deck.rectangle("", name="bar", box=(6, 5, 2, 0.3), alt="pf\nfor: m in team\ndir: down\ngap: 0.1in\ncomponent: bar(m.name)")
    return deck.bytes


class Bar:
    minimum = (0.5, 0.1)

    def __call__(self, canvas: Canvas, frame: object, name: str) -> str:
        canvas.box(frame.left, frame.top, frame.width, frame.height, fill="primary")  # type: ignore[attr-defined]
        return name


def test_a_deck_with_every_directive_of_objects_is_valid(tmp_path: Path) -> None:
    validator.require()
    compiled = compile_template(template(), visuals={"bar": Bar()})
    result = compiled.render({"team": TEAM, "logo": Picture(SVG, "logo", png(40, 20))})
    check_package(result.data)
    assert not result.findings
    path = tmp_path / "deck.pptx"
    path.write_bytes(result.data)
    assert validator.validate(path) == []
