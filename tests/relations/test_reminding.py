"""Reminding: whoever promised something hears of it, by mail and in their calendar; nobody else does."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from icalendar import Calendar

from biebwijzer import clock
from biebwijzer.access import OPERATOR
from biebwijzer.clock.kinds import kind_of
from biebwijzer.desk import routes
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import contact_moments, follow_ups, reminding
from biebwijzer.relations.contact_moments import ContactMomentDraft

TODAY = date(2026, 11, 23)
CALL = ContactMomentDraft(
    TODAY - timedelta(days=9), "call", "Proefgesprek", new_organisation="Proefschool",
    promise="tas brengen, met boeken", due_on=TODAY,
)  # fmt: skip


@pytest.fixture
def noor(workspace):
    """Noor promised something for each of three days; a colleague and another library have promises of their own."""
    noor, sven = workspace("noor", today=TODAY), workspace("sven", today=TODAY)
    for days, promise in ((-3, "prijs mailen; 'spoed'"), (0, CALL.promise), (2, "bellen")):
        contact_moments.record(noor, replace(CALL, promise=promise, due_on=TODAY + timedelta(days=days)))
    contact_moments.record(workspace("staff", today=TODAY), replace(CALL, promise="van een ander"))
    contact_moments.record(sven, replace(CALL, promise="van elders"))
    return noor


def mails(house):
    with house.stores.records.reading() as reading:
        return reading.find("clock.mail", {"kind": "relations.digest"})


def morning(house, day: date = TODAY) -> int:
    """What the clock does in the morning."""
    operator = clock.workspace_of(house.stores, house.asking, OPERATOR, reminding.PERMISSION, None, day)
    done = kind_of("relations.digest").run(operator, SimpleNamespace(moment=datetime(day.year, day.month, day.day, 6)))
    return done.values["n"]


def test_whoever_wants_it_gets_one_mail_a_morning_with_what_is_due_and_only_that(house, noor):
    assert morning(house) == 0
    reminding.remind_by_mail(noor, True)

    assert [morning(house), morning(house)] == [1, 0]

    (mail,) = mails(house)
    assert (mail["recipient"], mail["subject"]) == ("noor", "2 afspraken voor vandaag")
    assert "Te laat\n- 20 nov 2026 Proefschool: prijs mailen; 'spoed'" in mail["body"]
    assert "bellen" in mail["body"] and "van een ander" not in mail["body"] and "van elders" not in mail["body"]
    reminding.remind_by_mail(noor, False)
    assert morning(house, TODAY + timedelta(days=1)) == 0


def test_with_nothing_due_no_mail_goes_out_and_a_trial_says_so(house, workspace):
    sven = workspace("sven", today=TODAY)
    reminding.remind_by_mail(sven, True)

    assert morning(house) == 0 and mails(house) == []
    reminding.send_trial(sven)
    assert [mail["subject"] for mail in mails(house)] == ["Niets te doen vandaag"]


def test_who_left_gets_no_mail_and_has_no_calendar(house, noor):
    reminding.remind_by_mail(noor, True)
    token = reminding.new_calendar(noor)
    with house.stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "noor"}, {"is_active": False})

    assert morning(house) == 0
    assert reminding.calendar(house.stores, house.asking, token, TODAY) is None


def test_a_calendar_program_reads_every_promise_as_a_whole_day_and_late_ones_today(house, noor):
    read = Calendar.from_ical(reminding.calendar(house.stores, house.asking, reminding.new_calendar(noor), TODAY))

    found = [(event.decoded("dtstart"), event.decoded("dtend"), str(event["summary"])) for event in read.walk("VEVENT")]
    day = timedelta(days=1)
    assert found == [
        (TODAY, TODAY + day, "Te laat: Proefschool: prijs mailen; 'spoed'"),
        (TODAY, TODAY + day, "Proefschool: tas brengen, met boeken"),
        (TODAY + 2 * day, TODAY + 3 * day, "Proefschool: bellen"),
    ]
    assert len({str(event["uid"]) for event in read.walk("VEVENT")}) == 3
    follow_ups.finish(noor, noor.ask("relations/follow_ups", owner="noor").rows["follow_up_id"][0])
    again = reminding.calendar(house.stores, house.asking, reminding.new_calendar(noor), TODAY)
    assert again.count(b"BEGIN:VEVENT") == 2


def test_the_address_is_kept_as_a_hash_only_and_a_new_one_or_none_ends_it(house, noor):
    first = reminding.new_calendar(noor)
    second = reminding.new_calendar(noor)
    request = {token: SimpleNamespace(path_params={"token": token}) for token in (first, second, "", "x" * 32)}

    assert [routes.calendar(request[token]).status_code for token in request] == [404, 200, 404, 404]
    with house.stores.records.reading() as reading:
        kept = str(
            [*reading.find("relations.reminder"), *reading.find("access.audit"), *reading.find("access.audit_row")]
        )
    assert first not in kept and second not in kept
    reminding.end_calendar(noor)
    assert routes.calendar(request[second]).status_code == 404


def test_all_that_a_colleague_promised_is_handed_over_in_one_act_and_taken_back_in_one(noor, workspace):
    with pytest.raises(NotAllowed):
        follow_ups.hand_over_all(noor, "noor", "sven")
    saved, number = follow_ups.hand_over_all(noor, "noor", "staff")

    def owners():
        return sorted(noor.ask("relations/follow_ups").rows["owner"])

    assert number == 3 and owners() == ["staff"] * 4
    assert workspace("sven", today=TODAY).ask("relations/follow_ups").rows["owner"].to_list() == ["sven"]
    noor.undo(saved.audit_id)
    assert owners() == ["noor"] * 3 + ["staff"]
