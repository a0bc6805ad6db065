"""Means of the worked examples by hand: writes worked-means.csv beside it. Python's standard library only.

A range [a, b] with shares i and c of its log-width L at item and call level is a product of three independent uniform factors: its mean is
(a e^h + b e^-h)/2 · cosh(iL/2) · cosh(cL/2) with h = (i + c)L/2. Everything else is a mean of products of independent factors, retries a sum of powers of the rate.
"""
import math
import os
from statistics import NormalDist

PHI = NormalDist().cdf
Z = NormalDist().inv_cdf


def split(a, b, item, call):
    """Mean of a uniform range over three levels."""
    width = math.log(b / a)
    h = (item + call) * width / 2
    return (a * math.exp(h) + b * math.exp(-h)) / 2 * math.cosh(item * width / 2) * math.cosh(call * width / 2)


def lognormal_mean(mu, sigma, low, high):
    """Mean of a lognormal between two ends."""
    def moment(k):
        return math.exp(k * mu + (k * sigma) ** 2 / 2) * (
            PHI((math.log(high) - mu) / sigma - k * sigma) - PHI((math.log(low) - mu) / sigma - k * sigma))
    return moment(1) / moment(0)


def by_moments(mean, sd):
    sigma = math.sqrt(math.log(1 + (sd / mean) ** 2))
    return math.log(mean) - sigma ** 2 / 2, sigma


def lognormal_cells(mu, sigma, low, high, cells=20000):
    """Quantiles of a truncated lognormal at the middles of equally likely cells."""
    a, b = PHI((math.log(low) - mu) / sigma), PHI((math.log(high) - mu) / sigma)
    return [math.exp(mu + sigma * Z(a + (b - a) * (i + 0.5) / cells)) for i in range(cells)]


def uniform_powers(a, b, powers):
    """E[1 + p + p² + …] of a rate between two ends."""
    return sum((b ** (k + 1) - a ** (k + 1)) / ((k + 1) * (b - a)) for k in range(powers + 1))


def capped_retries(n, rate, cap):
    """Mean number of repeated calls of n units in two rounds, at most cap of them."""
    total = 0.0
    for first in range(n + 1):
        p = math.comb(n, first) * rate ** first * (1 - rate) ** (n - first)
        if p < 1e-13:
            continue
        kept = min(first, cap)
        for second in range(kept + 1):
            total += p * math.comb(kept, second) * rate ** second * (1 - rate) ** (kept - second) * (kept + min(second, cap - kept))
    return total


def capped_mean(counts, low, high, cap, nodes=40):
    """Calls of an item, first and repeated, averaged over its number of units {n: probability} and a rate uniform between two ends."""
    rates = [low + (high - low) * (i + 0.5) / nodes for i in range(nodes)]
    return sum(p * (n + sum(capped_retries(n, rate, cap) for rate in rates) / nodes) for n, p in counts.items())


def half_even(x):
    return int(round(x))  # Python rounds halves to even


MINI, NANO, GPT5 = (0.125, 1.0), (0.025, 0.20), (0.625, 5.0)
NANO54, MINI54 = (0.10, 0.625), (0.375, 2.25)
NANO_CACHED, MINI_CACHED = 0.0025, 0.0125


def usd(price, tokens_in, tokens_out):
    return (price[0] * tokens_in + price[1] * tokens_out) / 1e6


def catalog():
    length = lognormal_mean(*by_moments(1, 0.37), 0.2, 5)
    calls = 1 + 0.04 + 0.04 ** 2
    generate = usd(MINI, split(900, 1400, .1, .1) * length, split(180, 420, .1, .1) * split(1.2, 2.0, .1, .1))
    review = usd(NANO, split(700, 1100, .1, .1) * length, split(40, 90, .1, .1))
    return calls * generate + 0.05 * review, calls + 0.05, 0.002 * split(0.30, 0.60, .1, .1)


