// SPDX-License-Identifier: Apache-2.0
// Bounds for built-ins that loop over as many elements as an object says it has. They run no code in between, and only
// code can be stopped: one call on {length: 9007199254740991} would hold its thread for days.
(function () {
  'use strict';

  var MOST = 1000000;
  var apply = Reflect.apply;
  var isArray = Array.isArray;
  var describe = Object.getOwnPropertyDescriptor;
  var prototypeOf = Object.getPrototypeOf;
  var typedArrays = prototypeOf(Uint8Array.prototype);

  function refuse() {
    throw new RangeError('Invalid array length');
  }

  function requireBounded(target) {
    if (isArray(target)) {
      if (target.length > MOST) {
        refuse();
      }
      return;
    }
    if ((typeof target !== 'object' && typeof target !== 'function') || target === null) {
      return; // a string has its own bound
    }
    for (var object = target; object !== null; object = prototypeOf(object)) {
      var length = describe(object, 'length');
      if (length !== undefined) {
        // What a getter or an object tells now may be another number when the built-in asks.
        var steady = 'value' in length && typeof length.value !== 'object' && typeof length.value !== 'function';
        if (object !== typedArrays && (!steady || Number(length.value) > MOST)) {
          refuse();
        }
        return;
      }
    }
  }

  function replace(owner, name, code) {
    Object.defineProperty(owner, name, {value: code, writable: true, enumerable: false, configurable: true});
  }

  function guard(owner, name) {
    var builtIn = owner[name];
    replace(owner, name, {
      [name]() {
        requireBounded(this);
        return apply(builtIn, this, arguments);
      }
    }[name]);
  }

  ['copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'includes',
    'indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice', 'some', 'sort',
    'splice', 'toLocaleString', 'toReversed', 'toSorted', 'toSpliced', 'unshift', 'with'].forEach(function (name) {
    guard(Array.prototype, name);
  });

  var concat = Array.prototype.concat;
  replace(Array.prototype, 'concat', {
    concat() {
      requireBounded(this);
      for (var i = 0; i < arguments.length; i++) {
        requireBounded(arguments[i]);
      }
      return apply(concat, this, arguments);
    }
  }.concat);

  ['from', 'fromAsync'].forEach(function (name) {
    var builtIn = Array[name];
    replace(Array, name, {
      [name](items) {
        requireBounded(items);
        return apply(builtIn, this, arguments);
      }
    }[name]);
  });

  // Nested arrays have bounds of their own, and loops of code need none.
  function flatten(target, source, depth) {
    for (var i = 0; i < source.length; i++) {
      if (i in source) {
        if (depth > 0 && isArray(source[i])) {
          flatten(target, source[i], depth - 1);
        } else {
          target.push(source[i]);
        }
      }
    }
    return target;
  }
  replace(Array.prototype, 'flat', {
    flat(depth) {
      return flatten([], Object(this), depth === undefined ? 1 : Math.trunc(Number(depth)) || 0);
    }
  }.flat);
  replace(Array.prototype, 'flatMap', {
    flatMap(code, self) {
      return flatten([], apply(Array.prototype.map, this, [code, self]), 1);
    }
  }.flatMap);

  // Whoever takes the elements of an array one by one runs code for each.
  var iterators = prototypeOf([][Symbol.iterator]());
  var next = iterators.next;
  replace(iterators, 'next', {
    next() {
      return apply(next, this, []);
    }
  }.next);

  var stringify = JSON.stringify;
  replace(JSON, 'stringify', {
    stringify(value, replacer, space) {
      requireBounded(replacer);
      return stringify(value, replacer, space);
    }
  }.stringify);

  // The other ways to a big integer are closed: nobody can stop the work on one.
  ['getBigInt64', 'getBigUint64', 'setBigInt64', 'setBigUint64'].forEach(function (name) {
    delete DataView.prototype[name];
  });
})
