-- says: { nl = "Voor deze vestiging en maand staan er twee cijfers. Draai een van de leveringen terug.", en = "There are two figures for this branch and month. Take one of the deliveries out." }
-- after: usage.visit_count, usage.loan_count
select
    'usage.visit_count' as table_name,
    branch_id,
    month
from warehouse.usage.visit_count
group by branch_id, month
having count(*) > 1
union all
select
    'usage.loan_count' as table_name,
    branch_id,
    month
from warehouse.usage.loan_count
group by branch_id, month
having count(*) > 1
