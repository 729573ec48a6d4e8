"""What drawings are tested with: the two languages, and a picture in which one can see what a reader sees."""

import re

import pytest
import vl_convert

from biebwijzer.exports.typesetting import FONTS
from biebwijzer.look import dressed
from biebwijzer.words import Words


@pytest.fixture
def words():
    return Words("nl")


@pytest.fixture
def english():
    return Words("en")


@pytest.fixture
def picture(words):
    """Draw as the browser does: `picture(spec, width)` gives the SVG."""
    vl_convert.register_font_directory(str(FONTS))

    def draw(spec, width=592, language=words, height=300):
        return vl_convert.vegalite_to_svg(dressed(spec, language, height, width), allowed_base_urls=[])

    return draw


@pytest.fixture
def texts():
    """All texts in a picture."""
    return lambda svg: re.findall(r">([^<>\n]+)</(?:text|tspan)>", svg)
