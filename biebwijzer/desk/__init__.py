"""The desk: what pages share. The only room besides the faces where Streamlit lives."""

from biebwijzer.desk.doors import Door, Menu, doors_open_to
from biebwijzer.desk.explain import explain
from biebwijzer.desk.filters import Period, branch_filter, number_filter, period_filter
from biebwijzer.desk.forms import DAY, Form, plain, problem_count, problem_under, warning_under
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
from biebwijzer.desk.history import timeline
from biebwijzer.desk.house import House, house, use_house
from biebwijzer.desk.markup import Markup, bold, html, joined, markup
from biebwijzer.desk.noteer import contact_form, noteer, noteer_button
from biebwijzer.desk.page import Person, open_page, who_is_there, workspace_now
from biebwijzer.desk.promises import card_link, day_pill, promise_groups, promise_row
from biebwijzer.desk.relation_forms import organisation_drawer, person_drawer
from biebwijzer.desk.show import show
from biebwijzer.desk.signing_in import menu, say_problems, sign_in
from biebwijzer.desk.sources import source_note
from biebwijzer.desk.tiles import sparkline, tile, tiles
from biebwijzer.desk.undo import done, undo_bar

__all__ = [
    "DAY",
    "Door",
    "Form",
    "Head",
    "House",
    "Markup",
    "Menu",
    "Period",
    "Person",
    "at_work",
    "badges",
    "bold",
    "branch_filter",
    "card",
    "card_link",
    "contact_form",
    "day_pill",
    "done",
    "doors_open_to",
    "dress",
    "empty",
    "explain",
    "head",
    "house",
    "html",
    "joined",
    "lead",
    "markup",
    "menu",
    "noteer",
    "noteer_button",
    "number_filter",
    "open_page",
    "organisation_drawer",
    "pair",
    "period_filter",
    "person_drawer",
    "pill",
    "plain",
    "problem_count",
    "problem_under",
    "promise_groups",
    "promise_row",
    "remember",
    "say_problems",
    "show",
    "sign_in",
    "source_note",
    "sparkline",
    "table",
    "table_markup",
    "tile",
    "tiles",
    "timeline",
    "undo_bar",
    "use_house",
    "warning_under",
    "who_is_there",
    "words_here",
    "workspace_now",
]
