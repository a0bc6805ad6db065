// What a result must show if it is true: the tables against summary.json, and both against a direct computation from the trials.
// A result is { summary, bands, drivers, histograms, trials }, the tables as columns {name, type, nullable, values}.
import { differences } from './readers.mjs'

const tokenMeasures = ['cost', 'inputTokens', 'outputTokens', 'calls']
const moments = ['supportMin', 'supportMax', 'min', 'max', 'mean', 'sd']

// The widest cell of the engine's histograms, as a share of its values: those of phases are four times as wide as the run's, a file's sixteen times.
const cellWidthOf = (scope) => (scope.kind === 'total' ? 2 ** -12 : 2 ** -10)
const fileCellWidth = 2 ** -8

// The engine sums squares of deviations in whole steps of the range that it can draw.
const deviationStep = 2 ** -25

// Operations are measured only where the scenario has any.
const measuresOf = (run) => (run.total.operations ? [...tokenMeasures, 'operations', 'allCost'] : tokenMeasures)

// What tells the runs of a result apart.
const nameOf = (run) => [run.run, run.variant, run.items].filter((part) => part !== undefined).join(' ')

// Drivers are read from so many trials at most.
const driverTrials = 2 ** 17

export function* faults(result) {
  yield* bandFaults(result)
  yield* faultsBesidesBands(result)
}

// What does not rest on summary.json and bands.parquet saying the same: they could be wrong together.
export function* faultsBesidesBands(result) {
  yield* histogramShapeFaults(result)
  yield* trialsShapeFaults(result)
  yield* driverTableFaults(result)
  for (const run of result.summary.runs) {
    yield* sumFaults(run)
    yield* perItemFaults(run)
    yield* expectFaults(run)
    for (const scope of scopesOf(run)) {
      for (const measure of measuresOf(run)) {
        const values = scope.measures[measure]
        const cells = cellsOf(result, run, scope, measure)
        yield* named(`${nameOf(run)} ${scope.kind} ${scope.id ?? ''} ${measure}`, cellFaults(values, cells, result.summary.trials, cellWidthOf(scope)))
        if (measure === 'cost')
          yield* named(`${nameOf(run)} ${scope.kind} ${scope.id ?? ''} cost, from the trials`, trialFaults(values, cells, costsOf(result, run, scope), cellWidthOf(scope)))
      }
    }
    yield* budgetFaults(run, costsOf(result, run, scopesOf(run)[0]))
    yield* named(`${nameOf(run)} drivers`, driverFaults(result, run))
  }
}

function* named(name, found) {
  for (const fault of found) yield `${name}: ${fault}`
}

// The run and its phases; perItem is the run divided, and has no trials and cells of its own.
function scopesOf(run) {
  return [{ kind: 'total', measures: run.total }, ...run.phases.map((phase) => ({ kind: phase.kind, id: phase.id, measures: phase }))]
}

function statisticsOf(values) {
  const { support, min, max, mean, sd, percentiles } = values
  const plain = { supportMin: support.min, supportMax: support.max, min, max, mean, sd }
  return [
    ...moments.map((name) => ({ name, value: plain[name], low: null, high: null })),
    ...Object.entries(percentiles).map(([name, p]) => ({ name, value: p?.value ?? null, low: p?.low ?? null, high: p?.high ?? null })),
  ]
}

// bands.parquet says what summary.json says, row by row and to the bit.
function* bandFaults({ summary, bands }) {
  const rows = summary.runs.flatMap((run) => {
    const [total, ...phases] = scopesOf(run)
    return [total, { kind: 'perItem', measures: run.perItem }, ...phases].flatMap((scope) => measuresOf(run).flatMap((measure) =>
      statisticsOf(scope.measures[measure]).map((s) => [summary.scenario, run.items, run.run ?? null, run.variant ?? null, run.tier, scope.kind, scope.id ?? null, measure, s.name, s.value, s.low, s.high])))
  })
  const names = ['scenario', 'items', 'run', 'variant', 'tier', 'scope', 'phase', 'measure', 'statistic', 'value', 'ci_low', 'ci_high']
  const types = ['string', 'int64', 'string', 'string', 'string', 'string', 'string', 'string', 'string', 'double', 'double', 'double']
  const nullable = ['run', 'variant', 'phase', 'value', 'ci_low', 'ci_high']
  const expected = names.map((name, i) => ({ name, type: types[i], nullable: nullable.includes(name), values: rows.map((row) => row[i]) }))
  yield* named('bands.parquet', differences(expected, bands))
}

