// SPDX-License-Identifier: Apache-2.0
// Half of the viewers see the other start page; a cookie keeps them there.
function handler(event) {
  const request = event.request;
  if (request.uri !== '/') {
    return request;
  }
  const cookie = request.cookies['start-page'];
  let group = cookie ? cookie.value : '';
  if (group !== 'a' && group !== 'b') {
    group = Math.random() < 0.5 ? 'a' : 'b';
    request.cookies['start-page'] = {value: group};
  }
  request.uri = `/start-${group}.html`;
  return request;
}
