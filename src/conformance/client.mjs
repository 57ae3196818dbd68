// SPDX-License-Identifier: Apache-2.0
// Runs the suite against one server and prints its results as JSON.
//
//   node client.mjs FOLDER_OF_THE_PACKAGE BASE_URL [TEST_ID]
import path from 'node:path'
import process from 'node:process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const AT_ONCE = 200

const home = path.resolve(process.argv[2])
const from = file => import(pathToFileURL(path.join(home, file)))
const { runTests, getResults } = await from('client/runner.mjs')
const suites = (await from('tests/index.mjs')).default
suites.push((await from('tests/surrogate-control.mjs')).default)
const fetch = createRequire(path.join(home, 'cli.mjs'))('node-fetch')

const only = process.argv[4]
if (only !== undefined) {
  for (const suite of suites) {
    suite.tests = suite.tests.filter(test => test.id === only)
    suite.tests.forEach(test => { test.dump = true })
  }
}
await runTests(suites, fetch, false, process.argv[3], AT_ONCE)
console.log(JSON.stringify(getResults(), null, 1))