// drivers.parquet says what summary.json says, row by row and to the bit.
function* driverTableFaults({ summary, drivers }) {
  const end = (point) => [point?.at ?? null, point?.amount ?? null, point?.costUsd.value ?? null, point?.costUsd.low ?? null, point?.costUsd.high ?? null]
  const row = (run, kind, name, share, low, high) => [summary.scenario, run.items, run.run ?? null, run.variant ?? null, run.tier, kind, name, share.value, share.low ?? null, share.high ?? null, ...end(low), ...end(high)]
  const rows = summary.runs.filter((run) => run.drivers).flatMap((run) => [
    ...run.drivers.factors.map((factor) => row(run, 'factor', factor.path, factor.share, factor.low, factor.high)),
    row(run, 'interactions', '', run.drivers.interactions),
    ...['run', 'item', 'call'].map((level) => row(run, 'level', level, run.drivers.levels[level])),
    ...run.drivers.phases.map((phase) => row(run, 'phase', phase.id, { value: phase.share })),
  ])
  const ends = ['low', 'high'].flatMap((name) => ['at', 'amount', 'usd', 'usd_low', 'usd_high'].map((part) => `${name}_${part}`))
  const names = ['scenario', 'items', 'run', 'variant', 'tier', 'kind', 'name', 'share', 'share_low', 'share_high', ...ends]
  const type = (name) => (['scenario', 'run', 'variant', 'tier', 'kind', 'name', 'low_at', 'high_at'].includes(name) ? 'string' : name === 'items' ? 'int64' : 'double')
  const expected = names.map((name, i) => ({ name, type: type(name), nullable: i > 7 || name === 'run' || name === 'variant', values: rows.map((values) => values[i]) }))
  yield* named('drivers.parquet', differences(expected, drivers))
}

function column(table, name) {
  const found = table.find((c) => c.name === name)
  if (!found) throw new Error(`there is no column ${name}, only ${table.map((c) => c.name).join(', ')}`)
  return found.values
}

// Cells by the scope and measure they belong to; made once for a table.
const grouped = new WeakMap()
function groups(histograms) {
  if (!grouped.has(histograms)) {
    const [items, name, variant, scope, phase, measure, low, high, count] = ['items', 'run', 'variant', 'scope', 'phase', 'measure', 'low', 'high', 'count'].map((name) => column(histograms, name))
    const map = new Map()
    for (let i = 0; i < items.length; i++) {
      const key = `${nameOf({ run: name[i] ?? undefined, variant: variant[i] ?? undefined, items: items[i] })}/${scope[i]}/${phase[i] ?? ''}/${measure[i]}`
      if (!map.has(key)) map.set(key, [])
      map.get(key).push({ low: low[i], high: high[i], count: Number(count[i]) })
    }
    grouped.set(histograms, map)
  }
  return grouped.get(histograms)
}

function cellsOf({ histograms }, run, scope, measure) {
  return groups(histograms).get(`${nameOf(run)}/${scope.kind}/${scope.id ?? ''}/${measure}`) ?? []
}

