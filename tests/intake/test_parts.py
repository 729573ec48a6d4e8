"""Parts: rows that stay in the file that is kept of them read, change and go as if they stood in the warehouse."""

import shutil
from dataclasses import replace

import pytest

from biebwijzer import intake
from biebwijzer.access import backups, refreshed
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import ContractBroken
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.warehouse.comparing import differences
from biebwijzer.warehouse.engines import parts
from tests.engines import copied, looked_up, settings_of
from tests.intake.conftest import operator
from tests.intake.test_keeping import deliver_members, kept_keys, keys
from tests.intake.test_runs import FEB, JAN, deliver, figures, tables, waiting

pytestmark = [pytest.mark.slow, pytest.mark.embedded]

COPIED = 1_000_000


def opened(home, parts_from: int):
    """A home of which a delivery of so many rows stays in its file, open."""
    stores = Stores(replace(settings_of(home), parts_from=parts_from), table_statements())
    return stores, Asking(stores)


@pytest.fixture
def place(place):
    """The home with two libraries; whatever is delivered from now on stays in its file."""
    place.stores.close()
    place.stores, place.asking = opened(place.home, 1)
    place.operator = operator(place.stores, place.asking)
    return place


def files(place, table: str = "usage.visit_count") -> list[str]:
    """The runs whose files a table reads, in the order they came."""
    if table not in within(place):
        return []
    asked = f"select part_file from w.{parts.PARTS} where table_name = '{table}' order by rowid"
    return [name.split("/")[1] for (name,) in looked_up(place.stores, asked)]


def within(place) -> set[str]:
    """The tables of the version everybody sees that have parts."""
    with place.stores.cursor({}) as cursor:
        return parts.tables_with_parts(cursor, "warehouse")


def test_a_part_is_read_where_it_stands_and_one_that_is_replaced_whole_is_read_no_more(place, visits_file):
    first = deliver(place, visits_file("Oost;01-01-2026;10;", "Oost;01-02-2026;12;"))
    other = deliver(place, visits_file("West;01-01-2026;20;"))
    assert files(place) == [first.run_id, other.run_id]
    assert figures(place) == {("utr-oost", JAN): 10, ("utr-oost", FEB): 12, ("utr-west", JAN): 20}

    again = deliver(place, visits_file("Oost;01-01-2026;11;", "Oost;01-02-2026;;"))

    assert files(place) == [other.run_id, again.run_id]
    assert figures(place) == {("utr-oost", JAN): 11, ("utr-oost", FEB): None, ("utr-west", JAN): 20}
    assert place.operator.ask("usage/visits_per_year").rows["visits"].to_list() == [31]


def test_what_is_left_of_a_part_that_is_replaced_for_some_of_its_rows_stands_in_the_table(place, visits_file):
    first = deliver(place, visits_file("Oost;01-01-2026;10;", "West;01-01-2026;20;"))

    second = deliver(place, visits_file("West;01-01-2026;21;"))

    assert files(place) == [second.run_id]
    assert figures(place) == {("utr-oost", JAN): 10, ("utr-west", JAN): 21}
    intake.roll_back(place.operator, second.run_id)
    assert files(place) == [first.run_id]
    assert figures(place) == {("utr-oost", JAN): 10, ("utr-west", JAN): 20}


def worked_in(place, visits_file):
    """Deliveries, a correction of some months, a row put right by hand, and one taken out from between."""
    deliver(place, visits_file("Oost;01-01-2026;10;", "West;01-01-2026;x;", "Ost;01-02-2026;3;"))
    wrong = deliver(place, visits_file("Oost;01-03-2026;99;", "West;01-03-2026;98;"))
    outcome = deliver(place, visits_file("Oost;01-01-2026;11;", "Oost;01-02-2026;12;", "Wst;01-02-2026;3;"))
    intake.correct(place.operator, outcome.run_id, {waiting(place, outcome.run_id)[0]["refused_row_id"]: "West"})
    intake.roll_back(place.operator, wrong.run_id)


def test_a_home_made_anew_with_every_row_copied_answers_every_question_the_same(place, visits_file, tmp_path):
    worked_in(place, visits_file)
    before = tables(place)
    place.stores.close()
    stores, asking = opened(copied(place.home, tmp_path / "copied"), COPIED)
    intake.rebuild(operator(stores, asking))
    place.stores, _ = opened(place.home, 1)

    assert files(place)
    # That it was made anew is written down there, and that alone.
    assert [one.partition(":")[0] for one in differences(place.stores, stores)] == ["records.access.audit"]
    with stores.cursor({}) as cursor:
        assert not parts.tables_with_parts(cursor, "warehouse")
    stores.close()
    place.asking = Asking(place.stores)
    intake.rebuild(operator(place.stores, place.asking))
    assert files(place) and tables(place) == before


