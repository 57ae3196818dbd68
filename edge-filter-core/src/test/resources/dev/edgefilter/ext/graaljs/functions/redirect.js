// SPDX-License-Identifier: Apache-2.0
// Old addresses lead to new ones, with the query they came with.
const moved = {
  '/catalogue': '/stars',
  '/catalogue/north': '/stars/north',
  '/news.html': '/'
};

function handler(event) {
  const request = event.request;
  const target = moved[request.uri];
  if (target === undefined) {
    return request;
  }
  const query = request.rawQueryString();
  return {
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: {
      location: {value: query ? target + '?' + query : target},
      'cache-control': {value: 'max-age=3600'}
    }
  };
}
