// Faults planted in a result that is true, each of which the checks must find: a check that cannot fail is no evidence.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faults, faultsBesidesBands } from './expectations.mjs'
import { readers } from './readers.mjs'

// Given by the user or decided from it, not computed from trials; nothing in the tables tells them.
const given = /\.(sourceUsd|agrees|atMostUsd|confidence|name|kind|id|what|tier)$/

// Without bands.parquet, 1 % is found in nearly every number: the spread of tokens is known only to the width of the cells, and a percentile
// between "nothing" and the least of something may be anything between.
const shareFoundAlone = 0.98
const sample = 7

export async function plant(folder, result, readResult) {
  const missed = [...missedInJson(result), ...missedInTables(result), ...(await missedInFiles(folder, result, readResult))]
  console.log(`${folder}: planted faults: ${missed.length === 0 ? 'all found' : `${missed.length} MISSED`}`)
  for (const fault of missed.slice(0, 20)) console.log(`  ${fault}`)
  return missed.length === 0
}

function isFound(result, check = faults) {
  try {
    return !check(result).next().done
  } catch {
    return true
  }
}

// Every number of summary.json, 1 % up and down, and nulls and numbers swapped.
function* missedInJson(result) {
  let [planted, alone, foundAlone] = [0, 0, 0]
  for (const { path, holder, key } of leaves(result.summary.runs, 'runs')) {
    if (given.test(path)) continue
    const was = holder[key]
    for (const other of was === null ? [1] : was === 0 ? [1e-3] : [was * 1.01, was * 0.99, null]) {
      holder[key] = other
      planted++
      if (!isFound(result)) yield `${path}: ${other} instead of ${was}`
      if (planted % sample === 0) {
        alone++
        if (isFound(result, faultsBesidesBands)) foundAlone++
      }
    }
    holder[key] = was
  }
  console.log(`  ${planted} numbers of summary.json altered; of ${alone} of them, bands.parquet being as wrong, ${foundAlone} are found by trials and histograms`)
  if (foundAlone < shareFoundAlone * alone) yield 'trials and histograms find too little without the bands'
}

function* leaves(holder, path) {
  for (const [key, value] of Object.entries(holder)) {
    const name = Array.isArray(holder) ? `${path}[${key}]` : `${path}.${key}`
    if (value !== null && typeof value === 'object') yield* leaves(value, name)
    else if (value === null || typeof value === 'number') yield { path: name, holder, key }
  }
}

// Cells spread over every column of every table.
function* missedInTables(result) {
  let planted = 0
  for (const table of ['bands', 'drivers', 'histograms', 'trials']) {
    for (const [c, column] of result[table].entries()) {
      const step = Math.max(1, Math.floor(column.values.length / 40))
      for (let row = 0; row < column.values.length; row += step) {
        const values = Array.from(column.values)
        values[row] = other(values[row])
        const columns = result[table].with(c, { ...column, values })
        planted++
        if (!isFound({ ...result, [table]: columns })) yield `${table} ${column.name}[${row}]: ${values[row]} instead of ${column.values[row]}`
      }
    }
  }
  console.log(`  ${planted} cells of the tables altered`)
}

function other(value) {
  if (value === null || value === undefined) return 1
  if (typeof value === 'string') return `${value}x`
  return typeof value === 'bigint' ? value + 1n : value === 0 ? 1 : value * 1.01
}

// Bytes of the files themselves: a trial's cost is changed where it stands, and read by every reader.
async function missedInFiles(folder, result, readResult) {
  const missed = []
  const copy = mkdtempSync(join(tmpdir(), 'costsim-planted-'))
  try {
    cpSync(folder, copy, { recursive: true })
    const costs = result.trials[1].values
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleLE(costs[Math.floor(costs.length / 2)])
    const file = readFileSync(join(folder, 'trials.parquet'))
    const at = file.indexOf(bytes)
    if (at < 0) return ['trials.parquet: a cost of it is not found in its bytes']
    file[at + 6] ^= 1
    writeFileSync(join(copy, 'trials.parquet'), file)
    for (const [reader, read] of Object.entries(readers)) {
      try {
        if (!isFound(await readResult(copy, read))) missed.push(`trials.parquet, byte ${at + 6}: ${reader}`)
      } catch {
        // The reader itself has found it.
      }
    }
  } finally {
    rmSync(copy, { recursive: true })
  }
  return missed
}
