"""Posting: how mail leaves the house, by SMTP; where to is in the settings, the password never is in the records."""

import smtplib
import ssl
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from biebwijzer.access import Workspace, setting, write_settings
from biebwijzer.access.people import EMAIL
from biebwijzer.problems import BiebwijzerError, NotAllowed, Problem
from biebwijzer.settings import Settings
from biebwijzer.warehouse import Stores
from biebwijzer.words import mark

PATIENCE = 20.0
PASSWORD_FILE = "mail-password"  # noqa: S105
PORTS = {"starttls": 587, "tls": 465, "none": 25}
NAMES = ("mail_host", "mail_port", "mail_security", "mail_user", "mail_from", "mail_link")


class NotPosted(BiebwijzerError):
    """A message that did not leave: `for_good` when trying again would give the same answer."""

    def __init__(self, word: str, for_good: bool = False, **values: object) -> None:
        self.for_good = for_good
        super().__init__(word, **values)


class Unsure(BiebwijzerError):
    """The line broke after the message was handed over and before it was confirmed: it may have been sent."""


@dataclass(frozen=True)
class Post:
    """Where mail goes out, and as whom."""

    host: str
    port: int
    security: str
    user: str
    sender: str
    link: str
    name: str

    @property
    def is_set(self) -> bool:
        """Whether mail can go out at all."""
        return bool(self.host and self.sender)


def post_of(stores: Stores) -> Post:
    """How this installation sends mail."""
    said = {name: setting(stores, name, "") for name in NAMES}
    security = said["mail_security"] if said["mail_security"] in PORTS else "starttls"
    return Post(
        host=said["mail_host"],
        port=int(said["mail_port"] or PORTS[security]),
        security=security,
        user=said["mail_user"],
        sender=said["mail_from"],
        link=said["mail_link"].rstrip("/"),
        name=setting(stores, "installation_name", "Biebwijzer"),
    )


def mail_problems(values: Mapping[str, str]) -> list[Problem]:
    """What stands in the way of these settings; all empty is no mail, and that is allowed."""
    if not any(values.get(name, "").strip() for name in ("mail_host", "mail_from", "mail_user")):
        return []
    found = []
    host, link = values.get("mail_host", "").strip(), values.get("mail_link", "").strip()
    if not host or any(sign in host for sign in " /@:"):
        found.append(Problem("mail_host", mark("Vul de naam van de mailserver in, zoals smtp.example.nl.")))
    if not values.get("mail_port", "").isdigit() or not 0 < int(values["mail_port"]) < 65_536:
        found.append(Problem("mail_port", mark("Een poort is een getal van 1 tot en met 65535.")))
    if values.get("mail_security") not in PORTS:
        found.append(Problem("mail_security", mark("Kies hoe de verbinding beveiligd is.")))
    if not EMAIL.fullmatch(values.get("mail_from", "").strip()):
        found.append(Problem("mail_from", mark("Dit is geen heel e-mailadres. Mist er iets achter het punt?")))
    if link and not link.startswith(("https://", "http://")):
        found.append(Problem("mail_link", mark("Begin met https://")))
    if values.get("mail_user", "").strip() and values.get("mail_security") == "none":
        found.append(Problem("mail_security", mark("Een wachtwoord gaat alleen over een beveiligde verbinding.")))
    return found


def keep_mail_settings(workspace: Workspace, values: Mapping[str, str]) -> None:
    """Keep how mail goes out; the password is not among it."""
    stands = mail_problems(values)
    if stands:
        raise NotAllowed(stands[0].word)
    kept = {name: values.get(name, "").strip() for name in NAMES}
    write_settings(workspace, "access.setting.mail_changed", kept)


def password_of(settings: Settings) -> str:
    """The password of the mail server: from the environment, or from a file that only its owner may read."""
    if settings.mail_password:
        return settings.mail_password
    path = settings.home / PASSWORD_FILE
    try:
        with path.open(encoding="utf-8") as file:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise NotPosted(mark("Anderen kunnen {file} lezen. Zet de rechten op 600."), file=PASSWORD_FILE)
            return file.readline().strip()
    except FileNotFoundError:
        return ""


def written(post: Post, mail_id: str, recipient: tuple[str, str], subject: str, body: str, at: datetime) -> bytes:
    """The message as it goes over the line; whoever gets it twice by the same id shows it once."""
    message = EmailMessage()
    message["From"] = formataddr((on_one_line(post.name), post.sender))
    message["To"] = formataddr((on_one_line(recipient[0]), recipient[1]))
    message["Subject"] = on_one_line(subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail_id}@{post.sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, cte="quoted-printable")
    return message.as_bytes(policy=SMTP)


def on_one_line(text: str) -> str:
    """A text as it may stand in a header: a line of its own would be a header of its own."""
    return " ".join(text.split())


@contextmanager
def line_to(post: Post, password: str) -> Iterator[smtplib.SMTP]:
    """A line to the mail server, secured as the settings say and signed in."""
    secured = ssl.create_default_context()
    if post.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(post.host, post.port, timeout=PATIENCE, context=secured)
    else:
        line = smtplib.SMTP(post.host, post.port, timeout=PATIENCE)
    try:
        line.ehlo()
        if post.security == "starttls":
            line.starttls(context=secured)
            line.ehlo()
        if post.user:
            line.login(post.user, password)
        yield line
    finally:
        line.close()


def hand_over(post: Post, password: str, address: str, message: bytes, before: Callable[[], None]) -> None:
    """Give one message to the mail server; `before` is called when from here on it may be sent."""
    handed = False
    try:
        with line_to(post, password) as line:
            accepted(line.mail(post.sender))
            accepted(line.rcpt(address))
            before()
            handed = True
            accepted(line.data(message))
    except smtplib.SMTPAuthenticationError as error:
        raise NotPosted(
            mark("De mailserver kent gebruiker of wachtwoord niet ({code})."), code=error.smtp_code
        ) from None
    except smtplib.SMTPResponseException as error:
        raise refused(error.smtp_code) from None
    except smtplib.SMTPNotSupportedError:
        raise NotPosted(mark("De mailserver kan deze beveiliging niet. Kies een andere.")) from None
    except (smtplib.SMTPException, OSError) as error:
        if handed:
            raise Unsure(
                mark("De verbinding viel weg bij het versturen. Misschien is het bericht aangekomen.")
            ) from None
        kind = type(error).__name__
        raise NotPosted(mark("De mailserver {host} is niet te bereiken ({kind})."), host=post.host, kind=kind) from None


def accepted(answer: tuple[int, bytes]) -> None:
    """Go on when the server agrees; its words are not repeated, they may hold an address."""
    if answer[0] not in (250, 251):
        raise smtplib.SMTPResponseException(answer[0], "")


def refused(code: int) -> NotPosted:
    """What an answer of the server means: 5 is for good, 4 may be otherwise later."""
    return NotPosted(mark("De mailserver nam het bericht niet aan (code {code})."), for_good=code >= 500, code=code)
