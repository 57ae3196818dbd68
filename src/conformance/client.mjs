// SPDX-License-Identifier: Apache-2.0
// Runs the suite against one server and prints its results as JSON.
//
//   node client.mjs FOLDER_OF_THE_PACKAGE BASE_URL [TEST_ID]
import path from 'node:path'
import process from 'node:process'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

// One test after the other begins, and most then wait for seconds. The package's own runner begins
// a hundred at once, and in such a burst responses age before they have arrived.
const MILLIS_BETWEEN = 20

const home = path.resolve(process.argv[2])
const from = file => import(pathToFileURL(path.join(home, file)))
const config = await from('client/config.mjs')
const { makeCacheTest, testResults } = await from('client/test.mjs')
const suites = (await from('tests/index.mjs')).default
suites.push((await from('tests/surrogate-control.mjs')).default)
config.setFetch(createRequire(path.join(home, 'cli.mjs'))('node-fetch'))
config.setBaseUrl(process.argv[3])
config.setUseBrowserCache(false)

const only = process.argv[4]
const tests = suites.flatMap(suite => suite.tests)
  .filter(test => test.browser_only !== true)
  .filter(test => only === undefined || test.id === only)
if (only !== undefined) {
  tests.forEach(test => { test.dump = true })
}
const running = []
for (const test of tests) {
  running.push(makeCacheTest(test))
  await pause(MILLIS_BETWEEN)
}
await Promise.all(running)
console.log(JSON.stringify(Object.fromEntries(Object.entries(testResults).sort()), null, 1))
