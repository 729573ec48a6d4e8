"""The outbox: what is told goes out once, after what it tells of is on disk, and never twice by itself."""

import smtplib
import ssl
from dataclasses import replace
from datetime import timedelta
from email import message_from_string, policy

import pytest
from aiosmtpd.controller import Controller

from biebwijzer import clock
from biebwijzer.clock import outbox, posting
from biebwijzer.clock.running import PROCESS
from biebwijzer.problems import NotAllowed
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import now
from tests.clock.conftest import Mailbox, every, free_port, one

CERTIFICATE = ROOT / "tests" / "files" / "tls" / "localhost.pem"
SUBJECT = "Levering geladen: café's & één komma"


def write(workspace, recipient="noor"):
    with workspace("inge").change("intake.plan.kept", "intake.deliver") as change:
        return clock.write(change.transaction, "test", recipient, SUBJECT, "Regel één.\n\nRegel twee: ü.", "utrecht")


def later(stores, mail_id) -> None:
    """Let the pause be over."""
    with stores.records.transaction() as transaction:
        transaction.set("clock.mail", {"mail_id": mail_id}, {"not_before": now() - timedelta(seconds=1)})


def test_a_message_goes_out_once_whole_and_to_the_address_of_today(stores, workspace, mail_on):
    mail_id = write(workspace)
    with stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "noor"}, {"email": "noor.nieuw@example.org"})

    assert [outbox.send_waiting(stores, PROCESS), outbox.send_waiting(stores, PROCESS)] == [1, 0]

    (text,) = mail_on.messages
    message = message_from_string(text, policy=policy.default)
    assert (message["Subject"], message["To"]) == (SUBJECT, "Noor Voorbeeld <noor.nieuw@example.org>")
    assert message.get_content().split() == ["Regel", "één.", "Regel", "twee:", "ü."]
    assert message["Message-ID"] == f"<{mail_id}@example.org>" and message["Auto-Submitted"] == "auto-generated"
    assert one(stores, "clock.mail", mail_id)["status"] == "sent"


def test_what_did_not_happen_is_not_told(stores, workspace, mail_on):
    with pytest.raises(RuntimeError), workspace("inge").change("intake.plan.kept", "intake.deliver") as change:
        clock.write(change.transaction, "test", "noor", SUBJECT, "tekst")
        raise RuntimeError

    assert outbox.send_waiting(stores, PROCESS) == 0 and every(stores, "clock.mail") == []


def test_without_a_mail_server_messages_wait_and_in_the_end_lapse(stores, workspace):
    mail_id = write(workspace)

    assert outbox.send_waiting(stores, PROCESS) == 0
    assert one(stores, "clock.mail", mail_id)["status"] == "waiting"
    outbox.send_waiting(stores, PROCESS, now() + timedelta(days=4))
    assert one(stores, "clock.mail", mail_id)["status"] == "lapsed"


def test_a_server_that_is_busy_is_tried_again_and_one_that_refuses_is_not(stores, workspace, mail_on):
    busy = write(workspace)
    mail_on.answers = ["451 Even niet", "550 Nooit"]

    assert outbox.send_waiting(stores, PROCESS) == 0
    assert one(stores, "clock.mail", busy)["status"] == "waiting"
    assert outbox.send_waiting(stores, PROCESS) == 0 and mail_on.tried == 1, "not before the pause is over"
    refused = write(workspace)
    assert outbox.send_waiting(stores, PROCESS) == 0
    later(stores, busy)
    assert outbox.send_waiting(stores, PROCESS) == 1

    row = one(stores, "clock.mail", refused)
    assert (row["status"], len(mail_on.messages)) == ("failed", 1) and "550" in row["trouble"]


def test_who_dies_before_handing_over_left_nothing_and_after_it_is_never_sent_twice(stores, workspace, mail_on):
    before, after = write(workspace), write(workspace, "karim")
    for mail_id, status in ((before, "sending"), (after, "handing_over")):
        mail = outbox.claim(stores, "somebody who died", now(), mail_id)
        if status == "handing_over":
            outbox.hand(stores, mail)

    # Where several processes share a home a minute of silence says that somebody is gone.
    assert outbox.send_waiting(stores, PROCESS, now() + timedelta(minutes=2)) == 1

    assert one(stores, "clock.mail", before)["status"] == "sent"
    assert one(stores, "clock.mail", after)["status"] == "unsure"
    assert len(mail_on.messages) == 1 and "noor@example.org" in mail_on.messages[0]


def test_a_line_that_breaks_after_the_message_left_is_unsure(stores, workspace, mail_on, monkeypatch):
    def broken(self, message):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "data", broken)
    mail_id = write(workspace)

    outbox.send_waiting(stores, PROCESS)

    assert one(stores, "clock.mail", mail_id)["status"] == "unsure"


def test_a_colleague_who_left_gets_no_mail(stores, workspace, mail_on):
    mail_id = write(workspace)
    with stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "noor"}, {"is_active": False})

    assert outbox.send_waiting(stores, PROCESS) == 0
    assert one(stores, "clock.mail", mail_id)["status"] == "failed" and mail_on.tried == 0


