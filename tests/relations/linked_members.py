"""Members one may and may not link to, and links as they are typed, for tests of both."""

from datetime import date, datetime, timedelta

from biebwijzer.desk.page import today
from biebwijzer.intake.personal import library_key, member_key
from biebwijzer.relations.linking import CONSENT, REQUEST, LinkDraft
from tests.conftest import LIBRARIES
from tests.engines import put_rows

TODAY = today()
GROWN, CHILD, PUPIL, AGELESS, STUDENT, ELSEWHERE = (
    "200344001", "200344002", "200344003", "200344004", "200344005", "200344006",
)  # fmt: skip
ALL = (GROWN, CHILD, PUPIL, AGELESS, STUDENT, ELSEWHERE)


def key(at, number, library="utrecht"):
    """The key of a number, as the loaders make it."""
    return member_key(library_key(at.stores.settings, library), number)


def members(house, library="utrecht", numbers=ALL[:-1]):
    """Rows as a loader leaves them: who is a member, who has a free account, and what they did."""
    branch = {"library_id": library, "branch_id": f"{library}_oost"}
    kinds = {
        GROWN: ("adult", 1987), CHILD: ("youth", TODAY.year - 12), PUPIL: ("school", 1999), AGELESS: ("youth", None),
    }  # fmt: skip
    rows = [("usage.branch", {**branch, "name": "Oost", "kind": "branch"})]
    for number in numbers:
        kind, born = kinds.get(number, ("adult", 1970))
        if number != STUDENT:
            since = {"member_since": date(2019, 5, 3), "member_until": None}
            row = {**branch, "member_key": key(house, number, library), "subscription": kind, "birth_year": born}
            rows.append(("usage.membership", {**row, **since}))
    if STUDENT in numbers:
        row = {**branch, "member_key": key(house, STUDENT, library), "proposition": "bieb_werkt"}
        rows.append(("usage.registration", {**row, "registered_at": datetime(2026, 9, 1, 10), "birth_year": 2004}))
    return rows


def moments(house, number):
    """Two places reserved last month, once checked in; one for help with language; one long ago; an activity."""
    lately, branch = TODAY - timedelta(days=30), {"library_id": "utrecht", "branch_id": "utrecht_oost"}
    rows = []
    for count, (day, status, proposition) in enumerate((
        (lately, "checked_in", "bieb_werkt"), (lately, "no_show", "bieb_werkt"), (lately, "checked_in", "taalcafe"),
        (TODAY - timedelta(days=800), "checked_in", "bieb_werkt"),
    )):  # fmt: skip
        starts = datetime(day.year, day.month, day.day, 10)
        row = {**branch, "reservation_id": f"r{count}", "member_key": key(house, number), "proposition": proposition}
        hours = {"reserved_at": starts, "starts_at": starts, "ends_at": starts + timedelta(hours=2)}
        rows.append(("usage.reservation", {**row, **hours, "place_kind": "seat", "status": status}))
    took = {**branch, "activity_id": "a1", "member_key": key(house, number), "held_on": lately}
    return [*rows, ("usage.participation", {**took, "core_function": "reading"})]


def deliver_members(house):
    """Members of Utrecht, with one of Amersfoort that Utrecht never sees."""
    elsewhere = members(house, "amersfoort", (ELSEWHERE,))
    put_rows(house.stores, [*LIBRARIES, *members(house), *elsewhere, *moments(house, GROWN)])


def draft(person, number=GROWN, **other):
    return LinkDraft(**{
        "person_id": person, "number": number, "ground": REQUEST, "agreed_on": TODAY,
        "proof": "afspraak Bieb Werkt, map 3", **other,
    })  # fmt: skip


def by_consent(person, number=GROWN, **other):
    return draft(person, number, **{"ground": CONSENT, "source": "paper", "proof": "map 2026, formulier 9", **other})


def shown(workspace, person):
    """What a card shows: kinds of membership and how often each thing was used."""
    kinds = workspace.ask("relations/person_memberships", person_id=person).rows["person_kind"].to_list()
    used = workspace.ask("relations/person_use", person_id=person).rows
    return kinds, {row["used"]: row["times"] for row in used.iter_rows(named=True)}
