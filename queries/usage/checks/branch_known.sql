-- says: { nl = "Zonder deze vestigingen hangen andere cijfers in de lucht. Lever eerst de vestigingen aan, of draai eerst die cijfers terug.", en = "Without these branches other figures refer to nothing. Deliver the branches first, or take those figures out first." }
-- after: usage.branch
with

referring as (
    select branch_id from warehouse.usage.visit_count
    union
    select branch_id from warehouse.usage.loan_count
    union
    select branch_id from warehouse.usage.member
    union
    select branch_id from warehouse.usage.opening_hours
    union
    select branch_id from warehouse.usage.closure
    union
    select branch_id from warehouse.usage.survey_answer
    union
    select branch_id from warehouse.usage.membership
    union
    select branch_id from warehouse.usage.registration
    union
    select branch_id from warehouse.usage.reservation
    union
    select branch_id from warehouse.usage.workplace
    union
    select branch_id from warehouse.usage.loan
    union
    select branch_id from warehouse.usage.door_count
    union
    select branch_id from warehouse.usage.activity
    union
    select branch_id from warehouse.usage.participation
)

select referring.branch_id
from referring
left join warehouse.usage.branch on referring.branch_id = branch.branch_id
where referring.branch_id is not null and branch.branch_id is null
