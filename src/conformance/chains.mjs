// SPDX-License-Identifier: Apache-2.0
// The servers that are judged, and how each is started.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import readline from 'node:readline'

const JAVA = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
const START_MILLIS = 120_000
const GATEWAY = 'samples/gateway/target/edge-gateway.jar'
const MAIN = 'dev.edgefilter.conformance.ConformanceServer'

export const FIDELITIES = ['standard', 'safe', 'cloudfront']

// Each chain names the lists that hold for it besides those of the fidelity.
export const CHAINS = [
  { name: 'gateway', what: 'Jetty, as a proxy', proxy: true },
  { name: 'tomcat-proxy', what: 'Tomcat, as a proxy', proxy: true },
  { name: 'jetty-app', what: 'Jetty, in front of an app', proxy: false },
  { name: 'tomcat-app', what: 'Tomcat, in front of an app', proxy: false }
]

// Starts a child that says on a line of its output where it listens.
export function start (command, args, pattern, log) {
  const output = fs.createWriteStream(log)
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stderr.pipe(output, { end: false })
  const stop = () => new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
  return new Promise((resolve, reject) => {
    const fail = why => reject(new Error(`the server ${why}; see ${log}`))
    const timer = setTimeout(() => { child.kill('SIGKILL'); fail('did not start') }, START_MILLIS)
    child.once('error', error => { clearTimeout(timer); fail(error.message) })
    child.once('exit', code => { clearTimeout(timer); fail(`ended with ${code}`) })
    readline.createInterface({ input: child.stdout }).on('line', line => {
      output.write(line + '\n')
      const found = pattern.exec(line)
      if (found) {
        clearTimeout(timer)
        resolve({ url: found[1].replace(/\/$/, ''), stop })
      }
    })
  })
}

export function startOrigin (here, suite, log) {
  return start(process.execPath, [path.join(here, 'origin.mjs'), suite],
    /Listening on (http:\S+)/, log)
}

// Starts the chain in one fidelity, in front of the suite's origin.
export function startChain (chain, fidelity, config, classpath, originUrl, log) {
  const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'
  const common = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', quiet]
  const args = chain.name === 'gateway'
    ? [...common, '-jar', GATEWAY, '--config', config, '--port', '0', '--fidelity', fidelity]
    : [...common, '-cp', classpath, MAIN, chain.name, fidelity, config, originUrl]
  return start(JAVA, args, /ready: (http:[^\s,]+)/, log)
}
