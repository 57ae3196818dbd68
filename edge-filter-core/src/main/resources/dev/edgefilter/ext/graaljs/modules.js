// SPDX-License-Identifier: Apache-2.0
// The modules that functions can load: crypto, querystring, buffer and cloudfront.
(function (host, runtime, install, state, buffers, tokens) {
  'use strict';

  var Buffer = buffers.Buffer;

  function place(bytes) {
    return [bytes.buffer, bytes.byteOffset, bytes.byteLength];
  }

  function hold(value) {
    return typeof value === 'string' ? value : place(buffers.asBytes(value));
  }

  function hash(algorithm, key) {
    if (algorithm !== 'md5' && algorithm !== 'sha1' && algorithm !== 'sha256'
        && !(runtime === 'lambda' && (algorithm === 'sha384' || algorithm === 'sha512'))) {
      throw new TypeError('not supported algorithm: "' + algorithm + '"');
    }
    var given = [];
    var done = false;
    return {
      update: function (data) {
        if (done) {
          throw new Error('Digest already called');
        }
        given.push(typeof data === 'string' ? data : Buffer.from(buffers.asBytes(data)));
        return this;
      },
      digest: function (encoding) {
        if (done) {
          throw new Error('Digest already called');
        }
        done = true;
        var data = given.length === 1 ? given[0]
          : given.every(function (one) { return typeof one === 'string'; }) ? given.join('')
          : Buffer.concat(given.map(function (one) { return buffers.asBytes(one); }));
        if (encoding === undefined || encoding === null) {
          if (runtime === '1.0') {
            return host.digest(algorithm, key, hold(data), 'latin1');
          }
          var target = new ArrayBuffer(64);
          return Buffer.from(target, 0, host.digest(algorithm, key, hold(data), target));
        }
        if (encoding !== 'hex' && encoding !== 'base64' && encoding !== 'base64url') {
          throw new TypeError('Unknown digest encoding: "' + encoding + '"');
        }
        return host.digest(algorithm, key, hold(data), encoding);
      }
    };
  }

  var crypto = {
    createHash: function createHash(algorithm) {
      return hash(algorithm, null);
    },
    createHmac: function createHmac(algorithm, key) {
      if (key === undefined || key === null) {
        throw new TypeError('key must be a string, a Buffer or a TypedArray');
      }
      return hash(algorithm, hold(typeof key === 'string' ? key : Buffer.from(buffers.asBytes(key))));
    }
  };

  function unescape_(text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return decodeURIComponent(text);
    } catch (e) {
      return host.unescape(text);
    }
  }

  function escape_(text) {
    return encodeURIComponent(text);
  }

  function parseQuery(text, separator, equal, options) {
    var result = {};
    if (typeof text !== 'string' || text.length === 0) {
      return result;
    }
    var sep = separator || '&';
    var eq = equal || '=';
    var decode = options && typeof options.decodeURIComponent === 'function' ? options.decodeURIComponent : unescape_;
    var most = options && typeof options.maxKeys === 'number' ? options.maxKeys : 1000;
    var pairs = text.split(sep);
    var count = most > 0 ? Math.min(most, pairs.length) : pairs.length;
    for (var i = 0; i < count; i++) {
      var pair = pairs[i];
      if (pair.length === 0) {
        continue;
      }
      var at = pair.indexOf(eq);
      var name = decode((at < 0 ? pair : pair.slice(0, at)).replace(/\+/g, ' '));
      var value = at < 0 ? '' : decode(pair.slice(at + eq.length).replace(/\+/g, ' '));
      if (!Object.prototype.hasOwnProperty.call(result, name)) {
        Object.defineProperty(result, name, {value: value, writable: true, enumerable: true, configurable: true});
      } else if (Array.isArray(result[name])) {
        result[name].push(value);
      } else {
        result[name] = [result[name], value];
      }
    }
    return result;
  }

  function stringifyQuery(object, separator, equal, options) {
    if (typeof object !== 'object' || object === null) {
      return '';
    }
    var sep = separator || '&';
    var eq = equal || '=';
    var encode = options && typeof options.encodeURIComponent === 'function' ? options.encodeURIComponent : escape_;
    function plain(value) {
      return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint'
        || (typeof value === 'number' && isFinite(value)) ? String(value) : '';
    }
    return Object.keys(object).map(function (name) {
      var value = object[name];
      return (Array.isArray(value) ? value : [value]).map(function (one) {
        return encode(name) + eq + encode(plain(one));
      }).join(sep);
    }).filter(function (pair) { return pair.length > 0; }).join(sep);
  }

  var querystring = {
    parse: parseQuery,
    decode: parseQuery,
    stringify: stringifyQuery,
    encode: stringifyQuery,
    escape: function escape(text) {
      return escape_(String(text));
    },
    unescape: function unescape(text) {
      return unescape_(String(text));
    }
  };

  function promised(code) {
    var promise;
    try {
      promise = Promise.resolve(code());
    } catch (e) {
      promise = Promise.reject(e);
    }
    return promise;
  }

  var store = {
    get: function get(key, options) {
      return promised(function () {
        var value = host.storeGet(String(key));
        if (value === null) {
          throw new Error('KeyNotFound: there is no key "' + key + '"');
        }
        var format = options && options.format !== undefined ? options.format : 'string';
        if (format !== 'string' && format !== 'json' && format !== 'bytes') {
          throw new TypeError('format must be "string", "json" or "bytes"');
        }
        return format === 'string' ? value : format === 'json' ? JSON.parse(value) : Buffer.from(value);
      });
    },
    exists: function exists(key) {
      return promised(function () {
        return host.storeGet(String(key)) !== null;
      });
    },
    count: function count() {
      return promised(function () {
        return JSON.parse(host.storeMeta()).keyCount;
      });
    },
    meta: function meta() {
      return promised(function () {
        return JSON.parse(host.storeMeta());
      });
    }
  };

  function origin(kind) {
    return function (options) {
      if (!state.request) {
        throw new Error('the origin can be changed on viewer-request only');
      }
      var fault = host.origin(kind, JSON.stringify(options), arguments[1] === undefined ? null : JSON.stringify(arguments[1]));
      if (fault !== null) {
        throw new Error(fault);
      }
    };
  }

  var ownFault; // of the store without a name: a function has one or none, and that does not change

  function faultOfOwn() {
    if (ownFault === undefined) {
      ownFault = host.storeFault(null);
    }
    return ownFault;
  }

  var cloudfront = {
    kvs: function kvs(id) {
      var fault = id === undefined ? faultOfOwn() : host.storeFault(String(id));
      if (fault !== null) {
        throw new Error(fault);
      }
      return store;
    },
    get edgeLocation() {
      return state.request ? JSON.parse(host.location()) : {};
    },
    get distributionTenant() {
      throw new Error('distributionTenant module is not available');
    },
    updateRequestOrigin: origin('update'),
    selectRequestOriginById: origin('select'),
    createRequestOriginGroup: origin('group'),
    cwt: tokens(Buffer, crypto.createHmac)
  };

  var modules = {crypto: crypto, querystring: querystring};
  if (runtime !== '1.0') {
    modules.buffer = {Buffer: Buffer};
  }
  if (runtime === '2.0') {
    modules.cloudfront = cloudfront;
  }
  return modules;
})
