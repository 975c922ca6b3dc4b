"""What PowerPoint writes into slides for objects that python-pptx cannot make: zooms, animations, embedded objects, ink."""

from __future__ import annotations

BOX = '<a:xfrm><a:off x="914400" y="914400"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
FRAME = BOX.replace("a:xfrm", "p:xfrm")
SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
CREATION_URI = "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"
SHAPE_CREATION_URI = "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"
DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
COMMENT_URI = "{6950BFC3-D8DA-4A85-94F7-54DA5524770B}"


def shape(ident: int, name: str, text: str = "", extra: str = "", attributes: str = "") -> str:
    """A text box; `extra` is what its names hold."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{name}"{attributes}>{extra}</p:cNvPr><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{BOX}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def picture(ident: int, name: str, rid: str, extra: str = "") -> str:
    """A picture; `extra` is what its names hold."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{ident}" name="{name}">{extra}</p:cNvPr><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{BOX}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def graphic(ident: int, name: str, uri: str, inner: str) -> str:
    """A graphic frame around what a name space of its own holds."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{ident}" name="{name}"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        f'{FRAME}<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def shape_creation(guid: str) -> str:
    """The extension that holds a shape's creation id."""
    return f'<a:extLst><a:ext uri="{SHAPE_CREATION_URI}"><a16:creationId id="{guid}"/></a:ext></a:extLst>'


def zoom(ident: int, name: str, kind: str, inner: str, fallback: str) -> str:
    """A zoom with its fallback, which has the same id; `kind` is the prefix `pslz`, `psez` or `psuz`."""
    uri = {"pslz": "slidezoom", "psez": "sectionzoom", "psuz": "summaryzoom"}[kind]
    frame = graphic(ident, name, f"http://schemas.microsoft.com/office/powerpoint/2016/{uri}", inner)
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{kind}">{frame}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'
    )


def zoom_properties(kind: str, rid: str, guid: str) -> str:
    """The picture of a zoom."""
    return (
        f'<{kind}:zmPr id="{guid}" transitionDur="1000"><p166:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</p166:blipFill><p166:spPr>{BOX}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p166:spPr></{kind}:zmPr>'
    )


def slide_zoom(ident: int, name: str, slide_id: int, creation: str, picture_rid: str, slide_rid: str) -> str:
    """A zoom to a slide, by its id and its creation id; the fallback is a picture with a link."""
    properties = zoom_properties("pslz", picture_rid, "{1F2E3D4C-0000-4000-8000-00000000000A}")
    inner = f'<pslz:sldZm><pslz:sldZmObj sldId="{slide_id}" cId="{creation}">{properties}</pslz:sldZmObj></pslz:sldZm>'
    return zoom(ident, name, "pslz", inner, picture(ident, name, picture_rid, jump(slide_rid)))


def section_zoom(ident: int, name: str, section: str, picture_rid: str, slide_rid: str) -> str:
    """A zoom to a section."""
    properties = zoom_properties("psez", picture_rid, "{1F2E3D4C-0000-4000-8000-00000000000B}")
    inner = f'<psez:sectionZm><psez:sectionZmObj sectionId="{section}">{properties}</psez:sectionZmObj></psez:sectionZm>'
    return zoom(ident, name, "psez", inner, picture(ident, name, picture_rid, jump(slide_rid)))


def jump(rid: str) -> str:
    """A link to a slide."""
    return f'<a:hlinkClick r:id="{rid}" action="ppaction://hlinksldjump"/>'


class Timing:
    """Animations as PowerPoint writes them: clicks with effects, effects with behaviours."""

    def __init__(self) -> None:
        self._ident = 2
        self.clicks: list[str] = []
        self.triggers: list[str] = []
        self.media: list[str] = []
        self.builds: list[str] = []

    def _next(self) -> int:
        self._ident += 1
        return self._ident

    def _effect(self, spid: int, node: str, group: int = 0) -> str:
        target = f'<p:tgtEl><p:spTgt spid="{spid}"/></p:tgtEl>'
        return (
            f'<p:par><p:cTn id="{self._next()}" presetID="10" presetClass="entr" presetSubtype="0" fill="hold" grpId="{group}" '
            f'nodeType="{node}"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>'
            f'<p:set><p:cBhvr><p:cTn id="{self._next()}" dur="1" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn>'
            f"{target}<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
            '<p:to><p:strVal val="visible"/></p:to></p:set>'
            f'<p:animEffect transition="in" filter="fade"><p:cBhvr><p:cTn id="{self._next()}" dur="500"/>{target}</p:cBhvr></p:animEffect>'
            "</p:childTnLst></p:cTn></p:par>"
        )

    def click(self, *spids: int) -> None:
        """A click that shows shapes, the first on click and the others with it."""
        outer, group = self._next(), self._next()
        effects = "".join(self._effect(spid, "withEffect" if number else "clickEffect") for number, spid in enumerate(spids))
        self.clicks.append(
            f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
            f'<p:par><p:cTn id="{group}" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>{effects}'
            "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
        )
        self.builds += (f'<p:bldP spid="{spid}" grpId="0" animBg="1"/>' for spid in spids)

    def trigger(self, button: int, spid: int) -> None:
        """An effect that starts by a click on another shape."""
        outer, middle, inner = self._next(), self._next(), self._next()
        cond = f'<p:cond evt="onClick" delay="0"><p:tgtEl><p:spTgt spid="{button}"/></p:tgtEl></p:cond>'
        self.triggers.append(
            f'<p:seq concurrent="1" nextAc="seek"><p:cTn id="{outer}" restart="whenNotActive" fill="hold" evtFilter="cancelBubble" '
            f'nodeType="interactiveSeq"><p:stCondLst>{cond}</p:stCondLst><p:endSync evt="end" delay="0"><p:rtn val="all"/></p:endSync>'
            f'<p:childTnLst><p:par><p:cTn id="{middle}" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>'
            f'<p:par><p:cTn id="{inner}" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>'
            f"{self._effect(spid, 'clickEffect', 1)}</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn>"
            f"<p:nextCondLst>{cond}</p:nextCondLst></p:seq>"
        )
        self.builds.append(f'<p:bldP spid="{spid}" grpId="1" animBg="1"/>')

    def video(self, spid: int) -> None:
        """The film of a picture."""
        self.media.append(
            f'<p:video><p:cMediaNode vol="80000"><p:cTn id="{self._next()}" fill="hold" display="0"><p:stCondLst>'
            f'<p:cond delay="indefinite"/></p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid="{spid}"/></p:tgtEl></p:cMediaNode></p:video>'
        )

    @property
    def xml(self) -> str:
        main = (
            '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
            f'{"".join(self.clicks)}</p:childTnLst></p:cTn><p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl>'
            '</p:cond></p:prevCondLst><p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>'
            "</p:seq>"
        )
        builds = f"<p:bldLst>{''.join(self.builds)}</p:bldLst>" if self.builds else ""
        return (
            '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
            f"{main if self.clicks else ''}{''.join(self.triggers)}{''.join(self.media)}</p:childTnLst></p:cTn></p:par></p:tnLst>"
            f"{builds}</p:timing>"
        )
