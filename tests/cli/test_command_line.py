"""The command line: one sentence when something is wrong, the right exit code, and the operator sees no person."""

import json
from datetime import date

import pytest

from biebwijzer.access import OPERATOR, operator_workspace
from biebwijzer.access.asking_by_hand import values_for
from biebwijzer.access.soundness import faults
from biebwijzer.cli import OpenHouse
from biebwijzer.commands import Exit
from biebwijzer.intake.contract import table_statements
from biebwijzer.performing import all_commands
from biebwijzer.problems import UnknownQuery
from biebwijzer.warehouse import Asking, Stores, now, query

pytestmark = pytest.mark.slow


@pytest.fixture
def house(settings):
    """The home, open for as long as a `with` lasts."""

    def opened():
        stores = Stores(settings, table_statements())
        return OpenHouse(stores, Asking(stores))

    return opened


def operator(opened):
    return operator_workspace(opened.stores, opened.asking, now().date(), "nl")


def audit_of(house):
    opened = house()
    with opened.stores.records.reading() as reading:
        lines = reading.find("access.audit")
    opened.stores.close()
    return [(line["app_user_id"], line["action"], line["subject_id"]) for line in lines]


def with_user(house, username, role, scope_type="library", scope_id="noord", active=True):
    opened = house()
    with opened.stores.records.transaction() as change:
        change.add(
            "access.app_user",
            {"app_user_id": username, "username": username, "full_name": username, "email": f"{username}@x.test",
             "is_active": active},
        )  # fmt: skip
        change.add(
            "access.role_grant",
            {"role_grant_id": f"{username}-1", "app_user_id": username, "role": role, "scope_type": scope_type,
             "scope_id": scope_id, "since": now().date()},
        )  # fmt: skip
    opened.stores.close()


def test_every_command_explains_itself_in_dutch_and_in_english(typed):
    assert "Gebruik: biebwijzer" in typed("--help").out

    for name in all_commands():
        assert f"biebwijzer {name}" in typed(*name.split(), "--help").out
    assert "usage:" not in typed("ask", "--help").out and "Keuzes:" in typed("ask", "--help").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("vraag",), "'vraag' bestaat niet"),
        (("ask",), "Er ontbreekt: ROOM/NAME."),
        (("ask", "usage/visits_per_year", "--snel"), "Dit ken ik niet: --snel."),
        (("start", "--data", "x"), "--data: 'x' bestaat niet. Kies uit: 'demo', 'newcastle', 'empty'."),
        (("start", "--port", "veel"), "--port: 'veel' past hier niet."),
    ],
)
def test_a_command_that_can_not_be_read_gets_one_sentence_and_ends_with_2(typed, words, told):
    answer = typed(*words)

    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert told in answer.err and answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", "usage/nothing"), "Er is geen vraag 'usage/nothing'"),
        (("ask", "usage/visits_per_year", "--set", "since=2024"), "kent 'since=2024' niet"),
        (("ask", "usage/visits_per_month", "--set", "since=gisteren"), "'gisteren' past niet bij since"),
    ],
)
def test_a_question_that_can_not_be_asked_is_named(typed, words, told):
    answer = typed(*words)

    assert answer.code == Exit.FAILED and told in answer.err


def test_a_value_with_nothing_in_it_is_left_out_where_it_may_be():
    month = query("usage/visits_per_month")

    assert values_for(month, ["branch_id=", "until=2024-03-01"]) == {"until": date(2024, 3, 1)}
    for odd in ("since=", "branch_id=\udcff"):
        with pytest.raises(UnknownQuery):
            values_for(month, [odd])


def test_rows_come_as_a_table_as_json_and_as_csv(typed):
    assert typed("ask", "access/libraries").out.splitlines()[0].split() == ["library_id", "name"]
    assert json.loads(typed("ask", "access/libraries", "--json").out) == []
    assert typed("ask", "access/libraries", "--csv").out == "library_id,name\n"


def test_the_operator_works_for_all_libraries_and_every_command_is_in_the_audit_trail(typed, house):
    typed("ask", "access/libraries")
    typed("ask", "usage/nothing")

    assert audit_of(house) == [(OPERATOR, "operator.ask", None)] * 2


def test_as_somebody_else_their_rights_count_and_the_trail_names_them(typed, house):
    with_user(house, "baliemedewerker", "staff")

    answer = typed("ask", "usage/visits_per_year", "--as", "baliemedewerker")

    assert answer.code == Exit.REFUSED and "usage.read" in answer.err
    assert audit_of(house) == [(OPERATOR, "operator.ask", "baliemedewerker")]


def test_nobody_without_a_role_of_today_is_looked_through(typed, house):
    with_user(house, "vertrokken", "manager", active=False)

    for name in ("vertrokken", "onbekend"):
        assert typed("ask", "usage/visits_per_year", "--as", name).code == Exit.REFUSED


def test_a_library_that_is_not_among_ones_own_is_refused_and_not_left_out_in_silence(typed, house):
    with_user(house, "noor", "coordinator")

    answer = typed("ask", "usage/visits_per_year", "--as", "noor", "--libraries", "noord,zuid")

    assert answer.code == Exit.REFUSED and "zuid" in answer.err


def test_help_and_errors_are_in_the_language_one_asks_for(typed):
    assert "Gebruik:" in typed("ask", "--help", "--language", "nl").out
    assert typed("ask", "--language=nl").code == Exit.USAGE


def test_a_sound_home_is_called_sound_and_one_others_can_look_into_is_not(settings, house):
    workspace = operator(opened := house())

    sound = faults(workspace)
    settings.home.chmod(0o755)
    open_to_all = faults(workspace)
    opened.stores.close()

    assert sound == []
    assert len(open_to_all) == 1 and "700" in open_to_all[0]


def test_a_version_that_is_gone_is_named(settings, house):
    workspace = operator(opened := house())
    opened.stores.engine.forget(opened.stores.version)

    found = faults(workspace)
    opened.stores.close()

    assert any("Versie 1" in line for line in found)