def tagging():
    mu = (math.log(0.45) + math.log(1.7)) / 2
    sigma = math.log(1.7 / 0.45) / (2 * Z(0.9))
    thread = split(250, 420, .1, .1) * lognormal_mean(mu, sigma, 0.1, 8)
    units = 1 + (0.002 + 0.01) / 2
    a, b = 10, 592
    p1, p2 = a / (a + b), a * (a + 1) / ((a + b) * (a + b + 1))
    cached = 1400 * (0.7 * NANO_CACHED + 0.3 * NANO[0])
    classify = (cached + NANO[0] * thread + NANO[1] * split(15, 40, .1, .1) * split(2, 6, .1, .1)) / 1e6
    unsure = 0.10
    second = usd(MINI, 1400 + thread, split(40, 90, .1, .1) * split(2, 5, .1, .1))
    calls = units * (1 + p1 + p2)
    return calls * classify + units * unsure * second, calls + units * unsure, units * unsure * 0.175 * split(1, 3, .1, .1) * 0.60


def reports():
    counts = {n: (0.5 if n in (12, 28) else 1) / 16 for n in range(12, 29)}
    calls = capped_mean(counts, 0.01, 0.06, 6)
    section, reasoning = split(180, 320, .05, .1), split(1.3, 2.4, .05, .1)
    notes = usd(MINI, split(1800, 3200, .05, .1), section * reasoning)
    synthesis = usd(GPT5, 600 + section * 20, split(900, 1600, .05, .1) * split(1.5, 3, .05, .1))
    formatting = usd(MINI, split(1200, 2000, .05, .1), split(1000, 1700, .05, .1))
    return calls * notes + 1.05 * synthesis + formatting, calls + 1.05 + 1, 0.03 * split(4, 9, .05, .1)


def translation():
    law = (*by_moments(1, 0.5), 0.1, 6)
    counts, cells = {}, lognormal_cells(*law)
    for x in cells:
        n = max(1, half_even(20 * x))
        counts[n] = counts.get(n, 0) + 1 / len(cells)
    length = lognormal_mean(*law)
    again = 1 + 0.005  # the whole document once more, by whoever accepts it
    calls = capped_mean(counts, 0.01, 0.05, 8)
    target = math.exp((math.log(1000) + math.log(1700)) / 2 + (math.log(1.7) / (2 * Z(0.95))) ** 2 / 2)
    source, reasoning = split(900, 1400, .05, .1), split(1.1, 1.6, .05, .1)
    translate = (1500 * (0.825 * MINI_CACHED + 0.175 * MINI[0]) + MINI[0] * source + MINI[1] * target * reasoning) / 1e6
    summary = usd(MINI, 6000 * length, split(300, 600, .05, .1) * reasoning)
    qa = usd(GPT5, (source + target) * 20 * length, split(200, 500, .05, .1) * split(1.5, 4, .05, .1))
    person = 0.10 * 0.20 * split(10, 25, .05, .1) * 0.75
    return again * (calls * translate + summary + 0.10 * qa), again * (calls + 1 + 0.10), again * person


def backfill():
    units = (1 + 0.0175) * 0.65
    calls = units * uniform_powers(0.005, 0.03, 3)
    failed = (0.03 ** 5 - 0.005 ** 5) / (5 * 0.025)
    audits = units * (1 - failed) * 0.01
    extract = usd(NANO54, split(350, 700, .15, .05), split(60, 140, .15, .05))
    audit = usd(MINI54, split(500, 900, .15, .05), split(30, 60, .15, .05))
    return calls * extract + audits * audit, calls + audits, 0.00002


def main():
    rows = [
        ("catalog-enrichment", "month", catalog()), ("support-tagging", "week", tagging()), ("report-generation", "month", reports()),
        ("translation", "month", translation()), ("backfill", "", backfill()),
    ]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "worked-means.csv"), "w", encoding="utf-8") as out:
        out.write("# Means of one item, operations of the run left out: made by worked-means.py.\n")
        out.write("scenario,run,tokenUsd,calls,operationsUsd\n")
        for name, run, (cost, calls, operations) in rows:
            out.write(f"{name},{run},{cost:.9g},{calls:.9g},{operations:.9g}\n")


main()
