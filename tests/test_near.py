"""Near-duplicates after a few changes are those that comparing all texts anew would find."""

import random

import pytest
from sourcepages import near


def texts(rng, names):
    """Names with samples out of few values, some of them in nearly every text, so that much is shared."""
    found = {}
    for name in names:
        mine = rng.sample(range(40), rng.randint(2, 9)) + [value for value in (1000, 1001) if rng.random() < 0.8]
        found[name] = (bytes([rng.randrange(256)]), near.packed(sorted(set(mine))))
    return found


def anew(made):
    return near.pairs((name, near.unpacked(made[name][1])) for name in sorted(made))


@pytest.mark.parametrize("common", [3, 8, 50])
def test_after_changes_it_is_what_comparing_all_gives(monkeypatch, common):
    monkeypatch.setattr(near, "COMMON", common)
    mended, right = near._mended, 0

    def counted(*given):
        nonlocal right
        made = mended(*given)
        right += made is not None
        return made

    monkeypatch.setattr(near, "_mended", counted)
    rng = random.Random(common)
    for _ in range(300):
        before = texts(rng, (f"bài {number:02}" for number in rng.sample(range(60), 25)))
        now = dict(before)
        for name in rng.sample(sorted(now), rng.randint(0, 2)):
            del now[name]
        now |= texts(rng, (f"bài {number:02}" for number in rng.sample(range(60), rng.randint(0, 2))))
        assert near.update(now, before, anew(before)) == anew(now)
    assert 20 < right <= 300, "most often without comparing all"


def test_many_changes_compare_all(monkeypatch):
    monkeypatch.setattr(near, "_mended", None)
    rng = random.Random(5)
    made = texts(rng, map(str, range(near.FEW + 1)))
    assert near.update(made, {}, []) == anew(made)
