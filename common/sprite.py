"""The shapes of our own marks and icons, for the pictures that the server draws itself."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from django.conf import settings

SVG = "http://www.w3.org/2000/svg"
# Stands where there is nothing to show a shape for.
LINE = '<path d="M1 8h14" stroke="currentColor" stroke-width="2.2"/>'


@cache
def sprite_symbols() -> dict[str, str]:
    """Every symbol of the sprite by its id, and a plain ``line``, as SVG that is drawn in ``currentColor``."""
    ET.register_namespace("", SVG)
    root = ET.parse(Path(settings.BASE_DIR, "static", "img", "sprite.svg")).getroot()  # noqa: S314 our own file
    symbols = {
        symbol.attrib["id"]: "".join(ET.tostring(shape, encoding="unicode") for shape in symbol)
        .replace(f' xmlns="{SVG}"', "")
        .replace(" />", "/>")
        for symbol in root.iter(f"{{{SVG}}}symbol")
    }
    return symbols | {"line": LINE}


def mark_picture(symbol: str, colour: str) -> str | None:
    """One symbol as a picture in one colour (six hexadecimal digits), or nothing when the sprite lacks it."""
    shape = sprite_symbols().get(symbol)
    return shape and f'<svg xmlns="{SVG}" width="1em" height="1em" viewBox="0 0 16 16" color="#{colour}">{shape}</svg>'