function* histogramShapeFaults({ summary, histograms }) {
  const expected = summary.runs.flatMap((run) => scopesOf(run).flatMap((scope) => measuresOf(run).map((measure) => `${nameOf(run)}/${scope.kind}/${scope.id ?? ''}/${measure}`)))
  const found = [...groups(histograms).keys()]
  for (const key of expected) if (!found.includes(key)) yield `histograms.parquet has no cells of ${key}`
  for (const key of found) if (!expected.includes(key)) yield `histograms.parquet has cells of ${key}, which summary.json does not know`
  if (column(histograms, 'scenario').some((name) => name !== summary.scenario)) yield 'histograms.parquet names another scenario'
  if (column(histograms, 'tier').some((tier) => !summary.runs.some((run) => run.tier === tier))) yield 'histograms.parquet names another tier'
}

// The parts of a run's name that differ, as the columns of the trials end in them.
function labelOf(runs, run) {
  const differs = (part) => new Set(runs.map(part)).size > 1
  const same = (other) => other.run === run.run && other.variant === run.variant
  const parts = []
  if (differs((one) => one.run) && run.run) parts.push(run.run)
  if (differs((one) => one.variant)) parts.push(run.variant ?? 'base')
  if (runs.some((other) => same(other) && other.items !== run.items)) parts.push(run.items)
  return parts.join('-')
}

// Names of the columns: a name that is taken already ends in an underscore more.
function trialColumns(summary) {
  const names = new Set(['trial'])
  const columns = new Map()
  for (const run of summary.runs) {
    for (const scope of scopesOf(run)) {
      let name = `${scope.id ?? 'total'}${summary.runs.length > 1 ? `_${labelOf(summary.runs, run)}` : ''}`
      while (names.has(name)) name += '_'
      names.add(name)
      columns.set(`${nameOf(run)}/${scope.kind}/${scope.id ?? ''}`, name)
    }
  }
  return columns
}

function* trialsShapeFaults({ summary, trials }) {
  const expected = ['trial', ...trialColumns(summary).values()]
  const found = trials.map(({ name }) => name)
  if (found.join() !== expected.join()) yield `trials.parquet has the columns ${found.join(', ')} instead of ${expected.join(', ')}`
  const numbers = column(trials, 'trial')
  if (numbers.length !== summary.trials) yield `trials.parquet has ${numbers.length} rows instead of ${summary.trials}`
  const wrong = numbers.findIndex((number, i) => Number(number) !== i)
  if (wrong >= 0) yield `trials.parquet: trial ${numbers[wrong]} stands in row ${wrong}`
}

function costsOf({ summary, trials }, run, scope) {
  return column(trials, trialColumns(summary).get(`${nameOf(run)}/${scope.kind}/${scope.id ?? ''}`))
}

function near(a, b, tolerance) {
  return Math.abs(a - b) <= tolerance
}

// What holds of the numbers of summary.json among themselves.
function* sumFaults(run) {
  for (const measure of measuresOf(run)) {
    for (const [name, read] of [['mean', (m) => m.mean], ['support.min', (m) => m.support.min], ['support.max', (m) => m.support.max ?? Infinity]]) {
      const [total, sum] = [read(run.total[measure]), run.phases.reduce((all, phase) => all + read(phase[measure]), 0)]
      if (!(total === sum || near(total, sum, 1e-12 * total))) yield `${run.items} ${measure}: ${name} is ${total}, and the phases' add up to ${sum}`
    }
  }
}

function* perItemFaults(run) {
  for (const measure of measuresOf(run)) {
    const [total, perItem] = [run.total[measure], run.perItem[measure]].map(statisticsOf)
    for (const [i, statistic] of total.entries()) {
      for (const key of ['value', 'low', 'high']) {
        const expected = statistic[key] === null ? null : statistic[key] / run.items
        if (perItem[i][key] !== expected) yield `${run.items} perItem ${measure} ${statistic.name}.${key} is ${perItem[i][key]} instead of ${expected}`
      }
    }
  }
}

function* expectFaults(run) {
  const cost = run.total.cost
  const results = { 'absolute minimum': cost.support.min, 'absolute maximum': cost.support.max, P5: cost.percentiles.P5?.value ?? null, P95: cost.percentiles.P95?.value ?? null }
  for (const line of run.expect)
    if (line.resultUsd !== results[line.what]) yield `${run.items} expect ${line.what}: ${line.resultUsd} instead of ${results[line.what]}`
}

