// SPDX-License-Identifier: Apache-2.0
// Buffer and byte strings, with all coding done outside of JavaScript.
(function (host, runtime, install) {
  'use strict';

  var encoder = new TextEncoder();
  var decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  var ENCODINGS = new Map([['utf8', 'utf8'], ['utf-8', 'utf8'], ['hex', 'hex'], ['base64', 'base64'],
    ['base64url', 'base64url']]);
  if (runtime === 'lambda') {
    ENCODINGS.set('latin1', 'latin1').set('binary', 'latin1').set('ascii', 'latin1');
  }

  /** What a constructor does, for numbers and buffers of our own, which need not be looked at. */
  var construct = host.construct;
  var Bytes = host.Bytes;

  function make(source, offset, length) {
    return construct(Bytes, [source, offset, length], Buffer);
  }

  function encodingOf(name) {
    var encoding = name === undefined || name === null ? 'utf8'
      : ENCODINGS.get(name) || ENCODINGS.get(String(name).toLowerCase());
    if (encoding === undefined) {
      throw new TypeError('Unknown encoding: ' + name);
    }
    return encoding;
  }

  function fromText(text, encoding) {
    var name = encodingOf(encoding);
    return name === 'utf8' ? encoded(encoder.encode(text)) : decoded(text, name, new ArrayBuffer(text.length));
  }

  function encoded(bytes) {
    return make(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  function decoded(text, name, target) {
    return make(target, 0, host.decode(text, name, target));
  }

  function toText(view, encoding) {
    var name = encodingOf(encoding);
    return name === 'utf8'
      ? decoder.decode(view)
      : host.encode(view.buffer, view.byteOffset, view.byteLength, name);
  }

  function asBytes(value, encoding) {
    var text = typeof value === 'string';
    if (!text && !ArrayBuffer.isView(value)) {
      throw new TypeError('expected a string, a Buffer or a TypedArray');
    }
    return text ? fromText(value, encoding)
      : value instanceof Uint8Array ? value
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }

  function requireOffset(buffer, offset, size) {
    var at = offset === undefined ? 0 : offset;
    if (typeof at !== 'number' || at % 1 !== 0) {
      throw new TypeError('offset must be an integer');
    }
    if (at < 0 || at + size > buffer.length) {
      throw new RangeError('offset is outside of the buffer');
    }
    return at;
  }

  function compareBytes(a, b) {
    var length = Math.min(a.length, b.length);
    for (var i = 0; i < length; i++) {
      if (a[i] !== b[i]) {
        return a[i] < b[i] ? -1 : 1;
      }
    }
    return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
  }

  function find(buffer, value, offset, encoding, last) {
    if (typeof offset === 'string') {
      encoding = offset;
      offset = undefined;
    }
    var sought = typeof value === 'number' ? new Uint8Array([value]) : asBytes(value, encoding);
    var most = buffer.length - sought.length;
    var at = offset === undefined ? (last ? most : 0) : Math.trunc(Number(offset)) || 0;
    if (at < 0) {
      at += buffer.length;
      if (at < 0) {
        if (last) {
          return -1;
        }
        at = 0;
      }
    }
    for (at = last ? Math.min(at, most) : at; at >= 0 && at <= most; at += last ? -1 : 1) {
      var i = 0;
      while (i < sought.length && buffer[at + i] === sought[i]) {
        i++;
      }
      if (i === sought.length) {
        return at;
      }
    }
    return -1;
  }

  function copied(value) {
    var list = value.type === 'Buffer' && Array.isArray(value.data) ? value.data : value;
    var copy = new Buffer(list.length || 0);
    for (var i = 0; i < copy.length; i++) {
      copy[i] = list[i];
    }
    return copy;
  }

  class Buffer extends Uint8Array {
    static from(value, second, third) {
      var text = typeof value === 'string';
      if (!text && (typeof value !== 'object' || value === null)) {
        throw new TypeError('expected a string, an array, an ArrayBuffer or a Buffer');
      }
      return text ? fromText(value, second)
        : !(value instanceof ArrayBuffer) ? copied(value)
        : new Buffer(value, second === undefined ? 0 : second,
          third === undefined ? value.byteLength - (second || 0) : third);
    }

    static alloc(size, fill, encoding) {
      if (typeof size !== 'number' || !(size >= 0)) {
        throw new RangeError('size must be a number that is not negative');
      }
      var buffer = make(size);
      return fill === undefined ? buffer : buffer.fill(fill, encoding);
    }

    static allocUnsafe(size) {
      return Buffer.alloc(size);
    }

    static byteLength(value, encoding) {
      return typeof value === 'string' ? fromText(value, encoding).length : value.byteLength;
    }

    static compare(a, b) {
      return compareBytes(asBytes(a), asBytes(b));
    }

    static concat(list, total) {
      var length = total === undefined ? list.reduce(function (sum, one) { return sum + one.length; }, 0) : total;
      var all = new Buffer(length);
      var at = 0;
      for (var i = 0; i < list.length && at < length; i++) {
        var part = list[i].length > length - at ? list[i].subarray(0, length - at) : list[i];
        all.set(part, at);
        at += part.length;
      }
      return all;
    }

    static isBuffer(value) {
      return value instanceof Buffer;
    }

    static isEncoding(name) {
      return typeof name === 'string' && ENCODINGS.has(name.toLowerCase());
    }

    compare(target, targetStart, targetEnd, start, end) {
      return compareBytes(this.subarray(start || 0, end), asBytes(target).subarray(targetStart || 0, targetEnd));
    }

    copy(target, targetStart, start, end) {
      var at = targetStart || 0;
      var part = this.subarray(start || 0, end);
      var room = Math.max(0, target.length - at);
      var copied = part.length > room ? part.subarray(0, room) : part;
      if (copied.length > 0) {
        target.set(copied, at);
      }
      return copied.length;
    }

    equals(other) {
      return compareBytes(this, asBytes(other)) === 0;
    }

    fill(value, offset, end, encoding) {
      if (typeof offset === 'string') {
        encoding = offset;
        offset = undefined;
      } else if (typeof end === 'string') {
        encoding = end;
        end = undefined;
      }
      if (typeof value === 'number') {
        return super.fill(value, offset, end);
      }
      var bytes = asBytes(value, encoding);
      var stop = end === undefined ? this.length : end;
      for (var at = offset || 0, i = 0; at < stop; at++, i++) {
        this[at] = bytes.length === 0 ? 0 : bytes[i % bytes.length];
      }
      return this;
    }

    includes(value, offset, encoding) {
      return find(this, value, offset, encoding, false) >= 0;
    }

    indexOf(value, offset, encoding) {
      return find(this, value, offset, encoding, false);
    }

    lastIndexOf(value, offset, encoding) {
      return find(this, value, offset, encoding, true);
    }

    slice(start, end) {
      return this.subarray(start, end);
    }

    swap16() {
      return swap(this, 2);
    }

    swap32() {
      return swap(this, 4);
    }

    swap64() {
      return swap(this, 8);
    }

    toJSON() {
      return {type: 'Buffer', data: Array.prototype.slice.call(this)};
    }

    toString(encoding, start, end) {
      return toText(start === undefined && end === undefined ? this : this.subarray(start || 0, end), encoding);
    }

    write(text, offset, length, encoding) {
      if (typeof offset === 'string') {
        encoding = offset;
        offset = undefined;
      } else if (typeof length === 'string') {
        encoding = length;
        length = undefined;
      }
      var at = offset || 0;
      var room = Math.min(length === undefined ? this.length - at : length, this.length - at);
      var bytes = fromText(String(text), encoding);
      var count = Math.min(bytes.length, room);
      if (encodingOf(encoding) === 'utf8') {
        while (count > 0 && count < bytes.length && (bytes[count] & 0xc0) === 0x80) {
          count--;
        }
      }
      this.set(bytes.subarray(0, count), at);
      return count;
    }

    readUIntLE(offset, size) {
      return readUnsigned(this, offset, size, true);
    }

    readUIntBE(offset, size) {
      return readUnsigned(this, offset, size, false);
    }

    readIntLE(offset, size) {
      return signed(readUnsigned(this, offset, size, true), size);
    }

    readIntBE(offset, size) {
      return signed(readUnsigned(this, offset, size, false), size);
    }

    writeUIntLE(value, offset, size) {
      return writeInteger(this, value, offset, size, true, false);
    }

    writeUIntBE(value, offset, size) {
      return writeInteger(this, value, offset, size, false, false);
    }

    writeIntLE(value, offset, size) {
      return writeInteger(this, value, offset, size, true, true);
    }

    writeIntBE(value, offset, size) {
      return writeInteger(this, value, offset, size, false, true);
    }
  }

  function swap(buffer, size) {
    if (buffer.length % size !== 0) {
      throw new RangeError('the length must be a multiple of ' + size);
    }
    for (var at = 0; at < buffer.length; at += size) {
      buffer.subarray(at, at + size).reverse();
    }
    return buffer;
  }

  function requireSize(size) {
    if (size !== 1 && size !== 2 && size !== 3 && size !== 4 && size !== 5 && size !== 6) {
      throw new RangeError('byteLength must be 1 to 6');
    }
  }

  function readUnsigned(buffer, offset, size, little) {
    requireSize(size);
    var at = requireOffset(buffer, offset, size);
    var value = 0;
    for (var i = 0; i < size; i++) {
      value = value * 256 + buffer[little ? at + size - 1 - i : at + i];
    }
    return value;
  }

  function signed(value, size) {
    return value >= Math.pow(2, 8 * size - 1) ? value - Math.pow(2, 8 * size) : value;
  }

  function writeInteger(buffer, value, offset, size, little, negative) {
    requireSize(size);
    var at = requireOffset(buffer, offset, size);
    var bound = Math.pow(2, negative ? 8 * size - 1 : 8 * size);
    var number = Math.trunc(Number(value));
    if (!(number < bound && number >= (negative ? -bound : 0))) {
      throw new RangeError('value is out of range');
    }
    var rest = number < 0 ? number + 2 * bound : number;
    for (var i = 0; i < size; i++) {
      buffer[little ? at + i : at + size - 1 - i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return at + size;
  }

  function viewOf(buffer) {
    return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  function method(name, code) {
    Object.defineProperty(Buffer.prototype, name, {value: code, writable: true, configurable: true});
  }

  [['Int8', 1], ['UInt8', 1], ['Int16', 2], ['UInt16', 2], ['Int32', 4], ['UInt32', 4], ['Float', 4], ['Double', 8]]
    .forEach(function (kind) {
      var name = kind[0];
      var size = kind[1];
      var real = name === 'Float' || name === 'Double';
      var native = name === 'Float' ? 'Float32' : name === 'Double' ? 'Float64' : name.replace('UInt', 'Uint');
      (size === 1 ? [''] : ['LE', 'BE']).forEach(function (order) {
        var little = order === 'LE';
        method('read' + name + order, function (offset) {
          return viewOf(this)['get' + native](requireOffset(this, offset, size), little);
        });
        method('write' + name + order, function (value, offset) {
          if (!real) {
            return writeInteger(this, value, offset, size, little, name[0] === 'I');
          }
          var at = requireOffset(this, offset, size);
          viewOf(this)['set' + native](at, value, little);
          return at + size;
        });
      });
    });

  if (runtime === '1.0') {
    installByteStrings();
  } else {
    install('Buffer', Buffer);
    install('btoa', function btoa(text) {
      return host.recode(String(text), 'latin1', 'base64');
    });
    install('atob', function atob(text) {
      return host.recode(String(text), 'base64', 'latin1');
    });
  }

  /** The non-standard methods of runtime 1.0: a byte string has one character for each byte. */
  function installByteStrings() {
    function on(target, name, code) {
      Object.defineProperty(target, name, {value: code, writable: true, configurable: true});
    }
    on(String, 'bytesFrom', function (value, encoding) {
      if (typeof value === 'string') {
        return host.recode(value, encodingOf(encoding), 'latin1');
      }
      return String.fromCharCode.apply(null, Array.prototype.map.call(value, function (one) { return one & 255; }));
    });
    on(String.prototype, 'fromBytes', function (start, end) {
      return String(this).slice(start || 0, end);
    });
    on(String.prototype, 'toBytes', function (start, end) {
      var part = String(this).slice(start || 0, end);
      return /^[\u0000-\u00ff]*$/.test(part) ? part : null;
    });
    on(String.prototype, 'toUTF8', function (start, end) {
      return host.recode(String(this).slice(start || 0, end), 'utf8', 'latin1');
    });
    on(String.prototype, 'fromUTF8', function (start, end) {
      return host.strictText(String(this).slice(start || 0, end));
    });
  }

  return {Buffer: Buffer, fromText: fromText, asBytes: asBytes};
})
