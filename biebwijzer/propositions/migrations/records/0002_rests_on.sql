alter table records.propositions.proposition add column rests_on_reason text;
alter table records.propositions.proposition add column rests_on_group text;
update records.propositions.proposition set rests_on_group = 'study_work'
where code = 'bieb_werkt' and playbook is not null
