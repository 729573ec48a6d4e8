-- purpose: { nl = "Deelnemers per activiteit, per kernfunctie", en = "Participants per activity, per core function" }
-- formula: sum(participants) / count(counted activities)
-- numerator: { nl = "deelnemers van alle activiteiten die geteld zijn", en = "participants of all activities that were counted" }
-- denominator: { nl = "de activiteiten die geteld zijn", en = "the activities that were counted" }
-- grain: { nl = "een rij per kernfunctie met ten minste één getelde activiteit", en = "one row per core function with at least one counted activity, in the order of the yearly return" }
-- params: since (date), until (date), branch_id (text, optional, narrows)
-- rows: activities/activity_rows
-- measure: participants
-- unit: participants per activity
-- owner: coördinator
-- note: half of the activities has at most as many participants as the median
-- pitfalls: { nl = "Een paar grote activiteiten trekken het gemiddelde omhoog: kijk ook naar de mediaan. Activiteiten zonder telling doen niet mee.", en = "A few large activities pull the average up: look at the median too. Activities without a count are not in it." }
-- version: 1
-- changed: 2026-11-24
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
