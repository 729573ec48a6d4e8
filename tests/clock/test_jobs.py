"""Jobs: each is done once, one at a time per target, and none is lost by a restart."""

from datetime import timedelta

import pytest

from biebwijzer import clock
from biebwijzer.clock import jobs
from biebwijzer.clock.running import PROCESS, Clock
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.warehouse import Asking, Stores, now
from biebwijzer.words import mark
from tests.clock import beside
from tests.clock.conftest import every, one
from tests.clock.other import Other
from tests.engines import settings_of


@pytest.fixture
def hands(stores):
    return Clock(stores, Asking(stores))


def raises(error):
    def act(_):
        raise error

    return act


def test_work_is_done_once_and_one_at_a_time_per_target(stores, work, hands):
    first, second, other = work.ask("a"), work.ask("a"), work.ask("b")

    claimed = [jobs.claim(stores, PROCESS, now()) for _ in range(3)]

    assert [job and job["job_id"] for job in claimed] == [first, other, None]
    assert jobs.finish(stores, claimed[0], clock.Done(mark("Klaar")), now())
    assert hands.work_off() == 1 and work.job(second)["status"] == "done"
    assert not jobs.finish(stores, claimed[0], clock.Done(mark("Klaar")), now()), "it was over already"


def test_trouble_that_passes_is_tried_again_after_growing_pauses_and_then_told(stores, work, hands, workspace):
    work.acts = [raises(clock.Later(mark("De mailserver {host} is niet te bereiken ({kind})."), host="x", kind="y"))]
    job_id, moment, pauses = work.ask(owner="inge", library="utrecht"), now(), []
    for _ in range(3):
        assert hands.work_once(moment)
        job = work.job(job_id)
        pauses.append(job["not_before"] - moment)
        assert not hands.work_once(moment), "it must wait"
        moment = job["not_before"] + timedelta(seconds=1)

    assert work.job(job_id)["status"] == "failed"
    assert timedelta(minutes=1) <= pauses[0] < pauses[1]
    (mail,) = every(stores, "clock.mail")
    assert (mail["recipient"], mail["status"]) == ("inge", "waiting") and "x" in mail["body"]


def test_trouble_a_person_must_mend_is_not_tried_again(work, hands):
    work.acts = [raises(BiebwijzerError(mark("Kies een rol.")))]
    job_id = work.ask()

    assert hands.work_off() == 1
    assert (work.job(job_id)["status"], work.job(job_id)["sentence"]) == ("failed", "Kies een rol.")


def test_what_nobody_foresaw_is_told_without_what_a_file_said(work, hands, caplog):
    work.acts = [raises(ValueError("123456782 van mevrouw X"))]
    job_id = work.ask()

    hands.work_off()

    assert work.job(job_id)["status"] == "waiting" and "ValueError" in work.job(job_id)["sentence_values"]
    assert "failed with ValueError" in caplog.text and "mevrouw" not in caplog.text


def test_work_never_may_more_than_whoever_planned_it(stores, work, hands):
    allowed, elsewhere, not_any_more = (
        work.ask("a", owner="inge"),
        work.ask("b", owner="noor"),
        work.ask("c", owner="inge"),
    )
    assert hands.work_once(now()) and work.done == [("inge", "a")]
    with stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"role_grant_id": "grant_inge"}, {"until": now().date()})

    hands.work_off()

    assert work.job(allowed)["status"] == "done" and len(work.done) == 1
    assert [work.job(one)["status"] for one in (elsewhere, not_any_more)] == ["failed", "failed"]


def test_waiting_work_that_is_stopped_never_begins_and_running_work_stops_at_its_next_breath(work, hands, workspace):
    waits, runs = work.ask("a", library="utrecht"), work.ask("b", library="utrecht")
    clock.stop(workspace("inge"), waits, "intake.deliver")

    def stopped_halfway(at_work):
        clock.stop(workspace("inge"), runs, "intake.deliver")
        at_work.tell(40)

    work.acts = [stopped_halfway]
    hands.work_off()

    assert [work.job(one)["status"] for one in (waits, runs)] == ["stopped", "stopped"] and work.done == []
    with pytest.raises(NotAllowed):
        clock.stop(workspace("sven"), runs, "intake.read")


