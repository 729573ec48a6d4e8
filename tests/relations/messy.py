"""A spreadsheet as people keep them: titles above the header, and names, numbers and days in several manners."""

from io import BytesIO

import xlsxwriter

HEADS = ("Nr", "Voornaam", "Achternaam", "Tel.nr", "E-mailadres", "Postcode", "School", "Functie", "In functie sinds",
         "Geb.datum", "Nieuwsbrief", "Geloof", "Opmerkingen")  # fmt: skip
ROWS = (
    ("1", "Proef", "van der Testpersoon", "06-10000001", "Proef@Voorbeeld.example", "3511ab", "Proefschool Klim",
     "directeur", "2024-08-01", "13-02-1980", "ja", "x", "Belt liefst na drie uur"),
    ("2", "Toets", "Voorbeeldsen, van den", "0031 6 10000002", "toets@voorbeeld.example", "3511 AC",
     "Proefschool Klim", "ib'er", "15-9-2023", "1 mei 1975", "nee", "", ""),
    ("3", "Specimen", "'t Monster", "+31 (0)30 100 00 03", "", "", "", "", "", "", "", "", ""),
    ("4", "Proef", "Exempel v.d.", "610000004", "proef.exempel@voorbeeld.example", "", "Proefschool Dal", "leerkracht",
     "3 maart 2022", "", "", "", ""),
    ("5", "Jong", "Voorbeeldkind", "", "kind@voorbeeld.example", "", "", "", "", "4-5-2015", "", "", ""),
    ("6", "Kapot", "Adres", "0612", "geen-adres", "35 AB", "", "", "31-02-2024", "", "", "", ""),
    ("7", "Geheim", "Nummer", "", "", "", "", "", "", "", "", "", "bsn 111222333"),
    ("8", "Proef", "van der Testpersoon", "06 1000 0001", "proef@voorbeeld.example", "", "", "", "", "", "", "", ""),
    ("9", "", "", "030-1000009", "", "", "", "", "", "", "", "", ""),
)  # fmt: skip


def messy_sheet() -> bytes:
    """The spreadsheet, with two lines of title, an empty line, and its header on the fourth."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Contacten")
        sheet.write(0, 0, "Contactenlijst scholen, bijgewerkt door de balie")
        sheet.write(1, 0, "Niet verspreiden")
        for line, row in enumerate((HEADS, *ROWS), start=3):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, cell)
    return file.getvalue()
