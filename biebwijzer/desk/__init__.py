"""The desk: what pages share. The only room besides the faces where Streamlit lives."""

from biebwijzer.desk.activity_form import activity_form
from biebwijzer.desk.activity_lists import recorded, to_count
from biebwijzer.desk.acts import acts_bar, refusal
from biebwijzer.desk.aim_tiles import aim_tile
from biebwijzer.desk.belonging import belongs_card
from biebwijzer.desk.beside import about_organisation, call_line, contact_card, to_schools
from biebwijzer.desk.board_pack import board_packs, chosen_pack, nothing_in, one_slide, pack_sentence, pack_slides
from biebwijzer.desk.changes import change_list, changes_link
from biebwijzer.desk.changing_many import change_many, choosing
from biebwijzer.desk.consent_card import consent_card
from biebwijzer.desk.consent_list import consent_tiles, may_be_asked
from biebwijzer.desk.definition_links import definition_address
from biebwijzer.desk.definitions import definition_list, one_column, one_definition
from biebwijzer.desk.deliveries import board_sentences
from biebwijzer.desk.doors import Door, Menu, doors_open_to
from biebwijzer.desk.duplicate_pairs import merges_done, pairs_beside, standing_card, stretch_filter, told_apart
from biebwijzer.desk.effect_parts import (
    difference_filter,
    effect_grounds,
    effect_lacking,
    effect_link,
    effect_tiles,
    outcome_filter,
)
from biebwijzer.desk.explain import explain
from biebwijzer.desk.explored import exhibit_of, explored_finding
from biebwijzer.desk.exploring import explore_filters
from biebwijzer.desk.filters import (
    Period,
    branch_filter,
    choice_filter,
    number_filter,
    option_filter,
    period_filter,
    say_address,
)
from biebwijzer.desk.first_day import places_forms
from biebwijzer.desk.forms import DAY, Form, plain, problem_count, problem_under, save_shortcut, warning_under
from biebwijzer.desk.frame import (
    Head,
    at_work,
    badges,
    card,
    dress,
    empty,
    head,
    lead,
    pair,
    pill,
    remember,
    table,
    table_markup,
    words_here,
)
from biebwijzer.desk.groups import groups_screen, known_tile
from biebwijzer.desk.handing_over import hand_over_all
from biebwijzer.desk.history import timeline
from biebwijzer.desk.house import House, house, use_house
from biebwijzer.desk.import_result import earlier as earlier_imports
from biebwijzer.desk.import_result import result as import_result
from biebwijzer.desk.importing import import_steps, take_everything
from biebwijzer.desk.keeping import keeping_decision, keeping_runs, keeping_table
from biebwijzer.desk.key_tiles import key_tiles, months_or_empty
from biebwijzer.desk.library_field import library_choice
from biebwijzer.desk.link_card import link_part, linked_head, linked_lines, linked_of
from biebwijzer.desk.mail_card import mail_card
from biebwijzer.desk.markup import Markup, bold, html, joined, markup
from biebwijzer.desk.merged import merged_into
from biebwijzer.desk.new_source import NEW, describe_file, new_source_link
from biebwijzer.desk.notebook import notebook
from biebwijzer.desk.noteer import contact_form, noteer, noteer_button
from biebwijzer.desk.own_field_list import own_field_drawer, own_field_list
from biebwijzer.desk.own_parts import own_facts, own_filter
from biebwijzer.desk.page import Person, open_page, who_is_there, workspace_now
from biebwijzer.desk.participants import participants_tile, to_activities
from biebwijzer.desk.preview import one_of_previews, preview
from biebwijzer.desk.promises import card_link, day_pill, open_promises, promise_groups, promise_row
from biebwijzer.desk.proposition_forms import proposition_drawer
from biebwijzer.desk.proposition_parts import (
    canvas,
    chosen_proposition,
    contacts_card,
    filling_choice,
    playbook,
    proposition_link,
    proposition_table,
    status_badge,
)
from biebwijzer.desk.quarantine import faults, refusal_filters, refusals_counted, waiting_sentence
from biebwijzer.desk.refused_whole import beyond_records, whole_deliveries
from biebwijzer.desk.relation_forms import organisation_drawer, person_drawer
from biebwijzer.desk.reminders import reminders
from biebwijzer.desk.repair_file import repair_bench
from biebwijzer.desk.rests_on import resting_on
from biebwijzer.desk.role_forms import edit_role, former, role_drawer, role_told
from biebwijzer.desk.rules_list import rules_list
from biebwijzer.desk.show import show, turn_page
from biebwijzer.desk.sidebar import menu
from biebwijzer.desk.signing_in import say_problems, sign_in
from biebwijzer.desk.source_board import lacking_sources, not_delivered, one_source, source_board
from biebwijzer.desk.source_care import mine_late, new_source
from biebwijzer.desk.sparkline import sparkline
from biebwijzer.desk.sql import sql_answer, sql_form, sql_limits, sql_marts
from biebwijzer.desk.steps_begin import begin_button, steps_section
from biebwijzer.desk.taking_refused import take_refused
from biebwijzer.desk.tiles import tally, tile, tiles
from biebwijzer.desk.turns import in_turn
from biebwijzer.desk.undo import done, undo_bar
from biebwijzer.desk.uploading import deliver_link, under_way, upload
from biebwijzer.desk.views import save_view, saved_views, views_line
from biebwijzer.desk.waiting import waiting_deliveries
from biebwijzer.desk.yearly_returns import yearly_returns
from biebwijzer.exports.sourcing import source_note
from biebwijzer.look import Figure

