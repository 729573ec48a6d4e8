"""Pictures: they carry what the screen said around them, and ask nothing of the network."""

import re
import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from biebwijzer.exports import pictures
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 56"><rect width="240" height="56" fill="#0A5A9C"/></svg>'
)


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}text")]


def test_a_picture_carries_its_title_source_and_audience(exhibit, answer, words, note):
    said = texts(pictures.svg(exhibit, answer, words, note))

    assert " ".join(said[:2]) == exhibit.title(answer, words)
    assert exhibit.subtitle(answer, words) in said
    assert "Bron: bezoek t/m mrt 2025" in said
    assert "Aantallen onder 10 zijn verborgen, de rest is afgerond op 5" in said


def test_a_picture_is_dutch_for_a_dutch_reader_and_english_for_an_english_one(exhibit, answer, words, note):
    dutch = texts(pictures.svg(exhibit, answer, words, note))
    english = texts(pictures.svg(exhibit, answer, Words("en"), note))

    assert {"mrt 2024", "mrt 2025", "6.000"} <= set(dutch)
    assert {"Mar 2024", "Mar 2025", "6,000"} <= set(english)


def test_a_picture_tells_its_finding_to_who_can_not_see_it(exhibit, answer, words, note):
    root = ElementTree.fromstring(pictures.svg(exhibit, answer, words, note))

    name, told = (root.find(f"{{http://www.w3.org/2000/svg}}{tag}").text for tag in ("title", "desc"))
    assert (name, told) == (exhibit.title(answer, words), exhibit.alternative(answer, words))


def test_a_png_is_twice_as_sharp_as_the_screen(exhibit, answer, words, note):
    image = pictures.png(exhibit, answer, words, note)

    height = float(re.search(rb'height="([\d.]+)"', pictures.svg(exhibit, answer, words, note)).group(1))
    assert image.startswith(b"\x89PNG")
    assert struct.unpack(">II", image[16:24]) == (2 * pictures.WIDTH, round(2 * height))


@pytest.mark.parametrize("make", [pictures.svg, pictures.png])
def test_the_same_figure_is_the_same_file(make, exhibit, answer, words, note):
    assert make(exhibit, answer, words, note) == make(exhibit, answer, words, note)


def test_signs_in_a_title_stay_text(exhibit, answer, words, note):
    hostile = replace(exhibit, title=lambda answer, words: '<script>alert("x")</script> & \x00meer')

    svg = pictures.svg(hostile, answer, words, note)

    assert b"<script" not in svg
    assert texts(svg)[0] == '<script>alert("x")</script> & meer'


def test_a_picture_never_reads_from_an_address(exhibit, answer, words, note):
    outside = replace(exhibit, draw=lambda answer, words: {"data": {"url": "http://127.0.0.1:9/x.csv"}, "mark": "bar"})

    with pytest.raises(ValueError, match="not allowed"):
        pictures.svg(outside, answer, words, note)


def test_the_logo_of_the_library_stands_in_the_foot_as_an_image(exhibit, answer, words, note):
    told = replace(note, logo=LOGO)
    with_logo = pictures.svg(exhibit, answer, words, told)

    assert b'href="data:image/svg+xml;base64,' in with_logo
    assert pictures.png(exhibit, answer, words, told) != pictures.png(exhibit, answer, words, note)


def test_there_is_no_picture_of_nothing(exhibit, answer, words, note):
    with pytest.raises(BiebwijzerError, match="geen gegevens"):
        pictures.png(exhibit, replace(answer, rows=answer.rows.clear()), words, note)
