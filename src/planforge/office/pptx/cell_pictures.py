"""Pictures in table cells. A cell cannot hold one, so it is drawn over the cell, right above the table in the stacking order."""

from __future__ import annotations

from collections.abc import Callable

from planforge.office import fit
from planforge.office.escape import attribute
from planforge.office.markup import END, LATER, MEDIA
from planforge.office.pptx.drafts import Draft, HeldTable
from planforge.office.pptx.images import BadPicture, PictureStyle, Placed, placed, vector_xml
from planforge.office.pptx.links import shortly
from planforge.office.rich import Picture


def cell_pictures(item: HeldTable, number: int, draft: Draft, next_id: Callable[[], int]) -> str:
    """The pictures of one page of a table; what cannot be shown is noted on the draft."""
    name = item.table.style.name
    out = []
    for box, value in item.table.pictures(number):
        try:
            found = placed(PictureStyle(name, box, box.w / box.h, value.cover), value.value)
        except BadPicture as fault:
            draft.remarks.append((fit.PICTURE_LEFT_OUT, name, refusal(value.value, fault)))
            continue
        if found is not None:
            for media in (found.media, found.vector):
                if media is not None:
                    draft.media[media.part] = media
            out.append(_element(found, next_id(), f"{name} picture", value.alt))
    return "".join(out)


def refusal(value: object, fault: BadPicture) -> str:
    """Why a picture is not shown, with its name."""
    return f"{shortly(value.name)}: {fault}" if isinstance(value, Picture) and value.name else str(fault)


def _element(found: Placed, ident: int, name: str, alt: str) -> str:
    box = found.box
    described = f' descr="{attribute(alt)}"' if alt else ""
    vector = vector_xml(f"{LATER}{MEDIA}{found.vector.part}{END}") if found.vector else ""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{ident}" name="{attribute(name)}"{described}/><p:cNvPicPr><a:picLocks noChangeAspect="1"/>'
        f'</p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{LATER}{MEDIA}{found.media.part}{END}">{vector}</a:blip>'
        f'{found.crop}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{box.x}" y="{box.y}"/>'
        f'<a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
