-- Propositions of the libraries one works for: what is promised to whom, and how far it is.
select
    proposition_id,
    library_id,
    code,
    name,
    status,
    goal,
    pillar,
    target_group,
    need,
    promise,
    channel,
    expectation,
    playbook,
    rests_on_reason,
    rests_on_group,
    recorded_on,
    row_version
from records.propositions.proposition
where library_id in (select unnest(getvariable('libraries')::varchar[]))
