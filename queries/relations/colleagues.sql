-- purpose: { nl = "Collega's die werk overnemen", en = "Colleagues who take over work" }
-- grain: one row per colleague
-- unit: colleagues
-- owner: beheerder
-- version: 1
select
    app_user_id,
    any_value(full_name) as full_name
from mart.colleague
where takes_work
group by app_user_id
order by full_name
