-- purpose: { nl = "Wie veranderde wat aan relaties", en = "Who changed what about relations" }
-- grain: one row per act and changed row, the newest act first, at most 100 acts
-- params: since (date), person_id (text, optional), organisation_id (text, optional), colleague (text, optional)
-- unit: changed rows
-- owner: coördinator relaties
-- version: 2
-- changed: 2026-11-29
-- pitfalls: { nl = "Een gesprek dat bij een ander gezet is, staat bij allebei: earlier_ is met wie het was.", en = "A talk that was moved to somebody else stands with both: earlier_ is whom it was with." }
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

told as (
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
        end as organisation_id,
        json_extract_string(changed.before_row, '$.person_id') as person_before,
        json_extract_string(changed.before_row, '$.organisation_id') as organisation_before
    from changed
    left join mart.follow_up
        on
            changed.subject_table = 'relations.follow_up'
            and changed.subject_id = follow_up.follow_up_id
),

-- Whom a talk was with before it was put right: the card it left tells so too.
about as (
    select
        told.* exclude (person_before, organisation_before),
        case
            when told.after_row is not null and told.person_before <> coalesce(told.person_id, '')
                then told.person_before
        end as earlier_person_id,
        case
            when told.after_row is not null and told.organisation_before <> coalesce(told.organisation_id, '')
                then told.organisation_before
        end as earlier_organisation_id
    from told
),

acts as (
    select
        audit_id,
        max(happened_at) as happened_at
    from about
    where
        ($person_id::varchar is null or person_id = $person_id or earlier_person_id = $person_id)
        and (
            $organisation_id::varchar is null
            or organisation_id = $organisation_id
            or earlier_organisation_id = $organisation_id
        )
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
    organisation.name as organisation_name,
    about.earlier_person_id,
    earlier_person.name as earlier_person_name,
    about.earlier_organisation_id,
    earlier_organisation.name as earlier_organisation_name
from about
inner join acts
    on about.audit_id = acts.audit_id
left join mart.colleague_name as names
    on about.app_user_id = names.app_user_id
left join mart.person
    on about.person_id = person.person_id
left join mart.organisation
    on about.organisation_id = organisation.organisation_id
left join mart.person as earlier_person
    on about.earlier_person_id = earlier_person.person_id
left join mart.organisation as earlier_organisation
    on about.earlier_organisation_id = earlier_organisation.organisation_id
order by
    about.happened_at desc,
    about.audit_id asc,
    about.position asc
