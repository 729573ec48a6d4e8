"""SQL for those who can: what is refused, what holds when something slips through, and what one may ask."""

import json
import time

import duckdb
import pytest

from biebwijzer.explore.sql import about, ask, offered
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import marts
from biebwijzer.warehouse.asking_in_sql import SqlRefused, ask_in_sql
from biebwijzer.warehouse.permitting import Refused, marts_in
from biebwijzer.warehouse.sandbox import shut, take_in
from tests.engines import put_rows

OFFERED = {"visits_month", "branch"}
PAGE = "explore/sql.py"

# What somebody might try: files, other tables, settings, variables, functions with side effects, and what never ends.
ATTACKS = (
    "select * from read_csv('/etc/passwd')",
    "select * from read_csv_auto('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from read_json('/etc/x.json')",
    "select * from read_parquet('x.parquet')",
    "select * from parquet_metadata('x.parquet')",
    "select * from parquet_schema('x.parquet')",
    "select * from sniff_csv('/etc/passwd')",
    "select * from glob('/*')",
    "select * from 'file.csv'",
    "select * from 'https://example.org/x.parquet'",
    "select * from read_csv('https://example.org/x.csv')",
    "select * from query('select 1')",
    "select * from query_table('visits_month')",
    "select * from duckdb_settings()",
    "select * from duckdb_secrets()",
    "select * from duckdb_databases()",
    "select * from duckdb_tables()",
    "select * from pragma_version()",
    "select * from pragma_table_info('visits_month')",
    "select * from information_schema.tables",
    "select * from sqlite_master",
    "select * from pg_catalog.pg_class",
    "select * from warehouse.usage.member",
    "select * from records.access.app_user",
    "select * from warehouse_1.usage.membership",
    "select * from mart.member",
    "select * from mart.known_person",
    "select * from memory.mart.visits_month",
    "select * from main.visits_month",
    "select getvariable('libraries')",
    "select set_config('memory_limit', '1TB', false)",
    "select current_setting('memory_limit')",
    "select getenv('HOME')",
    "select version()",
    "select current_user()",
    "select nextval('s')",
    "select txid_current()",
    "select json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "select json_serialize_sql('select 1')",
    "select system.main.getvariable('libraries')",
    "select list_transform([1], lambda x: x + 1)",
    "select list_sort([1])",
    "select struct_pack(a := 1)",
    "select repeat('x', 1000000000)",
    "select sleep_ms(100000)",
    "select 'x'::json",
    "select cast('1' as varint)",
    "with recursive a as (select 1 as n union all select n + 1 from a) select * from a",
    "select * from visits_month using sample 10%",
    "select * from visits_month at (version => 1)",
    "select $1",
    "select $name",
    "select 1; select 2",
    "select 1; drop table mart.visits_month",
    "select 1 /* x */; -- y\nattach '/tmp/x.db'",
    "attach '/tmp/x.db' as x",
    "detach warehouse",
    "copy (select 1) to '/tmp/x.csv'",
    "copy mart.visits_month from '/tmp/x.csv'",
    "export database '/tmp/x'",
    "import database '/tmp/x'",
    "pragma database_list",
    "set memory_limit = '1TB'",
    "reset memory_limit",
    "set variable libraries = ['x']",
    "install httpfs",
    "load httpfs",
    "create table x as select 1",
    "create macro m() as table select * from read_text('/etc/passwd')",
    "insert into mart.visits_month select * from mart.visits_month",
    "delete from mart.visits_month",
    "prepare p as select 1",
    "execute p",
    "call pragma_version()",
    "explain select 1",
    "explain analyze select 1",
    "describe visits_month",
    "summarize visits_month",
    "show all tables",
    "select * from (describe visits_month)",
    "select * from (summarize visits_month)",
    "select * from (show tables)",
    "pivot visits_month on branch_id using sum(visits)",
    "unpivot visits_month on visits into name n value v",
    "checkpoint",
    "vacuum",
    "begin transaction",
    "use mart",
    "select (select * from read_text('/etc/passwd'))",
    "select 1 where exists (select * from read_text('/etc/passwd'))",
    "select * from visits_month join lateral (select * from read_text('/etc/passwd')) on true",
    "with a as (select * from read_text('/etc/passwd')) select 1",
    "with member as (select 1) select * from mart.member",
    "values ((select content from read_text('/etc/passwd')))",
    "from read_text('/etc/passwd')",
    "select * from visits_month order by (select content from read_text('/etc/passwd'))",
    "select * from visits_month limit (select count(*) from read_text('/etc/passwd'))",
    "select sum(visits) filter (where exists (from read_text('/etc/passwd'))) from visits_month",
    "select sum(visits) over (order by getvariable('x')) from visits_month",
    "",
    "geen sql",
)  # fmt: skip
HARMLESS = (
    "select month, sum(visits) as v from mart.visits_month group by month order by v desc limit 3",
    "with a as (select branch_id, sum(visits) as v from visits_month group by all) select *, rank() over (order by v) "
    "from a",
    "select b.name, m.visits::double / nullif(m.visits, 0) from visits_month as m join branch as b using (branch_id)",
    "select distinct year(month) from visits_month where visits between 1 and 9 or branch_id in ('a') "
    "union all select 1",
    "select case when visits > 1 then 'a' else 'b' end, date_trunc('year', month) from visits_month "
    "qualify row_number() over () = 1",
    "select * from range(3)",
    "select count(*) filter (where visits is not null) from visits_month having count(*) > 0",
)


