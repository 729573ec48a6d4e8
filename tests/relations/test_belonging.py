"""An organisation can belong to a larger one of its library; cards show it both ways, merged or not."""

import pytest

from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import belonging, contact_moments, merging, organisations, steps
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.importing import handing_back
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.steps import Step, StepsDraft
from tests.relations.test_pages import here, pressed, said, walk


@pytest.fixture
def noor(workspace):
    return workspace("noor")


@pytest.fixture
def board(noor):
    return organisations.add(noor, OrganisationDraft("Proefbestuur", place="Zeist")).row_id


@pytest.fixture
def schools(noor, board):
    made = [organisations.add(noor, OrganisationDraft(f"Proef {name}")).row_id for name in "AB"]
    for one in made:
        belonging.put_under(noor, one, board, 1)
    return made


def card(noor, row_id):
    return noor.ask("relations/organisation", organisation_id=row_id).rows.row(0, named=True)


def parts(noor, row_id):
    return noor.ask("relations/parts", organisation_id=row_id).rows["name"].to_list()


def test_the_larger_one_shows_what_belongs_to_it_and_each_of_those_where(noor, board, schools):
    draft = ContactMomentDraft(noor.today, "call", "Gebeld.", organisation_id=schools[0])
    contact_moments.record(noor, draft)

    rows = noor.ask("relations/parts", organisation_id=board).rows
    assert rows.select("name", "last_spoken_on").rows() == [("Proef A", noor.today), ("Proef B", None)]
    assert card(noor, schools[1])["part_of_name"] == "Proefbestuur" and parts(noor, schools[0]) == []
    offered = noor.ask("relations/larger", organisation_id=board, most=9).rows["name"].to_list()
    assert offered == [], "what belongs to it is not offered as larger"


def test_what_others_belong_to_is_not_taken_back_before_they_stand_alone(noor):
    larger = organisations.add(noor, OrganisationDraft("Proefbestuur"))
    smaller = organisations.add(noor, OrganisationDraft("Proef A")).row_id
    under = belonging.put_under(noor, smaller, larger.row_id, 1)

    with pytest.raises(NotAllowed, match="hoort intussen iets bij"):
        noor.undo(larger.audit_id)
    noor.undo(under.audit_id)
    noor.undo(larger.audit_id)

    assert card(noor, smaller)["part_of_name"] is None


def test_it_is_taken_back_and_can_stand_alone_again(noor, board, schools):
    saved = belonging.put_under(noor, schools[0], None, 2)
    assert parts(noor, board) == ["Proef B"]

    noor.undo(saved.audit_id)

    assert parts(noor, board) == ["Proef A", "Proef B"]


def test_a_circle_a_library_elsewhere_and_a_card_changed_meanwhile_are_refused(noor, workspace, board, schools):
    elsewhere = organisations.add(workspace("sven"), OrganisationDraft("Elders")).row_id
    belonging.put_under(noor, board, organisations.add(noor, OrganisationDraft("Koepel")).row_id, 1)
    for row_id, larger, seen in ((board, schools[0], 2), (board, board, 2), (schools[0], elsewhere, 2)):
        with pytest.raises(NotAllowed):
            belonging.put_under(noor, row_id, larger, seen)
    for who in ("sven", "karim", "poi_adviser"):
        with pytest.raises(NotAllowed):
            belonging.put_under(workspace(who), schools[0], None, 2)
    with pytest.raises(ChangedMeanwhile):
        belonging.put_under(noor, schools[0], None, 1)
    assert parts(noor, board) == ["Proef A", "Proef B"]
    assert workspace("sven").ask("relations/parts", organisation_id=board).is_empty()


def test_changing_a_card_leaves_where_it_belongs(noor, board, schools):
    organisations.change(noor, schools[0], OrganisationDraft("Proef A", place="Zeist"), 2)

    assert card(noor, schools[0])["part_of_id"] == board


def test_of_a_merged_one_the_parts_are_with_the_card_that_stands_and_come_back(noor, board, schools):
    other = organisations.add(noor, OrganisationDraft("Proefbestuur Zeist")).row_id
    merged = merging.merge(noor, MergeDraft("organisation", other, board, 1, 1))
    assert parts(noor, other) == ["Proef A", "Proef B"] and card(noor, schools[0])["part_of_id"] == other

    merging.unmerge(noor, merged.row_id)

    assert parts(noor, other) == [] and parts(noor, board) == ["Proef A", "Proef B"]


def test_of_two_cards_the_one_that_says_where_it_belongs_is_heard(noor, board, schools):
    bare = organisations.add(noor, OrganisationDraft("Proef A Zeist")).row_id
    merged = merging.merge(noor, MergeDraft("organisation", bare, schools[0], 1, 2))
    assert card(noor, bare)["part_of_id"] == board

    merging.unmerge(noor, merged.row_id)

    assert card(noor, bare)["part_of_id"] is None and card(noor, schools[0])["part_of_id"] == board


def test_a_larger_one_merged_with_its_own_part_does_not_belong_to_itself(noor, board, schools):
    merging.merge(noor, MergeDraft("organisation", schools[0], board, 2, 1))

    assert card(noor, schools[0])["part_of_id"] is None and parts(noor, schools[0]) == ["Proef B"]


def test_what_is_taken_along_says_where_it_belongs(noor, board, schools):
    text = handing_back.everything(noor, "utrecht")["organisaties.csv"].decode("utf-8-sig")

    assert "Hoort bij" in text.splitlines()[0] and "Proefbestuur" in next(
        line for line in text.splitlines() if line.startswith("Proef A")
    )


def test_on_the_card_one_chooses_where_it_belongs(open_app, noor, board):
    school = organisations.add(noor, OrganisationDraft("Proef C")).row_id
    app = here(walk(open_app("noor"), "organisations", organisation=school))
    app = here(pressed(app, "Kies waar deze bij hoort").click().run())
    next(one for one in app.selectbox if one.label == "Hoort bij (mag leeg)").set_value(board)
    app = here([one for one in app.button if one.label == "Bewaar"][-1].click().run())

    assert card(noor, school)["part_of_id"] == board
    assert "Hoort bij" in said(app)


@pytest.mark.parametrize("label", ["Kies waar deze bij hoort", "Begin vaste stappen", "Wijzig"])
def test_ctrl_enter_in_a_drawer_of_a_card_saves_nothing_that_is_half_typed_on_it(open_app, noor, board, label):
    steps.keep(noor, StepsDraft("Klas", (Step("bellen", 1),)))
    app = here(walk(open_app("noor"), "organisations", organisation=board))

    def composer():
        keys = {one.key: one for one in app.button if one.key}
        return next(one for key, one in keys.items() if key.startswith(f"card_{board}") and "_save_" in key)

    assert composer().proto.shortcut
    app = here(pressed(app, label).click().run())

    assert not composer().proto.shortcut
