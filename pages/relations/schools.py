"""Relaties › Scholenlijst: which schools of the official list do we not have yet?"""

import streamlit as st

from biebwijzer import desk
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import schools

workspace = desk.open_page("relations.write")
words = workspace.words


def take_over(comparison: schools.Comparison) -> None:
    """Keep what the preview showed."""
    now = desk.workspace_now("relations.write").narrowed_to(at.libraries)
    try:
        saved = schools.take_over(now, comparison)
    except BiebwijzerError as refused:
        desk.done(words(refused.word, **refused.values))
        return
    if saved:
        said = words(
            "Bewaard: **{new}** scholen erbij, **{changed}** bijgewerkt.",
            new=words.number(len(comparison.new)),
            changed=words.number(len(comparison.changed)),
        )
        desk.done(said, saved.audit_id)


desk.head(words("Welke scholen missen we nog?"), crumb=(words("Relaties"), words("Scholenlijst")))
desk.lead(
    words("Zet de officiële scholenlijst van DUO erin. Je ziet eerst wat er verandert; daarna kun je het terugdraaien.")
)

uploaded = st.file_uploader(words("De lijst met schoolvestigingen (csv)"), type=["csv"], key="school_list")
if uploaded is None:
    desk.empty(
        "none",
        words("Er is nog geen bestand gekozen."),
        words("Haal 'Alle schoolvestigingen basisonderwijs' op bij DUO, open onderwijsdata, en kies het hier."),
    )
    st.stop()

try:
    listed = schools.read_list(uploaded.getvalue())
except BiebwijzerError as refused:
    desk.html('<p class="down" role="alert"><b>{text}</b></p>', text=words(refused.word, **refused.values))
    st.stop()

provinces = schools.provinces(listed)
province = st.selectbox(
    words("Provincie"),
    provinces,
    index=provinces.index("Utrecht") if "Utrecht" in provinces else 0,
    key="provincie",
    width=260,
)
at = desk.library_choice(workspace)
if at is None:
    st.stop()
comparison = schools.compare(at, listed, province)
with desk.tiles():
    desk.tally(words("Nieuw"), len(comparison.new))
    desk.tally(words("Gewijzigd"), len(comparison.changed))
    desk.tally(words("Gelijk"), comparison.same)

changes = [*comparison.new, *(draft for _, _, draft in comparison.changed)]
if changes:
    desk.table(
        [words("School"), words("Plaats"), desk.Head(words("BRIN"), wide=True)],
        [(draft.name, draft.place, draft.brin) for draft in changes[:10]],
        caption=words(
            "De eerste {n} van {total}.", n=words.number(min(10, len(changes))), total=words.number(len(changes))
        ),
    )
    st.button(
        words("Zet vast"),
        type="primary",
        shortcut=desk.save_shortcut(),
        on_click=take_over,
        args=(comparison,),
        key="take_over",
    )
else:
    desk.html("<p><b>{text}</b></p>", text=words("Alles staat er al. Er verandert niets."))
