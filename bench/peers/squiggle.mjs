// The law of scenarios/50atoms.json for one atom in Squiggle, call by call, on one core: every call draws its own input, output and overhead.
//
// Usage: node squiggle.mjs [TRIALS [SEED]]
//
// Written to be fast in it: every draw is a sample set, so that products and sums run over all trials at once, and no trial calls a function. That
// goes for counts as well: its binomial law takes one chance for all trials, and sampling it trial by trial is a thousand times slower.
// One atom, since fifty would be fifty times the same program.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { run } from "@quri/squiggle-lang";

const law = `
part(ends, share) = {
  half = share * log(ends[1] / ends[0]) / 2
  [exp(-half), exp(half)]
}
inner(ends, share) = {
  half = share * log(ends[1] / ends[0]) / 2
  [ends[0] * exp(half), ends[1] * exp(-half)]
}
draw(ends) = SampleSet.fromDist(uniform(ends[0], ends[1]))

// The run's part times the item's.
typical(ends) = draw(inner(ends, 0.07)) * draw(part(ends, 0.02))
pert(ends, mode) = {
  run = inner(ends, 0.07)
  place = (mode - run[0]) / (run[1] - run[0])
  (run[0] + (run[1] - run[0]) * SampleSet.fromDist(beta(1 + place, 2 - place))) * draw(part(ends, 0.02))
}

// 1 where a trial has more than k calls, else 0.
present(count, k) = SampleSet.max(0, SampleSet.min(1, count - k))
add(values) = List.reduce(values, 0, {|sum, value| sum + value})

// The sum over a trial's calls, at least and at most so many, of the calls' parts of one or two factors.
sums(least, most, count, first, second) = add(List.map(List.upTo(0, most - 1), {|k|
  one = draw(part(first, 0.05))
  product = if second == [] then one else one * draw(part(second, 0.05))
  if k < least then product else product * present(count, k)
}))

// Of a trial's calls, at most so many, how many succeed with the trial's chance: 1 or 0 for each (the slope is so steep that nothing lies between).
success(p) = SampleSet.max(0, SampleSet.min(1, (p - draw([0, 1])) * 1e12))
successes(most, count, p) = add(List.map(List.upTo(0, most - 1), {|k| success(p) * present(count, k)}))

lowEnds = [1.3, 2]
mediumEnds = [2, 4]
low = typical(lowEnds)
medium = pert(mediumEnds, 2.8)
p4In = [2000, 4500]
p4Out = [800, 1800]

xsdRate = draw([0, 0.2])
again = SampleSet.min(12, add(List.map(List.upTo(0, 61), {|k| success(xsdRate)})))
survival = draw(inner([0.85, 0.95], 0.1)) * draw(part([0.85, 0.95], 0.1))
kept = SampleSet.map(survival, {|s| round(62 * s)})
last = SampleSet.map(kept, {|n| round(0.94 * n)})
reviewRate = draw([0, 0.3])
fixed1 = SampleSet.min(23, successes(59, kept, reviewRate))
fixed2 = SampleSet.min(23 - fixed1, successes(23, fixed1, reviewRate))
fixed = fixed1 + fixed2

calls(least, most, count, inEnds, outEnds, overheadEnds, overhead) =
  0.625e-6 * typical(inEnds) * sums(least, most, count, inEnds, []) +
  5e-6 * typical(outEnds) * overhead * sums(least, most, count, outEnds, overheadEnds)

p1 = calls(1, 1, 1, [2000, 4500], [770, 2000], lowEnds, low)
p2 = calls(1, 1, 1, [2000, 4000], [1500, 3500], mediumEnds, medium)
p4 = calls(62, 74, 62 + again, p4In, p4Out, mediumEnds, medium) + 0.625e-6 * 500 * again
p6 = calls(53, 59, kept, [1500, 2500], [300, 600], mediumEnds, medium)
p7 = calls(53, 59, kept, [2000, 3000], [1000, 2000], lowEnds, low)
p8 = 0.625e-6 * typical([1500, 2500]) * sums(53, 82, kept + fixed, [1500, 2500], []) + 5e-6 * 300 * (kept + fixed)
fix = calls(0, 23, fixed, [3500, 6120], [400, 700], lowEnds, low)
p9 = calls(50, 55, last, [1500, 2500], [300, 600], mediumEnds, medium)
extra = 5e-6 * SampleSet.fromDist(mixture(0, uniform(0, 144600), [0.95, 0.05]))

p1 + p2 + p4 + p6 + p7 + p8 + fix + p9 + extra
`;

// Numbers a trial: parts of all calls that there can be, run and item parts, rates and the allowance, one for each call that may be refused.
const drawsPerTrial = 3 + 3 + 3 * 74 + 3 * 59 + 3 * 59 + 82 + 3 * 23 + 3 * 55 + 2 * 18 + 6 + 62 + 59 + 23;

const evaluate = async (code, sampleCount, seed) => {
  const output = await run(code, { environment: { sampleCount, xyPointLength: 1000, seed, profile: false } });
  if (!output.result.ok) throw new Error(output.result.value.toString());
  return output.result.value.result;
};

const samplesOf = (value) => [...value.value.getSamples()];

const quantile = (sorted, probability) => {
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
};

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

const nanosecondsPerDraw = async () => {
  const [times, repeats, count] = [[], 50, 10_000];
  for (let i = 0; i < 9; i++) {
    const before = process.cpuUsage();
    await evaluate(`List.reduce(List.upTo(1, ${repeats}), 0, {|sum, k| SampleSet.fromDist(uniform(2, 3))})`, count, `draw${i}`);
    const { user, system } = process.cpuUsage(before);
    times.push(((user + system) * 1e3) / repeats / count);
  }
  return median(times);
};

const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url)));
const trials = Number(process.argv[2] ?? 20000);
const seed = process.argv[3] ?? "1";
await evaluate(law, 500, "warm");
await evaluate(law, 500, "warmer");
const before = process.cpuUsage();
const begin = performance.now();
const samples = samplesOf(await evaluate(law, trials, seed));
const seconds = (performance.now() - begin) / 1000;
const { user, system } = process.cpuUsage(before);
const sorted = Float64Array.from(samples).sort();
console.log(JSON.stringify({
  peer: "squiggle", method: "call by call", items: 1, trials: samples.length, seconds, processorSeconds: (user + system) / 1e6, threads: 1,
  p5: quantile(sorted, 0.05), p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), mean: sorted.reduce((a, b) => a + b) / sorted.length,
  drawsPerTrial, nanosecondsPerDraw: await nanosecondsPerDraw(),
  version: `Squiggle ${packages["node_modules/@quri/squiggle-lang"].version}, Node ${process.versions.node}`,
}));
