// SPDX-License-Identifier: Apache-2.0
// Starts the origin of the suite on loopback; by itself it listens on every interface.
//
//   node origin.mjs FOLDER_OF_THE_PACKAGE
import http from 'node:http'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const listen = http.Server.prototype.listen
http.Server.prototype.listen = function () {
  return listen.call(this, 0, '127.0.0.1')
}
const home = path.resolve(process.argv[2])
process.env.npm_config_protocol = 'http'
process.env.npm_config_port = '0'
process.env.npm_config_pidfile = '/dev/null'
process.chdir(home)
await import(pathToFileURL(path.join(home, 'server', 'server.mjs')))
