// Reads Parquet files with three readers that share no code, and compares them cell by cell with each other and with what is expected.
//
//   node compare.mjs FILE.parquet...                     each against FILE.expected.json where that lies beside it
//   node compare.mjs --json EXPECTED.json FILE.parquet   against a given file
//
// Expected is an array of columns {name, type, nullable?, values}: type is int32, int64, double or string; NaN, Infinity, -Infinity, -0 and
// 64-bit integers may be strings. One line for each file and reader; exit status 1 on any difference or error, 2 on wrong usage.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { tableFromIPC } from 'apache-arrow'
import { parquetMetadata, parquetRead, parquetSchema } from 'hyparquet'
import { readParquet } from 'parquet-wasm'

const shownDifferences = 5

// Every reader returns columns {name, type, nullable, values}; nullable is undefined where the reader does not tell.
const readers = { duckdb: readWithDuckDb, hyparquet: readWithHyparquet, 'parquet-wasm': readWithParquetWasm }

async function readWithDuckDb(path) {
  const types = { INTEGER: 'int32', BIGINT: 'int64', DOUBLE: 'double', VARCHAR: 'string' }
  const connection = await (await DuckDBInstance.create()).connect()
  const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path.replaceAll("'", "''")}')`)
  const values = result.getColumns()
  const columns = result.columnNames().map((name, i) => ({ name, type: types[`${result.columnType(i)}`], values: values[i] ?? [] }))
  connection.closeSync()
  return columns
}

async function readWithHyparquet(path) {
  const types = { INT32: 'int32', INT64: 'int64', DOUBLE: 'double' }
  const bytes = readFileSync(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const metadata = parquetMetadata(file)
  const columns = parquetSchema(metadata).children.map(({ element }) => ({
    name: element.name,
    type: types[element.type] ?? (element.logical_type?.type === 'STRING' ? 'string' : undefined),
    nullable: element.repetition_type === 'OPTIONAL',
    values: [],
  }))
  // The reader has no gzip of its own and takes one.
  const compressors = { GZIP: (input) => gunzipSync(input) }
  const rows = []
  await parquetRead({ file, metadata, compressors, onComplete: (read) => { for (const row of read) rows.push(row) } })
  for (const row of rows) columns.forEach((column, i) => column.values.push(row[i]))
  return columns
}

async function readWithParquetWasm(path) {
  const types = { Int32: 'int32', Int64: 'int64', Float64: 'double', Utf8: 'string' }
  const table = tableFromIPC(readParquet(readFileSync(path)).intoIPCStream())
  return table.schema.fields.map(({ name, type, nullable }, i) => ({
    name, nullable, type: types[`${type}`], values: Array.from(table.getChildAt(i) ?? []),
  }))
}

// A cell as text in which two cells are equal exactly when their bits are (but for the many kinds of NaN).
function cell(value, type) {
  if (value === null || value === undefined) return 'null'
  if (type === 'string') return JSON.stringify(value)
  if (type === 'int64') return `${BigInt(value)}`
  const number = Number(value)
  return Object.is(number, -0) ? '-0' : `${number}`
}

function* differences(expected, found) {
  const names = (columns) => columns.map(({ name }) => name).join(', ')
  if (names(expected) !== names(found)) {
    yield `columns are ${names(found)} instead of ${names(expected)}`
    return
  }
  for (const [i, { name, type, nullable, values }] of expected.entries()) {
    const column = found[i]
    if (column.type !== type) yield `${name} is ${column.type} instead of ${type}`
    if (nullable !== undefined && column.nullable !== undefined && column.nullable !== nullable)
      yield `${name} is ${column.nullable ? '' : 'not '}nullable`
    if (column.values.length !== values.length) yield `${name} has ${column.values.length} rows instead of ${values.length}`
    for (let row = 0; row < Math.min(values.length, column.values.length); row++) {
      const [was, is] = [cell(values[row], type), cell(column.values[row], type)]
      if (was !== is) yield `${name}[${row}] is ${is.slice(0, 80)} instead of ${was.slice(0, 80)}`
    }
  }
}

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
