"""What headers and TOML promise: both languages stand beside each other."""

import pytest


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ('-- purpose: { nl = "Bereik", en = "Reach" }', []),
        ("-- grain: one row per library", []),
        ('-- purpose: { nl = "Bereik" }', ["purpose has no English (en): 'Bereik'"]),
        ('-- purpose: { nl = "Bereik", en = " " }', ["purpose has no English (en): 'Bereik'"]),
        ('-- purpose: { en = "Reach" }', ["purpose has no Dutch (nl)"]),
        ("-- purpose: bereik", ['purpose can\'t be read; expected { nl = "…", en = "…" }']),
        ('-- title: { nl = "Bereik" ', ['title can\'t be read; expected { nl = "…", en = "…" }']),
    ],
)
def test_a_query_says_its_purpose_in_both_languages(put, told, header, what):
    put("queries/segments/reach.sql", f"-- owner: coördinator\n{header}\nselect 1 -- purpose: none")

    assert told("--check")[0] == [f"queries/segments/reach.sql:2: {line}" for line in what]


@pytest.mark.parametrize(
    ("toml", "what"),
    [
        ('title = { nl = "Deurtellers", en = "Door counters" }', []),
        ('values = { nl = "Nederland", be = "België" }', []),
        ('title = { nl = "Deurtellers" }', ["title has no English (en): 'Deurtellers'"]),
        ('[[step]]\nask.why = { en = "Why" }', ["step.ask.why has no Dutch (nl)"]),
        ('title = { nl = "Rij {n}", en = "Row {m}" }', ["title: the placeholders of nl and en differ"]),
    ],
)
def test_a_source_says_its_title_in_both_languages(put, told, toml, what):
    put("data_loaders/visitor_counters.toml", toml)

    assert told("--check")[0] == [f"data_loaders/visitor_counters.toml:1: {line}" for line in what]
