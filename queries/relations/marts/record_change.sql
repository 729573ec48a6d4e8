-- What colleagues changed in people, organisations, talks, promises, consents and links: each row as it was before and after.
-- Of a link everything but the key of the member.
-- The trail itself is for administrators; of what one may read anyway one may also read how it came to be so.
select
    audit.audit_id,
    audit.happened_at,
    audit.library_id,
    audit.app_user_id,
    audit.action,
    audit.undone_by is not null as is_undone,
    audit_row.position,
    audit_row.subject_table,
    audit_row.subject_id,
    case
        when audit_row.subject_table = 'relations.person_link'
            then json_merge_patch(audit_row.before_row, '{"member_key": null}')
        else audit_row.before_row
    end as before_row,
    case
        when audit_row.subject_table = 'relations.person_link'
            then json_merge_patch(audit_row.after_row, '{"member_key": null}')
        else audit_row.after_row
    end as after_row
from records.access.audit as audit
inner join records.access.audit_row as audit_row
    on audit.audit_id = audit_row.audit_id
where
    audit.library_id in (select unnest(getvariable('libraries')::varchar[]))
    and getvariable('may_see_people')
    and list_contains(getvariable('permissions')::varchar[], 'relations.read')
    and audit_row.subject_table in (
        'relations.person',
        'relations.organisation',
        'relations.contact_person',
        'relations.contact_moment',
        'relations.contact_moment_person',
        'relations.contact_moment_colleague',
        'relations.follow_up',
        'relations.consent',
        'relations.person_link',
        'relations.own_field'
    )
