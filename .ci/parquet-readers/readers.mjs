// Three readers of Parquet files that share no code, and the comparison of what they found.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { tableFromIPC } from 'apache-arrow'
import { parquetMetadata, parquetRead, parquetSchema } from 'hyparquet'
import { readParquet } from 'parquet-wasm'

// Every reader returns columns {name, type, nullable, values}; nullable is undefined where the reader does not tell.
export const readers = { duckdb: readWithDuckDb, hyparquet: readWithHyparquet, 'parquet-wasm': readWithParquetWasm }

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
  const rows = []
  await parquetRead({ file, metadata, onComplete: (read) => { for (const row of read) rows.push(row) } })
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

export function* differences(expected, found) {
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
