// Reads Parquet files with three readers that share no code, and compares them cell by cell with each other and with what is expected.
//
//   node compare.mjs FILE.parquet...                     each against FILE.expected.json where that lies beside it
//   node compare.mjs --json EXPECTED.json FILE.parquet   against a given file
//
// Expected is an array of columns {name, type, nullable?, values}: type is int32, int64, double or string; NaN, Infinity, -Infinity, -0 and
// 64-bit integers may be strings. One line for each file and reader; exit status 1 on any difference or error, 2 on wrong usage.
import { existsSync, readFileSync } from 'node:fs'
import { differences, readers } from './readers.mjs'

const shownDifferences = 5

async function compare(path, expectedPath) {
  let expected = expectedPath && JSON.parse(readFileSync(expectedPath, 'utf8'))
  let name = expectedPath ? 'expected' : undefined
  let same = true
  for (const [reader, read] of Object.entries(readers)) {
    try {
      const found = await read(path)
      if (!expected) [expected, name] = [found, reader]
      const all = [...differences(expected, found)]
      const cells = found.reduce((sum, { values }) => sum + values.length, 0)
      console.log(`${path}: ${reader}: ${all.length === 0 ? 'ok' : 'DIFFERENT'}, ${cells} cells, ${all.length} differences from ${name}`)
      for (const difference of all.slice(0, shownDifferences)) console.log(`  ${difference}`)
      same &&= all.length === 0
    } catch (error) {
      console.log(`${path}: ${reader}: FAILED, ${error.message ?? error}`)
      same = false
    }
  }
  return same
}

const files = process.argv.slice(2)
const given = files[0] === '--json' ? files.splice(0, 2)[1] : undefined
if (files.length === 0 || (given && files.length !== 1)) {
  console.error('usage: node compare.mjs FILE.parquet... | --json EXPECTED.json FILE.parquet')
  process.exit(2)
}

let failed = 0
for (const file of files) {
  const beside = file.replace(/\.parquet$/, '.expected.json')
  const expectedPath = given ?? (beside !== file && existsSync(beside) ? beside : undefined)
  if (!(await compare(file, expectedPath))) failed++
}
console.log(`${files.length - failed} of ${files.length} files are the same to ${Object.keys(readers).length} readers`)
process.exit(failed === 0 ? 0 : 1)
