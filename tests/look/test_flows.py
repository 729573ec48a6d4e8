"""The flow picture: blocks as tall as they are large, bands from block to block, names that fit a phone."""

from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.look import Band, Block, flows
from biebwijzer.look.flows import GAP

LEFT = [Block("a", "Trouwe lezer 30", 30), Block("b", "Studie/werk 10", 10, in_focus=True)]
RIGHT = [Block("a", "Trouwe lezer 25", 25), Block("b", "Studie/werk 15", 15, in_focus=True)]
BANDS = [
    Band("a", "a", 24, "a-a"),
    Band("a", "b", 6, "a-b", in_focus=True),
    Band("b", "b", 9, "b-b", in_focus=True),
    Band("b", "a", 1, "b-a", in_focus=True),
]


def points(spec, layer: int) -> list[dict]:
    return spec["layer"][layer]["data"]["values"]


def test_a_block_is_as_tall_as_it_is_large_and_leaves_room_for_the_name_above_it():
    spec = flows(LEFT, RIGHT, BANDS, height=400)

    blocks = points(spec, 2)
    tall = {(one["at"], one["said"]): one["low"] - one["top"] for one in blocks}
    assert tall[0, "Trouwe lezer 30"] == 3 * tall[0, "Studie/werk 10"]
    assert all(one["top"] >= GAP and one["low"] <= 400 for one in blocks)
    left = sorted((one for one in blocks if one["at"] == 0), key=lambda one: one["top"])
    assert left[1]["top"] - left[0]["low"] >= GAP - 1e-6


def test_bands_leave_and_arrive_within_their_blocks_and_the_focus_lies_on_top():
    spec = flows(LEFT, RIGHT, BANDS, height=400)

    blocks = {(one["at"], one["said"][:6]): one for one in points(spec, 2)}
    for layer in (0, 1):
        for point in points(spec, layer):
            if point["at"] in (0, 1):
                code = point["said"][0 if point["at"] == 0 else 2]
                block = blocks[point["at"], {"a": "Trouwe", "b": "Studie"}[code]]
                assert block["top"] - 0.01 <= point["top"] <= point["low"] <= block["low"] + 0.01
    assert {point["said"] for point in points(spec, 0)} == {"a-a"}
    assert {point["said"] for point in points(spec, 1)} == {"a-b", "b-b", "b-a"}


@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.lists(st.integers(0, 10_000), min_size=1, max_size=8)
)
def test_whatever_the_sizes_all_blocks_stay_within_the_picture(left, right):
    sides = [[Block(str(n), str(size), size) for n, size in enumerate(side)] for side in (left, right)]

    spec = flows(*sides, [])

    assert all(0 <= one["top"] <= one["low"] <= spec["height"] + 1 for one in points(spec, 2))
