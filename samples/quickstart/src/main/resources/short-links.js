// SPDX-License-Identifier: Apache-2.0
// A CloudFront Function: short addresses lead where the store says. Whoever changes the store changes the next answer.
import cf from 'cloudfront';

async function handler(event) {
  const request = event.request;
  try {
    const target = await cf.kvs().get(request.uri);
    return {statusCode: 302, statusDescription: 'Found', headers: {location: {value: target}}};
  } catch (e) {
    console.log('no short link: ' + request.uri);
    return {statusCode: 404, statusDescription: 'Not Found', body: 'There is no such short link.\n'};
  }
}
