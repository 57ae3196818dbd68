// SPDX-License-Identifier: Apache-2.0
// One object for all orders and spellings of a query, and none for the marks of advertisers.
function handler(event) {
  var query = event.request.querystring;
  var pairs = [];
  for (var name in query) {
    if (/^(utm_|gclid$|fbclid$)/.test(name)) {
      continue;
    }
    var values = query[name].multiValue || [query[name]];
    values.forEach(function (one) {
      pairs.push(name.toLowerCase() + '=' + one.value);
    });
  }
  event.request.querystring = pairs.sort().join('&');
  return event.request;
}
