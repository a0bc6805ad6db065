"""The cost of scenarios/50atoms.json where all run-level factors stand at one percentile: writes together-bands.csv beside it. Python's standard library only.

With every run-level factor at its quantile of u, the cost of 50 atoms is its conditional mean to about 0.3 %, and that mean rises with u: so its percentile of u is, but
for terms of second order, the conditional mean at u. The mean is by hand: products of means of independent factors, times expected counts.
"""
import math
import os

ITEM, CALL = 0.02, 0.05
INPUT_USD, OUTPUT_USD = 0.625e-6, 5e-6
ATOMS = 50


def inner(a, b, item=ITEM, call=CALL):
    """Mean of the item's and the call's part of a split range, and the ends of the run's part."""
    width = math.log(b / a)
    mean = 1.0
    for share in (item, call):
        h = share * width / 2
        mean *= (math.exp(h) + math.exp(-h)) / 2
    h = (item + call) * width / 2
    return mean, a * math.exp(h), b * math.exp(-h)


def uniform(u, a, b):
    mean, low, high = inner(a, b)
    return mean * (low + (high - low) * u)


def pert(u, a, mode, b, weight, cells=200000):
    """The mean of a split PERT whose run part stands at u: the beta density added up from the lower end."""
    mean, low, high = inner(a, b)
    alpha, beta = 1 + weight * (mode - low) / (high - low), 1 + weight * (high - mode) / (high - low)
    density = [((i + 0.5) / cells) ** (alpha - 1) * (1 - (i + 0.5) / cells) ** (beta - 1) for i in range(cells)]
    wanted, below = u * sum(density), 0.0
    for i, one in enumerate(density):
        if below + one >= wanted:
            return mean * (low + (high - low) * (i + (wanted - below) / one) / cells)
        below += one
    return mean * high


def survivors(u, cells=20000):
    """round(62 s) of an atom and its probabilities: s has 10 % of its log-width between atoms."""
    _, low, high = inner(0.85, 0.95, 0.10, 0)
    h = 0.10 * math.log(0.95 / 0.85) / 2
    counts = {}
    for i in range(cells):
        s = (low + (high - low) * u) * (math.exp(-h) + (math.exp(h) - math.exp(-h)) * (i + 0.5) / cells)
        n = int(round(62 * s))
        counts[n] = counts.get(n, 0) + 1 / cells
    return counts


def binomial(n, p):
    return [math.comb(n, k) * p ** k * (1 - p) ** (n - k) for k in range(n + 1)]


def repeats(n, rate, rounds, cap):
    """Mean number of repeated calls of n, at most cap of them."""
    open_calls, mean = {(n, cap): 1.0}, 0.0
    for _ in range(rounds):
        then = {}
        for (calls, left), p in open_calls.items():
            for k, q in enumerate(binomial(calls, rate)):
                again = min(k, left)
                mean += p * q * again
                then[again, left - again] = then.get((again, left - again), 0) + p * q
        open_calls = then
    return mean


def cost(u):
    low, medium = uniform(u, 1.3, 2.0), pert(u, 2.0, 2.8, 4.0, 1)
    kept = survivors(u)
    n = sum(k * p for k, p in kept.items())
    validated = sum(int(round(0.94 * k)) * p for k, p in kept.items())
    xsd = repeats(62, 0.20 * u, 1, 12)
    corrected = sum(p * repeats(k, 0.30 * u, 2, 23) for k, p in kept.items())

    def call(i, visible, ratio, extra=0):
        return INPUT_USD * (uniform(u, *i) + extra) + OUTPUT_USD * visible * ratio

    def visible(a, b):
        return uniform(u, a, b)

    generation = (2000, 4500), visible(800, 1800), medium
    review = call((1500, 2500), 300, 1)
    allowance = 144600 * max(0.0, (u - 0.95) / 0.05)
    return ATOMS * (
        call((2000, 4500), visible(770, 2000), low)
        + call((2000, 4000), visible(1500, 3500), medium)
        + 62 * call(*generation) + xsd * call(*generation, extra=500)
        + n * call((1500, 2500), visible(300, 600), medium)
        + n * call((2000, 3000), visible(1000, 2000), low)
        + n * review + corrected * (review + call((3500, 6120), visible(400, 700), low))
        + validated * call((1500, 2500), visible(300, 600), medium)
        + OUTPUT_USD * allowance)


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "together-bands.csv"), "w", encoding="utf-8") as out:
    out.write("# USD of 50 atoms with all run-level factors at one percentile: made by together-bands.py.\n")
    out.write("probability,usd\n")
    for u in (0.05, 0.25, 0.5, 0.75, 0.9):
        out.write(f"{u},{cost(u):.6g}\n")
    # At 0.95 itself the allowance begins: the items' and calls' part makes the percentile a mean of both sides, so it is taken just below.
    out.write(f"0.945,{cost(0.945):.6g}\n")
