"""The workspace: what one may do and see, the trail of every change, and taking it back."""

from dataclasses import replace

import pytest

from biebwijzer.access import operator_workspace, roles
from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from tests.conftest import TODAY

SETTING = "access.setting"


def trail(house):
    with house.stores.records.reading() as reading:
        return reading.find("access.audit"), reading.find("access.audit_row")


def change_setting(workspace, value):
    with workspace.change("access.setting.changed", "access.settings") as change:
        if change.transaction.one(SETTING, "name") is None:
            change.add(SETTING, {"value": value}, "name")
        else:
            change.update(SETTING, "name", {"value": value})
    return change.audit_id


def setting(house):
    with house.stores.records.reading() as reading:
        row = reading.one(SETTING, "name")
    return row["value"] if row else None


@pytest.mark.parametrize(
    ("person", "libraries"),
    [
        ("noor", ("utrecht",)),
        ("sven", ("amersfoort",)),
        ("poi_adviser", ("amersfoort", "utrecht")),
        ("kb_reader", ("amersfoort", "utrecht")),
    ],
)
def test_everybody_works_for_the_libraries_of_their_role(workspace, person, libraries):
    assert workspace(person).libraries == libraries


@pytest.mark.parametrize("person", ["karim", "inge", "poi_adviser", "kb_reader"])
def test_who_works_with_numbers_sees_no_people(workspace, person):
    assert workspace(person).may_see_people is False


def test_the_command_line_sees_every_library_and_no_people(house):
    operator = operator_workspace(house.stores, house.asking, TODAY, "nl")

    assert operator.libraries == ("amersfoort", "utrecht") and operator.may_see_people is False


def test_no_role_may_do_what_no_room_offers_and_only_an_admin_manages_accounts():
    may = {name for name, role in roles().items() if "access.people" in role.permissions}

    assert may == {"admin"}


def test_a_figure_can_be_drawn_for_readers_who_see_less_and_never_for_readers_who_see_more(workspace):
    outside = workspace("noor").for_audience("buiten")

    assert outside.audience == "buiten" and outside.may_see_people is False
    with pytest.raises(NotAllowed):
        workspace("karim").for_audience("eigen")


def test_a_workspace_can_be_narrowed_and_not_widened(workspace):
    assert workspace("noor").narrowed_to(("utrecht", "amersfoort")).libraries == ("utrecht",)


def test_a_change_and_its_line_in_the_trail_are_written_together(house, workspace):
    change_setting(workspace("admin"), "Bieb")

    audit, rows = trail(house)
    assert [line["action"] for line in audit] == ["access.setting.changed"]
    assert [(row["subject_id"], row["before_row"]) for row in rows] == [("name", None)]


def test_a_change_that_fails_leaves_no_row_and_no_line(house, workspace):
    with pytest.raises(RuntimeError), workspace("admin").change("access.x.y", "access.settings") as change:
        change.add(SETTING, {"value": "half"}, "name")
        raise RuntimeError

    assert (setting(house), trail(house)) == (None, ([], []))


def test_whoever_lacks_the_permission_changes_nothing(house, workspace):
    with pytest.raises(NotAllowed):
        change_setting(workspace("noor"), "Bieb")

    assert setting(house) is None


def test_a_row_of_another_library_is_refused_on_its_way_in(workspace):
    with (
        pytest.raises(NotAllowed, match="bibliotheek"),
        workspace("sven").change("relations.person.added") as change,
    ):
        change.add("relations.person", {"library_id": "utrecht"})


def test_undo_puts_back_what_was_there_and_is_itself_in_the_trail(house, workspace):
    admin = workspace("admin")
    change_setting(admin, "before")
    last = change_setting(admin, "after")

    admin.undo(last, "access.settings")

    assert setting(house) == "before"
    assert [line["action"] for line in trail(house)[0]].count("access.setting.changed.undone") == 1
    with pytest.raises(NotAllowed):
        admin.undo(last, "access.settings")


def test_undo_is_refused_when_somebody_changed_the_same_row_since(house, workspace):
    admin = workspace("admin")
    first = change_setting(admin, "mine")
    change_setting(admin, "later")

    with pytest.raises(ChangedMeanwhile):
        admin.undo(first, "access.settings")

    assert setting(house) == "later"


def test_another_persons_change_can_not_be_taken_back(house, workspace):
    done = change_setting(workspace("admin"), "Bieb")

    with pytest.raises(NotAllowed):
        replace(workspace("admin"), user_id="inge").undo(done, "access.settings")

    assert setting(house) == "Bieb"


def test_a_session_that_was_ended_asks_and_writes_nothing_any_more(house, workspace):
    gone = replace(workspace("admin"), still_here=lambda: False)

    with pytest.raises(NotAllowed):
        gone.ask("usage/visits_per_year")
    with pytest.raises(NotAllowed):
        change_setting(gone, "Bieb")
    with pytest.raises(NotAllowed):
        gone.log("relations.person.opened")
    assert setting(house) is None
