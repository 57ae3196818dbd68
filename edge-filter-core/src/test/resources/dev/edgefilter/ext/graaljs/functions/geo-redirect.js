// SPDX-License-Identifier: Apache-2.0
// Viewers go to the site of their country, if there is one and they are not there yet.
const sites = {DE: '/de', AT: '/de', FR: '/fr', JP: '/ja'};

function handler(event) {
  const request = event.request;
  const country = request.headers['cloudfront-viewer-country'];
  const site = country ? sites[country.value] : undefined;
  if (site === undefined || request.uri === site || request.uri.startsWith(site + '/')) {
    return request;
  }
  return {
    statusCode: 302,
    statusDescription: 'Found',
    headers: {location: {value: site + request.uri}, vary: {value: 'CloudFront-Viewer-Country'}}
  };
}
