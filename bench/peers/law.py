"""What the peers in Python share: the ranges of scenarios/50atoms.json, how they are split over run, items and calls, and how results are printed.

Written down a second time on purpose: nothing is read from the scenario and nothing is shared with the engine.
"""

import json
import math
import os
import sys
import time

import numpy as np

ITEM_SHARE, CALL_SHARE = 0.02, 0.05
USD_PER_INPUT, USD_PER_OUTPUT = 0.625e-6, 5e-6
SLOTS, XSD_CAP, XSD_EXTRA, FIX_CAP, REVIEW_OUTPUT = 62, 12, 500.0, 23, 300.0
FACTORS = {
    "low": (1.3, 2.0), "medium": (2.0, 4.0),
    "p1.in": (2000, 4500), "p1.out": (770, 2000), "p2.in": (2000, 4000), "p2.out": (1500, 3500),
    "p4.in": (2000, 4500), "p4.out": (800, 1800), "p6.in": (1500, 2500), "p6.out": (300, 600),
    "p7.in": (2000, 3000), "p7.out": (1000, 2000), "p8.in": (1500, 2500),
    "fix.in": (3500, 6120), "fix.out": (400, 700), "p9.in": (1500, 2500), "p9.out": (300, 600),
}
MEDIUM_MODE = 2.8
SURVIVAL, SURVIVAL_ITEM_SHARE = (0.85, 0.95), 0.10


def part(ends, share):
    """Ends of an item's or a call's part: so much of the log-width, about 1."""
    half = share * math.log(ends[1] / ends[0]) / 2
    return math.exp(-half), math.exp(half)


def run_ends(ends, item_share=ITEM_SHARE, call_share=CALL_SHARE):
    """Ends of what is left to the run."""
    half = (item_share + call_share) * math.log(ends[1] / ends[0]) / 2
    return ends[0] * math.exp(half), ends[1] * math.exp(-half)


def draw_uniform(rng, ends, shape):
    values = rng.random(shape)
    values *= ends[1] - ends[0]
    values += ends[0]
    return values


def draw_run(rng, name, trials):
    low, high = run_ends(FACTORS[name])
    if name != "medium":
        return draw_uniform(rng, (low, high), trials)
    place = (MEDIUM_MODE - low) / (high - low)  # PERT with lambda 1
    return low + (high - low) * rng.beta(1 + place, 2 - place, trials)


def draw_items(rng, trials, items):
    """Run part times item part of every factor, a trial a row and an item a column; and the share that survives the deduplication."""
    shape = (trials, items)
    values = {
        name: draw_run(rng, name, trials)[:, None] * draw_uniform(rng, part(ends, ITEM_SHARE), shape) for name, ends in FACTORS.items()
    }
    survival = draw_uniform(rng, run_ends(SURVIVAL, SURVIVAL_ITEM_SHARE, 0), trials)[:, None]
    values["survival"] = survival * draw_uniform(rng, part(SURVIVAL, SURVIVAL_ITEM_SHARE), shape)
    return values


def draw_allowance(rng, trials):
    """Unitemised output tokens of an item: the same for all items of a run, none in 19 runs of 20."""
    return np.where(rng.random(trials) < 0.05, rng.random(trials) * 144_600, 0.0)


def nanoseconds_per_draw(rng):
    """One uniform number, of arrays that stay in the cache."""
    buffer = np.empty(16_384)
    times = []
    for _ in range(50):
        begin = time.process_time()
        rng.random(out=buffer)
        rng.random(out=buffer)
        times.append((time.process_time() - begin) / (2 * buffer.size) * 1e9)
    return float(np.median(times))


def report(peer, method, items, costs, seconds, processor_seconds, processes, draws):
    p5, p50, p95 = np.percentile(costs, [5, 50, 95])
    print(json.dumps({
        "peer": peer, "method": method, "items": items, "trials": costs.size, "seconds": seconds, "processorSeconds": processor_seconds,
        "threads": processes, "p5": p5, "p50": p50, "p95": p95, "mean": float(costs.mean()), "drawsPerTrial": draws / costs.size,
        "nanosecondsPerDraw": nanoseconds_per_draw(np.random.default_rng(0)),
        "version": f"NumPy {np.__version__}, Python {sys.version.split()[0]}",
    }))


def processor_seconds():
    """Of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
