// SPDX-License-Identifier: Apache-2.0
// Lets viewers in who bring a JSON Web Token signed with a shared secret, in the query or as a bearer.
import crypto from 'crypto';
import cf from 'cloudfront';

const denied = {statusCode: 401, statusDescription: 'Unauthorized'};

function signature(text, secret) {
  return crypto.createHmac('sha256', secret).update(text).digest('base64url');
}

function equalInConstantTime(a, b) {
  if (a.length !== b.length) {
    return false;
  }
  let difference = 0;
  for (let i = 0; i < a.length; i++) {
    difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  }
  return difference === 0;
}

function verified(token, secret) {
  const parts = token.split('.');
  if (parts.length !== 3) {
    throw new Error('not three parts');
  }
  const header = JSON.parse(Buffer.from(parts[0], 'base64url').toString());
  const payload = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
  if (header.alg !== 'HS256') {
    throw new Error('another algorithm');
  }
  if (!equalInConstantTime(parts[2], signature(parts[0] + '.' + parts[1], secret))) {
    throw new Error('wrong signature');
  }
  const seconds = Date.now() / 1000;
  if (payload.nbf !== undefined && seconds < payload.nbf) {
    throw new Error('not yet');
  }
  if (payload.exp !== undefined && seconds >= payload.exp) {
    throw new Error('expired');
  }
  return payload;
}

async function handler(event) {
  const request = event.request;
  const bearer = request.headers.authorization;
  const token = request.querystring.jwt ? request.querystring.jwt.value
    : bearer && bearer.value.startsWith('Bearer ') ? bearer.value.substring(7) : '';
  try {
    const payload = verified(token, await cf.kvs().get('jwt.secret'));
    request.headers['x-user'] = {value: String(payload.sub)};
  } catch (e) {
    console.log('refused: ' + e.message);
    return denied;
  }
  delete request.querystring.jwt;
  return request;
}
