"""Why something is refused: a whole delivery by an error, a row by a code with its sentence."""

from collections.abc import Mapping

from biebwijzer.problems import BiebwijzerError, ContractBroken
from biebwijzer.words import mark


class DeliveryRefused(ContractBroken):
    """The whole delivery is refused: nothing of it can become visible."""


class Stopped(BiebwijzerError):
    """Whoever waited for a delivery stopped it: it never happened."""

    def __init__(self) -> None:
        super().__init__(mark("Het laden is gestopt. Er is niets veranderd."))


# Code -> the sentence shown beside the row; the names in braces come with the row.
REASONS: Mapping[str, str] = {
    "too_few": mark("Deze rij heeft minder kolommen dan de kop ({expected})."),
    "too_many": mark("Deze rij heeft meer kolommen dan de kop ({expected})."),
    "unreadable": mark("Deze rij is niet te lezen. Kijk naar aanhalingstekens en scheidingstekens."),
    "required": mark("Dit veld is leeg, maar moet gevuld zijn."),
    "no_date": mark("'{found}' is geen datum. Verwacht: {expected}."),
    "no_whole_number": mark("'{found}' is geen geheel getal."),
    "no_number": mark("'{found}' is geen getal. Verwacht een getal met '{expected}' als decimaalteken."),
    "no_time": mark("'{found}' is geen tijd. Verwacht: 09:30."),
    "no_boolean": mark("'{found}' is geen ja of nee."),
    "below": mark("{found} is te laag. Het laagste is {expected}."),
    "above": mark("{found} is te hoog. Het hoogste is {expected}."),
    "not_one_of": mark("'{found}' kennen we niet. Kies uit: {expected}."),
    "unknown_value": mark("'{found}' staat niet in de waardelijst {expected}."),
    "unknown_reference": mark("'{found}' is onbekend: lever dit eerst aan, of verbeter de naam."),
    "other_library": mark("'{found}' is een andere bibliotheek dan die van deze levering."),
    "contradicts": mark("{found} ligt na {expected}. Dat kan niet."),
    "duplicate_same": mark("Deze rij staat er twee keer in. De eerste telt mee (rij {expected})."),
    "duplicate_differs": mark("Deze sleutel komt vaker voor, met andere waarden (ook rij {expected})."),
    "already_there": mark("Deze gegevens staan er al, uit een andere bron of levering ({expected})."),
    "citizen_number": mark("Hier staat een burgerservicenummer, of iets wat erop lijkt. Dat bewaren we niet."),
    "bank_account": mark("Dit is een rekeningnummer. Dat bewaren we niet."),
}
