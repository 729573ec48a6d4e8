"""How one says what was done: an action of the audit trail in words."""

from biebwijzer.words import Words, mark

ACTS = {
    "access.session.opened": mark("ingelogd"),
    "access.person.locked": mark("op slot na vijf verkeerde wachtwoorden"),
    "access.password.chosen": mark("een wachtwoord gekozen"),
    "access.first_admin.chosen": mark("de eerste beheerder geworden"),
    "access.person.added": mark("een collega toegevoegd"),
    "access.person.invited": mark("een nieuwe link gemaakt"),
    "access.person.blocked": mark("een collega geblokkeerd"),
    "access.role.given": mark("een rol gegeven"),
    "access.role.ended": mark("een rol beëindigd"),
    "access.setting.changed": mark("instellingen gewijzigd"),
    "access.setting.mail_changed": mark("de mail ingesteld"),
    "clock.mail.tried": mark("een proefbericht gestuurd"),
    "clock.mail.sent_again": mark("een bericht opnieuw laten versturen"),
    "clock.job.stopped": mark("gepland werk gestopt"),
    "access.keeping.ran": mark("opgeruimd wat lang genoeg bewaard was"),
    "access.logo.changed": mark("het logo gewijzigd"),
    "access.app_user.example_made": mark("een voorbeeldaccount gemaakt"),
    "board.exhibit.exported": mark("een figuur meegenomen"),
    "board.exhibit.taken_along": mark("een figuur meegenomen met de opdrachtregel"),
    "intake.run.delivered": mark("een levering vastgezet"),
    "intake.run.previewed": mark("een levering nagekeken"),
    "intake.run.discarded": mark("een levering weggegooid"),
    "intake.run.refused": mark("een levering geweigerd gekregen"),
    "intake.run.unchanged": mark("een levering aangeboden die er al was"),
    "intake.run.rolled_back": mark("een levering teruggedraaid"),
    "intake.source.kept": mark("een eigen bron vastgelegd"),
    "intake.source.withdrawn": mark("een eigen bron ingetrokken"),
    "intake.care.kept": mark("vastgelegd hoe een bron binnenkomt"),
    "intake.refresh.asked": mark("een bron nu laten verversen"),
    "intake.refused_row.dropped": mark("een geweigerde rij weggegooid"),
    "intake.refused_row.taken_away": mark("geweigerde rijen meegenomen"),
    "intake.correction_rule.made": mark("een correctie tot regel gemaakt"),
    "intake.correction_rule.ended": mark("een regel beëindigd"),
    "intake.warehouse.rebuilt": mark("het warehouse opnieuw opgebouwd"),
    "activities.activity.recorded": mark("een activiteit geregistreerd"),
    "activities.series.recorded": mark("een reeks activiteiten geregistreerd"),
    "activities.activity.corrected": mark("een activiteit gewijzigd"),
    "activities.participants.counted": mark("deelnemers geteld"),
    "activities.activity.removed": mark("een activiteit verwijderd"),
    "explore.saved_view.saved": mark("een weergave bewaard"),
    "explore.sql.asked": mark("een vraag in SQL gesteld"),
    "explore.saved_view.removed": mark("een weergave weggegooid"),
    "relations.contact_moment.recorded": mark("een contact genoteerd"),
    "relations.organisation.added": mark("een organisatie toegevoegd"),
    "relations.organisation.changed": mark("een organisatie gewijzigd"),
    "relations.contact_person.connected": mark("een contactpersoon gekoppeld"),
    "relations.contact_person.changed": mark("de rol van een contactpersoon gewijzigd"),
    "relations.contact_person.ended": mark("de rol van een contactpersoon beëindigd"),
    "relations.contact_person.removed": mark("een contactpersoon losgemaakt"),
    "relations.person.added": mark("een persoon toegevoegd"),
    "relations.person.changed": mark("een persoon gewijzigd"),
    "relations.person.merged": mark("twee kaarten van een persoon samengevoegd"),
    "relations.person.unmerged": mark("een samenvoeging van personen ongedaan gemaakt"),
    "relations.person.told_apart": mark("gezegd dat twee personen niet dezelfde zijn"),
    "relations.person.not_told_apart": mark("teruggenomen dat twee personen niet dezelfde zijn"),
    "relations.organisation.merged": mark("twee kaarten van een organisatie samengevoegd"),
    "relations.organisation.unmerged": mark("een samenvoeging van organisaties ongedaan gemaakt"),
    "relations.organisation.told_apart": mark("gezegd dat twee organisaties niet dezelfde zijn"),
    "relations.organisation.not_told_apart": mark("teruggenomen dat twee organisaties niet dezelfde zijn"),
    "relations.person.opened": mark("de kaart van een persoon geopend"),
    "relations.organisation.opened": mark("de kaart van een organisatie geopend"),
    "relations.follow_up.finished": mark("een opvolging afgerond"),
    "relations.follow_up.dropped": mark("een opvolging laten vallen"),
    "relations.follow_up.put_off": mark("een opvolging uitgesteld"),
    "relations.follow_up.handed_over": mark("een opvolging doorgegeven"),
    "relations.schools.imported": mark("scholen geïmporteerd"),
    "propositions.proposition.added": mark("een propositie opgeschreven"),
    "propositions.proposition.changed": mark("een propositie gewijzigd"),
    "propositions.introduction.recorded": mark("een invoering vastgelegd"),
    "propositions.target.recorded": mark("een doel vastgelegd"),
    "propositions.expectation.recorded": mark("een verwachting vastgelegd"),
}
UNDONE = ".undone"
BY_COMMAND = "operator."


def said(words: Words, action: str) -> str:
    """The action in words; one that is not known yet as its own name."""
    if action.endswith(UNDONE):
        return words("ongedaan gemaakt: {act}", act=said(words, action.removesuffix(UNDONE)))
    if action.startswith(BY_COMMAND):
        return words("opdrachtregel: {command}", command=action.removeprefix(BY_COMMAND))
    return words(ACTS[action]) if action in ACTS else action