function* budgetFaults(run, costs) {
  // The trials hold the token cost alone.
  for (const { atMostUsd, per, probability } of run.budgets.filter((budget) => budget.of !== 'all')) {
    const share = costs.filter((cost) => cost <= atMostUsd * (per === 'item' ? run.items : 1)).length / costs.length
    if (!(probability.low <= share && share <= probability.high)) yield `budget ${atMostUsd}: ${share} of the trials is not in [${probability.low}, ${probability.high}]`
    if (!near(share, probability.value, 0.002)) yield `budget ${atMostUsd}: ${share} of the trials, not ${probability.value}`
    const spread = 5 * Math.sqrt(share * (1 - share) / costs.length) + 8 / costs.length + 0.002
    if (!near(probability.low, share, spread) || !near(probability.high, share, spread)) yield `budget ${atMostUsd}: the interval is too wide`
  }
}

// Shares add up to one, and those of phases are the covariances that the trials show.
function* driverFaults(result, run) {
  const { drivers } = run
  if (!drivers) return
  const used = Math.min(result.summary.trials, driverTrials)
  if (drivers.trials !== used) yield `from ${drivers.trials} trials, not ${used}`
  const { levels, factors, interactions, phases } = drivers
  const sums = {
    levels: levels.run.value + levels.item.value + levels.call.value,
    factors: factors.reduce((sum, factor) => sum + factor.share.value, 0) + interactions.value + levels.item.value + levels.call.value,
    phases: phases.reduce((sum, phase) => sum + phase.share, 0),
  }
  for (const [name, sum] of Object.entries(sums)) if (!near(sum, 1, 1e-9)) yield `${name} add up to ${sum}`
  const [total, ...scopes] = scopesOf(run)
  const costs = costsOf(result, run, total).slice(0, used)
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / used
  const variance = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0)
  for (const phase of phases) {
    const own = costsOf(result, run, scopes.find((scope) => scope.id === phase.id))
    const share = costs.reduce((sum, cost, t) => sum + (cost - mean) * own[t], 0) / variance
    if (!near(share, phase.share, 1e-4)) yield `${phase.id} has the share ${phase.share}, and its trials ${share}`
  }
}

// What the cells of a measure say of its numbers; all that is known of tokens and calls.
function* cellFaults(values, cells, trials, cellWidth) {
  if (cells.length === 0) return
  const sum = (of) => cells.reduce((all, cell) => all + of(cell), 0)
  const count = sum((cell) => cell.count)
  if (count !== trials) yield `the cells hold ${count} of ${trials} trials`
  for (const [i, { low, high, count: some }] of cells.entries()) {
    if (!(low <= high && high <= low * (1 + fileCellWidth) && some > 0)) yield `the cell from ${low} to ${high} with ${some} trials is none`
    if (i > 0 && !(cells[i - 1].high < low)) yield `the cell from ${low} begins in the one before`
  }
  if (!(cells[0].low <= values.min && values.min <= cells[0].high)) yield `min ${values.min} is not in the first cell`
  if (!(cells.at(-1).low <= values.max && values.max <= cells.at(-1).high)) yield `max ${values.max} is not in the last cell`
  const slack = 1e-12 * values.max
  if (!(sum((c) => c.low * c.count) / count - slack <= values.mean && values.mean <= sum((c) => c.high * c.count) / count + slack))
    yield `mean ${values.mean} is not what the cells allow`
  const middle = (cell) => (cell.low + cell.high) / 2
  const mean = sum((c) => middle(c) * c.count) / count
  const sd = count < 2 ? 0 : Math.sqrt(sum((c) => c.count * (middle(c) - mean) ** 2) / (count - 1))
  const error = count < 2 ? 0 : Math.sqrt(sum((c) => c.count * ((c.high - c.low) / 2) ** 2) / (count - 1))
  if (!near(values.sd, sd, error + sdTolerance(values))) yield `sd ${values.sd} is not ${sd} ± ${error}`
  if (!(values.support.min <= values.min * (1 + 1e-9) + 1e-12 && values.max <= (values.support.max ?? Infinity) * (1 + 1e-9))) yield 'the trials leave the support'
  const at = (rank) => {
    let below = 0
    return cells.find((cell) => (below += cell.count) >= rank) ?? cells.at(-1)
  }
  yield* percentileFaults(values.percentiles, count, (rank) => at(rank).low, (rank) => at(rank).high, cellWidth)
}

