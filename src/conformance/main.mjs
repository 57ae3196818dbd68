// SPDX-License-Identifier: Apache-2.0
// Runs the suite against every chain in every fidelity, prints the scores, and exits with 1 when a
// result is not the one that is expected.
//
//   node main.mjs FOLDER_OF_THE_PACKAGE CLASS_PATH_FILE [--chain NAME] [--fidelity NAME] [--test ID]
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CHAINS, FIDELITIES, startChain, startOrigin } from './chains.mjs'
import { judge, readList, total } from './judge.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { chain: { type: 'string' }, fidelity: { type: 'string' }, test: { type: 'string' } }
})
const suite = path.resolve(positionals[0])
const core = 'edge-filter-core/target'
const classpath = [`${core}/test-classes`, `${core}/classes`,
  fs.readFileSync(positionals[1], 'utf8').trim()].join(path.delimiter)
const work = path.dirname(positionals[1])
const list = name => readList(path.join(here, 'lists', `${name}.txt`))

function chosen (all, name, option) {
  if (name === undefined) return all
  const found = all.filter(each => (each.name || each) === name)
  if (found.length === 0) {
    console.error(`conformance: --${option} ${name}: expected one of ${all.map(each => each.name || each).join(', ')}`)
    process.exit(2)
  }
  return found
}

// What is expected not to pass: by the fidelity, and by what a chain cannot do.
function differing (chain, fidelity) {
  if (fidelity === 'standard') return new Map()
  const all = list(fidelity)
  if (chain.proxy) list('proxy').forEach((reason, id) => all.set(id, reason))
  return all
}

function client (url) {
  const args = [path.join(here, 'client.mjs'), suite, url, ...(values.test ? [values.test] : [])]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', data => { text += data })
    child.once('error', reject)
    child.once('exit', code => code === 0 ? resolve(text) : reject(new Error(`the client ended with ${code}`)))
  })
}

// The first requests wait for classes to load, which tests that count seconds do not allow for.
async function warmUp (url) {
  for (let i = 0; i < 20; i++) {
    await Promise.all(Array.from({ length: 20 }, async (_, k) => {
      const method = k % 4 === 0 ? 'POST' : 'GET'
      const answer = await fetch(`${url}/state/warm-up-${i}-${k}`, { method })
      await answer.arrayBuffer()
    }))
  }
}

async function run (chain, fidelity, originUrl) {
  const config = path.join(work, 'distribution.json')
  const log = path.join(work, `${chain.name}-${fidelity}.log`)
  const server = await startChain(chain, fidelity, config, classpath, originUrl, log)
  try {
    await warmUp(server.url)
    return await client(server.url)
  } finally {
    await server.stop()
  }
}

function table (fidelity, rows) {
  const line = cells => console.log('  ' + cells[0].padEnd(20) + cells.slice(1).map(cell => cell.padEnd(26)).join('').trimEnd())
  console.log(`\nfidelity ${fidelity}: required, optimal, checks that say yes`)
  line(['', ...rows.map(row => row.chain.name)])
  rows[0].groups.forEach((group, index) => {
    line([group.id, ...rows.map(row => cell(row.groups[index]))])
  })
  line(['all', ...rows.map(row => cell(sum(row.groups)))])
}

function sum (groups) {
  return {
    required: total(groups, 'required'),
    optimal: total(groups, 'optimal'),
    check: total(groups, 'check'),
    differing: groups.reduce((count, group) => count + group.differing, 0)
  }
}

function cell (group) {
  const part = pair => pair[1] === 0 ? '-' : pair.join('/')
  const listed = group.differing === 0 ? '' : ` (${group.differing})`
  return `${part(group.required)} ${part(group.optimal)} ${part(group.check)}${listed}`
}

const from = file => import(pathToFileURL(path.join(suite, file)))
const suites = (await from('tests/index.mjs')).default
suites.push((await from('tests/surrogate-control.mjs')).default)

const origin = await startOrigin(here, suite, path.join(work, 'origin.log'))
const template = fs.readFileSync(path.join(here, 'distribution.json'), 'utf8')
fs.writeFileSync(path.join(work, 'distribution.json'),
  template.replace('"ORIGIN_PORT"', new URL(origin.url).port))

const disputed = list('disputed')
let failures = 0
try {
  for (const fidelity of chosen(FIDELITIES, values.fidelity, 'fidelity')) {
    const rows = []
    for (const chain of chosen(CHAINS, values.chain, 'chain')) {
      const text = await run(chain, fidelity, origin.url)
      if (values.test) {
        console.log(`${chain.name}, ${fidelity}\n${text}`)
        continue
      }
      fs.writeFileSync(path.join(work, `${chain.name}-${fidelity}.json`), text)
      rows.push({ chain, ...judge(suites, JSON.parse(text), disputed, differing(chain, fidelity)) })
    }
    if (rows.length > 0) table(fidelity, rows)
    for (const row of rows) {
      failures += row.wrong.length
      row.wrong.forEach(text => console.log(`WRONG ${row.chain.name}, ${fidelity}: ${text}`))
      row.notes.forEach(text => console.log(`note ${row.chain.name}, ${fidelity}: ${text}`))
    }
  }
} finally {
  await origin.stop()
}
if (!values.test) {
  console.log(failures === 0 ? '\nconformance: as expected' : `\nconformance: ${failures} results are not as expected`)
}
process.exit(failures === 0 ? 0 : 1)
