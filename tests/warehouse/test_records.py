"""The records store: committed means on disk, an error means nothing happened."""

import shutil
import threading
from datetime import date, datetime

import pytest

from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import ChangedMeanwhile, ContractBroken, InUse
from biebwijzer.warehouse import Stores
from tests.engines import settings_of


@pytest.fixture
def open_stores(tmp_path):
    opened = []

    def open_again():
        for stores in opened:
            stores.close()
        opened.clear()
        opened.append(Stores(settings_of(tmp_path / "home"), table_statements()))
        return opened[0]

    yield open_again
    for stores in opened:
        stores.close()


def test_a_fault_halfway_takes_back_all_that_came_before_it(open_stores):
    stores = open_stores()

    with pytest.raises(RuntimeError, match="halfway"), stores.records.transaction() as transaction:
        transaction.add("access.setting", {"setting_id": "name", "value": "Bieb"})
        raise RuntimeError("halfway")

    with stores.records.reading() as reading:
        assert reading.find("access.setting") == []


def test_a_statement_the_engine_refuses_loses_no_earlier_commit_and_keeps_no_half(open_stores):
    stores = open_stores()
    with stores.records.transaction() as transaction:
        transaction.add("access.setting", {"setting_id": "name", "value": "first"})

    with (
        pytest.raises(Exception, match=r"(?i)duplicate|constraint"),
        stores.records.transaction() as transaction,
    ):
        transaction.add("access.setting", {"setting_id": "other", "value": "half"})
        transaction.add("access.setting", {"setting_id": "name", "value": "second"})

    with stores.records.reading() as reading:
        assert [(row["setting_id"], row["value"]) for row in reading.find("access.setting")] == [("name", "first")]


def test_what_was_committed_is_there_after_opening_again(open_stores):
    with open_stores().records.transaction() as transaction:
        transaction.add("access.setting", {"setting_id": "name", "value": "Bieb"})

    stores = open_stores()

    with stores.records.reading() as reading:
        assert reading.one("access.setting", "name")["value"] == "Bieb"


def test_the_second_of_two_who_opened_the_same_record_is_told_so(open_stores):
    stores = open_stores()
    with stores.records.transaction() as transaction:
        transaction.add("access.setting", {"setting_id": "name", "value": "Bieb"})
        transaction.bring_up_to_date("access.setting", "name", {"value": "mine"}, seen=1)

    with pytest.raises(ChangedMeanwhile), stores.records.transaction() as transaction:
        transaction.bring_up_to_date("access.setting", "name", {"value": "theirs"}, seen=1)


def test_writers_on_many_threads_wait_for_each_other_and_lose_nothing(open_stores):
    stores = open_stores()

    def write(number):
        for turn in range(5):
            with stores.records.transaction() as transaction:
                transaction.add("access.setting", {"setting_id": f"{number}-{turn}", "value": "x"})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with stores.records.reading() as reading:
        assert len(reading.find("access.setting")) == 40


@pytest.mark.embedded
def test_a_home_that_is_open_is_refused_to_a_second_process_with_the_owners_number(open_stores, tmp_path):
    open_stores()

    with pytest.raises(InUse) as refused:
        Stores(settings_of(tmp_path / "home"), table_statements())

    assert str(refused.value.values["owner"]).isdigit()


@pytest.mark.embedded
def test_a_home_whose_warehouse_is_gone_says_so_and_touches_nothing(open_stores, tmp_path):
    stores = open_stores()
    stores.close()
    shutil.rmtree(stores.settings.warehouse_folder)

    with pytest.raises(ContractBroken, match="ontbreekt"):
        Stores(stores.settings, table_statements())

    assert (tmp_path / "home" / "records.duckdb").is_file()


@pytest.mark.parametrize("name", ["access.setting; drop table x", "records", "a.b.c"])
def test_a_table_is_never_more_than_a_name(open_stores, name):
    with pytest.raises(Exception, match="geen tabel"), open_stores().records.reading() as reading:
        reading.find(name)


def test_a_backup_made_while_working_opens_with_the_same_records(open_stores, tmp_path):
    stores = open_stores()
    with stores.records.transaction() as transaction:
        transaction.add("access.setting", {"setting_id": "name", "value": "Bieb"})

    other = tmp_path / "other"
    stores.back_up(other)

    again = Stores(settings_of(other, engine="embedded"), table_statements())
    with again.records.reading() as reading:
        assert reading.one("access.setting", "name")["value"] == "Bieb"
    again.close()


def test_many_rows_arrive_each_once_and_in_one_transaction(open_stores):
    stores = open_stores()
    rows = [{"setting_id": f"s{n:03d}", "value": str(n)} for n in range(250)]

    with stores.records.transaction() as transaction:
        transaction.add_many("access.setting", rows)
    with pytest.raises(Exception, match=r"(?i)duplicate|constraint"), stores.records.transaction() as transaction:
        transaction.add_many("access.setting", [{"setting_id": f"t{n}", "value": ""} for n in range(150)] + rows[-1:])

    with stores.records.reading() as reading:
        found = {row["setting_id"]: row["value"] for row in reading.find("access.setting")}
    assert found == {row["setting_id"]: row["value"] for row in rows}


def test_many_rows_keep_every_kind_of_value_as_one_row_does(open_stores):
    stores = open_stores()
    told = {
        "source_id": "visits", "title_nl": "a\tb; 'c' \"d\"", "title_en": "é\nö", "refresh": "monthly",
        "file_name": "f.csv", "file_hash": "", "source_hash": "", "delivered_by": "x",
        "delivered_at": datetime(2026, 3, 29, 2, 30, 0, 7),
        "status": "active", "version": 1 << 20, "first_period": date(2024, 2, 29), "report": '{"a": [1, null]}',
    }  # fmt: skip
    bare = {**told, "version": None, "first_period": None, "report": None}

    with stores.records.transaction() as transaction:
        for number, row in enumerate((told, bare)):
            transaction.add("intake.run", {"run_id": f"one{number}", **row})
        transaction.add_many(
            "intake.run", [{"run_id": f"many{number}", **row} for number, row in enumerate((bare, told, bare, told))]
        )
        transaction.add_many("intake.run", [{"run_id": f"bare{number}", **bare} for number in range(2)])

    with stores.records.reading() as reading:
        found = {row.pop("run_id"): row for row in reading.find("intake.run")}
    assert found["one0"]["report"] == told["report"] and found["one0"] != found["one1"]
    assert found["many1"] == found["many3"] == found["one0"]
    assert found["many0"] == found["many2"] == found["bare0"] == found["bare1"] == found["one1"]