def test_nothing_in_a_message_becomes_a_header_and_an_impossible_address_holds_nothing_up(stores, workspace, mail_on):
    with workspace("inge").change("intake.plan.kept", "intake.deliver") as change:
        clock.write(change.transaction, "test", "karim", "Goed\r\nBcc: x@example.org", "tekst")
    with stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "noor"}, {"email": "noör@example.org"})
    impossible = write(workspace)
    fine = write(workspace, "sven")

    assert outbox.send_waiting(stores, PROCESS) == 2

    assert not any(line.startswith("Bcc:") for line in mail_on.messages[0].splitlines())
    assert one(stores, "clock.mail", impossible)["status"] == "failed"
    assert one(stores, "clock.mail", fine)["status"] == "sent"


def test_the_password_comes_from_a_file_that_nobody_else_may_read_and_stands_nowhere_else(stores, workspace, mail_on):
    file = stores.home / posting.PASSWORD_FILE
    file.write_text("geheim\n", encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(clock.NotPosted, match="600"):
        clock.password_of(stores.settings)
    file.chmod(0o600)
    password = clock.password_of(stores.settings)

    post = posting.Post("127.0.0.1", mail_on.port, "none", "bieb", "bieb@example.org", "", "Bieb")
    posting.hand_over(post, password, "noor@example.org", b"Subject: x\r\n\r\ny\r\n", lambda: None)
    with pytest.raises(clock.NotPosted, match="gebruiker of wachtwoord") as wrong:
        posting.hand_over(post, "fout", "noor@example.org", b"x", lambda: None)

    assert len(mail_on.messages) == 1
    told = str(wrong.value.values) + str(every(stores, "access.audit_row")) + str(every(stores, "access.setting"))
    assert "geheim" not in told and "fout" not in told
    assert "geheim" not in repr(stores.settings)


def test_mail_settings_that_cannot_work_are_told_under_their_field(workspace):
    wrong = {"mail_host": "smtp example", "mail_port": "0", "mail_security": "none", "mail_from": "bieb",
             "mail_user": "bieb", "mail_link": "bieb.nl"}  # fmt: skip

    fields = [problem.field for problem in clock.mail_problems(wrong)]

    assert fields == ["mail_host", "mail_port", "mail_from", "mail_link", "mail_security"]
    assert clock.mail_problems(dict.fromkeys(wrong, "")) == []
    with pytest.raises(NotAllowed):
        clock.keep_mail_settings(workspace("admin"), wrong)
    with pytest.raises(NotAllowed):
        clock.keep_mail_settings(workspace("inge"), dict.fromkeys(wrong, ""))


def test_a_trial_message_says_what_became_of_it(workspace, mail_on):
    assert clock.send_test(workspace("admin"), PROCESS) == ("sent", None)
    assert "ada@" not in mail_on.messages[0] and "admin@example.org" in mail_on.messages[0]
    mail_on.answers = ["554 Geen zin"]

    status, trouble = clock.send_test(workspace("admin"), PROCESS)

    assert status == "failed" and "554" in trouble


def test_what_may_have_arrived_goes_out_again_only_when_an_administrator_says_so(stores, workspace, mail_on):
    mail_id = write(workspace)
    outbox.hand(stores, outbox.claim(stores, "somebody who died", now(), mail_id))
    outbox.send_waiting(stores, PROCESS, now() + timedelta(minutes=2))
    (row,) = clock.not_arrived(workspace("admin"))
    assert (row["status"], row["reader"], mail_on.messages) == ("unsure", "Noor Voorbeeld", [])
    with pytest.raises(NotAllowed):
        clock.send_again(workspace("inge"), mail_id)

    clock.send_again(workspace("admin"), mail_id)

    assert outbox.send_waiting(stores, PROCESS) == 1 and len(mail_on.messages) == 1
    assert clock.not_arrived(workspace("admin")) == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_secured_line_is_used_and_a_server_nobody_vouches_for_is_not(security, monkeypatch):
    secured = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secured.load_cert_chain(CERTIFICATE)
    box, port = Mailbox(), free_port()
    options = {"ssl_context": secured} if security == "tls" else {"tls_context": secured, "require_starttls": True}
    server = Controller(box, hostname="localhost", port=port, **options)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server.start()
    try:
        post = posting.Post("localhost", port, security, "", "bieb@example.org", "", "Bieb")
        message = b"Subject: x\r\n\r\ny\r\n"
        posting.hand_over(post, "", "noor@example.org", message, lambda: None)
        assert len(box.messages) == 1

        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(clock.NotPosted, match="SSLCertVerificationError"):
            posting.hand_over(post, "", "noor@example.org", message, lambda: None)
        if security == "starttls":
            with pytest.raises(clock.NotPosted, match="530"):
                posting.hand_over(replace(post, security="none"), "", "noor@example.org", message, lambda: None)
        assert len(box.messages) == 1
    finally:
        server.stop()
