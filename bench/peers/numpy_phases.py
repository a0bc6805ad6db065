"""Not the law: in NumPy with one draw a phase and item, multiplied by the number of calls, on one core.

Usage: numpy_phases.py [TRIALS [SEED]]

This is what one writes to be fast, and it is wrong: the calls of an item are all alike, so that the part of the spread that belongs to calls does not
shrink with their number and comes out about seven times too wide for an item. The runs of fifty items hide it well, since the part of the run is much larger.
"""

import sys
import time

import numpy as np

import law

ITEMS = 50
CHUNK = 128


def chunk(rng, trials):
    """Costs of some runs, and how many numbers they took."""
    shape = (trials, ITEMS)
    f = law.draw_items(rng, trials, ITEMS)
    again = np.minimum(rng.binomial(law.SLOTS, law.draw_uniform(rng, (0, 0.20), trials)[:, None], shape), law.XSD_CAP)
    kept = np.rint(law.SLOTS * f["survival"])
    last = np.rint(0.94 * kept)
    rate = law.draw_uniform(rng, (0, 0.30), trials)[:, None]
    first = np.minimum(rng.binomial(kept.astype(np.int64), rate), law.FIX_CAP)
    fixed = first + np.minimum(rng.binomial(first, rate), law.FIX_CAP - first)
    made = law.SLOTS + again
    draws = trials * (len(f) * (ITEMS + 1) + 4 + 3 * ITEMS)

    def calls(count, *names):
        nonlocal draws
        draws += count.size * len(names)
        product = count
        for name in names:
            product = product * f[name] * law.draw_uniform(rng, law.part(law.FACTORS[name], law.CALL_SHARE), shape)
        return product

    one = np.ones(shape)
    tokens_in = (
        calls(one, "p1.in") + calls(one, "p2.in") + calls(made, "p4.in") + law.XSD_EXTRA * again + calls(kept, "p6.in") + calls(kept, "p7.in")
        + calls(kept + fixed, "p8.in") + calls(fixed, "fix.in") + calls(last, "p9.in")
    )
    tokens_out = (
        calls(one, "p1.out", "low") + calls(one, "p2.out", "medium") + calls(made, "p4.out", "medium") + calls(kept, "p6.out", "medium")
        + calls(kept, "p7.out", "low") + law.REVIEW_OUTPUT * (kept + fixed) + calls(fixed, "fix.out", "low") + calls(last, "p9.out", "medium")
    )
    usd = (tokens_in * law.USD_PER_INPUT + tokens_out * law.USD_PER_OUTPUT).sum(axis=1)
    return usd + law.draw_allowance(rng, trials) * ITEMS * law.USD_PER_OUTPUT, draws


def main():
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = np.random.Generator(np.random.SFC64(seed))
    chunk(rng, CHUNK)
    before, begin = law.processor_seconds(), time.perf_counter()
    results = [chunk(rng, min(CHUNK, trials - done)) for done in range(0, trials, CHUNK)]
    seconds, busy = time.perf_counter() - begin, law.processor_seconds() - before
    costs = np.concatenate([costs for costs, _ in results])
    law.report("numpy-phases", "one draw a phase and item (another law)", ITEMS, costs, seconds, busy, 1, sum(draws for _, draws in results))


if __name__ == "__main__":
    main()
