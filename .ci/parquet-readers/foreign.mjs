// Writes the files of tests/CostSim.Parquet.Tests/Data/Foreign by two writers that share no code, in every form that the reader of columns is to know.
//
//   node foreign.mjs FOLDER
//
// Row i of 300 holds what the test says too: tokens 100 + 37 i mod 50, big 1,000,003 i, ratio 1 + i/300, small i/4, gap i but no value in row 7, label a text.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { Float32, Float64, Int32, Int64, Table, Utf8, tableToIPC, vectorFromArray } from 'apache-arrow'
import { Compression, Table as WasmTable, WriterPropertiesBuilder, WriterVersion, writeParquet } from 'parquet-wasm'

const rows = 300
const folder = process.argv[2]
if (!folder) {
  console.error('usage: node foreign.mjs FOLDER')
  process.exit(2)
}
mkdirSync(folder, { recursive: true })

const connection = await (await DuckDBInstance.create()).connect()
const select = `SELECT (100 + (i * 37) % 50)::INTEGER AS tokens, (i * 1000003)::BIGINT AS big, (1 + i / ${rows}.0)::DOUBLE AS ratio, (i / 4.0)::FLOAT AS small,
  CASE WHEN i = 6 THEN NULL ELSE i::DOUBLE END AS gap, 'row ' || i AS label, [i, i] AS list, DATE '2026-01-01' + i::INTEGER AS day FROM range(${rows}) t(i)`
for (const [name, options] of Object.entries({
  'duckdb-snappy': 'COMPRESSION snappy', 'duckdb-gzip': 'COMPRESSION gzip', 'duckdb-plain': 'COMPRESSION uncompressed',
  'duckdb-zstd': 'COMPRESSION zstd', 'duckdb-v2': 'COMPRESSION snappy, PARQUET_VERSION v2',
}))
  await connection.run(`COPY (${select}) TO '${join(folder, `${name}.parquet`)}' (FORMAT parquet, ${options})`)
connection.closeSync()

const numbers = (of) => Array.from({ length: rows }, (_, i) => of(i))
const table = new Table({
  tokens: vectorFromArray(numbers((i) => 100 + (37 * i) % 50), new Int32()),
  big: vectorFromArray(numbers((i) => BigInt(1000003 * i)), new Int64()),
  ratio: vectorFromArray(numbers((i) => 1 + i / rows), new Float64()),
  small: vectorFromArray(numbers((i) => i / 4), new Float32()),
  gap: vectorFromArray(numbers((i) => (i === 6 ? null : i)), new Float64()),
  label: vectorFromArray(numbers((i) => `row ${i}`), new Utf8()),
})
for (const [name, compression, version, hasDictionary] of [
  ['wasm-snappy', Compression.SNAPPY, WriterVersion.V1, true], ['wasm-gzip', Compression.GZIP, WriterVersion.V1, false],
  ['wasm-snappy-v2', Compression.SNAPPY, WriterVersion.V2, true], ['wasm-plain-v2', Compression.UNCOMPRESSED, WriterVersion.V2, true],
]) {
  const properties = new WriterPropertiesBuilder().setCompression(compression).setWriterVersion(version).setDictionaryEnabled(hasDictionary).setMaxRowGroupSize(128).build()
  writeFileSync(join(folder, `${name}.parquet`), writeParquet(WasmTable.fromIPCStream(tableToIPC(table, 'stream')), properties))
}
