// SPDX-License-Identifier: Apache-2.0
// Tells the origin, by a keyed digest, that a request came through the edge. Written for runtime 1.0.
var crypto = require('crypto');
var secret = 'a shared secret';

function handler(event) {
  var request = event.request;
  var time = String(Math.floor(Date.now() / 1000));
  var text = [request.method, request.uri, time, event.viewer.ip].join('\n');
  request.headers['x-origin-time'] = {value: time};
  request.headers['x-origin-signature'] = {
    value: crypto.createHmac('sha256', secret).update(text).digest('hex')
  };
  return request;
}
