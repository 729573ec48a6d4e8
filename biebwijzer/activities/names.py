"""What the choices of an activity are called, in the order in which the yearly return asks for them."""

from collections.abc import Mapping

from biebwijzer.words import mark

# The five core functions of the Wsob, in the order of the return.
CORE_FUNCTIONS: Mapping[str, str] = {
    "knowledge": mark("Kennis en informatie"),
    "education": mark("Ontwikkeling en educatie"),
    "reading": mark("Lezen en literatuur"),
    "debate": mark("Ontmoeting en debat"),
    "culture": mark("Kunst en cultuur"),
}
# The three pillars of the covenant.
PILLARS: Mapping[str, str] = {
    "reading": mark("Bevorderen van lezen"),
    "participation": mark("Participatie in de informatiesamenleving"),
    "learning": mark("Leven lang ontwikkelen"),
}
FORMS: Mapping[str, str] = {
    "physical": mark("Op locatie"),
    "online": mark("Online"),
    "hybrid": mark("Hybride"),
}
# Whose money a municipality or the state asks an account of.
FUNDING_FRAMES: Mapping[str, str] = {
    "wmo": mark("Wmo"),
    "web": mark("WEB"),
    "education_gap": mark("Onderwijsachterstanden"),
    "spuk_ido": mark("SPUK IDO"),
}
ORIGINS: Mapping[str, str] = {"delivered": mark("aangeleverd"), "typed": mark("geregistreerd")}
