"""Counters at the door, day by day: hours that lack, open days without anybody, days far too busy, in beside out.

The delivery is added up once, per branch and hour; all but the doors themselves is read from that.
"""

# These run on the delivery itself, in the loader: no text of a file is ever part of them.
# ruff: noqa: S608

from biebwijzer.intake.expecting import Finding
from biebwijzer.warehouse.loading import Workbench

# Below so many visitors a day, three times as many says nothing.
WORTH_TELLING = 50
DIFFERENCE = 0.15
# Of what stood there before, so many days are enough to say what a weekday is like.
BEFORE = "interval 91 day"
HOURS = """
create or replace temp table door_hour as
select library_id, branch_id, date_trunc('hour', counted_at) as hour, count(visitors_in) as counted,
    sum(visitors_in) as came, sum(visitors_in) filter (visitors_out is not null) as came_beside,
    sum(visitors_out) filter (visitors_in is not null) as left_beside
from accepted group by all
"""
# The days of this delivery on which a branch was open by its own timetable, with the hours it was.
OPEN_DAYS = """
create or replace temp table open_day as
with
span as (select library_id, branch_id, min(hour)::date as first, max(hour)::date as last from door_hour group by all),
days as (
    select library_id, branch_id, unnest(generate_series(first, last, interval 1 day))::date as day from span
),
latest as (
    select days.*, max(hours.valid_from) as valid_from
    from days
    join warehouse.usage.opening_hours as hours on hours.branch_id = days.branch_id and hours.valid_from <= days.day
    group by all
)
select latest.branch_id, latest.day, hours.opens_at, hours.closes_at
from latest
join warehouse.usage.opening_hours as hours on hours.branch_id = latest.branch_id
    and hours.valid_from = latest.valid_from and hours.weekday = isodow(latest.day)
where not exists (
    select 1 from warehouse.usage.closure as closure
    where closure.library_id = latest.library_id
        and (closure.branch_id is null or closure.branch_id = latest.branch_id)
        and latest.day between closure.since and coalesce(closure.until, latest.day)
)
"""
HOURS_LACKING = """
with open_hour as (
    select branch_id, day, unnest(generate_series(
        date_trunc('hour', day + opens_at), day + closes_at - interval 1 minute, interval 1 hour
    )) as hour from open_day
)
select open_hour.branch_id, count(*) as times, min(open_hour.day) as first, max(open_hour.day) as last,
    count(distinct open_hour.day) as found
from open_hour
anti join (from door_hour where counted > 0) as known
    on known.branch_id = open_hour.branch_id and known.hour = open_hour.hour
group by open_hour.branch_id
"""
NOBODY_WHILE_OPEN = """
with per_day as (
    select branch_id, hour::date as day, sum(came) as came from door_hour where counted > 0 group by all
)
select per_day.branch_id, count(*) as times, min(per_day.day) as first, max(per_day.day) as last, 0 as found
from per_day semi join open_day on open_day.branch_id = per_day.branch_id and open_day.day = per_day.day
where per_day.came = 0 group by per_day.branch_id
"""
FAR_TOO_BUSY = f"""
with
every as (
    select branch_id, hour::date as day, came, true as is_new from door_hour
    union all
    select branch_id, counted_at::date, visitors_in, false
    from warehouse.usage.door_count
    where library_id in (select distinct library_id from door_hour)
        and counted_at >= (select min(hour) from door_hour) - {BEFORE}
        and counted_at < (select min(hour) from door_hour)
),
per_day as (select branch_id, day, bool_or(is_new) as is_new, sum(came) as came from every group by all),
usual as (
    select branch_id, isodow(day) as weekday, date_trunc('quarter', day) as quarter, median(came) as middle,
        count(*) as days
    from per_day where came > 0 group by all
)
select per_day.branch_id, count(*) as times, arg_max(per_day.day, per_day.came) as first,
    arg_max(per_day.day, per_day.came) as last, max(per_day.came) as found, arg_max(usual.middle, per_day.came) as high
from per_day
join usual on usual.branch_id = per_day.branch_id and usual.weekday = isodow(per_day.day)
    and usual.quarter = date_trunc('quarter', per_day.day)
where per_day.is_new and usual.days >= 4 and per_day.came > 3 * usual.middle and per_day.came >= {WORTH_TELLING}
group by per_day.branch_id
"""
IN_BESIDE_OUT = f"""
select branch_id, 1 as times, min(hour)::date as first, max(hour)::date as last,
    (sum(left_beside) - sum(came_beside)) / sum(came_beside) as found
from door_hour group by branch_id
having sum(came_beside) >= {WORTH_TELLING}
    and abs(sum(left_beside) - sum(came_beside)) > {DIFFERENCE} * sum(came_beside)
"""
# A door nobody counted at before takes the place of one that is counted at no more.
OTHER_COUNTER = f"""
with
begins as (select min(hour)::date as day from door_hour),
every as (
    select branch_id, door, min(counted_at)::date as first, max(counted_at)::date as last from accepted group by all
    union all
    select branch_id, door, min(counted_at)::date, max(counted_at)::date
    from warehouse.usage.door_count
    where library_id in (select distinct library_id from door_hour)
        and counted_at >= (select day from begins) - {BEFORE} and counted_at < (select day from begins)
    group by all
),
doors as (select branch_id, door, min(first) as first, max(last) as last from every group by all)
select fresh.branch_id, 1 as times, min(fresh.first) as first, max(fresh.last) as last, 0 as found
from doors as fresh
join doors as gone on gone.branch_id = fresh.branch_id and gone.door <> fresh.door
    and gone.last between fresh.first - interval 14 day and fresh.first
    and gone.first <= fresh.first - interval 28 day
where fresh.first >= (select day from begins)
group by fresh.branch_id
"""
ASKED = {
    "counter": OTHER_COUNTER,
    "hours": HOURS_LACKING,
    "nobody": NOBODY_WHILE_OPEN,
    "busy": FAR_TOO_BUSY,
    "in_out": IN_BESIDE_OUT,
}


def door_days(bench: Workbench) -> list[Finding]:
    """What stands out in the days of a delivery of door counters."""
    bench.run(HOURS)
    bench.run(OPEN_DAYS)
    return [
        Finding(
            kind=kind,
            branch_id=row["branch_id"],
            first=row["first"],
            last=row["last"],
            times=int(row["times"]),
            found=float(row["found"]),
            high=float(row["high"]) if row.get("high") is not None else None,
        )
        for kind, statement in ASKED.items()
        for row in bench.rows(statement)
    ]
