// SPDX-License-Identifier: Apache-2.0
// cf.cwt: CBOR web tokens (RFC 8392) in COSE_Mac0 (RFC 9052) with HMAC 256/256, which is what CloudFront knows. No claim
// is looked at: whether a token has expired is the function's business.
(function (Buffer, createHmac) {
  'use strict';

  var LONGEST = 1024;
  var DEEPEST = 16;
  var TAG_MAC0 = 17;
  var TAG_CWT = 61;
  var ALG = '1';
  var HS256 = 5;

  function bad(what) {
    throw new Error('the CBOR web token ' + what);
  }

  function bytesOf(value, name) {
    if (typeof value === 'string') {
      return Buffer.from(value);
    }
    if (value instanceof Uint8Array) {
      return value;
    }
    throw new TypeError(name + ' must be a string or a Buffer');
  }

  // --- CBOR (RFC 8949), as far as tokens need it: definite lengths, integers that a number can hold

  function reader(bytes) {
    var at = 0;

    function take(count) {
      if (count > bytes.length - at) {
        bad('ends early');
      }
      var start = at;
      at += count;
      return start;
    }

    function number(count) {
      var value = 0;
      for (var i = take(count), end = at; i < end; i++) {
        value = value * 256 + bytes[i];
      }
      if (value > Number.MAX_SAFE_INTEGER) {
        bad('has a number that is too large');
      }
      return value;
    }

    function argument(info) {
      if (info < 24) {
        return info;
      }
      if (info > 27) {
        bad('has a length that is not definite');
      }
      return number(1 << (info - 24));
    }

    function float(info) {
      var start = take(1 << (info - 24));
      var view = new DataView(bytes.buffer, bytes.byteOffset + start, at - start);
      if (info > 25) {
        return info === 26 ? view.getFloat32(0) : view.getFloat64(0);
      }
      var half = view.getUint16(0);
      var exponent = (half >> 10) & 31;
      var fraction = half & 1023;
      var value = exponent === 0 ? fraction * Math.pow(2, -24)
        : exponent === 31 ? (fraction === 0 ? Infinity : NaN)
        : (1024 + fraction) * Math.pow(2, exponent - 25);
      return half & 0x8000 ? -value : value;
    }

    function simple(info) {
      switch (info) {
        case 20: return false;
        case 21: return true;
        case 22: return null;
        case 23: return undefined;
        case 25: case 26: case 27: return float(info);
        default: return bad('has a simple value that is not known');
      }
    }

    function map(count, depth) {
      var result = {};
      for (var i = 0; i < count; i++) {
        var key = item(depth);
        if (typeof key !== 'string' && typeof key !== 'number') {
          bad('has a key that is no number and no text');
        }
        if (Object.prototype.hasOwnProperty.call(result, String(key))) {
          bad('has a key twice');
        }
        Object.defineProperty(result, String(key),
          {value: item(depth), writable: true, enumerable: true, configurable: true});
      }
      return result;
    }

    function list(count, depth) {
      var result = [];
      for (var i = 0; i < count; i++) {
        result.push(item(depth));
      }
      return result;
    }

    function item(depth) {
      if (depth > DEEPEST) {
        bad('is nested too deeply');
      }
      var first = bytes[take(1)];
      var info = first & 31;
      if (first >> 5 === 7) {
        return simple(info);
      }
      var count = argument(info);
      switch (first >> 5) {
        case 0: return count;
        case 1: return -1 - count;
        case 2: return Buffer.from(bytes.subarray(take(count), at));
        case 3: return Buffer.from(bytes.subarray(take(count), at)).toString('utf8');
        case 4: return list(count, depth + 1);
        case 5: return map(count, depth + 1);
        default: return item(depth + 1); // what a tag says of a claim is not told
      }
    }

    return {
      item: item,
      tag: function () {
        return at < bytes.length && bytes[at] >> 5 === 6 ? argument(bytes[take(1)] & 31) : -1;
      },
      ended: function () {
        return at === bytes.length;
      }
    };
  }

  function head(out, major, count) {
    var type = major << 5;
    if (count < 24) {
      out.push(type | count);
      return;
    }
    var size = count < 0x100 ? 1 : count < 0x10000 ? 2 : count < 0x100000000 ? 4 : 8;
    out.push(type | (size === 1 ? 24 : size === 2 ? 25 : size === 4 ? 26 : 27));
    for (var i = size - 1; i >= 0; i--) {
      out.push(Math.floor(count / Math.pow(256, i)) % 256);
    }
  }

  function append(out, bytes) {
    if (out.length + bytes.length > LONGEST) {
      bad('is longer than ' + LONGEST + ' bytes');
    }
    for (var i = 0; i < bytes.length; i++) {
      out.push(bytes[i]);
    }
  }

  function writeBytes(out, bytes) {
    head(out, 2, bytes.length);
    append(out, bytes);
  }

  function writeText(out, text) {
    var bytes = Buffer.from(text);
    head(out, 3, bytes.length);
    append(out, bytes);
  }

  function writeNumber(out, value) {
    if (Number.isSafeInteger(value)) {
      head(out, value < 0 ? 1 : 0, value < 0 ? -1 - value : value);
      return;
    }
    var view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    out.push(0xfb);
    append(out, new Uint8Array(view.buffer));
  }

  function writeMap(out, value, depth) {
    var keys = Object.keys(value);
    head(out, 5, keys.length);
    keys.forEach(function (key) {
      var isNumber = /^(0|-?[1-9][0-9]{0,14})$/.test(key);
      if (isNumber) {
        writeNumber(out, Number(key));
      } else {
        writeText(out, key);
      }
      write(out, value[key], depth + 1);
    });
  }

  function write(out, value, depth) {
    if (depth > DEEPEST) {
      bad('is nested too deeply');
    }
    if (value === null || value === undefined) {
      out.push(0xf6);
    } else if (typeof value === 'boolean') {
      out.push(value ? 0xf5 : 0xf4);
    } else if (typeof value === 'number') {
      writeNumber(out, value);
    } else if (typeof value === 'string') {
      writeText(out, value);
    } else if (value instanceof Uint8Array) {
      writeBytes(out, value);
    } else if (Array.isArray(value)) {
      head(out, 4, value.length);
      for (var i = 0; i < value.length; i++) {
        write(out, value[i], depth + 1);
      }
    } else if (typeof value === 'object') {
      writeMap(out, value, depth);
    } else {
      bad('cannot hold a ' + typeof value);
    }
  }

  // --- COSE_Mac0 (RFC 9052, 6.2)

  function mac(key, headers, payload) {
    var out = [];
    head(out, 4, 4);
    writeText(out, 'MAC0');
    writeBytes(out, headers);
    writeBytes(out, new Uint8Array(0));
    writeBytes(out, payload);
    return createHmac('sha256', bytesOf(key, 'the key')).update(Buffer.from(out)).digest();
  }

  /** Takes as long for a wrong tag as for the right one. */
  function isSame(one, other) {
    if (!(one instanceof Uint8Array) || one.length !== other.length) {
      return false;
    }
    var difference = 0;
    for (var i = 0; i < other.length; i++) {
      difference |= one[i] ^ other[i];
    }
    return difference === 0;
  }

  function mapOf(bytes) {
    if (!(bytes instanceof Uint8Array)) {
      bad('is no COSE_Mac0');
    }
    if (bytes.length === 0) {
      return {};
    }
    var input = reader(bytes);
    var value = input.item(0);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array
        || !input.ended()) {
      bad('holds something else than a map');
    }
    return value;
  }

  function validateToken(token, options) {
    var bytes = bytesOf(token, 'the token');
    if (bytes.length > LONGEST) {
      bad('is longer than ' + LONGEST + ' bytes');
    }
    if (typeof options !== 'object' || options === null) {
      throw new TypeError('the key is missing');
    }
    var input = reader(bytes);
    var tag = input.tag();
    if (tag === TAG_CWT) {
      tag = input.tag();
    }
    if (tag !== TAG_MAC0) {
      bad('is no COSE_Mac0');
    }
    var parts = input.item(0);
    if (!Array.isArray(parts) || parts.length !== 4 || !input.ended()) {
      bad('is no COSE_Mac0');
    }
    var headers = mapOf(parts[0]);
    if (headers[ALG] !== HS256) {
      bad('is not protected with HS256');
    }
    if (!(parts[2] instanceof Uint8Array)) {
      bad('has no payload');
    }
    if (!isSame(parts[3], mac(options.key, parts[0], parts[2]))) {
      bad('has a wrong signature');
    }
    return {protectedHeaders: headers, unprotectedHeaders: parts[1], payload: mapOf(parts[2])};
  }

  /** The documented order is (context, payload), that of the documented examples the other. */
  function generateToken(first, second) {
    var swapped = typeof first === 'object' && first !== null && !('key' in first);
    var context = swapped ? second : first;
    var content = swapped ? first : second;
    if (typeof context !== 'object' || context === null || typeof content !== 'object' || content === null) {
      throw new TypeError('expected a context and a payload');
    }
    if (context.coseTag !== undefined && context.coseTag !== 'MAC0') {
      throw new TypeError('coseTag must be "MAC0"');
    }
    var headers = Object.assign({}, content.protected);
    if (headers[ALG] === undefined) {
      headers[ALG] = HS256;
    }
    if (headers[ALG] !== HS256) {
      bad('can be protected with HS256 only');
    }
    var encoded = [];
    writeMap(encoded, headers, 0);
    var claims = [];
    writeMap(claims, Object(content.payload), 0);
    var out = [];
    if (context.cwtTag) {
      head(out, 6, TAG_CWT);
    }
    head(out, 6, TAG_MAC0);
    head(out, 4, 4);
    writeBytes(out, encoded);
    writeMap(out, Object(content.unprotected), 0);
    writeBytes(out, claims);
    writeBytes(out, mac(context.key, encoded, claims));
    if (out.length > LONGEST) {
      bad('is longer than ' + LONGEST + ' bytes');
    }
    return Buffer.from(out);
  }

  return {validateToken: validateToken, generateToken: generateToken};
})
