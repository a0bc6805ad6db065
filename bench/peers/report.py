"""From the lines that bench/peers/run gathered to bench/results/<cpu>.md.

Usage: report.py LINES LOAD_BEFORE LOAD_AFTER
"""

import json
import pathlib
import platform
import re
import statistics
import subprocess
import sys

MILLION = 1_000_000
REFERENCE = {"p5": 131.1, "p50": 166.0, "p95": 209.5}
REFERENCE_ONE_ITEM = {"p5": 2.620, "p50": 3.316, "p95": 4.196}
# Bands agree within four standard errors of a percentile, and the reference's own error of about 0.3 %.
ERRORS = 4
# What the plan counts, and the price of one.
DRAWS = {"uniform": "uniform", "table": "table", "deviates": "deviate", "steps": "steps", "grids": "grid"}
NAMES = {
    "numpy-calls": "NumPy, call by call, all cores",
    "mathnet": "MathNet, call by call, one core",
    "squiggle": "Squiggle, call by call, one core, 1 item × 50",
    "numpy-phases": "NumPy, one draw a phase and item (another law), one core",
    "costsim-exact/avx512": "CostSim engine, call by call, avx512",
    "costsim-exact/avx2": "CostSim engine, call by call, avx2",
    "costsim-exact/scalar": "CostSim engine, call by call, plain",
    "costsim-fast/avx512": "CostSim engine, the method it chooses, avx512",
    "costsim-fast/avx2": "CostSim engine, the method it chooses, avx2",
    "costsim-fast/scalar": "CostSim engine, the method it chooses, plain",
    "costsim-command": "CostSim, the whole command",
}


def read(path):
    groups = {}
    for text in pathlib.Path(path).read_text().splitlines():
        line = json.loads(text)
        key = f"{line['peer']}/{line['instructionSet']}" if line["peer"].startswith(("costsim-fast", "costsim-exact", "kernels")) else line["peer"]
        groups.setdefault(key, []).append(line)
    return groups


def median(lines, field):
    return statistics.median(line[field] for line in lines)


def scale(line):
    """From what was run to a million trials of fifty items."""
    return MILLION / line["trials"] * 50 / line["items"]


def seconds_of(lines, field="seconds"):
    every = [value * scale(line) for line in lines for value in (line.get("allSeconds", [line["seconds"]]) if field == "seconds" else [line[field]])]
    return statistics.median(every), min(every), max(every)


def prices(groups, key):
    lines = groups.get("kernels/" + key.split("/")[1])
    return {name: median(lines, name) for name in lines[0] if isinstance(lines[0][name], float)} if lines else None


def predict(groups, key):
    """Processor seconds of a million trials, from counted draws and the price of one; None where the price was not measured."""
    lines = groups[key]
    line = lines[0]
    if "drawsPerTrial" in line:
        return median(lines, "drawsPerTrial") * median(lines, "nanosecondsPerDraw") * MILLION * 50 / line["items"] * 1e-9
    if "drawsOfRun" not in line or not (price := prices(groups, key)):
        return None
    draws = line["drawsOfRun"]
    nanoseconds = sum(draws[many] * price[one] for many, one in DRAWS.items())
    nanoseconds += line["aggregatedValues"] * (price["histogram"] + price["moments"])
    if line["method"] == "call by call":
        nanoseconds += median(groups["mathnet"], "drawsPerTrial") * price["callFactor"]
    return nanoseconds * MILLION * 1e-9


def agrees(line):
    """Whether P5, P50 and P95 are the reference's, within the error of the sample."""
    if "p5" not in line:
        return "–"
    reference = REFERENCE if line["items"] == 50 else REFERENCE_ONE_ITEM
    # Standard error of a percentile by the slope of a normal law of the same P5 and P95: sqrt(p(1-p)/n)/density.
    deviation = (reference["p95"] - reference["p5"]) / 3.29
    worst = 0.0
    for name, p, density in (("p5", 0.05, 0.103), ("p50", 0.50, 0.399), ("p95", 0.95, 0.103)):
        error = ((p * (1 - p) / line["trials"]) ** 0.5 / density * deviation) ** 2 + (0.003 * reference[name]) ** 2
        worst = max(worst, abs(line[name] - reference[name]) / error**0.5)
    return f"yes ({worst:.1f})" if worst <= ERRORS else f"NO ({worst:.1f})"


