"""What the journeys share: a real server on the home of Newcastle, a real Chromium, and one window per person."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Locator, Page, TimeoutError, expect, sync_playwright

from biebwijzer import example, intake
from biebwijzer.access import open_session, operator_workspace
from biebwijzer.desk.page import today
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import Settings, read_settings
from biebwijzer.starting import close, free_port, open_app, wait_for
from biebwijzer.warehouse import Asking, Stores
from tests.cast import CAST, invite_cast
from tests.journeys.windows import Server, Windows
from tests.made_once import made_once

# One account per role, all in Newcastle but Sven, who works elsewhere.
ELSEWHERE = "elders"
RESTED = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
TURN = """path => new Promise(told => {
    const begun = new MutationObserver(() => { begun.disconnect(); told(true) })
    begun.observe(document.querySelector("[data-testid=stApp]"), {attributeFilter: ["data-test-script-state"]})
    setTimeout(() => told(false), 3000)
    history.pushState({}, "", path)
    dispatchEvent(new PopStateEvent("popstate"))
})"""
# What was asked a moment ago is done when its answer has ended and nothing more was asked. A page that asked nothing
# may still do so: some of its parts wait first for what else one does.
RESTS = """selector => new Promise(rests => {
    const since = performance.now(), moment = Math.max(moves.rested, since - 1500)
    const look = () => {
        const now = performance.now(), {asked, begun, ended} = moves
        const answered = asked > moment && begun >= asked
        const long = answered ? now - Math.max(asked, ended) > 50 : now - Math.max(asked, since) > 250
        const done = long && document.querySelector(selector)
        if (done) moves.rested = now
        if (done || now - since > 30_000) rests()
        else setTimeout(look, 15)
    }
    look()
})"""
# As tools/browser.sh looks for it: without windows is quickest.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
# Nobody watches things move, nor is there a card to draw them.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--force-prefers-reduced-motion", "--disable-gpu",
         "--disable-gpu-compositing"]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1360, "height": 900}


def pytest_collection_modifyitems(items):
    """Everything here needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def settings_of(home: Path) -> Settings:
    """The settings of a home in tests."""
    return read_settings({"BIEBWIJZER_PASSWORD_ROUNDS": "4"}, home=home)


def make_newcastle_today(folder: Path) -> None:
    """The home of Newcastle with the known people in it, delivered once as a steward would."""
    stores = Stores(settings_of(folder / "home"), table_statements())
    try:
        example.load(operator_workspace(stores, Asking(stores), today(), "nl"), lambda line: None)
        invite_cast(stores)
        with stores.records.transaction() as change:
            for person in CAST.values():
                if person.role and person.scope_type == "library":
                    library = ELSEWHERE if person.username == "sven" else example.LIBRARY
                    change.set("access.role_grant", {"app_user_id": person.username}, {"scope_id": library})
    finally:
        stores.close()


@pytest.fixture(scope="session")
def newcastle_home(tmp_path_factory) -> Path:
    """The home of Newcastle as delivered today."""
    return made_once(tmp_path_factory, "newcastle-today", make_newcastle_today) / "home"


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """The app on a copy of a home, on a free port, with everybody signed in beforehand."""
    stores = Stores(settings_of(home), table_statements())
    tokens = {name: open_session(stores, name, "test") for name in CAST}
    stores.close()
    port = free_port()
    app = open_app(port, home, {"BIEBWIJZER_PASSWORD_ROUNDS": "4"})
    try:
        wait_for(app, port)
        yield Server(f"http://localhost:{port}", home, tokens)
    finally:
        close(app)


@pytest.fixture(scope="session")
def server(newcastle_home, tmp_path_factory) -> Iterator[Server]:
    """One server for all journeys that leave the figures as they are."""
    copy = shutil.copytree(newcastle_home, tmp_path_factory.mktemp("served") / "home")
    with serving(copy) as running:
        yield running


