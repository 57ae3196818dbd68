// SPDX-License-Identifier: Apache-2.0
// Readers of the beta are served by another origin.
import cf from 'cloudfront';

function handler(event) {
  const request = event.request;
  const cookie = request.cookies.channel;
  if (cookie && cookie.value === 'beta') {
    cf.selectRequestOriginById('beta');
  }
  return request;
}
