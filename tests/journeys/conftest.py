"""What the journeys share: a real server on the home of Newcastle, a real Chromium, and one window per person."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from biebwijzer import example
from biebwijzer.access import open_session, operator_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import Settings, read_settings
from biebwijzer.starting import close, free_port, open_app, wait_for
from biebwijzer.warehouse import Asking, Stores
from tests.cast import CAST, invite_cast

# One account per role, all in Newcastle but Sven, who works in a library that delivered nothing.
ELSEWHERE = "elders"
RESTED = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1360, "height": 900}


def pytest_collection_modifyitems(items):
    """Everything here needs a browser, and shares one server: one worker walks it all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass(frozen=True)
class Server:
    """A running app: its address, its home, and a session for each of the cast."""

    address: str
    home: Path
    tokens: dict[str, str]


def settings_of(home: Path) -> Settings:
    """The settings of a home in tests."""
    return read_settings({"BIEBWIJZER_PASSWORD_ROUNDS": "4"}, home=home)


@pytest.fixture(scope="session")
def newcastle_home(tmp_path_factory) -> Path:
    """The home of Newcastle with the known people in it, delivered once as a steward would."""
    home = tmp_path_factory.mktemp("newcastle") / "home"
    stores = Stores(settings_of(home), table_statements())
    try:
        example.load(operator_workspace(stores, Asking(stores), date.today(), "nl"), lambda line: None)
        invite_cast(stores)
        with stores.records.transaction() as change:
            for person in CAST.values():
                if person.role and person.scope_type == "library":
                    library = ELSEWHERE if person.username == "sven" else example.LIBRARY
                    change.set("access.role_grant", {"app_user_id": person.username}, {"scope_id": library})
    finally:
        stores.close()
    return home


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, the one of the system; without one the journeys fail rather than be skipped."""
    where = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert where, "The journeys need Chromium: apt-get install chromium (or name one in CHROMIUM)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def window(server, chromium) -> Iterator[Callable[..., Page]]:
    """A window of one of the cast: `window("karim")`; of a stranger without a name."""
    opened = []

    def of(person: str | None = None, at: Server | None = None, size: dict | None = None) -> Page:
        where = at or server
        context = chromium.new_context(base_url=where.address, locale="nl-NL", viewport=size or WIDE)
        opened.append(context)
        if person:
            cookie = {"name": "biebwijzer", "value": where.tokens[person], "url": where.address, "httpOnly": True}
            context.add_cookies([cookie])
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield of
    for context in opened:
        context.close()


def rested(page: Page) -> Page:
    """Wait until the page has drawn what it was asked; the first moments it does not know yet that it must."""
    page.wait_for_timeout(250)
    page.wait_for_selector(RESTED, timeout=30_000)
    return page


def visit(page: Page, path: str) -> Page:
    """Go to an address and wait until it stands."""
    page.goto(path)
    return rested(page)


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, each with the first place where it does."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {one['help']} ({len(one['nodes'])}x, {one['nodes'][0]['html'][:120]})"
        for one in found.response["violations"]
    ]


def addresses() -> dict[str, str]:
    """Address and permission of every page in the menu, as the front door lists them."""
    text = (Path(__file__).parents[2] / "pages" / "front.py").read_text(encoding="utf-8")
    doors = re.findall(r'Door\(\s*"[^"]+",\s*mark\("[^"]+"\),\s*"([^"]+)",\s*"([^"]+)"', text)
    assert doors, "no door found in pages/front.py"
    return dict(doors)
