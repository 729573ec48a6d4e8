"""Attempts: the same answer for unknown, wrong and locked, and a limit nobody runs past."""

import threading
from datetime import datetime, timedelta

import pytest

from biebwijzer.access import passwords, sign_in_as
from biebwijzer.access.attempts import LOCKED_FOR, MOST_PER_ADDRESS, MOST_WRONG
from biebwijzer.access.passwords import hashed, matches, password_problems
from tests.cast import PASSWORD

NOON = datetime(2026, 11, 23, 12, 0)


def try_often(stores, times, username="noor", password="mis", address="here", moment=NOON):
    return [sign_in_as(stores, username, password, address, moment) for _ in range(times)]


def test_the_right_password_lets_in_whatever_the_capitals_of_the_name(stores):
    assert sign_in_as(stores, " Noor ", PASSWORD, "here", NOON) == "noor"


@pytest.mark.parametrize(("username", "password"), [("noor", "mis"), ("nobody", PASSWORD), ("", ""), ("noor", "")])
def test_whatever_is_wrong_the_answer_is_the_same(stores, username, password):
    assert sign_in_as(stores, username, password, "here", NOON) is None


def test_an_unknown_name_takes_the_same_work_as_a_known_one(stores, monkeypatch):
    worked = []
    real = passwords.bcrypt.checkpw
    monkeypatch.setattr(passwords.bcrypt, "checkpw", lambda *given: worked.append(1) or real(*given))

    for username in ("noor", "nobody"):
        sign_in_as(stores, username, "mis", "here", NOON)

    assert len(worked) == 2


def test_after_five_wrong_ones_even_the_right_password_is_refused_for_a_quarter_of_an_hour(stores):
    try_often(stores, MOST_WRONG)

    assert sign_in_as(stores, "noor", PASSWORD, "here", NOON) is None
    assert sign_in_as(stores, "noor", PASSWORD, "here", NOON + LOCKED_FOR - timedelta(seconds=1)) is None
    assert sign_in_as(stores, "noor", PASSWORD, "here", NOON + LOCKED_FOR) == "noor"


def test_the_lock_is_hers_alone_and_is_told_in_the_trail(stores):
    try_often(stores, MOST_WRONG)

    assert sign_in_as(stores, "karim", PASSWORD, "elsewhere", NOON) == "karim"
    with stores.records.reading() as reading:
        assert [row["app_user_id"] for row in reading.find("access.audit", {"action": "access.person.locked"})] == [
            "noor"
        ]


def test_signing_in_forgets_what_went_wrong_before(stores):
    try_often(stores, MOST_WRONG - 1)
    assert sign_in_as(stores, "noor", PASSWORD, "here", NOON) == "noor"
    try_often(stores, MOST_WRONG - 1)

    assert sign_in_as(stores, "noor", PASSWORD, "here", NOON) == "noor"


def test_an_address_that_tries_many_names_is_not_heard_any_more(stores):
    for number in range(MOST_PER_ADDRESS):
        sign_in_as(stores, f"name{number}", "mis", "attacker", NOON)

    assert sign_in_as(stores, "noor", PASSWORD, "attacker", NOON) is None
    assert sign_in_as(stores, "noor", PASSWORD, "elsewhere", NOON) == "noor"
    assert sign_in_as(stores, "noor", PASSWORD, "attacker", NOON + timedelta(minutes=11)) == "noor"


def test_many_at_once_come_no_further_than_one_after_the_other(stores):
    threads = [threading.Thread(target=try_often, args=(stores, 3)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with stores.records.reading() as reading:
        noor = reading.one("access.app_user", "noor")
    assert noor["failed_attempts"] == MOST_WRONG and noor["locked_until"] == NOON + LOCKED_FOR


def test_what_was_typed_as_a_name_is_not_kept(stores):
    sign_in_as(stores, PASSWORD, "", "here", NOON)

    with stores.records.reading() as reading:
        assert PASSWORD not in str(reading.find("access.login_attempt"))


def test_attempts_are_forgotten_after_a_month(stores):
    try_often(stores, 2)
    try_often(stores, 1, moment=NOON + timedelta(days=31))

    with stores.records.reading() as reading:
        assert len(reading.find("access.login_attempt")) == 1


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [
        ("kort", "kort", "password"),
        ("é" * 40, "é" * 40, "password"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "password"),
        ("noor12345678", "noor12345678", "password"),
        (" een lange zin 12", " een lange zin 12", "password"),
        ("een lange zin 12", "een lange zin 13", "again"),
    ],
)
def test_a_weak_password_is_refused_at_its_own_field(password, again, field):
    assert {problem.field for problem in password_problems(password, again, "noor")} >= {field}


def test_a_sentence_is_a_good_password_even_a_long_one():
    assert password_problems("een zin van ons", "een zin van ons", "noor") == []


def test_a_password_that_is_the_same_in_its_first_72_bytes_is_another_one():
    long = "x" * 72

    assert matches(long, hashed(long, 4), 4)
    assert not matches(long + "y", hashed(long, 4), 4)
