"""Steps that belong together: kept once, begun in one act with days on which one works, and taken back in one."""

from datetime import date, timedelta

import pytest

from biebwijzer.clock.holidays import working_day
from biebwijzer.desk.page import today
from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import contact_moments, follow_ups, importing, merging, organisations, people, steps
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.relations.steps import StartDraft, Step, StepsDraft
from tests.relations.test_pages import here, pressed, said, walk

TODAY = today()
VISIT = StepsDraft("Klas op bezoek", (Step("bellen na afloop", 28, "last"), Step("datum afspreken", 0),
                                      Step("ruimte plannen", 14, "colleague", "staff"), Step("", None)))  # fmt: skip


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=TODAY)


@pytest.fixture
def school(noor):
    return organisations.add(noor, OrganisationDraft("Proefschool Klim", "primary_school")).row_id


@pytest.fixture
def visit(noor):
    return steps.keep(noor, VISIT).row_id


def waiting(workspace, **whom):
    rows = workspace.ask("relations/follow_ups", status="open").rows.filter(**whom).to_dicts()
    return [(row["promise"], row["due_on"], row["owner"]) for row in rows]


def test_beginning_makes_every_step_at_once_on_working_days_and_one_undo_takes_all_back(noor, school, visit):
    saved, number = steps.begin(noor, StartDraft(visit, TODAY, organisation_id=school))

    assert number == 3
    assert waiting(noor, organisation_id=school) == [
        ("datum afspreken", working_day(TODAY), "noor"),
        ("ruimte plannen", working_day(TODAY + timedelta(days=14)), "staff"),
        ("bellen na afloop", working_day(TODAY + timedelta(days=28)), "noor"),
    ]
    assert noor.ask("relations/organisations", most=5).first("open_count") == 3
    assert noor.ask("relations/timeline", organisation_id=school).is_empty()
    noor.undo(saved.audit_id)
    assert waiting(noor) == []


def test_a_step_for_who_spoke_to_them_last_goes_to_that_colleague(workspace, noor, school, visit):
    staff = workspace("staff", today=TODAY)
    contact_moments.record(staff, ContactMomentDraft(TODAY, "call", "x", organisation_id=school))

    steps.begin(noor, StartDraft(visit, TODAY, organisation_id=school))

    assert waiting(noor)[-1][::2] == ("bellen na afloop", "staff")


@pytest.mark.parametrize(("day", "becomes"), [
    (date(2026, 11, 28), date(2026, 11, 30)), (date(2026, 12, 25), date(2026, 12, 28)),
    (date(2027, 3, 28), date(2027, 3, 30)), (date(2027, 4, 27), date(2027, 4, 28)), (date(2026, 11, 27),) * 2,
])  # fmt: skip
def test_nothing_is_due_on_a_weekend_or_a_public_holiday(day, becomes):
    assert working_day(day) == becomes


def test_changed_or_ended_steps_leave_what_was_begun_and_who_saw_them_otherwise_looks_again(noor, school, visit):
    steps.begin(noor, StartDraft(visit, TODAY, organisation_id=school))

    steps.change(noor, visit, StepsDraft("Klas", (Step("bellen", 1),)), 1)
    with pytest.raises(ChangedMeanwhile):
        steps.change(noor, visit, StepsDraft("Anders", (Step("mailen", 1),)), 1)
    gone = steps.end(noor, visit, 2)

    assert len(waiting(noor)) == 3 and noor.ask("relations/step_templates").is_empty()
    with pytest.raises(ChangedMeanwhile):
        steps.begin(noor, StartDraft(visit, TODAY, organisation_id=school))
    noor.undo(gone.audit_id)
    assert noor.ask("relations/step_templates").first("name") == "Klas"


@pytest.mark.parametrize(("draft", "fields"), [
    (StepsDraft(" ", ()), ["name", "what_0"]),
    (StepsDraft("x", (Step("a", None), Step("b", 900), Step("c", 1, "colleague"))),
     ["days_0", "days_1", "colleague_2"]),
    (StepsDraft("x", (Step("a 111222333", 1),)), ["what_0"]),
])  # fmt: skip
def test_what_is_wrong_with_steps_is_said_beside_its_field(noor, draft, fields):
    assert [problem.field for problem in steps.problems(draft)] == fields
    with pytest.raises(NotAllowed):
        steps.keep(noor, draft)