def test_it_is_written_how_far_work_is(work, hands):
    seen = []

    def halfway(at_work):
        at_work.tell(40, "Laden")
        seen.append((work.job(job_id)["percent"], work.job(job_id)["step"]))

    work.acts = [halfway]
    job_id = work.ask()
    hands.work_off()

    assert seen == [(40, "Laden")] and work.job(job_id)["percent"] == 100


def test_who_closes_puts_its_work_back_and_the_next_one_does_it(stores, work):
    closing = Clock(stores, Asking(stores))

    def closed_halfway(at_work):
        closing.close()
        at_work.tell(40)

    work.acts = [closed_halfway, lambda _: None]
    job_id = work.ask()

    assert closing.work_once(now())
    assert (work.job(job_id)["status"], work.job(job_id)["attempts"]) == ("waiting", 0)
    assert Clock(stores, Asking(stores)).work_off() == 1 and work.job(job_id)["status"] == "done"


def test_what_was_missed_is_done_once_and_nothing_to_do_is_no_job(stores, work, hands, workspace):
    with workspace("inge").change("intake.plan.kept", "intake.deliver") as change:
        clock.plan(change, "test.work", "a", "daily 07:00", "inge", "utrecht")
    moment = now()

    hands.work_off(moment + timedelta(days=9))
    assert work.done == [("inge", "a")]
    (held,) = every(stores, "clock.schedule", target="a")
    assert held["next_at"] > moment + timedelta(days=9)
    work.wanted = False
    hands.work_off(moment + timedelta(days=12))
    with workspace("inge").change("intake.plan.kept", "intake.deliver") as change:
        clock.plan(change, "test.work", "a", None, "inge", "utrecht")
    work.wanted = True
    hands.work_off(moment + timedelta(days=15))
    assert len(work.done) == 1 and len(every(stores, "clock.job", kind="test.work")) == 1


def test_a_plan_of_somebody_who_may_no_longer_is_said_once_and_rests(stores, work, hands, workspace):
    with workspace("inge").change("intake.plan.kept", "intake.deliver") as change:
        clock.plan(change, "test.work", "a", "every 1 minutes", "inge", "utrecht")
    with stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"role_grant_id": "grant_inge"}, {"until": now().date()})

    for minutes in (2, 4, 6):
        hands.work_off(now() + timedelta(minutes=minutes))

    (job,) = every(stores, "clock.job", kind="test.work")
    assert job["status"] == "failed" and len(every(stores, "clock.mail")) == 1
    assert every(stores, "clock.schedule", kind="test.work")[0]["is_on"] is False and work.done == []


def test_standing_work_follows_the_release(stores, hands):
    hands.look(now())
    hands.look(now())

    assert {row["kind"] for row in every(stores, "clock.schedule")} >= {"clock.tidying"}
    assert len(every(stores, "clock.schedule", kind="clock.tidying")) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "ends"), [("test.work", "done"), ("test.once", "broken_off")])
def test_work_of_a_killed_process_is_taken_over_or_named_as_broken_off(home, kind, ends):
    stores = Stores(settings_of(home), table_statements())
    stores.close()
    other = Other(stores.settings)
    job_id = other(f"begin {kind}")
    other.kill()

    again = Stores(settings_of(home), table_statements())
    try:
        assert one(again, "clock.job", job_id)["status"] == "running"
        beside.register()
        later = now() + timedelta(minutes=2) if again.engine.shared else now()
        Clock(again, Asking(again)).work_off(later)

        assert one(again, "clock.job", job_id)["status"] == ends
        assert len(every(again, "clock.mail", recipient="inge")) == (ends == "broken_off")
    finally:
        again.close()


def test_work_and_messages_that_were_over_long_ago_are_let_go_of(stores, work, hands, workspace):
    old, young, long_ago = work.ask("a"), work.ask("b"), now() - timedelta(days=91)
    hands.work_off()
    with workspace("inge").change("intake.plan.kept", "intake.deliver") as change:
        mail_id = clock.write(change.transaction, "test", "noor", "oud", "tekst")
    with stores.records.transaction() as transaction:
        transaction.set("clock.job", {"job_id": old}, {"ended_at": long_ago})
        transaction.set("clock.mail", {"mail_id": mail_id}, {"written_at": long_ago, "status": "sent"})
        transaction.set("clock.schedule", {"kind": "clock.tidying"}, {"next_at": now()})

    hands.work_off()

    assert work.job(old) is None and work.job(young) is not None
    assert every(stores, "clock.mail") == []
