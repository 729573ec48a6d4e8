-- What somebody agreed to, withdrew or refused, with the words and the proof; who was merged is the card that stands today.
-- It counts when nothing was withdrawn since. Of cards that were merged a withdrawal counts for both, whichever was later:
-- only what was given on the merged card afterwards is a yes again.
with

said as (
    select
        consent.*,
        coalesce(merged.survivor_id, consent.person_id) as standing_id,
        merged.merged_at
    from records.relations.consent
    left join records.relations.card_merge as merged
        on consent.person_id = merged.merged_id and merged.undone_at is null
    where
        list_contains(getvariable('libraries')::varchar[], consent.library_id)
        and getvariable('may_see_people')
)

select
    said.consent_id,
    said.library_id,
    said.standing_id as person_id,
    said.person_id as card_id,
    said.channel,
    said.purpose,
    said.wording,
    said.wording_version,
    said.source,
    said.given_on,
    said.proof,
    said.recorded_by,
    said.recorded_at,
    said.withdrawn_on,
    said.withdrawn_by,
    said.withdrawn_at,
    said.row_version,
    said.withdrawn_on is null
    and not exists (
        select 1
        from said as other
        where
            other.standing_id = said.standing_id
            and other.channel = said.channel
            and other.purpose = said.purpose
            and other.withdrawn_on is not null
            and (
                other.withdrawn_on > said.given_on
                or other.withdrawn_at > said.recorded_at
                or (
                    other.person_id != said.person_id
                    and greatest(
                        coalesce(other.merged_at, said.merged_at),
                        coalesce(said.merged_at, other.merged_at)
                    ) > said.recorded_at
                )
            )
    ) as is_valid
from said
