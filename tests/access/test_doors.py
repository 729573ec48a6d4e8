"""The doors: a stranger sees no page, no file and no number, in none of the ways one can ask.

The server is started in earnest, and the very first thing it hears is a stranger asking for every page.
"""

import io
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.util import calc_hash

from biebwijzer import cli
from biebwijzer.access import end_session, find_session, give_ticket, open_session
from biebwijzer.commands import Exit, Terminal
from biebwijzer.desk.routes import own_path
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Stores, now
from tests.conftest import TODAY, settings_of
from tests.engines import copied
from tests.wire import Server, Tab

pytestmark = pytest.mark.slow

ON_A_PAGE = 'class="crumb"'
PAGES = sorted(path.relative_to(ROOT / "pages") for path in (ROOT / "pages").glob("*/*.py"))


def addresses() -> list[str]:
    """The address of every page, read from the front door as text: it can't be imported without running."""
    return [line.split('"')[5] for line in (ROOT / "pages/front.py").read_text().splitlines() if "desk.Door(" in line]


def every_way() -> list[dict[str, str]]:
    """Every name and hash by which a page could be asked for."""
    names = [*addresses(), *(path.stem for path in PAGES), "", "front"]
    files = [str(ROOT / "pages" / path) for path in [*PAGES, Path("front.py")]]
    return [*({"page_name": name} for name in names), *({"script_hash": calc_hash(one)} for one in [*names, *files])]


@pytest.fixture(scope="module")
def tickets() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def doors(template_home, tmp_path_factory, tickets):
    """The server, what a stranger heard first, and a token for some of the known people."""

    home = copied(template_home, tmp_path_factory.mktemp("doors") / "home")
    stores = Stores(settings_of(home), table_statements())
    for person in ("noor", "karim", "admin", "sven"):
        tickets[person] = open_session(stores, person, "test")
    tickets["ended"] = open_session(stores, "noor", "test")
    presence = find_session(stores, tickets["ended"], TODAY)
    end_session(stores, presence.session_id)
    tickets["idle"] = open_session(stores, "noor", "test", moment=now() - timedelta(hours=9))
    for number in range(3):
        with stores.records.transaction() as transaction:
            person = ("noor", "karim", "sven")[number]
            # Made later than now: the server must have started before it is used.
            tickets[f"ticket_{person}"] = give_ticket(transaction, "sign_in", person, now() + timedelta(minutes=10))
    stores.close()
    server = Server(home).wait()
    try:
        heard = {}
        for way in every_way():
            with Tab(server) as tab:
                heard[str(way)] = tab.ask(**way)
        server.heard = heard
        server.home = home
        yield server
    finally:
        server.stop()


def test_a_fresh_server_shows_a_stranger_the_sign_in_and_nothing_else_whatever_is_asked(doors):
    assert len(doors.heard) >= 12
    for way, text in doors.heard.items():
        assert "Wachtwoord" in text, way
        assert ON_A_PAGE not in text and "Voorbeeld" not in text, way


def test_the_same_question_with_a_session_does_show_the_page(doors, tickets):
    with Tab(doors, tickets["admin"]) as tab:
        assert ON_A_PAGE in tab.ask("mensen")


def test_a_page_that_is_not_hers_says_so_and_shows_nothing_of_it(doors, tickets):
    with Tab(doors, tickets["noor"]) as tab:
        text = tab.ask("mensen")

    assert "hoort niet bij je rol" in text and ON_A_PAGE not in text


@pytest.mark.parametrize("token", ["ended", "idle"])
def test_a_cookie_of_a_session_that_is_over_opens_nothing(doors, tickets, token):
    with Tab(doors, tickets[token]) as tab:
        text = tab.ask("mensen")

    assert "Wachtwoord" in text and ON_A_PAGE not in text
    assert doors.get("/_stcore/upload_file/a/b", tickets[token])[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/00.csv",
        "//media/00.csv",
        "/component/x/y.html",
        "/_stcore/script-health-check",
        "/_stcore/upload_file/session/file",
        "/_stcore/bidi-components/x",
        "/app/static/x",
        "/_stcore/agent/openapi.json",
    ],
)
def test_a_stranger_gets_no_file_and_brings_none(doors, path):
    assert doors.get(path)[0] == 404
    for method in ("POST", "PUT", "DELETE"):
        assert doors.get(path, method=method)[0] == 404