def number(value):
    return "–" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(groups):
    numpy = {field: seconds_of(groups["numpy-calls"], field)[0] for field in ("seconds", "processorSeconds")}
    rows = [
        "| what | trials run | seconds for 1,000,000 trials: median (min – max) | processor seconds | predicted processor seconds | measured ÷ predicted "
        "| NumPy call by call ÷ this, by the clock | by processor seconds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for key, name in NAMES.items():
        if key not in groups:
            continue
        lines = groups[key]
        middle, low, high = seconds_of(lines)
        processor = seconds_of(lines, "processorSeconds")[0]
        expected = predict(groups, key)
        count = sum(len(line.get("allSeconds", [0])) for line in lines)
        rows.append(
            f"| {name} | {count} × {lines[0]['trials']:,} | {number(middle)} ({number(low)} – {number(high)}) | {number(processor)} "
            f"| {number(expected)} | {'–' if expected is None else number(processor / expected)} "
            f"| {number(numpy['seconds'] / middle)} | {number(numpy['processorSeconds'] / processor)} |"
        )
    return rows


def bands(groups):
    rows = ["| what | items | P5 | P50 | P95 | mean | the reference's, worst distance in standard errors |", "|---|---|---|---|---|---|---|"]
    for key, name in NAMES.items():
        if key not in groups or "p5" not in groups[key][0]:
            continue
        lines = groups[key]
        line = {field: median(lines, field) for field in ("p5", "p50", "p95", "mean")} | {"items": lines[0]["items"], "trials": lines[0]["trials"]}
        rows.append(f"| {name} | {line['items']} | " + " | ".join(f"{line[f]:.4g}" for f in ("p5", "p50", "p95", "mean")) + f" | {agrees(line)} |")
    return rows


def operations(groups):
    rows = []
    for key, name in NAMES.items():
        if key not in groups:
            continue
        line = groups[key][0]
        if "drawsPerTrial" in line:
            rows.append(
                f"- {name}: {median(groups[key], 'drawsPerTrial'):,.0f} draws a trial of {line['items']} item(s) × "
                f"{median(groups[key], 'nanosecondsPerDraw'):.2f} ns."
            )
        elif "drawsOfRun" in line:
            draws = line["drawsOfRun"]
            calls = f", {median(groups['mathnet'], 'drawsPerTrial'):,.0f} draws of items and calls" if line["method"] == "call by call" else ""
            rows.append(
                f"- {name} ({line['method']}): {draws['uniform']} uniform draws, {draws['table']} by table, {draws['deviates']} normal deviates, {draws['steps']} by steps, {draws['grids']} counts by grid, "
                f"{line['aggregatedValues']} values into moments and histogram{calls}.{first_run(groups[key])}"
            )
    for key in groups:
        if key.startswith("kernels/"):
            price = prices(groups, "x/" + key.split("/")[1])
            rows.append(f"- Prices on {key.split('/')[1]}, ns of one core: " + ", ".join(f"{name} {value:.2f}" for name, value in price.items()) + ".")
    return rows


def first_run(lines):
    if "firstRunSeconds" not in lines[0]:
        return ""
    return f" First run of the process, not yet compiled in full: {number(median(lines, 'firstRunSeconds'))} s; planning: {number(median(lines, 'planSeconds'))} s."


def text_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    field = lambda name: (re.search(rf"^{name}\s*:\s*(.*)$", info, re.M) or [None, "unknown"])[1]
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]
    widest = "AVX-512" if "avx512f" in field("flags") else "AVX2" if "avx2" in field("flags") else "no AVX2"
    model = f"{field('model name')}, family {field('cpu family')}, model {field('model')}"
    return field("model name"), f"{model}, {info.count('processor')} processors, {widest}, {int(memory) / 2**20:.0f} GB; Linux {platform.release().split('-')[0]}"


def main():
    groups = read(sys.argv[1])
    model, description = machine()
    versions = sorted({line["version"] for lines in groups.values() for line in lines if "version" in line} | {f".NET SDK {text_of('dotnet', '--version')}"})
    here = pathlib.Path(__file__).resolve().parent
    target = here.parent / "results" / (re.sub(r"[^a-z0-9]+", "-", f"{model} {'avx512' if 'AVX-512' in description else 'avx2'}".lower()).strip("-") + ".md")
    target.parent.mkdir(exist_ok=True)
    rounds = max(len(lines) for lines in groups.values())
    target.write_text("\n".join([
        f"# Peers and engine on {model}", "",
        f"Written by `bench/peers/run`: {rounds} rounds, everything once a round, so that all share the same hours. [How to read it](../../docs/benchmarks.md).", "",
        f"- Machine: {description}.",
        f"- Load average (1, 5, 15 minutes) before {sys.argv[2]}, after {sys.argv[3]}; {description.split(' processors')[0].split()[-1]} means fully busy.",
        f"- {', '.join(versions)}.", "",
        "## Time", "", *table(groups), "",
        "Seconds are of the clock and leave out start-up, imports and planning, but for the whole command. Processor seconds are those of all threads and "
        "processes: on a busy machine they say more. Rates are scaled in proportion from the trials that were run.", "",
        "## Law", "", "Medians of the rounds, in USD; for one item the reference is that of one item.", "", *bands(groups), "",
        "## Counted operations", "", *operations(groups), "",
    ]))
    print(target.relative_to(here.parent.parent))


if __name__ == "__main__":
    main()
