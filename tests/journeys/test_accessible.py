"""axe finds no violation of WCAG 2.2 AA on any page, wide and at 390 pixels."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, addresses, axe, visit

# Somebody who may open each page; the first of the cast that has the permission.
OPENS = {"access": "admin", "intake": "inge", "relations": "noor"}


def somebody(permission: str) -> str:
    return OPENS.get(permission.split(".")[0], "noor")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("address", "permission"), sorted(addresses().items()))
def test_no_page_breaks_the_rules_for_accessibility(window, address, permission, size):
    page = visit(window(somebody(permission), size=size), f"/{address}")
    page.get_by_role("heading", level=1).first.wait_for()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_sign_in_breaks_none_either(window, size):
    page = visit(window(size=size), "/")
    page.get_by_label("Wachtwoord").wait_for()

    assert axe(page) == []
