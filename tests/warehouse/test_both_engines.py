"""Both engines keep the same promises: a home moved there and back gives every figure as it was."""

from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest

from biebwijzer import intake, relations
from biebwijzer.access import open_workspace, operator_workspace
from biebwijzer.intake.contract import contracts, table_statements
from biebwijzer.moving import NotMoved, move
from biebwijzer.problems import InUse
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.warehouse import Asking, Stores, View, all_queries, comparing, marts
from biebwijzer.warehouse.comparing import Samples, differences, same, tables, ways_to_ask
from tests.conftest import TODAY, deliver_newcastle, newcastle_extras
from tests.engines import copied, next_version, put_rows, settings_of

# These make homes on both engines themselves, whichever one the others run on.
pytestmark = [pytest.mark.slow, pytest.mark.alike]


def note_in(stores):
    """Note a few contacts in a home."""
    with stores.records.reading() as reading:
        user, grant = reading.one("access.app_user", "noor"), reading.one("access.role_grant", "grant_noor")
    noor = open_workspace(stores, Asking(stores), user, grant, TODAY)
    for name in ("Leeskring Oost", "Café 'De Ünie' 100%"):
        draft = ContactMomentDraft(
            spoken_on=TODAY, channel="call", summary="afspraak; \N{FIRE} en een \\ erbij", new_organisation=name,
            promise="terugbellen", due_on=TODAY,
        )  # fmt: skip
        relations.contact_moments.record(noor, draft)


def worked_in(settings, works=True):
    """How many rows each table of a home has, as it stands and after a few contacts were noted there."""
    stores = Stores(settings, table_statements())
    try:
        found = tables(stores)
        if not works:
            return found, found
        note_in(stores)
        return found, tables(stores)
    finally:
        stores.close()


@pytest.fixture(scope="module")
def there_and_back(demo_home, tmp_path_factory, request):
    """The invented province on one engine, the same on the other, and what was worked in there back again.

    What each move said, and how many rows stood in each home when it was there, and when it was left.
    """
    first = request.config.getoption("--engine")
    second = {"embedded": "grown", "grown": "embedded"}[first]
    folder = tmp_path_factory.mktemp("moving")
    home = copied(demo_home, folder / "first")
    homes = [settings_of(home, first), settings_of(folder / "second", second), settings_of(folder / "back", first)]
    said, counted = [], []
    for here, there in pairwise(homes):
        counted.append(worked_in(here))
        database = there.postgres if there.shared else here.postgres
        said.append(move(replace(here, postgres=database), there.engine, there.home, lambda line: None))
    counted.append(worked_in(homes[-1], works=False))
    return homes, said, counted


def test_a_home_moved_to_the_other_engine_and_back_gives_every_table_and_answer_as_it_was(there_and_back):
    _, said, [(_, first), (moved, worked_in_there), (back, _)] = there_and_back

    # A move that finds one difference is refused: see the next test.
    assert said == [(len(first), len(all_queries()))] * 2 and len(all_queries()) > 50
    assert first == moved and worked_in_there == back
    noted = "records.relations.contact_moment"
    assert back["warehouse.usage.loan"] > 1000 and back[noted] == first[noted] + 2 > 4


def test_one_row_or_one_figure_less_is_seen_and_named(there_and_back, monkeypatch):
    # That all questions are asked is what moving holds.
    monkeypatch.setattr(
        comparing, "all_queries", lambda: [one for one in all_queries() if one.name.startswith("usage/")]
    )
    first, second = (Stores(settings, table_statements()) for settings in there_and_back[0][1:])
    try:
        with second.records.transaction() as transaction:
            transaction.remove("relations.follow_up", {"status": "open"})
        with next_version(second) as run:
            run("update warehouse.usage.branch set name = name || '!'")
        found = set(differences(first, second))
    finally:
        first.close()
        second.close()

    assert any(name.startswith("records.relations.follow_up: ") for name in found)
    assert any(name.startswith("usage/branches") for name in found)
    assert not any(name.startswith("usage/loans_per_year") for name in found)


def test_a_home_somebody_works_in_is_not_moved(home, tmp_path, request):
    engine = request.config.getoption("--engine")
    other = {"embedded": "grown", "grown": "embedded"}[engine]
    target = settings_of(tmp_path / "elsewhere", other)
    at_work = settings_of(home, engine)
    stores = Stores(at_work, table_statements())

    with pytest.raises(InUse):
        move(replace(at_work, postgres=target.postgres or at_work.postgres), other, target.home, lambda line: None)

    stores.close()


def test_a_home_is_not_moved_to_where_it_stands(home):
    with pytest.raises(NotMoved):
        move(settings_of(home, "embedded"), "embedded", home, lambda line: None)


def in_order(stores, table) -> pl.DataFrame:
    """The rows that were delivered in a table, without what is made up anew at every delivery."""
    with stores.cursor({}) as cursor:
        rows = cursor.sql(f"select * exclude (load_run_id) from warehouse.{table} order by all")
        return rows.pl()


def rows_of(stores, question, view, values) -> pl.DataFrame:
    """The rows of an answer, without what is made up anew at every delivery."""
    filled = {param.name: values.get(param.name) for param in question.params}
    with stores.cursor(view.variables) as cursor:
        rows = cursor.sql(question.text, params=filled).pl()
    return rows.drop([name for name in rows.columns if name.endswith("run_id")])


def state_years(stores, path):
    """Deliver what Newcastle would state of three years: by its parts, by its total, and nothing."""
    head = [
        "Jaar",
        *(f"{what} {who}" for what in ("Gebruikers", "Boeken") for who in ("volwassenen", "jeugd", "totaal")),
    ]
    lines = [";".join([*head, "E-books"]), "2023;1000;500;1600;;;2000;x", "2024;1000;;1600;900;90;;30", "2025;;;;;;;"]
    path.write_text("\n".join(lines), encoding="cp1252")
    at_work = operator_workspace(stores, Asking(stores), TODAY, "nl")
    came = intake.deliver(at_work, "yearly_returns", path, "newcastle")
    assert (came.status, came.accepted, came.refused) == ("active", 3, 0)


def test_the_same_files_delivered_on_both_give_the_same_rows_and_the_same_answers(newcastle_home, tmp_path, request):
    engine = request.config.getoption("--engine")
    one = Stores(settings_of(copied(newcastle_home, tmp_path / "one"), engine), table_statements())
    elsewhere = {"embedded": "grown", "grown": "embedded"}[engine]
    other = Stores(settings_of(tmp_path / "other", elsewhere), table_statements())
    deliver_newcastle(other)
    put_rows(other, newcastle_extras())
    for stores in (one, other):
        state_years(stores, tmp_path / "opgave.csv")
    try:
        landed = [{table: in_order(stores, table) for table in contracts()} for stores in (one, other)]
        asked = [one_ for one_ in all_queries() if not marts.behind(one_.text, marts.READS_RECORDS)]
        view = View(("newcastle",), False, "eigen")
        unlike: list[str] = []
        known: Samples = {}
        for query in asked:
            values = ways_to_ask(one, query, known)[0]
            if not same(rows_of(one, query, view, values), rows_of(other, query, view, values)):
                unlike.append(query.name)
    finally:
        one.close()
        other.close()

    assert [table for table, rows in landed[0].items() if not rows.equals(landed[1][table])] == []
    assert landed[0]["usage.member"].height == 80_752 and landed[0]["usage.yearly_return"].height == 3
    assert unlike == [] and len(asked) > 30
