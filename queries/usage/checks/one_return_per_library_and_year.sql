-- says: { nl = "Voor deze bibliotheek en dit jaar staan er twee opgaven. Draai een van de leveringen terug.", en = "There are two returns for this library and year. Take one of the deliveries out." }
-- after: usage.yearly_return
select
    library_id,
    since
from warehouse.usage.yearly_return
group by library_id, since
having count(*) > 1
