-- Since which whole month a library has a proposition, and why it began then: the first introduction anywhere in it.
select
    proposition.library_id,
    proposition.code as proposition,
    min(introduction.first_whole_month) as first_whole_month,
    min_by(introduction.reason, introduction.started_on) as reason
from records.propositions.introduction as introduction
inner join records.propositions.proposition as proposition
    on introduction.proposition_id = proposition.proposition_id
where proposition.library_id in (select unnest(getvariable('libraries')::varchar[]))
group by proposition.library_id, proposition.code
