// SPDX-License-Identifier: Apache-2.0
// Short links and switched features come from a store that editors change at any time.
import cf from 'cloudfront';

const store = cf.kvs();

async function handler(event) {
  const request = event.request;
  if (await store.exists('maintenance')) {
    const notice = await store.get('maintenance', {format: 'json'});
    return {
      statusCode: 503,
      headers: {'retry-after': {value: String(notice.seconds)}, 'content-type': {value: 'text/plain'}},
      body: {encoding: 'text', data: notice.text}
    };
  }
  try {
    const target = await store.get(request.uri);
    return {statusCode: 302, headers: {location: {value: target}}};
  } catch (e) {
    return request;
  }
}
