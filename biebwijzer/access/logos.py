"""The library's own logo: a PNG or SVG that can do nothing but be looked at."""

import base64
import re
from xml.etree import ElementTree

from biebwijzer.access.workspace import Workspace
from biebwijzer.problems import Problem
from biebwijzer.warehouse import Stores
from biebwijzer.words import mark

LARGEST = 200_000
PNG = b"\x89PNG\r\n\x1a\n"
DRAWN_WITH = {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc", "defs"),
    *("linearGradient", "radialGradient", "stop", "clipPath", "use", "style"),
}
SVG = "{http://www.w3.org/2000/svg}"
REACHES_OUT = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|data:", re.IGNORECASE)


def logo_problems(picture: bytes) -> list[Problem]:
    """What stands in the way of showing this picture; an empty list means nothing does."""
    if len(picture) > LARGEST:
        return [Problem("logo", mark("Dit bestand is te groot. Kies er een tot 200 kB."))]
    if is_png(picture):
        return []
    try:
        text = picture.decode("utf-8")
        # Entities are refused before the parser sees them: a few can grow to fill the memory.
        if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
            raise ValueError("doctype")
        root = ElementTree.fromstring(text)  # noqa: S314
    except (ValueError, ElementTree.ParseError):
        return [Problem("logo", mark("Dit is geen PNG of SVG. Sla je logo zo op en kies het opnieuw."))]
    if root.tag != f"{SVG}svg" or not all(_only_draws(element) for element in root.iter()):
        return [Problem("logo", mark("Dit SVG-bestand doet meer dan tekenen. Sla het op als gewone SVG of als PNG."))]
    return []


def is_png(picture: bytes) -> bool:
    """Whether this is a whole PNG picture of a size one can show."""
    if not picture.startswith(PNG) or picture[12:16] != b"IHDR" or b"IEND" not in picture[-16:]:
        return False
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    return 0 < width <= 4000 and 0 < height <= 4000


def _only_draws(element: ElementTree.Element) -> bool:
    if not isinstance(element.tag, str) or element.tag.removeprefix(SVG) not in DRAWN_WITH:
        return not isinstance(element.tag, str)
    for name, value in element.attrib.items():
        short = name.rpartition("}")[2].lower()
        if short.startswith("on") or REACHES_OUT.search(value) or (short == "href" and not value.startswith("#")):
            return False
    return not (element.text and REACHES_OUT.search(element.text))


def set_logo(workspace: Workspace, picture: bytes) -> None:
    """Show this logo from now on."""
    kind = "image/png" if is_png(picture) else "image/svg+xml"
    text = f"data:{kind};base64,{base64.b64encode(picture).decode()}"
    with workspace.change("access.logo.changed", "access.settings") as change:
        change.subject = ("access.logo", "logo")
        change.transaction.remove("access.logo", {"logo_id": "logo"})
        change.transaction.add("access.logo", {"logo_id": "logo", "picture": text})


def remove_logo(workspace: Workspace) -> None:
    """Go back to the logo of the house."""
    with workspace.change("access.logo.changed", "access.settings") as change:
        change.subject = ("access.logo", "logo")
        change.transaction.remove("access.logo", {"logo_id": "logo"})


def own_logo(stores: Stores) -> str | None:
    """The library's logo as an address a browser can draw, or None."""

    def read() -> tuple[str | None]:
        with stores.records.reading() as reading:
            row = reading.one("access.logo", "logo")
        return (str(row["picture"]) if row else None,)

    # That there is none is remembered too.
    (picture,) = stores.records.remembered("logo", ("access.logo",), read) or (None,)
    return picture


def own_picture(stores: Stores) -> bytes | None:
    """The library's own logo as a PNG or SVG, for a file that leaves the house, or None."""
    address = own_logo(stores)
    return base64.b64decode(address.partition("base64,")[2]) if address else None
