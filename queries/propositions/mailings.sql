-- purpose: { nl = "Wat er kwam van de mailings over een propositie", en = "What came of the mailings about a proposition" }
-- formula: mails / out_of
-- numerator: { nl = "mails waarmee dit gebeurde", en = "mails this happened to" }
-- denominator: { nl = "bezorgd en onbestelbaar: van alle verzonden mails; de rest: van de bezorgde mails", en = "delivered and bounced: of all mails sent; the others: of the mails delivered" }
-- grain: { nl = "een rij per uitkomst, over mailings waarvan beide aantallen geleverd zijn", en = "one row per outcome, over the mailings of which both numbers were delivered; none where no mailing was" }
-- params: since (date), until (date), proposition (text)
-- counts: mails, out_of
-- split: outcome
-- rows: propositions/mailing_rows
-- note: mails and not persons; service mails are left out
-- unit: mails
-- owner: coördinator proposities
-- pitfalls: { nl = "Mails en geen personen: wie twee mailings kreeg telt twee keer. Openen wordt onderschat door programma's die beelden tegenhouden, en overschat door programma's die alles vooraf ophalen.", en = "Mails and not persons: who got two mailings counts twice. Opening is understated by programs that block images, and overstated by programs that fetch everything beforehand." }
-- version: 1
-- changed: 2026-11-24
with

sent as (
    select *
    from mart.mailing_result
    where
        proposition = $proposition
        and kind = 'marketing'
        and sent_on between $since::date and last_day($until::date)
),

outcomes as (
    select
        'delivered' as outcome,
        delivered as mails,
        sent as out_of
    from sent
    union all
    select
        'opened' as outcome,
        opened as mails,
        delivered as out_of
    from sent
    union all
    select
        'clicked' as outcome,
        clicked as mails,
        delivered as out_of
    from sent
    union all
    select
        'bounced' as outcome,
        bounced as mails,
        sent as out_of
    from sent
    union all
    select
        'unsubscribed' as outcome,
        unsubscribed as mails,
        delivered as out_of
    from sent
)

select
    outcome,
    sum(mails) filter (where out_of is not null)::bigint as mails,
    case when count(mails + out_of) = 0 then 'unknown' end as mails_missing,
    sum(out_of) filter (where mails is not null)::bigint as out_of
from outcomes
group by outcome
order by list_position(['delivered', 'opened', 'clicked', 'bounced', 'unsubscribed'], outcome)
