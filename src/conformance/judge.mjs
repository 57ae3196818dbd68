// SPDX-License-Identifier: Apache-2.0
// Judges the results of the suite as its own page does, and compares them with our lists.
import fs from 'node:fs'

// Reads a list: "# reason" lines hold for the ids below them, "id # reason" for one id.
export function readList (file) {
  const entries = new Map()
  let reason = ''
  fs.readFileSync(file, 'utf8').split('\n').forEach((line, index) => {
    const [id, own] = line.split('#').map(part => part.trim())
    if (id === '') {
      reason = own === undefined ? '' : own
    } else if (!(own || reason)) {
      throw new Error(`${file}:${index + 1}: "${id}" has no reason; write one behind a #`)
    } else if (entries.has(id)) {
      throw new Error(`${file}:${index + 1}: "${id}" stands there twice; remove one`)
    } else {
      entries.set(id, own || reason)
    }
  })
  return entries
}

// One of pass, fail, setup, dependency, untested; a check that fails is no failure.
function verdict (test, tests, results) {
  const result = results[test.id]
  if (result === undefined) return 'untested'
  for (const id of test.depends_on || []) {
    if (verdict(tests.get(id), tests, results) !== 'pass') return 'dependency'
  }
  if (result === true) return 'pass'
  return result[0] === 'Setup' ? 'setup' : 'fail'
}

// Compares one run with what is expected of it.
//   disputed: tests that are not judged; differing: tests that must not pass
export function judge (suites, results, disputed, differing) {
  const tests = new Map()
  suites.forEach(suite => suite.tests.forEach(test => tests.set(test.id, test)))
  const groups = []
  const wrong = []
  const notes = []
  for (const suite of suites) {
    const group = { id: suite.id, required: [0, 0], optimal: [0, 0], check: [0, 0], differing: 0 }
    for (const test of suite.tests) {
      if (test.browser_only) continue
      const found = verdict(test, tests, results)
      const kind = test.kind || 'required'
      if (disputed.has(test.id)) {
        if (found === 'pass') notes.push(`${test.id}: passes, though it is disputed`)
        continue
      }
      if (kind === 'check') {
        group.check[1]++
        if (found === 'pass') group.check[0]++
        continue
      }
      if (differing.has(test.id)) {
        group.differing++
        if (found === 'pass') wrong.push(`${test.id}: passes, but is listed as one that does not`)
        continue
      }
      group[kind][1]++
      if (found === 'pass') {
        group[kind][0]++
      } else {
        const why = Array.isArray(results[test.id]) ? results[test.id][1] : ''
        wrong.push(`${test.id}: ${kind}, ${found}. ${why}`)
      }
    }
    groups.push(group)
  }
  for (const id of [...disputed.keys(), ...differing.keys()]) {
    if (!tests.has(id)) wrong.push(`${id}: is listed, but there is no such test`)
  }
  return { groups, wrong, notes }
}

export function total (groups, kind) {
  return groups.reduce((sum, group) => [sum[0] + group[kind][0], sum[1] + group[kind][1]], [0, 0])
}
