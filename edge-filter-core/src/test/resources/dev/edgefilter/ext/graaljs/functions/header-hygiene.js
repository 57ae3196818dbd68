// SPDX-License-Identifier: Apache-2.0
// What every page should say about itself, and what it should keep to itself.
var always = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': "default-src 'self'"
};

function handler(event) {
  var response = event.response;
  var headers = response.headers;
  Object.keys(always).forEach(function (name) {
    headers[name] = {value: always[name]};
  });
  delete headers.server;
  delete headers['x-powered-by'];
  if (headers['cache-control'] === undefined) {
    headers['cache-control'] = {value: 'no-cache'};
  }
  return response;
}
