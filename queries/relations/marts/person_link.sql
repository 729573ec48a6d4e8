-- That a card leads to a member, since when, by what right and with what proof; never to whom. What it shows is one of
-- shown, withdrawn (the consent), nobody (the member is not delivered, may not be followed, or stands on another card), ended.
select
    person_link.person_link_id,
    person_link.library_id,
    coalesce(merged.survivor_id, person_link.person_id) as person_id,
    person_link.person_id as card_id,
    person_link.ground,
    person_link.proof,
    person_link.since,
    person_link.until,
    person_link.made_by,
    person_link.made_at,
    person_link.row_version,
    case
        when person_link.until <= coalesce(getvariable('today')::date, current_date) then 'ended'
        when linked_member.person_link_id is not null then 'shown'
        when
            person_link.ground = 'consent'
            and coalesce(merged.survivor_id, person_link.person_id) not in (
                select consent.person_id from mart.consent
                where consent.purpose = 'on_card' and consent.channel = 'card' and consent.is_valid
            )
            then 'withdrawn'
        else 'nobody'
    end as state
from records.relations.person_link
left join records.relations.card_merge as merged
    on person_link.person_id = merged.merged_id and merged.undone_at is null
left join mart.linked_member
    on person_link.person_link_id = linked_member.person_link_id
where
    list_contains(getvariable('libraries')::varchar[], person_link.library_id)
    and getvariable('may_see_people')
    and list_contains(getvariable('permissions')::varchar[], 'relations.read')
