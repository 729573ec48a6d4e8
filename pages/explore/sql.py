"""Gegevens › SQL: what can't be chosen in Verkennen, asked by whoever knows SQL."""

from biebwijzer import desk

workspace = desk.open_page("explore.sql")
words = workspace.words

desk.head(words("Stel je vraag in SQL"), crumb=(words("Gegevens"), words("SQL")), note=False)
desk.lead(desk.sql_limits(words))
desk.html(
    '<p class="sub">{told}</p>',
    told=words("Views met een rij per persoon staan er niet bij: daarvoor is Verkennen, dat kleine aantallen verbergt.")
    if workspace.audience == "eigen"
    else words("Views over personen staan er niet bij: daarvoor is Verkennen, dat kleine aantallen verbergt."),
)
desk.sql_form(workspace)
desk.sql_answer(workspace)
desk.sql_marts(workspace)
