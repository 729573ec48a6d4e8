"""Instellingen: what an installation decides for itself, within what the house allows."""

import base64

import pytest

from biebwijzer import access
from biebwijzer.problems import NotAllowed
from biebwijzer.settings import ROOT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
GOOD = {
    "installation_name": "Bieb aan Zee",
    "threshold_library": "7",
    "threshold_outside": "12",
    "threshold_satisfaction": "40",
}


def test_what_was_decided_holds_from_the_next_question_on(workspace):
    admin = workspace("admin")
    access.keep_settings(admin, GOOD)
    access.keep_settings(admin, {**GOOD, "threshold_library": "8"})

    assert access.setting(admin.stores, "installation_name", "") == "Bieb aan Zee"
    assert (workspace("karim").thresholds.library, workspace("karim").thresholds.outside) == (8, 12)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("threshold_library", "4"),
        ("threshold_outside", "9"),
        ("threshold_satisfaction", "29"),
        ("installation_name", " "),
    ],
)
def test_a_threshold_goes_no_lower_than_the_house_and_a_name_is_not_empty(workspace, name, value):
    values = {**GOOD, name: value}

    assert [problem.field for problem in access.setting_problems(values)] == [name]
    with pytest.raises(NotAllowed):
        access.keep_settings(workspace("admin"), values)


def test_whoever_is_no_administrator_decides_nothing(workspace):
    with pytest.raises(NotAllowed):
        access.keep_settings(workspace("inge"), GOOD)
    with pytest.raises(NotAllowed):
        access.set_logo(workspace("inge"), SVG.format("").encode())


@pytest.mark.parametrize("file", ["logo.svg", "icon.png"])
def test_a_drawing_is_a_logo(file, workspace, stores):
    picture = (ROOT / "assets" / file).read_bytes()

    assert access.logo_problems(picture) == []
    access.set_logo(workspace("admin"), picture)
    access.set_logo(workspace("admin"), picture)
    assert base64.b64encode(picture).decode() in access.own_logo(stores)
    access.remove_logo(workspace("admin"))
    assert access.own_logo(stores) is None


@pytest.mark.parametrize(
    "picture",
    [
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n" + b"0" * 50,
        b"x" * 200_001,
        SVG.format("<script>alert(1)</script>").encode(),
        SVG.format('<path onload="alert(1)"/>').encode(),
        SVG.format('<use href="https://evil.example/x.svg#a"/>').encode(),
        SVG.format('<rect fill="url(https://evil.example/x)"/>').encode(),
        SVG.format("<style>@import url(https://evil.example/x.css)</style>").encode(),
        SVG.format("<foreignObject/>").encode(),
        SVG.format('<image href="data:image/png;base64,x"/>').encode(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
        b"<html><body/></html>",
    ],
)
def test_what_does_more_than_draw_is_no_logo(picture):
    assert [problem.field for problem in access.logo_problems(picture)] == ["logo"]
