-- purpose: { nl = "Collega's die werk overnemen", en = "Colleagues who take over work" }
-- grain: one row per colleague
-- params: library_id (text, optional)
-- unit: colleagues
-- owner: beheerder
-- version: 1
select
    app_user_id,
    any_value(full_name) as full_name
from mart.colleague
where takes_work and ($library_id::varchar is null or library_id = $library_id)
group by app_user_id
order by full_name
