"""Saved views of lists: one's own or the team's, opened by an address, renamed, thrown away and taken back."""

import pytest

from biebwijzer import relations
from biebwijzer.access.views import ViewDraft, remove, rename, save
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import organisations
from biebwijzer.relations.organisations import OrganisationDraft
from tests.relations.test_pages import here, pressed, said, walk

SHELF = relations.VIEWS["organisation"]
SCHOOLS = {"soort": "primary_school", "zoek": "iemand"}


@pytest.fixture
def noor(workspace):
    return workspace("noor")


def kept(asker, page="organisaties"):
    return {row["name"]: row for row in asker.ask("access/saved_views", page=page).rows.to_dicts()}


def test_a_view_is_ones_own_or_the_teams_and_keeps_no_name_one_searched_for(noor, workspace):
    save(noor, SHELF, ViewDraft("Van mij", SCHOOLS))
    team = save(noor, SHELF, ViewDraft("Van  ons", SCHOOLS, is_shared=True)).row_id

    assert set(kept(noor)) == {"Van mij", "Van ons"} and kept(noor)["Van mij"]["address"] == "soort=primary_school"
    assert set(kept(workspace("staff"))) == {"Van ons"} and kept(workspace("sven")) == {}
    assert kept(noor, "personen") == kept(noor, "verkennen") == {}
    for who in ("staff", "sven", "karim"):
        for act in (lambda at: remove(at, SHELF, team), lambda at: rename(at, SHELF, team, ViewDraft("x", {}))):
            with pytest.raises(NotAllowed):
                act(workspace(who))
    with pytest.raises(NotAllowed):
        save(workspace("karim"), SHELF, ViewDraft("Geen recht", {}))


def test_a_view_is_renamed_shared_thrown_away_and_each_of_that_taken_back(noor, workspace):
    made = save(noor, SHELF, ViewDraft("Van mij", SCHOOLS))
    renamed = rename(noor, SHELF, made.row_id, ViewDraft("Scholen", {}, is_shared=True))
    assert set(kept(workspace("staff"))) == {"Scholen"} and kept(noor)["Scholen"]["address"] == "soort=primary_school"
    with pytest.raises(NotAllowed):
        rename(noor, SHELF, made.row_id, ViewDraft("  ", {}))
    gone = remove(noor, SHELF, made.row_id)
    assert kept(noor) == {}
    noor.undo(gone.audit_id)
    noor.undo(renamed.audit_id)
    assert set(kept(noor)) == {"Van mij"} and kept(workspace("staff")) == {}


def test_from_a_list_one_keeps_opens_and_throws_away_a_view(open_app, noor):
    organisations.add(noor, OrganisationDraft("Proefschool", "primary_school"))
    organisations.add(noor, OrganisationDraft("Proeffonds", "fund"))
    app = here(walk(open_app("noor"), "organisations", soort="fund"))
    here(pressed(app, "Bewaar").click().run())
    assert kept(noor) == {}
    app = here(app.run())
    assert "Hoe heet deze weergave?" in said(app)
    next(one for one in app.text_input if one.label == "Naam").set_value("Fondsen")
    app = here(pressed(app, "Bewaar").click().run())
    assert kept(noor)["Fondsen"]["address"] == "soort=fund"
    assert 'href="organisaties?soort=fund"' in said(here(app.run()))
    app = here(pressed(app, "Gooi weg").click().run())
    assert kept(noor) == {}
    here(pressed(app, "Maak ongedaan").click().run())
    assert set(kept(noor)) == {"Fondsen"}


def test_nothing_to_keep_shows_nothing(open_app):
    app = here(walk(open_app("noor"), "people"))
    assert "Bewaar" not in [one.label for one in app.button] and "Weergaven" not in said(app)
