// SPDX-License-Identifier: Apache-2.0
// Every path of a single-page application is its start page; files are themselves.
function handler(event) {
  var request = event.request;
  var last = request.uri.split('/').pop();
  if (request.uri.startsWith('/api/') || last.includes('.')) {
    return request;
  }
  request.uri = '/index.html';
  return request;
}
