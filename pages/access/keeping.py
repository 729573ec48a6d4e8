"""Beheer › Bewaren: what must go, and was that done?"""

from biebwijzer import desk, intake

workspace = desk.open_page("access.keeping")
words = workspace.words

desk.head(words("Wat moet weg?"), crumb=(words("Beheer"), words("Bewaren")), note=False)

found = intake.look(workspace)
waiting = [one for one in found if one.rows]
if waiting:
    desk.lead(words.plural("**{n} regel** vindt iets dat lang genoeg bewaard is.",
                           "**{n} regels** vinden iets dat lang genoeg bewaard is.", len(waiting)))  # fmt: skip
else:
    desk.lead(words("**Niets** is langer bewaard dan mag."))

with desk.card("rules"):
    desk.html("<h2>{title}</h2>", title=words("Hoe lang bewaren we wat, en waarom?"))
    desk.keeping_table(found, words)
    desk.html("<p class='sub'>{text}</p>", text=words(
        "Biebwijzer ruimt dit elke nacht na vier uur vanzelf op. Eerder mag ook, hieronder."
    ))  # fmt: skip
    desk.html("<p class='sub'>{text}</p>", text=words(
        "Levert een bron zelf nog oud-leden, dan komen die bij de volgende levering terug tot er weer is opgeruimd."
        " Gooi ook back-ups weg die ouder zijn: daar staat het nog in."
    ))  # fmt: skip

runs = workspace.ask("access/keeping_runs").rows.to_dicts()
with desk.card("runs"):
    desk.html("<h2>{title}</h2>", title=words("Wat is opgeruimd?"))
    if runs:
        desk.keeping_runs(runs, words)
    else:
        desk.html("<p>{text}</p>", text=words("Er is nog niet opgeruimd."))

desk.keeping_decision(workspace, waiting)
