"""A mail server of our own, and work for the clock that the tests can look into."""

import socket
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from biebwijzer import clock
from biebwijzer.access import OPERATOR
from biebwijzer.clock.kinds import kinds
from biebwijzer.words import mark


class Mailbox:
    """A real SMTP server on this machine: what it accepted, and what it is told to answer first."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.answers: list[str] = []
        self.tried = 0

    async def handle_DATA(self, server, session, envelope):
        self.tried += 1
        if self.answers:
            return self.answers.pop(0)
        self.messages.append(envelope.content.decode("utf-8"))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def mailbox():
    """The server, listening for as long as a test lasts."""
    box = Mailbox()
    box.port = free_port()

    def known(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"bieb", b"geheim"), handled=False)

    controller = Controller(box, hostname="127.0.0.1", port=box.port, authenticator=known, auth_require_tls=False)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def mail_on(workspace, mailbox):
    """Mail set up as an administrator does, to that server."""
    values = {"mail_host": "127.0.0.1", "mail_port": str(mailbox.port), "mail_security": "none",
              "mail_from": "bieb@example.org", "mail_user": "", "mail_link": "https://bieb.example.org"}  # fmt: skip
    clock.keep_mail_settings(workspace("admin"), values)
    return mailbox


@pytest.fixture
def work(stores, monkeypatch):
    """A kind of work that does what a test says: `work.acts` are done one by one, the last again and again."""
    made = SimpleNamespace(acts=[], done=[], wanted=True)

    def run(workspace, at_work):
        act = made.acts.pop(0) if len(made.acts) > 1 else (made.acts or [lambda _: None])[0]
        act(at_work)
        made.done.append((workspace.user_id, at_work.target))
        return clock.Done(mark("Klaar"))

    for name, again in (("test.work", True), ("test.once", False)):
        kind = clock.Kind(name, mark("Klaar"), "intake.deliver", run, lambda *_: made.wanted, tries=3, again=again)
        monkeypatch.setitem(kinds(), name, kind)

    def ask(target="a", kind="test.work", owner=OPERATOR, library=None):
        with stores.records.transaction() as transaction:
            return clock.ask_for(transaction, kind, target, owner, library)

    made.ask = ask
    made.job = lambda job_id: one(stores, "clock.job", job_id)
    return made


def one(stores, table, row_id):
    with stores.records.reading() as reading:
        return reading.one(table, row_id)


def every(stores, table, **where):
    with stores.records.reading() as reading:
        return reading.find(table, where)