__all__ = [
    "DAY",
    "NEW",
    "Door",
    "Figure",
    "Form",
    "Head",
    "House",
    "Markup",
    "Menu",
    "Period",
    "Person",
    "about_organisation",
    "activity_form",
    "acts_bar",
    "aim_tile",
    "at_work",
    "badges",
    "begin_button",
    "belongs_card",
    "beyond_records",
    "board_packs",
    "board_sentences",
    "bold",
    "branch_filter",
    "call_line",
    "canvas",
    "card",
    "card_link",
    "change_list",
    "change_many",
    "changes_link",
    "choice_filter",
    "choosing",
    "chosen_pack",
    "chosen_proposition",
    "consent_card",
    "consent_tiles",
    "contact_card",
    "contact_form",
    "contacts_card",
    "day_pill",
    "definition_address",
    "definition_list",
    "deliver_link",
    "describe_file",
    "difference_filter",
    "done",
    "doors_open_to",
    "dress",
    "earlier_imports",
    "edit_role",
    "effect_grounds",
    "effect_lacking",
    "effect_link",
    "effect_tiles",
    "empty",
    "exhibit_of",
    "explain",
    "explore_filters",
    "explored_finding",
    "faults",
    "filling_choice",
    "former",
    "groups_screen",
    "hand_over_all",
    "head",
    "house",
    "html",
    "import_result",
    "import_steps",
    "in_turn",
    "joined",
    "keeping_decision",
    "keeping_runs",
    "keeping_table",
    "key_tiles",
    "known_tile",
    "lacking_sources",
    "lead",
    "library_choice",
    "link_part",
    "linked_head",
    "linked_lines",
    "linked_of",
    "mail_card",
    "markup",
    "may_be_asked",
    "menu",
    "merged_into",
    "merges_done",
    "mine_late",
    "months_or_empty",
    "new_source",
    "new_source_link",
    "not_delivered",
    "notebook",
    "noteer",
    "noteer_button",
    "nothing_in",
    "number_filter",
    "one_column",
    "one_definition",
    "one_of_previews",
    "one_slide",
    "one_source",
    "open_page",
    "open_promises",
    "option_filter",
    "organisation_drawer",
    "outcome_filter",
    "own_facts",
    "own_field_drawer",
    "own_field_list",
    "own_filter",
    "pack_sentence",
    "pack_slides",
    "pair",
    "pairs_beside",
    "participants_tile",
    "period_filter",
    "person_drawer",
    "pill",
    "places_forms",
    "plain",
    "playbook",
    "preview",
    "problem_count",
    "problem_under",
    "promise_groups",
    "promise_row",
    "proposition_drawer",
    "proposition_link",
    "proposition_table",
    "recorded",
    "refusal",
    "refusal_filters",
    "refusals_counted",
    "remember",
    "reminders",
    "repair_bench",
    "resting_on",
    "role_drawer",
    "role_told",
    "rules_list",
    "save_shortcut",
    "save_view",
    "saved_views",
    "say_address",
    "say_problems",
    "show",
    "sign_in",
    "source_board",
    "source_note",
    "sparkline",
    "sql_answer",
    "sql_form",
    "sql_limits",
    "sql_marts",
    "standing_card",
    "status_badge",
    "steps_section",
    "stretch_filter",
    "table",
    "table_markup",
    "take_everything",
    "take_refused",
    "tally",
    "tile",
    "tiles",
    "timeline",
    "to_activities",
    "to_count",
    "to_schools",
    "told_apart",
    "turn_page",
    "under_way",
    "undo_bar",
    "upload",
    "use_house",
    "views_line",
    "waiting_deliveries",
    "waiting_sentence",
    "warning_under",
    "who_is_there",
    "whole_deliveries",
    "words_here",
    "workspace_now",
    "yearly_returns",
]