def test_a_backup_put_back_elsewhere_finds_its_parts_there(place, visits_file, tmp_path):
    worked_in(place, visits_file)
    backups.back_up(place.stores, tmp_path / "backup", with_key=True)
    before = tables(place)
    place.stores.close()
    shutil.rmtree(place.home)

    backups.restore(settings_of(tmp_path / "else"), tmp_path / "backup", lambda name: None)
    place.stores, place.asking = opened(tmp_path / "else", 1)

    assert files(place) and tables(place) == before
    place.operator = operator(place.stores, place.asking)
    deliver(place, visits_file("West;01-01-2026;77;"))
    assert figures(place)["utr-west", JAN] == 77


def test_a_home_whose_part_is_gone_says_which_and_what_to_do(place, visits_file):
    outcome = deliver(place, visits_file("Oost;01-01-2026;10;"))
    place.stores.close()
    (intake.job_folder(place.stores.settings, outcome.run_id) / "accepted.parquet").unlink()

    with pytest.raises(ContractBroken) as refused:
        opened(place.home, 1)

    said = str(refused.value)
    assert "Zet een back-up terug" in said and outcome.run_id in said


def test_who_stands_in_a_copy_of_the_home_is_told_so_and_never_shown_the_rows_of_the_copy(
    place, visits_file, tmp_path, monkeypatch
):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    place.stores.close()
    monkeypatch.chdir(copied(place.home, tmp_path / "copy"))

    with pytest.raises(ContractBroken, match="een kopie van de map"):
        opened(place.home, 1)

    monkeypatch.chdir(place.home)
    place.stores, _ = opened(place.home, 1)
    assert figures(place) == {("utr-oost", JAN): 10}


def test_who_is_let_go_of_stands_in_no_part_any_more(place, tmp_path):
    first, second = deliver_members(place, tmp_path)
    before = keys(place, "usage.membership")
    assert {"usage.membership", "usage.loan"} <= within(place)

    intake.keep(refreshed(place.operator))

    after = keys(place, "usage.membership")
    assert [key.startswith("x") for key in after] == [True, True, False, False, False] and after[2:] == before[2:]
    assert not set(before[:2]) & {*kept_keys(place, first), *kept_keys(place, second), *keys(place, "usage.loan")}
    assert {"usage.membership", "usage.loan"} <= within(place)


def test_after_so_many_parts_the_next_rows_stand_in_the_table(place, visits_file, monkeypatch):
    monkeypatch.setattr(parts, "MOST_PARTS", 2)

    runs = [deliver(place, visits_file(f"Oost;01-{month:02d}-2026;{month};")).run_id for month in range(1, 5)]

    assert files(place) == runs[:2]
    assert sorted(figures(place).values()) == [1, 2, 3, 4]


def test_a_home_whose_name_the_engine_would_read_otherwise_copies_its_rows(place, visits_file, tmp_path):
    place.stores.close()
    place.home = copied(place.home, tmp_path / "thuis, twee")
    place.stores, place.asking = opened(place.home, 1)
    place.operator = operator(place.stores, place.asking)

    deliver(place, visits_file("Oost;01-01-2026;10;"))

    assert files(place) == [] and figures(place) == {("utr-oost", JAN): 10}


def test_a_home_with_parts_that_gets_such_a_name_says_so(place, visits_file, tmp_path):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    place.stores.close()

    with pytest.raises(ContractBroken, match="mag geen van deze tekens staan"):
        opened(copied(place.home, tmp_path / "thuis, twee"), 1)

    place.stores, _ = opened(place.home, 1)


def test_a_release_with_more_tables_adds_them_to_a_version_with_parts(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    place.stores.close()
    more = [*table_statements(), "create table if not exists warehouse.usage.brand_new (library_id varchar not null)"]

    place.stores = Stores(replace(settings_of(place.home), parts_from=1), more)

    assert looked_up(place.stores, "select count(*) from w.usage.brand_new") == [(0,)]
    assert figures(place) == {("utr-oost", JAN): 10} and files(place)