def test_beginning_asks_for_steps_somebody_and_a_day_ahead():
    found = steps.start_problems(StartDraft(None, TODAY - timedelta(days=1)), TODAY)

    assert [problem.field for problem in found] == ["step_template_id", "with_whom", "start"]


def test_steps_are_of_one_library_and_of_who_may_write(workspace, noor, school, visit):
    sven, admin = workspace("sven", today=TODAY), workspace("admin", today=TODAY)
    elsewhere = people.add(sven, PersonDraft("Elders")).row_id

    assert sven.ask("relations/step_templates").is_empty()
    for at, draft in ((sven, StartDraft(visit, TODAY, organisation_id=school)),
                      (admin, StartDraft(visit, TODAY, person_id=elsewhere)),
                      (workspace("karim", today=TODAY), StartDraft(visit, TODAY, organisation_id=school))):  # fmt: skip
        with pytest.raises(NotAllowed):
            steps.begin(at, draft)
    with pytest.raises(NotAllowed):
        steps.keep(noor, StepsDraft("x", (Step("a", 1, "colleague", "sven"),)))
    assert waiting(admin) == []


def test_steps_stand_with_the_card_that_was_kept_and_hold_a_card_that_was_imported(noor, visit):
    found = importing.read_list(b"Achternaam;E-mail\nProef;proef@voorbeeld.example\n", "lijst.csv", {})
    done = importing.take_over(noor, importing.preview(noor, found, importing.first_map(found.heads), "utrecht"))
    one = noor.ask("relations/people", most=5).first("person_id")
    steps.begin(noor, StartDraft(visit, TODAY, person_id=one))

    assert [card.group for card in importing.undo(noor, done.import_run_id).cards] == ["impossible"]
    other = people.add(noor, PersonDraft("Proef")).row_id
    merging.merge(noor, MergeDraft("person", other, one, 1, 1))
    assert len(waiting(noor, person_id=other)) == 3
    first = noor.ask("relations/follow_ups").rows.row(0, named=True)
    follow_ups.finish(noor, first["follow_up_id"])
    assert len(waiting(noor, person_id=other)) == 2


@pytest.mark.parametrize(("language", "title", "offered"), [
    ("nl", "Vaste stappen", "Voorbeeld: Nieuwe partner"), ("en", "Sets of steps", "Example: New partner"),
])  # fmt: skip
def test_examples_are_offered_and_kept_only_when_somebody_says_so(open_app, noor, language, title, offered):
    app = here(walk(open_app("noor", language), "follow_ups"))
    assert title in said(app) and noor.ask("relations/step_templates").is_empty()

    app = here(pressed(app, offered).click().run())
    saving = next(one for one in app.button if one.key and one.key.startswith("kept_steps") and "_save_" in one.key)
    here(saving.click().run())

    assert len(steps.steps_of(noor.ask("relations/step_templates").rows.row(0, named=True))) == 5


def test_on_a_card_one_sees_the_days_before_one_begins_and_the_steps_after(open_app, noor, school, visit):
    app = here(walk(open_app("noor"), "organisations", organisation=school))
    app = here(pressed(app, "Begin vaste stappen").click().run())
    assert "ruimte plannen" in said(app) and noor.words.date(working_day(TODAY + timedelta(days=14))) in said(app)
    assert waiting(noor) == []

    saving = next(one for one in app.button if one.key and one.key.startswith("begun_steps") and "_save_" in one.key)
    app = here(here(saving.click().run()).run())
    assert "Nog te doen" in said(app) and "stap van Klas op bezoek" in said(app) and len(waiting(noor)) == 3
    here(pressed(app, "Maak ongedaan").click().run())
    assert waiting(noor) == []


def test_a_step_that_was_done_and_where_a_talk_was_stand_in_the_timeline(open_app, noor, school, visit):
    steps.begin(noor, StartDraft(visit, TODAY, organisation_id=school))
    follow_ups.finish(noor, noor.ask("relations/follow_ups").first("follow_up_id"))
    contact_moments.record(noor, ContactMomentDraft(TODAY, "visit", "x", organisation_id=school, place="in de aula"))

    text = said(here(walk(open_app("noor"), "organisations", organisation=school)))

    timeline = text[text.index('<ol class="timeline">') :]
    assert "in de aula" in timeline and "<b>datum afspreken</b>" in timeline and "gedaan" in timeline
