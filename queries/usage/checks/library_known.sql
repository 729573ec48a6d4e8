-- says: { nl = "Zonder deze bibliotheek hangen andere gegevens in de lucht. Draai eerst terug wat bij de bibliotheek hoort.", en = "Without this library other data refer to nothing. Take out first what belongs to the library." }
-- after: usage.library
with

referring as (
    select library_id from warehouse.usage.branch
    union
    select library_id from warehouse.usage.visit_count
    union
    select library_id from warehouse.usage.loan_count
    union
    select library_id from warehouse.usage.member
    union
    select library_id from warehouse.usage.opening_hours
    union
    select library_id from warehouse.usage.closure
    union
    select library_id from warehouse.usage.survey_answer
    union
    select library_id from warehouse.usage.membership
    union
    select library_id from warehouse.usage.registration
    union
    select library_id from warehouse.usage.reservation
    union
    select library_id from warehouse.usage.workplace
    union
    select library_id from warehouse.usage.loan
    union
    select library_id from warehouse.usage.door_count
    union
    select library_id from warehouse.usage.activity
    union
    select library_id from warehouse.usage.participation
    union
    select library_id from warehouse.usage.school_programme
    union
    select library_id from warehouse.usage.mailing_result
    union
    select library_id from warehouse.usage.yearly_return
    union
    select library_id from warehouse.usage.library_municipality
    union
    select library_id from warehouse.usage.poi_library
)

select referring.library_id
from referring
left join warehouse.usage.library on referring.library_id = library.library_id
where library.library_id is null
