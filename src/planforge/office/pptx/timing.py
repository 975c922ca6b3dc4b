"""Animations of a slide: they name shapes by id, so they follow shapes that are gone and shapes that repeat.

A timing tree is nested time nodes (`p:par`, `p:seq`, `p:excl` and the behaviours inside) under `p:childTnLst`; a behaviour, a sound or a
film names its shape in `p:spTgt`, a build in `p:bldLst` names it itself. A node without children is not allowed, so whatever
an effect leaves empty goes with it, up to the whole tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from copy import deepcopy
from itertools import count

from lxml import etree

from planforge.office.markup import P

_LISTS = (f"{P}childTnLst", f"{P}subTnLst", f"{P}tnLst")
_CLICK, _WITH = "clickEffect", "withEffect"


def follow_shapes(timing: etree._Element, present: Mapping[str, int], copies: Mapping[str, Sequence[str]]) -> None:
    """Changes the animations of a slide in place; removes `p:timing` when none is left.

    Args:
        timing: the `p:timing` element of a written slide.
        present: the ids of the shapes that the slide shows, and the number of paragraphs of each.
        copies: for the id of a shape of the template the ids of all its copies, where they are more than itself.
    """
    for ident, others in copies.items():
        _repeat(timing, ident, [other for other in others if other != ident and other in present])
    for click in timing.iter(f"{P}cTn"):
        # What a click starts is marked on its first effect: when that one goes, the next takes its place.
        if click.get("nodeType") == _CLICK and _shapes_of(click) and not _shapes_of(click) & present.keys():
            _hand_over(click, present.keys())
    # The id in `p:subSp` is that of a part of an embedded object, which the object brings along.
    for element in [e for e in timing.iter(etree.Element) if e.get("spid") is not None and e.tag != f"{P}subSp"]:
        if element.get("spid") not in present:
            _prune(element)
    _follow_paragraphs(timing, present)
    _drop_conditions(timing)
    for tag in ("bldLst", "tnLst"):
        found = timing.find(f"{P}{tag}")
        if found is not None and not len(found):
            timing.remove(found)
    if timing.find(f"{P}tnLst") is None:
        parent = timing.getparent()
        assert parent is not None
        parent.remove(timing)


def _shapes_of(node: etree._Element) -> frozenset[str]:
    """The ids of the shapes that a time node animates."""
    return frozenset(str(e.get("spid")) for e in node.iter(f"{P}spTgt"))


def _hand_over(click: etree._Element, present: Set[str]) -> None:
    """Marks the next effect of a click that still has a shape."""
    node = click.getparent()
    group = node.getparent() if node is not None else None
    if group is None:
        return
    for other in group:
        mark = other.find(f"{P}cTn")
        if mark is not None and mark is not click and _shapes_of(mark) & present:
            mark.set("nodeType", _CLICK)
            return


# ---------------------------------------------------------------- shapes that are gone


def _prune(element: etree._Element) -> None:
    """Takes out what names a shape that is not there."""
    if next(element.iterancestors(f"{P}timing"), None) is None:
        return
    listed = element.getparent()
    if listed is not None and listed.tag == f"{P}bldLst":
        listed.remove(element)
        return
    trigger = _triggered(element)
    _remove_node(trigger if trigger is not None else _node_of(element))


def _triggered(element: etree._Element) -> etree._Element | None:
    """The sequence that starts by a click on the shape, when the element stands in its conditions."""
    condition = next(element.iterancestors(f"{P}cond"), None)
    if condition is None:
        return None
    sequence = next(condition.iterancestors(f"{P}seq"), None)
    if sequence is None:
        return None
    lists = [*sequence.findall(f"{P}nextCondLst"), *sequence.findall(f"{P}prevCondLst"), *sequence.findall(f"{P}cTn/{P}stCondLst")]
    return sequence if condition.getparent() in lists else None


def _node_of(element: etree._Element) -> etree._Element:
    """The time node in which an element stands."""
    while True:
        parent = element.getparent()
        if parent is None or parent.tag in _LISTS:
            return element
        element = parent


def _remove_node(node: etree._Element) -> None:
    """Removes a time node, and the nodes around it that it leaves empty."""
    parent = node.getparent()
    if parent is None or parent.tag not in _LISTS:
        return
    parent.remove(node)
    if len(parent) or parent.tag == f"{P}tnLst":
        return
    holder = parent.getparent()
    if holder is None:
        return
    if parent.tag == f"{P}subTnLst":
        holder.remove(parent)
        return
    _remove_node(_node_of(holder))


def _drop_conditions(timing: etree._Element) -> None:
    """Removes conditions that wait for a time node which is gone."""
    known = {e.get("id") for e in timing.iter(f"{P}cTn")}
    for waited in list(timing.iter(f"{P}tn")):
        if waited.get("val") in known:
            continue
        condition = waited.getparent()
        holder = condition.getparent() if condition is not None else None
        if condition is None or holder is None:
            continue
        holder.remove(condition)
        if not len(holder) and holder.getparent() is not None:
            holder.getparent().remove(holder)  # type: ignore[union-attr]


def _follow_paragraphs(timing: etree._Element, present: Mapping[str, int]) -> None:
    """A text that is shown paragraph by paragraph: effects of paragraphs that are gone go, new ones come with the last of the old."""
    ranges: dict[str, list[etree._Element]] = {}
    for part in timing.iter(f"{P}pRg"):
        target = next(part.iterancestors(f"{P}spTgt"), None)
        if target is not None:
            ranges.setdefault(str(target.get("spid")), []).append(part)
    by_paragraph = {e.get("spid") for e in timing.iter(f"{P}bldP") if e.get("build") == "p"}
    for ident, parts in ranges.items():
        last = present.get(ident, 0) - 1
        end = max(int(part.get("end") or 0) for part in parts)
        for part in parts:
            if int(part.get("st") or 0) > last:
                _remove_node(_node_of(part))
            elif int(part.get("end") or 0) > last or (int(part.get("end") or 0) == end and ident in by_paragraph):
                part.set("end", str(last))


# ---------------------------------------------------------------- shapes that repeat


def _repeat(timing: etree._Element, ident: str, others: Sequence[str]) -> None:
    """Gives each copy of a shape the effects and builds of the original; what a click starts, it starts for all copies."""
    if not others:
        return
    fresh = count(max((int(e.get("id") or 0) for e in timing.iter(f"{P}cTn")), default=0) + 1)
    nodes: dict[etree._Element, None] = {}
    for target in [e for e in timing.iter(f"{P}spTgt") if e.get("spid") == ident]:
        trigger = _triggered(target)
        nodes[trigger if trigger is not None else _effect_of(target)] = None
    builds = [e for tag in timing.iter(f"{P}bldLst") for e in tag if e.get("spid") == ident]
    for node in (*nodes, *builds):
        for other in reversed(others):
            node.addnext(_copy(node, ident, other, fresh))


def _effect_of(target: etree._Element) -> etree._Element:
    """The outermost time node that animates nothing but the target's shape: a whole effect rather than one of its behaviours."""
    node = _node_of(target)
    while True:
        holder = node.getparent()
        outer = _node_of(holder) if holder is not None and holder.tag in _LISTS[:2] else None
        mark = outer.find(f"{P}cTn") if outer is not None else None
        if outer is None or mark is None or (mark.get("presetClass") is None and mark.get("grpId") is None):
            return node
        node = outer


def _copy(node: etree._Element, ident: str, other: str, fresh: count[int]) -> etree._Element:
    made = deepcopy(node)
    made.tail = None
    renamed: dict[str, str] = {}
    for element in made.iter(etree.Element):
        if element.get("spid") == ident:
            element.set("spid", other)
        if element.tag == f"{P}cTn" and element.get("id") is not None:
            renamed[str(element.get("id"))] = new = str(next(fresh))
            element.set("id", new)
            if element.get("nodeType") == _CLICK:
                element.set("nodeType", _WITH)
    for waited in made.iter(f"{P}tn"):
        waited.set("val", renamed.get(waited.get("val") or "", waited.get("val") or ""))
    return made
