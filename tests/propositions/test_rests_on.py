"""What a proposition rests on: a reason visitors gave and a group, each leading to the other."""

from dataclasses import replace
from datetime import date

import pytest

from biebwijzer.desk.rests_on import reasons
from biebwijzer.propositions import catalogue, playbook
from biebwijzer.propositions.catalogue import PropositionDraft
from biebwijzer.segments.groups import groups
from tests.engines import put_rows

PROPOSITION, WHY = "propositions/proposition.py", "segments/why.py"
STUDY, LOANS = "Studeren of werken", "Boeken lenen"


def links(app):
    """The labels of the links, and the text."""
    assert not app.exception, app.exception
    return [link.proto.label for link in app.get("page_link")]


@pytest.fixture
def surveyed(stores):
    """What some visitors of this year's survey said, and of one long ago."""
    told = [(STUDY, date(2026, 10, 3))] * 3 + [(LOANS, date(2026, 10, 4))] * 2 + [("Koffie", date(2020, 1, 1))]
    put_rows(
        stores,
        [
            (
                "usage.survey_answer",
                {"library_id": "utrecht", "branch_id": "neude", "answered_on": day, "visit_reason": reason},
            )
            for reason, day in told
        ],
    )


@pytest.fixture
def bieb_werkt(workspace):
    """Taken over from the playbook, which knows for which group it is; Noor adds the reason."""
    noor = workspace("noor")
    made = playbook.take_over(noor, "bieb_werkt").row_id
    draft = replace(playbook.plays()["bieb_werkt"].draft(noor.words), rests_on_reason=STUDY)
    catalogue.change(noor, made, draft, 1)
    return made


def test_every_group_of_the_playbook_is_one_that_is_known():
    assert {play.rests_on_group for play in playbook.plays().values()} - {None} <= set(groups())


def test_what_it_rests_on_is_kept_with_it_and_found_from_either_side(workspace, bieb_werkt):
    rows = workspace("noor").ask("propositions/resting").rows

    assert set(rows.select("code", "kind", "rests_on").iter_rows()) == {
        ("bieb_werkt", "reason", STUDY),
        ("bieb_werkt", "group", "study_work"),
    }
    assert workspace("sven").ask("propositions/resting").is_empty()


def test_a_stopped_proposition_rests_on_nothing_any_more(workspace, bieb_werkt):
    noor = workspace("noor")
    row = noor.ask("propositions/catalogue").rows.row(0, named=True)
    catalogue.change(
        noor, bieb_werkt, PropositionDraft("Bieb Werkt", "stopped", rests_on_reason=STUDY), row["row_version"]
    )

    assert noor.ask("propositions/resting").is_empty()


def test_reasons_to_choose_from_are_those_of_the_last_survey(workspace, surveyed):
    assert reasons(workspace("noor")) == [STUDY, LOANS]
    assert reasons(workspace("sven")) == []


def test_the_canvas_leads_to_the_reason_and_the_group_and_the_reason_back(open_app, surveyed, bieb_werkt):
    canvas = links(open_app("noor").switch_page(PROPOSITION).run())
    back = links(open_app("noor").switch_page(WHY).run())

    assert f"Reden van bezoek: {STUDY}" in canvas and "Groep: Studie-/werkbezoeker" in canvas
    assert f"Op '{STUDY}' rust Bieb Werkt" in back


@pytest.mark.parametrize(("language", "said"), [("nl", "Nog niet vastgelegd"), ("en", "Not written down yet")])
def test_a_canvas_that_rests_on_nothing_says_so(open_app, workspace, language, said):
    catalogue.add(workspace("noor"), PropositionDraft("Huiswerkhulp"))
    app = open_app("noor", language)
    app.query_params["propositie"] = "huiswerkhulp"
    app = app.switch_page(PROPOSITION).run()

    assert not app.exception and said in " ".join(block.proto.body for block in app.get("html"))


def test_it_can_be_chosen_in_the_form(open_app, workspace, surveyed, bieb_werkt):
    app = open_app("noor").switch_page(PROPOSITION).run()
    app = next(button for button in app.button if button.label == "Wat we beloven").click().run()
    field = next(one for one in app.selectbox if one.label.startswith("Op welke reden"))
    began = field.value
    field.select(LOANS)
    app = next(button for button in app.button if button.label == "Bewaar").click().run()

    assert not app.exception and began == STUDY
    row = workspace("noor").ask("propositions/catalogue").rows.row(0, named=True)
    assert (row["rests_on_reason"], row["rests_on_group"]) == (LOANS, "study_work")
