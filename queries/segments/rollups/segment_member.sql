-- purpose: { nl = "De doelgroep van ieder bekend persoon aan het eind van een maand", en = "The group of every known person at the end of a month" }
-- reads: { "segments.person_month" = "library_id, month", "usage.membership" = "library_id, unnest(list_filter((select list(distinct month) from warehouse.segments.person_month), lambda m: m >= date_trunc('month', member_since))) as month", "usage.registration" = "library_id, unnest(list_filter((select list(distinct month) from warehouse.segments.person_month), lambda m: m >= date_trunc('month', registered_at))) as month" }
-- persons: { "usage.membership" = { alike = "library_id, member_key, branch_id, birth_year, subscription", since = "member_since", until = "member_until" }, "usage.registration" = { alike = "library_id, member_key, branch_id, birth_year", since = "registered_at" } }
-- key: library_id, member_key, month
-- partition: library_id, month
-- levels: library
-- reach: 11
-- note: the numbers are those of biebwijzer/segments/groups.toml, held by a test; only months of which all twelve months before were delivered
-- version: 1
with

delivered as (
    select distinct
        library_id,
        month
    from warehouse.segments.person_month
    where
        loans > 0
        and month between getvariable('touched_since') - interval 11 month and getvariable('touched_until')
),

-- A month nobody delivered is no month without use: who looks back over it would be told to be asleep.
whole as (
    select
        touched.library_id,
        touched.month,
        last_day(touched.month) as month_end
    from touched
    inner join delivered
        on
            touched.library_id = delivered.library_id
            and delivered.month between touched.month - interval 11 month and touched.month
    group by touched.library_id, touched.month
    having count(*) = 12
),

known as (
    select
        library_id,
        member_key,
        true as is_member,
        branch_id,
        birth_year,
        subscription in ('adult', 'business') as is_adult,
        member_since as known_from,
        member_until as known_until
    from warehouse.usage.membership
    where
        library_id in (select whole.library_id from whole)
        and (
            getvariable('touched_all_persons')
            or (library_id, member_key) in (
                select
                    touched_person.library_id,
                    touched_person.member_key
                from touched_person
            )
        )
    union all
    select
        library_id,
        member_key,
        false as is_member,
        branch_id,
        birth_year,
        false as is_adult,
        registered_at::date as known_from,
        null::date as known_until
    from warehouse.usage.registration
    where
        library_id in (select whole.library_id from whole)
        and (
            getvariable('touched_all_persons')
            or (library_id, member_key) in (
                select
                    touched_person.library_id,
                    touched_person.member_key
                from touched_person
            )
        )
),

first_known as (
    select
        library_id,
        member_key,
        min(known_from) as known_since,
        max(birth_year) as birth_year
    from known
    group by library_id, member_key
),

-- Who stands in both lists stands once, at the branch of the membership that began last.
present as (
    select
        known.library_id,
        known.member_key,
        whole.month,
        bool_or(known.is_member) as is_member,
        bool_or(not known.is_member) as is_account,
        bool_or(known.is_adult) as is_adult,
        arg_max(known.branch_id, (known.is_member, known.known_from, known.branch_id)) as branch_id
    from known
    inner join whole
        on
            known.library_id = whole.library_id
            and known.known_from <= whole.month_end
            and coalesce(known.known_until > whole.month_end, true)
    group by known.library_id, known.member_key, whole.month
),

-- Every month with the twelve it looks back on, so that use is joined by equal months.
looked_at as (
    select
        library_id,
        month,
        unnest(generate_series(month - interval 11 month, month, interval 1 month))::date as used_month
    from whole
),

-- Their use first, and then in which twelve months it counts: most lists change few persons.
used_by_them as (
    select *
    from warehouse.segments.person_month
    where
        month between getvariable('touched_since') - interval 11 month and getvariable('touched_until')
        and (library_id, member_key) in (
            select
                first_known.library_id,
                first_known.member_key
            from first_known
        )
),

used as (
    select
        person_month.library_id,
        person_month.member_key,
        looked_at.month,
        sum(person_month.loans) as loans,
        sum(person_month.loan_days) as loan_days,
        sum(person_month.youth_loans) as youth_loans,
        sum(person_month.digital_loans) as digital_loans,
        sum(person_month.learning) as learning,
        sum(person_month.other_activities) as other_activities,
        sum(person_month.check_ins) filter (person_month.month >= looked_at.month - interval 2 month) as check_ins_3,
        sum(person_month.loans) filter (person_month.month >= looked_at.month - interval 2 month) as loans_3
    from used_by_them as person_month
    inner join looked_at
        on person_month.library_id = looked_at.library_id and person_month.month = looked_at.used_month
    group by person_month.library_id, person_month.member_key, looked_at.month
),

joined as (
    select
        present.library_id,
        present.member_key,
        present.month,
        present.branch_id,
        present.is_member,
        present.is_account,
        first_known.known_since,
        year(present.month) - first_known.birth_year as age,
        coalesce(age >= 18, present.is_adult) as is_adult,
        used.member_key is null as is_asleep,
        used.loans,
        used.loan_days,
        used.youth_loans,
        used.digital_loans,
        used.learning,
        used.other_activities,
        coalesce(used.check_ins_3, 0) as check_ins_3,
        coalesce(used.loans_3, 0) as loans_3
    from present
    inner join first_known
        on present.library_id = first_known.library_id and present.member_key = first_known.member_key
    left join used
        on
            present.library_id = used.library_id
            and present.member_key = used.member_key
            and present.month = used.month
)

select
    library_id,
    member_key,
    month,
    branch_id,
    case when is_member and is_account then 'both' when is_member then 'member' else 'free_account' end as person_kind,
    known_since,
    case
        when known_since >= month - interval 2 month then 'new'
        when is_asleep then 'dormant'
        when check_ins_3 >= 2 and loans_3 <= 1 then 'study_work'
        when is_adult and youth_loans >= 1 then 'young_family'
        when age between 12 and 17 then 'pupil'
        when age between 18 and 20 then 'young_adult'
        when loan_days >= 12 then 'keen_reader'
        when digital_loans >= 4 and digital_loans * 2 >= loans then 'digital_reader'
        when learning >= 2 then 'learner'
        when other_activities >= 2 then 'culture'
        when loans = 0 then 'visit_only'
        else 'no_group'
    end as segment,
    1 as rules_version
from joined
