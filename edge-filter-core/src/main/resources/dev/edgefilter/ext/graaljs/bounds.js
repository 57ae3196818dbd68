// SPDX-License-Identifier: Apache-2.0
// Bounds for built-ins that loop over as many elements as an object says it has. They run no code in between, and only
// code can be stopped: one call on {length: 9007199254740991} would hold its thread for days.
(function () {
  'use strict';

  var MOST = 262144;
  var apply = Reflect.apply;
  var isArray = Array.isArray;
  var describe = Object.getOwnPropertyDescriptor;
  var prototypeOf = Object.getPrototypeOf;
  var typedArrays = prototypeOf(Uint8Array.prototype);

  function refuse() {
    throw new RangeError('Invalid array length');
  }

  // What an object has not is looked for in all its prototypes, by a built-in once for each element.
  var FEW = 64;
  var MOST_PROTOTYPES = 32;

  function requireBounded(target) {
    // A string has its own bound.
    if ((typeof target === 'object' && target !== null) || typeof target === 'function') {
      requireBoundedObject(target);
    }
  }

  function requireBoundedObject(target) {
    var known = isArray(target);
    if (known && target.length > MOST) {
      refuse();
    }
    var prototypes = 0;
    for (var object = target; object !== null; object = prototypeOf(object)) {
      if (++prototypes > MOST_PROTOTYPES) {
        throw new RangeError('Too many prototypes');
      }
      var length = known ? undefined : describe(object, 'length');
      if (length !== undefined) {
        // What a getter or an object tells now may be another number when the built-in asks.
        var steady = 'value' in length && typeof length.value !== 'object' && typeof length.value !== 'function';
        if (object !== typedArrays && (!steady || Number(length.value) > MOST)) {
          refuse();
        }
        known = true;
      }
    }
  }

  function replace(owner, name, code) {
    Object.defineProperty(owner, name, {value: code, writable: true, enumerable: false, configurable: true});
  }

  // Those to which a second argument that is undefined is the same as none are called the quicker way.
  ['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'includes', 'indexOf', 'join', 'map',
    'reverse', 'shift', 'slice', 'some', 'sort', 'toReversed', 'toSorted', 'with'].forEach(function (name) {
    var builtIn = Array.prototype[name];
    replace(Array.prototype, name, {
      [name](first, second) {
        if (!isArray(this) || this.length > FEW) {
          requireBounded(this);
        }
        return builtIn.call(this, first, second);
      }
    }[name]);
  });
  ['copyWithin', 'fill', 'lastIndexOf', 'reduce', 'reduceRight', 'splice', 'toLocaleString', 'toSpliced',
    'unshift'].forEach(function (name) {
    var builtIn = Array.prototype[name];
    replace(Array.prototype, name, {
      [name]() {
        requireBounded(this);
        return apply(builtIn, this, arguments);
      }
    }[name]);
  });

  /** At most so many elements; more than it has when it is no array and not taken for one. */
  function sizeOf(target) {
    return isArray(target) ? target.length
      : typeof target === 'object' && target !== null ? Number(target.length) || 1 : 1;
  }

  // The same large array may be given thousands of times.
  var concat = Array.prototype.concat;
  replace(Array.prototype, 'concat', {
    concat(item) {
      requireBounded(this);
      var total = sizeOf(this);
      for (var i = 0; i < arguments.length; i++) {
        requireBounded(arguments[i]);
        total += sizeOf(arguments[i]);
      }
      if (total > MOST) {
        refuse();
      }
      return apply(concat, this, arguments);
    }
  }.concat);

  var assign = Object.assign;
  replace(Object, 'assign', {
    assign(target, source) {
      var result = assign(target, source);
      for (var i = 2; i < arguments.length; i++) {
        assign(result, arguments[i]);
      }
      return result;
    }
  }.assign);

  // A descriptor is an object for each property, and all of an array's or a string's would be made in one go.
  var ownKeys = Reflect.ownKeys;
  var defineOne = Object.defineProperty;
  replace(Object, 'getOwnPropertyDescriptors', {
    getOwnPropertyDescriptors(target) {
      var object = target === null || target === undefined ? requireObject(target) : Object(target);
      var names = ownKeys(object);
      var result = {};
      for (var i = 0; i < names.length; i++) {
        defineOne(result, names[i], {
          value: describe(object, names[i]), writable: true, enumerable: true, configurable: true
        });
      }
      return result;
    }
  }.getOwnPropertyDescriptors);

  function requireObject(value) {
    throw new TypeError('Cannot convert ' + value + ' to an object');
  }

  function isLongArray(value) {
    return isArray(value) && value.length > FEW;
  }

  function defineEach(target, properties) {
    for (var i = 0; i < properties.length; i++) {
      if (i in properties) {
        defineOne(target, i, properties[i]);
      }
    }
    return target;
  }

  var defineProperties = Object.defineProperties;
  var create = Object.create;
  replace(Object, 'defineProperties', {
    defineProperties(target, properties) {
      return isLongArray(properties) ? defineEach(target, properties) : defineProperties(target, properties);
    }
  }.defineProperties);
  replace(Object, 'create', {
    create(prototype, properties) {
      return isLongArray(properties) ? defineEach(create(prototype), properties) : create(prototype, properties);
    }
  }.create);

  // A typed array takes the elements of what only looks like an array one by one, wherever they are.
  var buffers = ArrayBuffer.prototype;

  function requireShallow(source) {
    if (typeof source === 'object' && source !== null && prototypeOf(source) !== buffers && !ArrayBuffer.isView(source)
      && !(isArray(source) && source.length <= FEW)) {
      requireBounded(source);
    }
  }

  var construct = Reflect.construct;
  var TypedArray = typedArrays.constructor;
  [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
    Float64Array].forEach(function (type) {
    function Bounded(source, offset, length) {
      if (new.target === undefined) {
        throw new TypeError('Constructor ' + type.name + ' requires "new"');
      }
      if (typeof source === 'object') {
        requireShallow(source);
      }
      return construct(type, [source, offset, length], new.target);
    }

    Object.setPrototypeOf(Bounded, TypedArray);
    Object.defineProperty(Bounded, 'name', {value: type.name, configurable: true});
    Object.defineProperty(Bounded, 'prototype', {value: type.prototype, writable: false});
    Object.defineProperty(Bounded, 'BYTES_PER_ELEMENT', {value: type.BYTES_PER_ELEMENT});
    replace(type.prototype, 'constructor', Bounded);
    replace(globalThis, type.name, Bounded);
  });
  [[TypedArray, 'from'], [typedArrays, 'set']].forEach(function (pair) {
    var builtIn = pair[0][pair[1]];
    replace(pair[0], pair[1], {
      [pair[1]](source) {
        requireShallow(source);
        return apply(builtIn, this, arguments);
      }
    }[pair[1]]);
  });

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
      return next.call(this);
    }
  }.next);

  // To seek one long string in another compares as many characters as the product of their lengths.
  var SHORT = 64;
  var MOST_COMPARED = 67108864;

  function requireSeekable(text, sought) {
    if (sought.length > SHORT && sought.length * text.length > MOST_COMPARED) {
      throw new RangeError('Invalid search string length');
    }
  }

  // An object is asked for its text once: it may have another one when the built-in asks.
  function textOf(value) {
    return (typeof value === 'object' && value !== null) || typeof value === 'function' ? String(value) : value;
  }

  function isRegExp(value) {
    if (typeof value !== 'object' || value === null) {
      return false;
    }
    var match = value[Symbol.match];
    return match === undefined ? value instanceof RegExp : Boolean(match);
  }

  ['indexOf', 'lastIndexOf', 'includes'].forEach(function (name) {
    var builtIn = String.prototype[name];
    replace(String.prototype, name, {
      [name](sought, position) {
        return typeof sought === 'string' && sought.length <= SHORT && typeof this === 'string'
          ? builtIn.call(this, sought, position) : seek.call(this, sought, position);
      }
    }[name]);

    function seek(sought, position) {
      if (name === 'includes' && isRegExp(sought)) {
        throw new TypeError('First argument to String.prototype.includes must not be a regular expression');
      }
      var text = textOf(this);
      var wanted = textOf(sought);
      if (typeof wanted === 'string' && typeof text === 'string') {
        requireSeekable(text, wanted);
      }
      return apply(builtIn, text, [wanted, position]);
    }
  });

  var MOST_WRITTEN = 1048576;
  var splitText = String.prototype.split;
  var indexIn = String.prototype.indexOf;
  var sliceOf = String.prototype.slice;

  /** What the object that is sought does of its own, or nothing. */
  function ownWay(text, sought, symbol) {
    return typeof sought === 'object' && sought !== null && text !== null && text !== undefined ? sought[symbol] : undefined;
  }

  replace(String.prototype, 'split', {
    split(sought, limit) {
      return typeof sought === 'string' && sought.length <= SHORT && typeof this === 'string'
        ? splitText.call(this, sought, limit) : divide.call(this, sought, limit);
    }
  }.split);

  function divide(sought, limit) {
    var own = ownWay(this, sought, Symbol.split);
    return own !== undefined && own !== null ? apply(own, sought, [this, limit]) : divideText.call(this, sought, limit);
  }

  function divideText(sought, limit) {
    var text = textOf(this);
    var wanted = textOf(sought);
    if (typeof wanted === 'string' && typeof text === 'string') {
      requireSeekable(text, wanted);
    }
    return apply(splitText, text, [wanted, limit]);
  }

  /** What a replacement stands for, piece by piece: each may be as long as all of the text. */
  function expand(replacement, text, match, at) {
    var result = '';
    var from = 0;
    for (var sign = indexIn.call(replacement, '$'); sign !== -1; sign = indexIn.call(replacement, '$', from)) {
      var kind = replacement[sign + 1];
      var known = kind === '$' || kind === '&' || kind === '`' || kind === "'";
      result += sliceOf.call(replacement, from, known ? sign : sign + 1)
        + (kind === '$' ? '$'
          : kind === '&' ? match
          : kind === '`' ? sliceOf.call(text, 0, at)
          : kind === "'" ? sliceOf.call(text, at + match.length) : '');
      from = known ? sign + 2 : sign + 1;
    }
    return from === 0 ? replacement : result + sliceOf.call(replacement, from);
  }

  /** Replaces by code, which can be stopped between one place and the next. */
  function replacePlaces(text, wanted, replacement, all) {
    var code = typeof replacement === 'function';
    var result = '';
    var from = 0;
    var at = indexIn.call(text, wanted);
    while (at !== -1) {
      result += sliceOf.call(text, from, at)
        + (code ? `${replacement(wanted, at, text)}` : expand(replacement, text, wanted, at));
      from = at + wanted.length;
      var next = at + (wanted.length || 1);
      at = all && next <= text.length ? indexIn.call(text, wanted, next) : -1;
    }
    return result + sliceOf.call(text, from);
  }

  // To replace writes as much as the number of places times the length of what comes there, and that with $' or $` is
  // as long as all of the text.
  [['replace', 262144], ['replaceAll', 1024]].forEach(function (pair) {
    var name = pair[0];
    var most = pair[1];
    var builtIn = String.prototype[name];
    replace(String.prototype, name, {
      [name](sought, second) {
        return typeof sought === 'string' && sought.length <= SHORT && typeof this === 'string' && this.length <= most
          && (typeof second === 'string' ? second.length <= SHORT : typeof second === 'function')
          ? builtIn.call(this, sought, second) : exchange.call(this, sought, second);
      }
    }[name]);

    function exchange(sought, second) {
      if (name === 'replaceAll' && isRegExp(sought)) {
        return apply(builtIn, this, [sought, second]);
      }
      var own = ownWay(this, sought, Symbol.replace);
      return own !== undefined && own !== null
        ? apply(own, sought, [this, second]) : exchangeText.call(this, sought, second);
    }

    function exchangeText(sought, second) {
      if (this === null || this === undefined) {
        return apply(builtIn, this, [sought, second]);
      }
      // Each is asked for its text once, and in the order of the built-in; a symbol has none.
      var text = `${this}`;
      var wanted = `${sought}`;
      requireSeekable(text, wanted);
      var replacement = typeof second === 'function' ? second : `${second}`;
      var plain = typeof replacement === 'string' && indexIn.call(replacement, '$') === -1
        && (text.length / (wanted.length || 1) + 1) * replacement.length <= MOST_WRITTEN;
      return plain ? builtIn.call(text, wanted, replacement) : replacePlaces(text, wanted, replacement, name === 'replaceAll');
    }
  });

  // An expression is compiled before anything can stop it, in a time that grows with the square of its groups.
  var MOST_GROUPS = 64;
  var RealRegExp = RegExp;

  // What a class such as \p{L} stands for is compiled for each time that it is there.
  var LONGEST_PATTERN = 10240;

  function requireFewGroups(source) {
    if (source.length > LONGEST_PATTERN) {
      throw new SyntaxError('Invalid regular expression: too long');
    }
    var groups = 0;
    var inClass = false;
    for (var i = 0; i < source.length; i++) {
      var c = source[i];
      if (c === '\\') {
        i++;
      } else if (c === '[' || c === ']') {
        inClass = c === '[';
      } else if (c === '(' && !inClass && (source[i + 1] !== '?' || /^<[^=!]/.test(source.slice(i + 2, i + 4)))) {
        groups++;
      }
    }
    if (groups > MOST_GROUPS) {
      throw new SyntaxError('Invalid regular expression: too many groups');
    }
    return source;
  }

  function BoundedRegExp(pattern, flags) {
    var given = isRegExp(pattern);
    if (given && new.target === undefined && flags === undefined && pattern.constructor === BoundedRegExp) {
      return pattern;
    }
    // Read once: an object may tell another source when the built-in asks.
    var source = given ? pattern.source : pattern;
    var used = given && flags === undefined ? pattern.flags : flags;
    return Reflect.construct(RealRegExp, [requireFewGroups(source === undefined ? '' : String(source)), used],
      new.target === undefined ? BoundedRegExp : new.target);
  }

  Object.defineProperty(BoundedRegExp, 'name', {value: 'RegExp', configurable: true});
  Object.defineProperty(BoundedRegExp, 'prototype', {value: RealRegExp.prototype, writable: false});
  Object.defineProperty(BoundedRegExp, Symbol.species, describe(RealRegExp, Symbol.species));
  replace(RealRegExp.prototype, 'constructor', BoundedRegExp);
  replace(globalThis, 'RegExp', BoundedRegExp);
  delete RealRegExp.prototype.compile;

  // These make an expression of what is none.
  [['match', Symbol.match, ''], ['search', Symbol.search, ''], ['matchAll', Symbol.matchAll, 'g']].forEach(function (kind) {
    var name = kind[0];
    var builtIn = String.prototype[name];
    replace(String.prototype, name, {
      [name](sought) {
        var object = (typeof sought === 'object' && sought !== null) || typeof sought === 'function';
        var able = object && sought[kind[1]] !== undefined && sought[kind[1]] !== null;
        return apply(builtIn, this, [able ? sought : new BoundedRegExp(sought === null ? 'null' : sought, kind[2])]);
      }
    }[name]);
  });

  var PIECE = 4096;

  // Without a constructor an object that is no expression becomes one by the engine's own constructor.
  [Symbol.split, Symbol.matchAll].forEach(function (name) {
    var builtIn = RealRegExp.prototype[name];
    replace(RealRegExp.prototype, name, {
      [name](text, limit) {
        if (typeof this === 'object' && this !== null && !isExpression(this)) {
          throw new TypeError('expected a regular expression');
        }
        return builtIn.call(this, text, limit);
      }
    }[name]);
  });

  var sourceOf = describe(RealRegExp.prototype, 'source').get;

  function isExpression(object) {
    try {
      sourceOf.call(object);
      return object !== RealRegExp.prototype;
    } catch (e) {
      return false;
    }
  }

  // Marks of one character are brought into an order, each past those before it.
  var MOST_MARKS = /[\p{M}\uff9e\uff9f]{256}/u;
  var exec = RealRegExp.prototype.exec;

  function requireFewMarks(text) {
    if (text.length > PIECE && exec.call(MOST_MARKS, text) !== null) {
      throw new RangeError('too many marks in a row');
    }
    return text;
  }

  var normalize = String.prototype.normalize;
  replace(String.prototype, 'normalize', {
    normalize(form) {
      var text = textOf(this);
      return normalize.call(typeof text === 'string' ? requireFewMarks(text) : text, form);
    }
  }.normalize);

  var localeCompare = String.prototype.localeCompare;
  replace(String.prototype, 'localeCompare', {
    localeCompare(that, locales, options) {
      var text = textOf(this);
      return typeof text === 'string'
        ? localeCompare.call(requireFewMarks(text), requireFewMarks(String(that)), locales, options)
        : localeCompare.call(text, that);
    }
  }.localeCompare);

  // A string that grows, as that of a ligature does, is copied for each character; so not too much at a time.

  ['toUpperCase', 'toLowerCase', 'toLocaleUpperCase', 'toLocaleLowerCase'].forEach(function (name) {
    var builtIn = String.prototype[name];
    replace(String.prototype, name, {
      [name]() {
        var text = textOf(this);
        return typeof text !== 'string' || text.length <= PIECE ? builtIn.call(text) : byPieces(text);
      }
    }[name]);

    function byPieces(text) {
      var result = '';
      for (var at = 0; at < text.length;) {
        var end = Math.min(at + PIECE, text.length);
        var last = text.charCodeAt(end - 1);
        if (last >= 0xd800 && last <= 0xdbff && end < text.length) {
          end++; // the two halves of one character
        }
        result += apply(builtIn, text.slice(at, end), []);
        at = end;
      }
      return result;
    }
  });

  // An object can be in thousands of places, and have thousands of properties of which nothing is written; so code runs
  // for each property.
  var stringify = JSON.stringify;

  function itself(key, value) {
    return value;
  }

  function namesOf(list) {
    var names = new Set();
    for (var i = 0; i < list.length; i++) {
      var name = list[i];
      if (typeof name === 'string' || typeof name === 'number' || name instanceof String || name instanceof Number) {
        names.add(String(name));
      }
    }
    return names;
  }

  function isBoxed(value) {
    return value instanceof Number || value instanceof String || value instanceof Boolean;
  }

  function choosing(names) {
    return function (key, value) {
      if (typeof value !== 'object' || value === null || isArray(value) || isBoxed(value)) {
        return value;
      }
      var chosen = {};
      names.forEach(function (name) {
        var property = value[name];
        if (property !== undefined) {
          Object.defineProperty(chosen, name, {value: property, enumerable: true});
        }
      });
      return chosen;
    };
  }

  replace(JSON, 'stringify', {
    stringify(value, replacer, space) {
      var simple = typeof value !== 'object' && typeof value !== 'function';
      return stringify(value, simple || typeof replacer === 'function' ? replacer
        : isArray(replacer) ? choosing(namesOf(replacer)) : itself, space);
    }
  }.stringify);

  // The engine hangs what a weak map holds onto the key, and built-ins are keys that outlive all calls. Within one call
  // there is no need to give anything back.
  function requireKey(key) {
    if ((typeof key !== 'object' || key === null) && typeof key !== 'function' && typeof key !== 'symbol') {
      throw new TypeError('Invalid value used as a weak key');
    }
  }

  [class WeakMap {
    #values = new Map();

    constructor(entries) {
      if (entries !== undefined && entries !== null) {
        for (var entry of entries) {
          this.set(entry[0], entry[1]);
        }
      }
    }

    delete(key) {
      return this.#values.delete(key);
    }

    get(key) {
      return this.#values.get(key);
    }

    has(key) {
      return this.#values.has(key);
    }

    set(key, value) {
      requireKey(key);
      this.#values.set(key, value);
      return this;
    }
  }, class WeakSet {
    #values = new Set();

    constructor(values) {
      if (values !== undefined && values !== null) {
        for (var value of values) {
          this.add(value);
        }
      }
    }

    add(value) {
      requireKey(value);
      this.#values.add(value);
      return this;
    }

    delete(value) {
      return this.#values.delete(value);
    }

    has(value) {
      return this.#values.has(value);
    }
  }].forEach(function (type) {
    Object.defineProperty(type.prototype, Symbol.toStringTag, {value: type.name, configurable: true});
    replace(globalThis, type.name, type);
  });

  // The engine's registry keeps symbols as long as the process lives.
  var newSymbol = Symbol;
  var symbols = new Map();
  var keys = new Map();
  replace(Symbol, 'for', {
    for(key) {
      var text = `${key}`;
      var symbol = symbols.get(text);
      if (symbol === undefined) {
        symbol = newSymbol(text);
        symbols.set(text, symbol);
        keys.set(symbol, text);
      }
      return symbol;
    }
  }.for);
  replace(Symbol, 'keyFor', {
    keyFor(symbol) {
      if (typeof symbol !== 'symbol') {
        throw new TypeError('expected a symbol');
      }
      return keys.get(symbol);
    }
  }.keyFor);

  ['apply', 'construct'].forEach(function (name) {
    var builtIn = Reflect[name];
    replace(Reflect, name, {
      [name](target) {
        requireBounded(arguments[name === 'apply' ? 2 : 1]);
        return apply(builtIn, Reflect, arguments);
      }
    }[name]);
  });
  var applyTo = Function.prototype.apply;
  replace(Function.prototype, 'apply', {
    apply(self, given) {
      if (!isArray(given) || given.length > FEW) {
        requireBounded(given);
      }
      return apply(applyTo, this, [self, given]);
    }
  }.apply);

  // The other ways to a big integer are closed: nobody can stop the work on one.
  ['getBigInt64', 'getBigUint64', 'setBigInt64', 'setBigUint64'].forEach(function (name) {
    delete DataView.prototype[name];
  });

  /** Forgets what the call before has registered. */
  return function () {
    if (symbols.size > 0) {
      symbols.clear();
      keys.clear();
    }
  };
})
