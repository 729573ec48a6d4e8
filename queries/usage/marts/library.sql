-- Libraries are a reference: their names and dates are public, so this mart filters on nothing.
select
    library_id,
    name,
    isil,
    valid_from,
    valid_to
from warehouse.usage.library
