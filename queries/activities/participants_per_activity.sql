-- purpose: { nl = "Deelnemers per activiteit, per kernfunctie", en = "Participants per activity, per core function" }
-- formula: sum(participants) / count(counted activities)
-- numerator: { nl = "deelnemers van alle activiteiten die geteld zijn", en = "participants of all activities that were counted" }
-- denominator: { nl = "de activiteiten die geteld zijn", en = "the activities that were counted" }
-- grain: one row per core function with at least one counted activity, in the order of the yearly return
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: activities/activity_rows
-- measure: participants
-- unit: participants per activity
-- owner: coördinator
-- note: half of the activities has at most as many participants as the median
-- version: 1
select
    core_function,
    sum(participants) / count(participants) as per_activity,
    median(participants) as median_participants,
    count(participants) as counted_activities,
    sum(participants)::bigint as participants,
    count(*) filter (where participants is null) as uncounted
from mart.activity
where
    held_on between $since and $until
    and ($branch_id is null or branch_id = $branch_id)
group by core_function
having count(participants) > 0
order by
    case core_function
        when 'knowledge' then 1 when 'education' then 2 when 'reading' then 3 when 'debate' then 4 else 5
    end