@pytest.fixture(scope="module")
def parser():
    connection = duckdb.connect()
    yield lambda text: json.loads(connection.execute("select json_serialize_sql($1)", [text]).fetchone()[0])
    connection.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_one_select_over_what_is_offered_gets_through(attack, parser):
    with pytest.raises(Refused):
        marts_in(parser(attack), OFFERED)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_one_would_ask_is_let_through(text, parser):
    assert set(marts_in(parser(text), OFFERED)) <= OFFERED


def test_what_would_slip_through_finds_no_files_and_no_way_out():
    connection = duckdb.connect()
    take_in(connection, {})
    shut(connection)
    for attack in (
        "select * from read_csv('/etc/passwd')", "select * from read_text('/etc/passwd')", "select * from glob('/*')",
        "attach '/tmp/x.db'", "copy (select 1) to '/tmp/x.csv'", "set memory_limit = '1TB'", "load httpfs",
        "set lock_configuration = false", "reset memory_limit", "export database '/tmp/x'", "install httpfs",
        "set enable_external_access = true",
    ):  # fmt: skip
        with pytest.raises(duckdb.Error):
            connection.execute(attack)
    connection.close()


@pytest.fixture
def visited(stores):
    rows = [
        ("usage.branch", {"library_id": library, "branch_id": f"{library}_1", "name": library, "kind": "branch"})
        for library in ("utrecht", "amersfoort")
    ]
    put_rows(stores, rows)
    return stores


def test_a_steward_reads_what_belongs_to_the_library_and_it_stands_in_the_trail(visited, workspace):
    found = ask(workspace("inge"), "select library_id, name from mart.branch order by name")

    assert found.heads == ("library_id", "name")
    assert found.rows == (("utrecht", "utrecht"),)
    with visited.records.reading() as reading:
        assert [line["subject_id"] for line in reading.find("access.audit", {"action": "explore.sql.asked"})] == [
            "branch"
        ]


def test_it_is_refused_to_whoever_may_not_and_persons_are_offered_to_nobody(workspace):
    with pytest.raises(NotAllowed):
        ask(workspace("karim"), "select 1")
    with pytest.raises(NotAllowed):
        ask(workspace("noor"), "select 1")
    for person in ("inge", "admin"):
        for name in offered(workspace(person)):
            assert about(name) and "member_key" not in marts.texts()[name], name
    assert "segment_month" in offered(workspace("inge")) and "segment_month" not in offered(workspace("admin"))


@pytest.mark.slow
def test_what_never_ends_is_stopped_and_what_grows_too_large_too(workspace):
    inge = workspace("inge")
    for bomb in (
        "select sum(a.range * b.range) from range(1000000000) as a, range(1000000) as b",
        "select * from range(100000000000) order by 1 desc",
    ):
        began = time.monotonic()
        with pytest.raises(SqlRefused):
            ask_in_sql(inge.stores, inge.view, bomb, ["branch"], seconds=3)
        assert time.monotonic() - began < 30


def test_whoever_waits_can_stop_it(workspace):
    inge = workspace("inge")

    class Stopped(Exception):
        pass

    def stop(seconds: float) -> None:
        if seconds > 0.5:
            raise Stopped

    began = time.monotonic()
    with pytest.raises(Stopped):
        ask_in_sql(inge.stores, inge.view, "select sum(a.range) from range(10000000000) as a", ["branch"], stop)
    assert time.monotonic() - began < 15


def test_more_rows_than_are_shown_are_said_and_not_sent(workspace):
    inge = workspace("inge")
    found = ask_in_sql(inge.stores, inge.view, "select * from range(5000)", [])

    assert (len(found.rows), found.has_more) == (1000, True)


def test_the_page_answers_refuses_and_stays_shut_for_others(visited, open_app):
    page = open_app("inge").switch_page(PAGE).run()
    page.default_timeout = 60
    page.text_area[0].set_value("select name from mart.branch")
    page.button(key="FormSubmitter:sql-Stel de vraag").click().run()
    assert not page.exception and page.dataframe[0].value["name"].tolist() == ["utrecht"]

    page.text_area[0].set_value("select * from mart.member")
    page.button(key="FormSubmitter:sql-Stel de vraag").click().run()
    assert not page.exception and not page.dataframe
    assert any("member kun je hier niet lezen" in one.proto.body for one in page.get("html"))

    other = open_app("noor").switch_page(PAGE).run()
    assert not other.text_area
