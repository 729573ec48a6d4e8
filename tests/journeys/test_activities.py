"""A colleague registers an activity with the keyboard alone, counts what was open, and takes a series back."""

import shutil
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError

from biebwijzer.desk.page import today
from tests.journeys.conftest import NARROW, WIDE, axe, rested, serving, visit


@pytest.fixture(scope="module")
def writing(newcastle_home, tmp_path_factory):
    """A server of its own: what is registered here changes the figures."""
    copy = shutil.copytree(newcastle_home, tmp_path_factory.mktemp("activities") / "home")
    with serving(copy) as running:
        yield running


NAME = """(() => { const here = document.activeElement;
    return here.ariaLabel || here.labels?.[0]?.innerText || (here.tagName === "BUTTON" ? here.innerText : "") })()"""


class Hands:
    """Two hands on a keyboard, that count what they do: a key, or a word typed."""

    def __init__(self, page):
        self.page, self.steps, self.keys = page, 0, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.steps += 1
        self.keys += 1

    def type(self, text: str) -> None:
        """A word, and the glance at what it brings before the next key."""
        self.page.keyboard.type(text)
        # The page hears of a word a moment after its last letter.
        self.page.wait_for_timeout(400)
        rested(self.page)
        self.steps += 1
        self.keys += len(text)

    def tab_to(self, label: str) -> None:
        """Tab until one is in the field of that name."""
        for _ in range(40):
            self.press("Tab")
            if self.here() == label:
                return
        raise AssertionError(f"no field {label!r} within forty tabs; ended at {self.here()!r}")

    def here(self) -> str:
        """The name of what has the focus, as a screen reader says it."""
        return self.page.evaluate(NAME).strip()


def opened(window, server, who="noor", size=None):
    page = visit(window(who, at=server, size=size), "/activiteiten")
    page.get_by_role("heading", name="Wat organiseerden we?").wait_for()
    # The last field of the form: what is drawn after the head would take the focus along.
    page.get_by_text("Meer (mag leeg)").wait_for()
    return rested(page)


def says(page, sentence: str) -> None:
    """The bar at the bottom says so, within the patience of the window."""
    page.locator(".st-key-undo_bar").get_by_text(sentence).wait_for()
    rested(page)


def saved(page, hands, sentence: str) -> None:
    """Ctrl+Enter, again when the page did not listen; saving twice makes one activity."""
    for _ in range(3):
        hands.press("Control+Enter")
        try:
            page.locator(".st-key-undo_bar").get_by_text(sentence).wait_for(timeout=8_000)
        except TimeoutError:
            continue
        rested(page)
        return
    raise AssertionError(f"never said: {sentence}")


def registered(page, title: str) -> None:
    """An activity that is still to be counted; where it was stands there already, once somebody chose it."""
    hands = begun(page)
    hands.type(title)
    for field, text in (("Vestiging", "city"), ("Kernfunctie", "ontm")):
        if not page.get_by_label(field).first.input_value():
            hands.tab_to(field)
            hands.type(text)
            hands.press("Enter")
    saved(page, hands, f"Bewaard: {title}. Het aantal deelnemers vul je later in.")


def begun(page):
    """The cursor stands in the first field, as after a click or the link past the menu."""
    page.get_by_label("Titel").first.focus()
    return Hands(page)


def chosen(page, field: str, option: str) -> None:
    """Choose from a list with the mouse, and see that it was taken."""
    box = page.get_by_label(field).first
    for _ in range(4):
        if box.input_value() == option:
            return
        # A list that opens while what is around it still moves closes again.
        box.click()
        with suppress(TimeoutError):
            page.get_by_role("option", name=option, exact=True).click(timeout=4_000)
        rested(page)
    raise AssertionError(f"{field} never held {option!r}")


def looked_at_what_is_planned(page) -> None:
    """Choose 'Gepland', again when the page was drawn anew under the finger."""
    planned = page.get_by_text("gepland", exact=True).first
    for _ in range(4):
        page.get_by_text("Gepland", exact=True).click()
        rested(page)
        try:
            return planned.wait_for(timeout=5_000)
        except TimeoutError:
            continue
    raise AssertionError("choosing 'Gepland' four times shows no planned activity")


def told(capsys, **hands) -> None:
    """Print what it took, for whoever watches the bench of hands."""
    with capsys.disabled():
        print("".join(f"\n  {name}: {one.steps} steps, {one.keys} keys" for name, one in hands.items()))


def test_an_activity_is_registered_with_the_keyboard_alone_in_few_steps(window, writing, capsys):
    page = opened(window, writing)
    first = begun(page)
    first.type("Lezing over bijen")
    first.tab_to("Deelnemers (mag later)")
    first.type("24")
    first.tab_to("Vestiging")
    first.type("city")
    first.press("Enter")
    first.tab_to("Kernfunctie")
    first.type("ontm")
    first.press("Enter")
    saved(page, first, "Bewaard: Lezing over bijen, 24 deelnemers.")

    again = begun(page)
    again.type("bijen")
    again.tab_to("Lezing over bijen")
    again.press("Enter")
    rested(page)
    assert page.get_by_label("Titel").first.input_value() == "Lezing over bijen"
    again.tab_to("Deelnemers (mag later)")
    again.type("31")
    saved(page, again, "Bewaard: Lezing over bijen, 31 deelnemers. Let op: hij stond er al op deze dag.")
    told(capsys, new_title=first, known_title=again)
    assert page.get_by_label("Vestiging").first.input_value() == "City"
    assert first.steps <= 24 and again.steps <= 12


def test_counts_are_typed_one_after_the_other_with_enter(window, writing):
    page = opened(window, writing)
    for title in ("Voorleesuur", "Schrijfatelier", "Filmavond"):
        registered(page, title)

    page.locator(".st-key-count_0 input").focus()
    hands = Hands(page)
    for number, title in (("12", "Filmavond"), ("0", "Schrijfatelier"), ("7", "Voorleesuur")):
        assert title in hands.here()
        hands.type(number)
        hands.press("Enter")
        says(page, f"Geteld: {title}, {number}.")

    assert page.get_by_text("Nog te tellen").count() == 0
    assert hands.steps == 6


def test_a_series_is_planned_and_taken_back_in_one_go(window, writing):
    page = opened(window, writing, size=NARROW)
    hands = begun(page)
    hands.type("Taalcafé")
    for field, option in (("Vestiging", "City"), ("Kernfunctie", "Ontwikkeling en educatie")):
        chosen(page, field, option)
    page.get_by_text("Herhaal").click()
    chosen(page, "Hoe vaak", "Elke week")
    for part, text in zip(("day", "month", "year"), ("24", "12", str(today().year + 1)), strict=True):
        page.get_by_label(f"{part}, Tot en met").press_sequentially(text)
    # A calendar that lies open keeps Ctrl+Enter to itself.
    page.get_by_role("button", name="Bewaar").first.click()
    says(page, "keer, tot en met")

    looked_at_what_is_planned(page)
    page.get_by_role("button", name="Maak ongedaan").click()
    says(page, "Ongedaan gemaakt. Alles staat weer zoals het was.")

    page.get_by_text("Er is niets gepland.").wait_for()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_with_everything_on_it_breaks_no_rule_for_accessibility(window, writing, size):
    page = opened(window, writing, size=size)
    registered(page, "Lezing over vlinders")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    page.get_by_role("button", name="Wijzig").first.click()
    page.get_by_role("dialog").get_by_label("Titel").wait_for()
    rested(page)
    assert axe(page) == []
