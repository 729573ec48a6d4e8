-- purpose: { nl = "Antwoorden op het publieksonderzoek, en van wanneer", en = "Answers to the visitor survey, and of when" }
-- grain: one row
-- counts: answers
-- rows: usage/survey_rows
-- unit: persons
-- owner: coördinator doelgroepen
-- version: 1
select
    min(answered_on) as first_answered_on,
    max(answered_on) as last_answered_on,
    count(*) filter (where is_first) as answers
from mart.survey_answer