def elsewhere(folder: Path) -> dict[str, Path]:
    """What a second, small library delivers: two branches, half a year of visits, and fifteen members."""
    members = [("Noord" if n < 12 else "Zuid", n) for n in range(15)]
    heads = "Lidnummer;Peildatum;Vestiging;Postcode;Ingeschreven op;Laatst gebruikt op;Abonnement;Geboortedatum"
    months = [(branch, month) for branch in ("Noord", "Zuid") for month in range(1, 7)]
    texts = {
        "libraries": ["Bibliotheek,Naam,ISIL,Geldig vanaf,Geldig tot", f"{ELSEWHERE},Bibliotheek Elders,,2000-01-01,"],
        "branches": [
            "Code,Naam,Soort,Open sinds,Gesloten op,Breedtegraad,Lengtegraad",
            "noord,Noord,vestiging,,,,",
            "zuid,Zuid,vestiging,,,,",
        ],
        "visits": ["Vestiging;Maand;Bezoeken;Telwijze"]
        + [f"{branch};01-{month:02d}-2026;{700 + month};geteld" for branch, month in months],
        "members": [heads]
        + [f"{1000 + n};01-06-2026;{branch};1234;01-02-2020;15-05-2026;;01-01-1980" for branch, n in members],
        "poi_libraries": ["POI,Bibliotheek,Geldig vanaf,Geldig tot"]
        + [f"bisc,{name},2000-01-01," for name in ("Bibliotheek Elders", "Newcastle Libraries")],
    }
    for source, lines in texts.items():
        (folder / f"{source}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {source: folder / f"{source}.csv" for source in texts}


def make_second_library(newcastle: Path, folder: Path) -> None:
    """Newcastle and a second library beside each other, both served by the support institution of the adviser."""
    home = Path(shutil.copytree(newcastle, folder / "home"))
    stores = Stores(settings_of(home), table_statements())
    try:
        for source, file in elsewhere(folder).items():
            at_work = operator_workspace(stores, Asking(stores), today(), "nl")
            own = ELSEWHERE if source in ("branches", "visits", "members") else None
            came = intake.deliver(at_work, source, file, own)
            assert (came.status, came.refused) == ("active", 0), f"{source}: {came}"
    finally:
        stores.close()


@pytest.fixture(scope="session")
def province_home(newcastle_home, tmp_path_factory) -> Path:
    """Two libraries beside each other."""
    return made_once(tmp_path_factory, "two-libraries", partial(make_second_library, newcastle_home)) / "home"


@pytest.fixture(scope="session")
def province(province_home, tmp_path_factory) -> Iterator[Server]:
    """One server for the journeys over more than one library."""
    copy = shutil.copytree(province_home, tmp_path_factory.mktemp("provincial") / "home")
    with serving(copy) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, the one of the system; without one the journeys fail rather than be skipped."""
    where = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert where, "The journeys need Chromium: apt-get install chromium (or name one in CHROMIUM)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium) -> Windows:
    """The windows of this browser."""
    return Windows(chromium, [])


@pytest.fixture
def window(server, windows) -> Iterator[Callable[..., Page]]:
    """A window of one of the cast: `window("karim")`; of a stranger without a name."""
    opened = []

    def of(person: str | None = None, at: Server | None = None, size: dict | None = None, fresh: bool = False) -> Page:
        where = at or server
        page = windows.open(where, person, size or WIDE, fresh)
        opened.append((page, where))
        return page

    yield of
    for page, where in opened:
        windows.leave(page, where)


@pytest.fixture(scope="session")
def standing(server, windows) -> Iterator[Callable[..., Page]]:
    """A page in a window of one of the cast that stays open for who comes to look next: `standing("karim", "/bereik")`.

    One walks on within the app, as by its menu: nothing is loaded anew. For looking only; who writes takes a `window`.
    """
    opened: dict[tuple, Page] = {}

    def at(person: str, path: str, where: Server | None = None, size: dict | None = None) -> Page:
        where, size = where or server, size or WIDE
        key = (where.address, person, size["width"])
        if key in opened:
            return turn(opened[key], path)
        opened[key] = windows.open(where, person, size, fresh=True)
        return visit(opened[key], path)

    yield at
    for page in opened.values():
        page.context.close()


def rested(page: Page) -> Page:
    """Wait until the page has drawn what it was asked; the first moments it does not know yet that it must."""
    try:
        page.evaluate(RESTS, RESTED)
    except Error:
        # It went on to another address meanwhile, or stands in a window that a test opened itself.
        page.wait_for_timeout(250)
    page.wait_for_selector(RESTED, timeout=30_000)
    # The first figure of a browser waits for the program that draws it.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
    return page


def visit(page: Page, path: str) -> Page:
    """Go to an address and wait until it stands."""
    page.goto(path)
    page.locator("h1, input[type=password], [class*=st-key-card_empty]").first.wait_for()
    return rested(page)


def turn(page: Page, path: str) -> Page:
    """Go to another page of the app that stands open, as the browser does by its way back.

    A page that is done at once looks like one that was not asked for; that one is loaded anew.
    """
    return rested(page) if page.evaluate(TURN, path) else visit(page, path)


def press(page: Page, name: str) -> Page:
    """Press the button with that name, on the drawer when one lies open."""
    within = page.get_by_role("dialog") if page.get_by_role("dialog").count() else page
    within.get_by_role("button", name=name).first.click()
    return rested(page)


def noteer(page: Page) -> Locator:
    """The drawer that N opens; pressed again when the page did not listen yet."""
    drawer = page.get_by_role("dialog")
    for _ in range(3):
        page.keyboard.press("n")
        try:
            drawer.wait_for(timeout=5_000)
            break
        except TimeoutError:
            continue
    return drawer


def note(page: Page, whom: str, summary: str, promise: str = "", due: str = "") -> Page:
    """Note a talk with somebody new by the keyboard: N opens, Ctrl+Enter keeps."""
    drawer = noteer(page)
    drawer.get_by_role("combobox", name="Met wie").fill(whom)
    page.keyboard.press("Enter")
    rested(page)
    drawer.get_by_label("Wat bespraken jullie?").fill(summary)
    drawer.get_by_label("Wat beloofde je?").fill(promise)
    drawer.get_by_label("Uiterlijk").fill(due)
    page.keyboard.press("Control+Enter")
    return rested(page)


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, each with the first place where it does."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    return [
        f"{one['id']}: {one['help']} ({len(one['nodes'])}x, {one['nodes'][0]['html'][:120]})"
        for one in page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    ]


def addresses() -> dict[str, str]:
    """Address and permission of every page in the menu, as the front door lists them."""
    text = (Path(__file__).parents[2] / "pages" / "front.py").read_text(encoding="utf-8")
    doors = re.findall(r'Door\(\s*"[^"]+",\s*mark\("[^"]+"\),\s*"([^"]+)",\s*"([^"]+)"', text)
    assert doors, "no door found in pages/front.py"
    return dict(doors)
