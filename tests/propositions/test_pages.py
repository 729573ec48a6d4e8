"""The pages of Proposities: full, empty, in English, wrong in the address, and without a right."""

from datetime import date

import pytest

from biebwijzer.propositions import catalogue, introductions, playbook, targets
from biebwijzer.propositions.catalogue import PropositionDraft
from biebwijzer.propositions.introductions import IntroductionDraft
from biebwijzer.propositions.targets import TargetDraft

PORTFOLIO, PROPOSITION = "propositions/portfolio.py", "propositions/proposition.py"
EFFECT = "propositions/effect.py"


def shown(app) -> str:
    """All the text of the page that is not in a widget."""
    return " ".join(
        [*(block.proto.body for block in app.get("html")), *(link.proto.label for link in app.get("page_link"))]
    )


def here(app):
    assert not app.exception, app.exception
    return app


@pytest.fixture
def bieb_werkt(workspace):
    """Bieb Werkt as Utrecht wrote it down before it began: taken over, a target, an expectation, an introduction."""
    noor = workspace("noor", today=date(2025, 2, 10))
    made = playbook.take_over(noor, "bieb_werkt").row_id
    draft = PropositionDraft(**{**playbook.plays()["bieb_werkt"].draft(noor.words).__dict__, "status": "introduced"})
    catalogue.change(noor, made, draft, 1)
    introductions.record(noor, made, IntroductionDraft(date(2025, 3, 1)))
    for measure, value in (("persons", 20), ("no_show", 0.2), ("new_audience", 0.9)):
        targets.record(noor, made, TargetDraft(measure, value, date(2026, 12, 31)))
    road = targets.ExpectationDraft(date(2025, 3, 1), 10, date(2026, 12, 1), 40)
    targets.expect(noor, made, targets.months_of(road), 0.14)
    return made


@pytest.mark.parametrize("person", ["noor", "karim", "inge", "poi_adviser", "kb_reader", "admin"])
@pytest.mark.parametrize("page", [PORTFOLIO, PROPOSITION, EFFECT])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_with_the_right_sees_the_page(open_app, bieb_werkt, page, person, language):
    app = here(open_app(person, language).switch_page(page).run())

    assert "Bieb Werkt" in shown(app)
    assert not [block for block in app.get("html") if "Geen recht" in block.proto.body]


@pytest.mark.parametrize("page", [PORTFOLIO, PROPOSITION, EFFECT])
def test_who_has_no_right_sees_none_of_it(open_app, bieb_werkt, page):
    app = here(open_app("staff").switch_page(page).run())

    assert "Deze pagina hoort niet bij je rol." in shown(app) and "Bieb Werkt" not in shown(app)


def test_every_tile_of_a_proposition_opens_its_explanation(open_app, bieb_werkt):
    app = here(open_app("noor").switch_page(PROPOSITION).run())
    labels = [button.key for button in app.button if button.key and button.key.startswith("explain_tile_")]

    assert len(labels) == 4
    for key in labels:
        opened = here(app.button(key=key).click().run())
        assert "Teller" in shown(opened) or "Berekening" in shown(opened)
        assert any(button.key and button.key.startswith("rows_tile_") for button in opened.button)
        assert "<dd>Bieb Werkt</dd>" in shown(opened) and "<dd>bieb_werkt</dd>" not in shown(opened)


@pytest.mark.parametrize(
    "address",
    [{"propositie": "bestaat_niet"}, {"propositie": "bieb_werkt", "vanaf": "morgen"}, {"vestiging": "'; drop table"}],
)
def test_a_wrong_address_gets_a_page_and_a_sentence(open_app, bieb_werkt, address):
    app = open_app("noor")
    app.query_params.update(address)
    app = here(app.switch_page(PROPOSITION).run())

    assert shown(app)


def test_one_library_sees_its_own_course_and_gets_no_judgement(open_app, bieb_werkt):
    app = here(open_app("noor").switch_page(EFFECT).run())

    assert "Geen uitspraak over één bibliotheek" in shown(app)
    assert "Begonnen in mrt 2025, omdat: het stond in ons plan." in shown(app)
    assert "eigen bibliotheek, zonder vergelijking" in shown(app)
    assert not [box for box in app.selectbox if box.key == "verschil"]


def test_two_libraries_are_too_few_for_a_judgement(open_app, bieb_werkt):
    app = here(open_app("poi_adviser").switch_page(EFFECT).run())

    assert "Geen uitspraak: te weinig bibliotheken" in shown(app)


def test_without_a_start_there_is_nothing_to_compare(open_app, workspace):
    playbook.take_over(workspace("noor", today=date(2025, 2, 10)), "bieb_werkt")

    app = here(open_app("noor").switch_page(EFFECT).run())

    assert "Nergens staat wanneer Bieb Werkt begon." in shown(app) and "Waar dit op rust" not in shown(app)


@pytest.mark.parametrize(
    "address", [{"op": "toveren"}, {"verschil": "veel"}, {"op": "bezoek", "procent": "7"}, {"propositie": "onzin"}]
)
def test_a_wrong_choice_in_the_address_of_effect_gets_a_page(open_app, bieb_werkt, address):
    app = open_app("poi_adviser")
    app.query_params.update(address)

    assert shown(here(app.switch_page(EFFECT).run()))


def test_the_target_of_one_library_is_never_held_beside_the_figures_of_several(open_app, bieb_werkt):
    own = here(open_app("noor").switch_page(PROPOSITION).run())
    several = here(open_app("poi_adviser").switch_page(PROPOSITION).run())

    assert "van het doel" in shown(own) and "doel 20" in shown(own)
    assert "van het doel" not in shown(several) and "doel 20" not in shown(several)
