"""A board pack: kept in its order, written in by colleagues of one library, taken back, and seen by nobody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer import board, usage
from biebwijzer.board import editions, packs
from biebwijzer.board.packs import Figure, PackDraft, SlideDraft
from biebwijzer.problems import ChangedMeanwhile, NotAllowed

MONTHS = {"since": date(2018, 1, 1), "until": date(2024, 8, 31), "branch_id": None}
VISITS = Figure("usage/visits_per_month", "usage/visits_per_month", MONTHS)
LOANS = Figure("usage/loans_per_month", "usage/loans_per_month", {**MONTHS, "branch_id": "city"})
STATUS = Figure("segments/members_by_status", "segments/members_by_status", {"reference_date": date(2024, 8, 31)})


def fields(found) -> list[str]:
    return [problem.field for problem in found]


def slides(asker, pack) -> list[dict]:
    return asker.ask("board/slides", board_pack=pack).rows.to_dicts()


def names(asker) -> set[str]:
    return set(asker.ask("board/board_packs").rows["name"])


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (PackDraft("Bestuur december", date(2026, 12, 3)), []),
        (PackDraft("  "), ["name"]),
        (PackDraft("x" * 61), ["name"]),
        (PackDraft("Bestuur", readers="everybody"), ["readers"]),
    ],
)
def test_a_pack_is_refused_beside_its_field(draft, wrong):
    assert fields(packs.problems(draft)) == wrong


def test_what_does_not_fit_on_a_slide_is_refused_beside_its_field():
    assert fields(packs.slide_problems(SlideDraft("x" * 111, "x" * 240, "x" * 161))) == ["conclusion", "request"]


def test_figures_stand_in_their_order_with_what_they_were_asked_with(workspace):
    noor = workspace("noor")

    _, pack = packs.put_in(noor, [VISITS], PackDraft("Bestuur december"))
    packs.put_in(noor, [LOANS, STATUS], pack)

    kept = slides(noor, pack)
    assert [one["exhibit"] for one in kept] == [VISITS.exhibit, LOANS.exhibit, STATUS.exhibit]
    assert [packs.asked(one) for one in kept] == [
        {"since": date(2018, 1, 1), "until": date(2024, 8, 31)},
        {"since": date(2018, 1, 1), "until": date(2024, 8, 31), "branch_id": "city"},
        {"reference_date": date(2024, 8, 31)},
    ]
    packs.move(noor, kept[2]["slide_id"], -1)
    packs.move(noor, kept[0]["slide_id"], -1)
    assert [one["exhibit"] for one in slides(noor, pack)] == [VISITS.exhibit, STATUS.exhibit, LOANS.exhibit]
    packs.move(noor, kept[0]["slide_id"], 9)
    assert [one["exhibit"] for one in slides(noor, pack)] == [STATUS.exhibit, LOANS.exhibit, VISITS.exhibit]


def test_the_same_form_twice_puts_in_one_slide(workspace):
    noor = workspace("noor")
    saved, pack = packs.put_in(noor, [VISITS], PackDraft("Bestuur december"), "form")

    again, same = packs.put_in(noor, [VISITS], PackDraft("Bestuur december"), "form")

    assert (again.row_id, same, again.audit_id) == (saved.row_id, pack, None)
    assert len(slides(noor, pack)) == 1 and len(noor.ask("board/board_packs").rows) == 1


def test_everything_done_to_a_pack_can_be_taken_back(workspace):
    noor = workspace("noor")
    first, pack = packs.put_in(noor, [VISITS, LOANS], PackDraft("Bestuur december"))
    before = slides(noor, pack)

    for act in (
        lambda: packs.say(noor, first.row_id, SlideDraft("Meer bezoek"), 1),
        lambda: packs.move(noor, first.row_id, 1),
        lambda: packs.take_out(noor, first.row_id),
        lambda: packs.change(noor, pack, PackDraft("Anders", readers="buiten"), 1),
        lambda: packs.remove(noor, pack),
    ):
        noor.undo(act().audit_id)
        assert slides(noor, pack) == before and names(noor) == {"Bestuur december"}
    noor.undo(first.audit_id)
    assert names(noor) == set() and slides(noor, pack) == []


def test_who_was_overtaken_by_a_colleague_overwrites_nothing(workspace):
    noor, karim = workspace("noor"), workspace("karim")
    slide = packs.put_in(noor, [VISITS], PackDraft("Bestuur december"))[0].row_id
    packs.say(karim, slide, SlideDraft("Van Karim"), 1)

    with pytest.raises(ChangedMeanwhile):
        packs.say(noor, slide, SlideDraft("Van Noor"), 1)


def test_a_pack_is_read_and_written_within_its_library_only(workspace):
    noor, karim, sven, fenna = (workspace(one) for one in ("noor", "karim", "sven", "poi_adviser"))
    saved, pack = packs.put_in(noor, [VISITS], PackDraft("Van Utrecht"))
    mine, theirs = packs.put_in(fenna, [VISITS], PackDraft("Van Fenna"))

    assert names(karim) == {"Van Utrecht"} and names(sven) == set() and names(fenna) == {"Van Fenna"}
    assert slides(sven, pack) == slides(fenna, pack) == slides(noor, theirs) == []
    for stranger, slide, whole in (
        (sven, saved.row_id, pack),
        (fenna, saved.row_id, pack),
        (noor, mine.row_id, theirs),
    ):
        for act in (
            lambda who=stranger, of=slide: packs.say(who, of, SlideDraft("x"), 1),
            lambda who=stranger, of=slide: packs.move(who, of, 1),
            lambda who=stranger, of=slide: packs.take_out(who, of),
            lambda who=stranger, of=whole: packs.change(who, of, PackDraft("x"), 1),
            lambda who=stranger, of=whole: packs.remove(who, of),
            lambda who=stranger, of=whole: packs.put_in(who, [VISITS], of),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert [one["row_version"] for one in (*slides(noor, pack), *slides(fenna, theirs))] == [1, 1]


def test_who_may_not_write_for_the_board_begins_nothing(workspace):
    with pytest.raises(NotAllowed):
        packs.begin(workspace("staff"), PackDraft("Bestuur"))


@pytest.mark.parametrize(
    ("person", "readers", "audience"),
    [
        ("noor", "bibliotheek", "bibliotheek"),
        ("noor", "buiten", "buiten"),
        ("karim", "bibliotheek", "bibliotheek"),
        ("poi_adviser", "bibliotheek", "buiten"),
    ],
)
def test_figures_are_those_its_readers_may_see_and_never_more_than_their_maker_may(
    workspace, person, readers, audience
):
    asker = workspace(person)
    _, pack = packs.put_in(asker, [VISITS], PackDraft("Bestuur", readers=readers))

    assert packs.answer_for(asker, slides(asker, pack)[0], readers).audience == audience


def test_a_pack_holds_no_more_slides_than_a_meeting_can_bear(workspace):
    noor = workspace("noor")
    _, pack = packs.put_in(noor, [VISITS] * packs.MOST_SLIDES, PackDraft("Bestuur december"))

    with pytest.raises(NotAllowed):
        packs.put_in(noor, [VISITS], pack)


def test_where_a_figure_is_used_names_the_packs_one_may_read(workspace):
    noor, sven = workspace("noor"), workspace("sven")
    packs.put_in(noor, [VISITS, VISITS], PackDraft("Bestuur december"))

    assert noor.ask("board/packs_with", question=VISITS.question).rows["name"].to_list() == ["Bestuur december"]
    assert sven.ask("board/packs_with", question=VISITS.question).is_empty()
    assert board.exhibit_named(VISITS.exhibit) is usage.VISITS_PER_MONTH


def test_the_next_edition_has_the_same_figures_until_the_last_month_and_nothing_said_yet(workspace):
    noor, sven = workspace("noor"), workspace("sven")
    this_year = {"since": date(2024, 1, 1), "until": MONTHS["until"]}
    year_so_far = Figure("board/key_figures", "board/key_figures", this_year)
    saved, pack = packs.put_in(noor, [VISITS, year_so_far, STATUS], PackDraft("Bestuur september"))
    packs.say(noor, saved.row_id, SlideDraft("Van toen"), 1)

    act = editions.next_edition(noor, pack, PackDraft("Bestuur februari"), date(2025, 1, 1), date(2024, 12, 31))

    kept = slides(noor, act.row_id)
    assert [packs.asked(one) for one in kept] == [
        {"since": date(2018, 6, 1), "until": date(2025, 1, 31)},
        {"since": date(2025, 1, 1), "until": date(2025, 1, 31)},
        {"reference_date": date(2024, 12, 31)},
    ]
    assert [one["conclusion"] for one in kept] == [None] * 3
    assert slides(noor, pack)[0]["conclusion"] == "Van toen"
    with pytest.raises(NotAllowed):
        editions.next_edition(sven, pack, PackDraft("Gekaapt"), date(2025, 1, 1), None)
    noor.undo(act.audit_id)
    assert names(noor) == {"Bestuur september"}


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(-240, 240))
def test_so_many_months_later_is_that_month_and_a_last_day_stays_the_last(day, months):
    later = editions.months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    ends = (day + timedelta(days=1)).day == 1
    assert (later + timedelta(days=1)).day == 1 if ends else later.day <= day.day


def test_who_works_elsewhere_now_no_longer_reads_or_writes_what_they_made_before(workspace):
    noor, sven = workspace("noor"), workspace("sven")
    saved, pack = packs.put_in(noor, [VISITS], PackDraft("Van Utrecht"))
    packs.say(workspace("karim"), saved.row_id, SlideDraft("Van ons"), 1)

    moved = replace(noor, libraries=sven.libraries, scope_id=sven.scope_id)

    assert names(moved) == set() and slides(moved, pack) == []
    for act in (
        lambda: packs.say(moved, saved.row_id, SlideDraft("x"), 2),
        lambda: packs.put_in(moved, [VISITS], pack, saved.row_id),
        lambda: editions.next_edition(moved, pack, PackDraft("Overgenomen"), date(2024, 8, 1), None),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_period_of_all_times_goes_along_too(workspace):
    noor = workspace("noor")
    ever = Figure(VISITS.exhibit, VISITS.question, {"since": date.min, "until": date.max})
    _, pack = packs.put_in(noor, [ever], PackDraft("Ooit"))

    following = editions.next_edition(noor, pack, PackDraft("Daarna"), date(2024, 8, 1), None)

    assert packs.asked(slides(noor, following.row_id)[0])["until"] == date(2024, 8, 31)


def test_a_slide_does_not_come_back_without_its_pack(workspace):
    noor = workspace("noor")
    begun = packs.begin(noor, PackDraft("Bestuur december"))
    saved, _ = packs.put_in(noor, [VISITS], begun.row_id)
    taken = packs.take_out(noor, saved.row_id)
    noor.undo(begun.audit_id)

    with pytest.raises(NotAllowed, match="er niet meer"):
        noor.undo(taken.audit_id)

    with noor.stores.records.reading() as records:
        assert records.find("board.slide", {}) == []


def test_a_slide_and_its_pack_come_back_in_the_order_they_went(workspace):
    noor = workspace("noor")
    saved, pack = packs.put_in(noor, [VISITS], PackDraft("Bestuur december"))
    taken, gone = packs.take_out(noor, saved.row_id), packs.remove(noor, pack)

    with pytest.raises(NotAllowed, match="er niet meer"):
        noor.undo(taken.audit_id)
    noor.undo(gone.audit_id)
    noor.undo(taken.audit_id)

    assert [one["slide_id"] for one in slides(noor, pack)] == [saved.row_id]
