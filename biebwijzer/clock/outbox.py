"""The outbox: mail is first a row, written in the same transaction as what it tells of, and sent afterwards.

A message moves from waiting to sending to handing_over to sent, each on disk before the next begins. Whoever dies
while sending left nothing; whoever dies while handing over may have sent it: that message is named unsure and never
sent by itself again.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from biebwijzer.access import Workspace, new_id
from biebwijzer.clock.pauses import SILENT, pause_after
from biebwijzer.clock.posting import NotPosted, Unsure, hand_over, password_of, post_of, written
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Row, Stores, Transaction, now
from biebwijzer.words import Words, mark

TRIES = 8
# News that could not leave for so long is news no more.
TOO_OLD = timedelta(days=3)
# As far back as one looks on the screen.
SHOWN = timedelta(days=30)
OPEN = ("waiting", "sending", "handing_over")


def write(
    transaction: Transaction, kind: str, recipient: str, subject: str, body: str, library: str | None = None
) -> str:
    """Put a message to a colleague in the outbox, in the transaction of what it tells of; its id.

    The address is looked up when it leaves, so it stands in one place only.
    """
    moment, mail_id = now(), new_id()
    row = {
        "mail_id": mail_id,
        "kind": kind,
        "recipient": recipient,
        "library_id": library,
        "subject": subject,
        "body": body,
        "written_at": moment,
        "status": "waiting",
        "not_before": moment,
    }
    transaction.add("clock.mail", row)
    return mail_id


def send_waiting(stores: Stores, process: str, moment: datetime | None = None, most: int = 50) -> int:
    """Send what waits, the oldest first; how many left. Without a mail server they wait, and in the end lapse."""
    moment = moment or now()
    with stores.records.reading() as reading:
        if not reading.find("clock.mail", {"status": OPEN}, most=1):
            return 0
    settle_left_behind(stores, process, moment)
    if not post_of(stores).is_set:
        return 0
    sent = 0
    for _ in range(most):
        mail = claim(stores, process, moment)
        if mail is None:
            break
        sent += send(stores, mail)
    return sent


def settle_left_behind(stores: Stores, process: str, moment: datetime) -> None:
    """What a process that died was sending waits again, or is unsure; what waited too long lapses."""
    with stores.records.reading() as reading:
        some = reading.find("clock.mail", {"status": OPEN})
    gone = [mail for mail in some if is_left(stores, mail, process, moment)]
    old = [mail for mail in some if mail["status"] == "waiting" and moment - mail["written_at"] > TOO_OLD]
    if not gone and not old:
        return
    with stores.records.transaction() as transaction:
        for mail in gone:
            status = "waiting" if mail["status"] == "sending" else "unsure"
            transaction.set("clock.mail", held(mail, mail["status"]), {"status": status})
        for mail in old:
            transaction.set("clock.mail", held(mail, "waiting"), {"status": "lapsed"})


def is_left(stores: Stores, mail: Row, process: str, moment: datetime) -> bool:
    """Whether whoever was sending this is gone, or has lost it: the words of a message take seconds."""
    if mail["status"] == "waiting":
        return False
    elsewhere = not stores.engine.shared and mail["claimed_by"] != process
    return elsewhere or moment - mail["seen_at"] > SILENT


def held(mail: Row, status: str) -> dict[str, object]:
    """The condition that a message stands as it was seen."""
    return {
        "mail_id": mail["mail_id"],
        "status": status,
        "claimed_by": mail["claimed_by"],
        "attempts": mail["attempts"],
    }


def claim(stores: Stores, process: str, moment: datetime, mail_id: str | None = None) -> Row | None:
    """Take the next message, or that one, by one transaction; None when there is none or somebody has it."""
    where = {"status": "waiting", "not_before <=": moment} | ({"mail_id": mail_id} if mail_id else {})
    with stores.records.reading() as reading:
        if not reading.find("clock.mail", where, most=1):
            return None
    with stores.records.transaction() as transaction:
        waiting = sorted(transaction.find("clock.mail", where), key=lambda row: (row["written_at"], row["mail_id"]))
        if not waiting:
            return None
        mail = waiting[0]
        taken = {"status": "sending", "claimed_by": process, "seen_at": now(), "attempts": mail["attempts"] + 1}
        transaction.set("clock.mail", {"mail_id": mail["mail_id"], "status": "waiting"}, taken)
        return {**mail, **taken}


def send(stores: Stores, mail: Row) -> bool:
    """Send a message that was claimed, and write what came of it; whether it left."""
    try:
        address = address_of(stores, mail["recipient"])
        post = post_of(stores)
        at = mail["written_at"].replace(tzinfo=UTC)
        message = written(post, mail["mail_id"], address, mail["subject"], mail["body"], at)
        hand_over(post, password_of(stores.settings), address[1], message, lambda: hand(stores, mail))
    except BiebwijzerError as error:
        not_left(stores, mail, error)
        return False
    except ValueError:
        # Such as an address with a sign that no mail server takes.
        not_left(stores, mail, NotPosted(mark("Dit bericht of adres kan zo niet verstuurd worden."), for_good=True))
        return False
    write_down(stores, mail, "handing_over", {"status": "sent", "sent_at": now(), "trouble": None})
    return True


def hand(stores: Stores, mail: Row) -> None:
    """From here on it may be sent; refused when somebody took it over."""
    if not write_down(stores, mail, "sending", {"status": "handing_over", "seen_at": now()}):
        raise NotPosted(mark("Een ander proces verstuurt dit bericht al."))


def write_down(stores: Stores, mail: Row, status: str, values: Mapping[str, object]) -> bool:
    """Write the next state of a message, if it is still in this one and ours."""
    with stores.records.transaction() as transaction:
        return transaction.set("clock.mail", held(mail, status), values) == 1


def not_left(stores: Stores, mail: Row, error: BiebwijzerError) -> None:
    """It waits for a next time, has failed for good, or may have been sent."""
    trouble = Words(stores.settings.language)(error.word, **error.values)
    later = now() + pause_after(mail["attempts"])
    values: dict[str, object]
    if isinstance(error, Unsure):
        values = {"status": "unsure", "trouble": trouble}
    elif mail["attempts"] >= TRIES or (isinstance(error, NotPosted) and error.for_good):
        values = {"status": "failed", "trouble": trouble}
    else:
        values = {"status": "waiting", "not_before": later, "trouble": trouble}
    for status in ("sending", "handing_over"):
        write_down(stores, mail, status, values)


def address_of(stores: Stores, recipient: str) -> tuple[str, str]:
    """Name and address of a colleague who still works here."""
    with stores.records.reading() as reading:
        user = reading.one("access.app_user", recipient)
    if user is None or not user["is_active"]:
        raise NotPosted(mark("Deze collega werkt hier niet meer."), for_good=True)
    return user["full_name"], user["email"]


def send_test(workspace: Workspace, process: str) -> tuple[str, str | None]:
    """Write a trial message to oneself and send it now: what became of it, and the trouble if there was."""
    words, stores = workspace.words, workspace.stores
    with workspace.change("clock.mail.tried", "access.settings") as change:
        subject = words("Proefbericht van Biebwijzer")
        body = words("De mail van Biebwijzer werkt. Berichten over leveringen en afspraken komen voortaan hier aan.")
        mail_id = write(change.transaction, "clock.trial", workspace.user_id, subject, body)
        change.subject = ("clock.mail", mail_id)
    mail = claim(stores, process, now(), mail_id)
    if mail is not None:
        send(stores, mail)
    with stores.records.reading() as reading:
        row = reading.one("clock.mail", mail_id) or {}
    return str(row.get("status")), row.get("trouble")


def not_arrived(workspace: Workspace, most: int = 10) -> list[Row]:
    """Messages of the last thirty days that failed or may not have arrived, the newest first, each with its reader."""
    workspace.require("access.settings")
    with workspace.stores.records.reading() as reading:
        where = {"status": ("failed", "unsure"), "written_at >=": now() - SHOWN}
        rows = reading.find("clock.mail", where, newest="written_at", most=most)
        names = {row["app_user_id"]: row["full_name"] for row in reading.find("access.app_user")}
    return [{**row, "reader": names.get(row["recipient"], row["recipient"])} for row in rows]


def send_again(workspace: Workspace, mail_id: str) -> None:
    """Let somebody decide that a message goes out once more, though it may have arrived."""
    with workspace.change("clock.mail.sent_again", "access.settings") as change:
        change.subject = ("clock.mail", mail_id)
        where = {"mail_id": mail_id, "status": ("failed", "unsure")}
        # Written anew: a message of days ago must not lapse before it is tried.
        fresh = {"status": "waiting", "attempts": 0, "not_before": now(), "written_at": now(), "trouble": None}
        change.transaction.set("clock.mail", where, fresh)


def standing(stores: Stores) -> dict[str, int]:
    """How many messages are in which state, of the last thirty days."""
    with stores.records.reading() as reading:
        rows: Sequence[Row] = reading.find("clock.mail", {"written_at >=": now() - SHOWN})
    found: dict[str, int] = {}
    for row in rows:
        found[row["status"]] = found.get(row["status"], 0) + 1
    return found
