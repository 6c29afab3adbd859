// DuckDB's part of national_bench: reads the facts into memory, runs one query some times on as many
// threads as stated, and prints the milliseconds of each run in a line, then the rows.
//
//   node group_by.mjs MODULES FACTS THREADS RUNS QUERY
import { createRequire } from 'node:module';
const [modules, facts, threads, runs, query] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${modules}/`)('@duckdb/node-api');

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run(`CREATE TABLE dossier AS SELECT * FROM read_csv('${facts}', delim = '\t',
  header = false, columns = {'unit': 'INTEGER', 'channel': 'INTEGER', 'receive_day': 'INTEGER',
  'due_day': 'INTEGER', 'finish_day': 'INTEGER'})`);
const times = [];
let rows;
for (let run = 0; run < Number(runs); run++) {
  const begin = performance.now();
  rows = (await connection.runAndReadAll(query)).getRows();
  times.push((performance.now() - begin).toFixed(2));
}
console.log(times.join('\t'));
for (const row of rows) console.log(row.join('\t'));
