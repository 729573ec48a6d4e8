-- purpose: { nl = "Titels van eerdere activiteiten, met hoe ze geregistreerd werden", en = "Titles of earlier activities, with how they were registered" }
-- grain: one row per title, as it was last written, the latest first
-- params: most (integer)
-- unit: titles
-- owner: coördinator
-- version: 1
with

every_title as (
    select
        title,
        core_function,
        pillar,
        form,
        target_group,
        funding_frame,
        held_on,
        row_number() over (
            partition by lower(title)
            order by held_on desc, activity_id desc
        ) as place
    from mart.activity
    where title is not null
)

select
    title,
    core_function,
    pillar,
    form,
    target_group,
    funding_frame
from every_title
where place = 1
order by held_on desc, title asc
limit $most
