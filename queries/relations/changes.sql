-- purpose: { nl = "Wie veranderde wat aan relaties", en = "Who changed what about relations" }
-- grain: one row per act and changed row, the newest act first, at most 100 acts
-- params: since (date), person_id (text, optional), organisation_id (text, optional), colleague (text, optional)
-- unit: changed rows
-- owner: coördinator relaties
-- version: 1
-- changed: 2026-11-28
with

changed as (
    select
        *,
        coalesce(after_row, before_row) as said
    from mart.record_change
    where
        happened_at >= $since
        and ($colleague::varchar is null or app_user_id = $colleague)
),

about as (
    select
        changed.*,
        case changed.subject_table
            when 'relations.person' then changed.subject_id
            when 'relations.follow_up' then follow_up.person_id
            else json_extract_string(changed.said, '$.person_id')
        end as person_id,
        case changed.subject_table
            when 'relations.organisation' then changed.subject_id
            when 'relations.follow_up' then follow_up.organisation_id
            else json_extract_string(changed.said, '$.organisation_id')
        end as organisation_id
    from changed
    left join mart.follow_up
        on
            changed.subject_table = 'relations.follow_up'
            and changed.subject_id = follow_up.follow_up_id
),

acts as (
    select
        audit_id,
        max(happened_at) as happened_at
    from about
    where
        ($person_id::varchar is null or person_id = $person_id)
        and ($organisation_id::varchar is null or organisation_id = $organisation_id)
    group by audit_id
    order by happened_at desc, audit_id asc
    limit 100
)

select
    about.audit_id,
    about.happened_at,
    about.app_user_id,
    names.full_name as done_by,
    about.action,
    about.is_undone,
    about.position,
    about.subject_table,
    about.subject_id,
    about.before_row,
    about.after_row,
    about.person_id,
    person.name as person_name,
    about.organisation_id,
    organisation.name as organisation_name
from about
inner join acts
    on about.audit_id = acts.audit_id
left join mart.colleague_name as names
    on about.app_user_id = names.app_user_id
left join mart.person
    on about.person_id = person.person_id
left join mart.organisation
    on about.organisation_id = organisation.organisation_id
order by
    about.happened_at desc,
    about.audit_id asc,
    about.position asc