def test_a_file_of_the_media_store_is_there_for_who_is_signed_in_and_for_nobody_else(doors, tickets):
    with Tab(doors, tickets["admin"]) as tab:
        tab.ask("mensen")
        status_known, _, _ = doors.get("/media/unknown.png", tickets["admin"])

    # Streamlit's own answer, after the gate let it pass, is another than the gate's.
    assert status_known == 404
    assert doors.get("/media/unknown.png", tickets["admin"])[2] != doors.get("/media/unknown.png")[2]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "//_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_the_servers_own_numbers_are_closed_for_everybody(doors, tickets, path):
    for token in (None, tickets["admin"]):
        status, _, body = doors.get(path, token)

        assert status == 404 and body == b"Niet gevonden"


def test_a_page_leaves_with_its_headers_and_in_the_readers_language(doors, tickets):
    status, headers, body = doors.get("/mensen", tickets["noor"], accept_encoding="gzip")

    policy = headers["content-security-policy"]
    assert status == 200 and b'<html lang="nl">' in body and int(headers["content-length"]) == len(body)
    assert "unsafe-eval" not in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'self' 'sha256-" in policy and "unsafe-inline" not in policy.split("style-src")[0]
    assert body.count(b'<script src="/menu.js"') == 1
    assert doors.get("/menu.js")[1]["content-type"].startswith("text/javascript")
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"


def test_another_site_can_not_open_a_stream_in_somebodys_name(doors, tickets):
    with pytest.raises(Exception, match="403"):
        Tab(doors, tickets["admin"], origin="https://elders.example")


def test_a_ticket_lets_in_once_by_a_cookie_no_script_can_read(doors, tickets):
    ticket = tickets["ticket_noor"]

    first = doors.get(f"/auth/start?t={ticket}&next={quote('/mensen?x=1')}")
    second = doors.get(f"/auth/start?t={ticket}")

    assert first[0] == 303 and first[1]["location"] == "/mensen?x=1"
    cookie = first[1]["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    token = cookie.split("biebwijzer=")[1].split(";")[0]
    with Tab(doors, token) as tab:
        assert "Noor Voorbeeld" in tab.ask()
    assert second[0] == 303 and second[1]["set-cookie"] is None


def test_signing_in_leads_to_no_other_site(doors, tickets):
    answer = doors.get(f"/auth/start?t={tickets['ticket_karim']}&next={quote('//evil.example/x')}")

    assert answer[0] == 303 and answer[1]["location"] == "/"


def test_a_ticket_another_site_sends_somebody_with_is_refused(doors, tickets):
    answer = doors.get(f"/auth/start?t={tickets['ticket_sven']}", sec_fetch_site="cross-site")

    assert answer[1]["set-cookie"] is None


def test_after_signing_out_the_copied_cookie_is_worth_nothing(doors, tickets):
    with Tab(doors, tickets["sven"]) as tab:
        assert "Sven Voorbeeld" in tab.ask()
        tab.press("Log uit")
        assert tab.sent_to == ["/auth/end"]

    with Tab(doors, tickets["sven"]) as thief:
        assert "Sven Voorbeeld" not in thief.ask()


def test_a_part_of_a_page_that_runs_by_itself_stops_with_the_session(doors, tickets):
    with Tab(doors, tickets["admin"]) as tab:
        tab.ask("mensen")
        who, fragment = tab.element("selectbox", "Wie")
        chosen = {who: "Karim Voorbeeld"}
        assert "nieuwe link" in tab.ask("", tab.page, fragment, states=chosen)
        assert "/auth/invite?t=" in tab.press("Maak een nieuwe link", states=chosen)

        end_everywhere(doors, "admin")
        text = tab.press("Maak een nieuwe link", states=chosen)

    assert "/auth/invite?t=" not in text and "Je bent uitgelogd" in text


def end_everywhere(server: Server, username: str) -> None:
    """Block somebody with the command line: the running app carries it out, or it opens the home beside it."""
    terminal = Terminal(io.StringIO(), io.StringIO(), Path.cwd())
    code = cli.run(["people", "revoke", username], terminal, settings_of(server.home))
    assert code == Exit.OK, terminal.err.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/x/../y",
        "/a\n",
        "/a?b=http://x",
        "javascript:x",
        "",
    ],
)
def test_only_a_path_of_ours_is_gone_on_to(text):
    assert own_path(text) == "/"


def test_the_launcher_run_as_a_script_is_the_front_door_itself(open_app):
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()

    assert not app.exception and app.text_input("login_username")