function sdTolerance(values) {
  return deviationStep * (values.support.max ?? 100 * values.max) + 1e-9 * values.sd
}

// What the trials themselves say.
function* trialFaults(values, cells, costs, cellWidth) {
  const sorted = Float64Array.from(costs).sort()
  const n = sorted.length
  if (sorted[0] !== values.min) yield `min is ${sorted[0]}, not ${values.min}`
  if (sorted[n - 1] !== values.max) yield `max is ${sorted[n - 1]}, not ${values.max}`
  const mean = sorted.reduce((all, cost) => all + cost, 0) / n
  if (!near(mean, values.mean, 1e-11 * mean)) yield `mean is ${mean}, not ${values.mean}`
  const sd = n < 2 ? 0 : Math.sqrt(sorted.reduce((all, cost) => all + (cost - mean) ** 2, 0) / (n - 1))
  if (!near(sd, values.sd, sdTolerance(values))) yield `sd is ${sd}, not ${values.sd}`
  yield* percentileFaults(values.percentiles, n, (rank) => sorted[rank - 1], (rank) => sorted[rank - 1], cellWidth)
  let next = 0
  for (const { low, high, count } of cells) {
    const first = next
    while (next < n && sorted[next] <= high) next++
    if (next - first !== count || sorted[first] < low) yield `${next - first} trials lie from ${low} to ${high}, not ${count}`
  }
  if (next !== n) yield `${n - next} trials lie beyond the last cell`
}

// The percentile of the sample lies in its interval; value and interval are those of ranks near it, give or take a cell of the engine.
function* percentileFaults(percentiles, n, least, greatest, cellWidth) {
  for (const [name, percentile] of Object.entries(percentiles)) {
    const p = Number(name.slice(1)) / 100
    const supported = (1 - p) ** n <= 0.025 && p ** n <= 0.025
    if (supported !== (percentile !== null)) yield `${name} is ${percentile === null ? '' : 'not '}null with ${n} trials`
    if (percentile === null) continue
    const { value, low, high } = percentile
    const rank = (shift) => Math.min(n, Math.max(1, Math.ceil(n * p - 1e-9) + shift))
    const [below, above] = [(shift) => least(rank(-shift)) * (1 - cellWidth), (shift) => greatest(rank(shift)) * (1 + cellWidth)]
    const apart = Math.ceil(1.97 * Math.sqrt(n * p * (1 - p))) + 3
    const side = Math.floor(1.95 * Math.sqrt(n * p * (1 - p))) - 3
    if (!(low <= value && value <= high)) yield `${name} ${value} is not in its own interval [${low}, ${high}]`
    if (!(low <= greatest(rank(0)) && least(rank(0)) <= high)) yield `${name} of the trials, ${least(rank(0))}, is not in [${low}, ${high}]`
    if (!(below(1) <= value && value <= above(1))) yield `${name} is ${least(rank(0))}, not ${value}`
    if (!(below(apart) <= low && high <= above(apart))) yield `${name}: the interval [${low}, ${high}] is too wide`
    if (side > 0 && !(low <= greatest(rank(-side)) * (1 + cellWidth) && least(rank(side)) * (1 - cellWidth) <= high)) yield `${name}: the interval [${low}, ${high}] is too narrow`
  }
}
