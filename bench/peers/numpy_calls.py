"""The law of scenarios/50atoms.json in NumPy, call by call, on all cores: every call draws its own input, output and overhead.

Usage: numpy_calls.py [TRIALS [SEED]]

Written to be fast: chunks of trials that stay in the second-level cache, numbers drawn in bulk with the SFC64 generator and scaled in place, counts
of calls drawn as binomials, calls of all items in one flat array that is summed item by item, one process a core.
"""

import multiprocessing
import os
import sys
import time

import numpy as np

import law

ITEMS = 50
CHUNK = 8  # trials at a time: 8 x 50 items x 62 calls are 25,000 numbers, 200 KB


class Run:
    """Draws runs of ITEMS items."""

    def __init__(self, seed):
        self.rng = np.random.Generator(np.random.SFC64(seed))
        self.draws = 0

    def trials(self, count):
        return np.concatenate([self.chunk(min(CHUNK, count - done)) for done in range(0, count, CHUNK)])

    def chunk(self, trials):
        rng = self.rng
        f = {name: values.ravel() for name, values in law.draw_items(rng, trials, ITEMS).items()}
        self.draws += trials * (len(f) * (ITEMS + 1) + 4)
        one = np.ones(trials * ITEMS, dtype=np.int64)
        slots = np.full(trials * ITEMS, law.SLOTS)
        rate = np.repeat(law.draw_uniform(rng, (0, 0.20), trials), ITEMS)
        again = np.minimum(rng.binomial(slots, rate), law.XSD_CAP)
        kept = np.rint(slots * f["survival"]).astype(np.int64)
        last = np.rint(0.94 * kept).astype(np.int64)
        rate = np.repeat(law.draw_uniform(rng, (0, 0.30), trials), ITEMS)
        first = np.minimum(rng.binomial(kept, rate), law.FIX_CAP)
        fixed = first + np.minimum(rng.binomial(first, rate), law.FIX_CAP - first)
        self.draws += 3 * trials * ITEMS
        made = slots + again
        tokens_in = (
            f["p1.in"] * self.sums(one, "p1.in") + f["p2.in"] * self.sums(one, "p2.in") + f["p4.in"] * self.sums(made, "p4.in")
            + law.XSD_EXTRA * again + f["p6.in"] * self.sums(kept, "p6.in") + f["p7.in"] * self.sums(kept, "p7.in")
            + f["p8.in"] * self.sums(kept + fixed, "p8.in") + f["fix.in"] * self.sums(fixed, "fix.in") + f["p9.in"] * self.sums(last, "p9.in")
        )
        tokens_out = (
            f["low"] * (f["p1.out"] * self.sums(one, "p1.out", "low") + f["p7.out"] * self.sums(kept, "p7.out", "low")
                        + f["fix.out"] * self.sums(fixed, "fix.out", "low"))
            + f["medium"] * (f["p2.out"] * self.sums(one, "p2.out", "medium") + f["p4.out"] * self.sums(made, "p4.out", "medium")
                             + f["p6.out"] * self.sums(kept, "p6.out", "medium") + f["p9.out"] * self.sums(last, "p9.out", "medium"))
            + law.REVIEW_OUTPUT * (kept + fixed)
        )
        of_items = tokens_in * law.USD_PER_INPUT + tokens_out * law.USD_PER_OUTPUT
        return of_items.reshape(trials, ITEMS).sum(axis=1) + law.draw_allowance(rng, trials) * ITEMS * law.USD_PER_OUTPUT

    def sums(self, counts, *names):
        """For each item, the sum over its calls of the product of the calls' parts of some factors."""
        ends = np.cumsum(counts)
        total = int(ends[-1])
        product = law.draw_uniform(self.rng, law.part(law.FACTORS[names[0]], law.CALL_SHARE), total)
        for name in names[1:]:
            product *= law.draw_uniform(self.rng, law.part(law.FACTORS[name], law.CALL_SHARE), total)
        self.draws += total * len(names)
        result = np.zeros(counts.size)
        some = counts > 0
        if total:
            result[some] = np.add.reduceat(product, (ends - counts)[some])
        return result


def work(task):
    seed, count = task
    run = Run(seed)
    return run.trials(count), run.draws


def main():
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    processes = os.cpu_count()
    # Twenty portions a process, so that a busy core does not make the others wait.
    seeds = np.random.SeedSequence(seed).spawn(20 * processes)
    tasks = [(s, portion.size) for s, portion in zip(seeds, np.array_split(np.arange(trials), len(seeds))) if portion.size]
    before = law.processor_seconds()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        pool.map(work, [(s, 1) for s in np.random.SeedSequence(0).spawn(processes)])
        begin = time.perf_counter()
        results = pool.map(work, tasks, chunksize=1)
        seconds = time.perf_counter() - begin
        pool.close()
        pool.join()
    busy = law.processor_seconds() - before
    costs = np.concatenate([costs for costs, _ in results])
    law.report("numpy-calls", "call by call", ITEMS, costs, seconds, busy, processes, sum(draws for _, draws in results))


if __name__ == "__main__":
    main()
