// Reads a result with three Parquet readers that share no code, and compares it cell by cell with summary.json and with a direct computation
// from its trials.
//
//   node results.mjs DIR...            results written with --keep-trials
//   node results.mjs --plant DIR       also plants faults in copies of what was read, each of which must be found
//
// One line for each result and reader; exit status 1 on any difference or error, 2 on wrong usage.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faults } from './expectations.mjs'
import { plant } from './planted.mjs'
import { differences, readers } from './readers.mjs'

const shownFaults = 10
const tables = ['bands', 'drivers', 'histograms', 'trials']

async function readResult(folder, read) {
  const result = { summary: JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) }
  for (const table of tables) result[table] = await read(join(folder, `${table}.parquet`))
  return result
}

async function check(folder, planting) {
  let first
  let same = true
  for (const [reader, read] of Object.entries(readers)) {
    try {
      const result = await readResult(folder, read)
      const all = [...faults(result)]
      first ??= result
      for (const table of tables) for (const difference of differences(first[table], result[table])) all.push(`${table}: unlike the first reader: ${difference}`)
      const cells = tables.reduce((sum, table) => sum + result[table].reduce((some, { values }) => some + values.length, 0), 0)
      console.log(`${folder}: ${reader}: ${all.length === 0 ? 'ok' : 'DIFFERENT'}, ${cells} cells, ${all.length} differences`)
      for (const fault of all.slice(0, shownFaults)) console.log(`  ${fault}`)
      same &&= all.length === 0
    } catch (error) {
      console.log(`${folder}: ${reader}: FAILED, ${error.message ?? error}`)
      same = false
    }
  }
  if (planting && same) same = await plant(folder, first, readResult)
  return same
}

const arguments_ = process.argv.slice(2)
const planting = arguments_[0] === '--plant'
const folders = planting ? arguments_.slice(1) : arguments_
if (folders.length === 0 || folders.some((folder) => folder.startsWith('-'))) {
  console.error('usage: node results.mjs [--plant] DIR...')
  process.exit(2)
}

let failed = 0
for (const folder of folders) if (!(await check(folder, planting))) failed++
console.log(`${folders.length - failed} of ${folders.length} results are true to ${Object.keys(readers).length} readers`)
process.exit(failed === 0 ? 0 : 1)
