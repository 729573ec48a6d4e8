"""What one writes about a proposition: refused with a reason, kept beforehand, taken back, and one's own library's."""

from datetime import date

import pytest

from biebwijzer.problems import ChangedMeanwhile, ContractBroken, NotAllowed, UnknownQuery
from biebwijzer.propositions import catalogue, introductions, playbook, targets
from biebwijzer.propositions.catalogue import PropositionDraft
from biebwijzer.propositions.introductions import IntroductionDraft, whole_month_after
from biebwijzer.propositions.targets import ExpectationDraft, TargetDraft
from biebwijzer.words import Words

TODAY = date(2026, 11, 23)
DRAFT = PropositionDraft("Huiswerkhulp", "pilot", promise="Elke middag iemand die meekijkt")


def fields(found) -> list[str]:
    return [problem.field for problem in found]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, []),
        ({"name": " – "}, ["name"]),
        ({"name": "x" * 61}, ["name"]),
        ({"status": "gone"}, ["status"]),
        ({"pillar": "eating"}, ["pillar"]),
        ({"promise": " "}, ["promise"]),
        ({"status": "idea", "promise": None}, []),
        ({"need": "x" * 301}, ["need"]),
    ],
)
def test_a_proposition_is_refused_beside_its_field(changed, wrong):
    assert fields(catalogue.problems(PropositionDraft(**{**DRAFT.__dict__, **changed}))) == wrong


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (TargetDraft("persons", 1200, date(2027, 1, 1)), []),
        (TargetDraft("no_show", 0.2, TODAY), []),
        (TargetDraft("no_show", 20, date(2027, 1, 1)), ["value"]),
        (TargetDraft("persons", None, None), ["value", "by_when"]),
        (TargetDraft("persons", 5, date(2026, 11, 22)), ["by_when"]),
        (TargetDraft("money", 5, date(2027, 1, 1)), ["measure"]),
    ],
)
def test_a_target_is_set_beforehand_and_can_be_met(draft, wrong):
    assert fields(targets.problems(draft, TODAY)) == wrong


def test_an_introduction_needs_a_day_and_a_reason():
    assert fields(introductions.problems(IntroductionDraft(None, "because"))) == ["started_on", "reason"]
    backwards = IntroductionDraft(date(2026, 3, 9), first_whole_month=date(2026, 2, 1))
    assert fields(introductions.problems(backwards)) == ["first_whole_month"]
    assert whole_month_after(date(2025, 12, 2)) == date(2026, 1, 1)
    assert whole_month_after(date(2026, 2, 1)) == date(2026, 2, 1)


def test_an_expectation_is_a_road_from_month_to_month():
    draft = ExpectationDraft(date(2026, 11, 5), 10, date(2027, 2, 1), 40, 0.14)

    assert targets.months_of(draft) == [
        (date(2026, 11, 1), 10),
        (date(2026, 12, 1), 20),
        (date(2027, 1, 1), 30),
        (date(2027, 2, 1), 40),
    ]
    assert fields(targets.expectation_problems(draft)) == []
    wrong = ExpectationDraft(date(2026, 11, 5), None, date(2026, 10, 1), 5, 1.5)
    assert fields(targets.expectation_problems(wrong)) == ["first", "last_month", "margin"]


def test_a_play_is_taken_over_once_in_the_language_of_whoever_takes_it(workspace):
    noor = workspace("noor")

    saved = playbook.take_over(noor, "taalcafe")

    row = noor.ask("propositions/catalogue", proposition="taalcafe").rows.row(0, named=True)
    assert (row["name"], row["status"], row["playbook"]) == ("Taalcafé", "idea", "taalcafe 1")
    assert row["promise"] == playbook.plays()["taalcafe"].texts["promise"]["nl"]
    with pytest.raises(NotAllowed):
        playbook.take_over(noor, "taalcafe")
    with pytest.raises(UnknownQuery):
        playbook.take_over(noor, "dansles")
    noor.undo(saved.audit_id)
    assert noor.ask("propositions/catalogue", proposition="taalcafe").is_empty()


def test_every_play_rests_on_sources_and_speaks_both_languages(tmp_path):
    assert set(playbook.plays()) >= {"bieb_werkt", "ido", "taalcafe"}
    for play in playbook.plays().values():
        assert all(url.startswith("https://") for url in play.sources)
        assert catalogue.problems(play.draft(Words("en"))) == []
    lacking = tmp_path / "dansles.toml"
    lacking.write_text('code = "dansles"\nversion = 1\n', encoding="utf-8")
    with pytest.raises(ContractBroken):
        playbook.parse(lacking)


def test_the_second_to_change_a_proposition_is_told(workspace):
    noor, karim = workspace("noor"), workspace("admin")
    made = catalogue.add(noor, DRAFT).row_id

    catalogue.change(noor, made, PropositionDraft("Huiswerkhulp", promise="Elke dag"), 1)

    with pytest.raises(ChangedMeanwhile):
        catalogue.change(karim, made, PropositionDraft("Huiswerkhulp", promise="Nooit"), 1)
    assert noor.ask("propositions/catalogue").first("promise") == "Elke dag"


def test_a_target_and_an_expectation_are_kept_when_new_ones_are_recorded(workspace):
    before, later = workspace("noor", today=date(2026, 1, 10)), workspace("noor", today=date(2026, 6, 20))
    made = catalogue.add(before, DRAFT).row_id
    targets.record(before, made, TargetDraft("persons", 100, date(2026, 12, 31)))
    targets.record(later, made, TargetDraft("persons", 80, date(2026, 12, 31)))
    months = [(date(2026, month, 1), 100) for month in range(1, 9)]
    targets.expect(before, made, months, 0.1)
    targets.expect(later, made, [(month, 60) for month, _ in months], 0.1)

    kept = later.ask("propositions/targets", proposition="huiswerkhulp").rows
    rows = later.ask(
        "propositions/actual", proposition="huiswerkhulp", since=date(2026, 1, 1), until=date(2026, 8, 1)
    ).rows

    assert kept.select("value", "is_in_force", "recorded_on").rows() == [
        (80.0, True, date(2026, 6, 20)),
        (100.0, False, date(2026, 1, 10)),
    ]
    assert rows["expected"].to_list() == [100] * 6 + [60, 60]
    assert rows["is_afterwards"].to_list() == [True] + [False] * 7


def test_nobody_writes_about_a_proposition_of_another_library(workspace):
    made = catalogue.add(workspace("noor"), DRAFT).row_id
    sven = workspace("sven")

    with pytest.raises(NotAllowed):
        targets.record(sven, made, TargetDraft("persons", 5, date(2027, 1, 1)))
    with pytest.raises(NotAllowed):
        introductions.record(sven, made, IntroductionDraft(date(2026, 1, 1)))
    with pytest.raises(NotAllowed):
        catalogue.change(sven, made, DRAFT, 1)
    assert sven.ask("propositions/catalogue").is_empty()
    for reader in ("karim", "poi_adviser", "kb_reader", "staff"):
        with pytest.raises(NotAllowed):
            catalogue.add(workspace(reader), DRAFT)
