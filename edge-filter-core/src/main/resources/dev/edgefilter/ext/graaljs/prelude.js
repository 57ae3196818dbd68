// SPDX-License-Identifier: Apache-2.0
// Runs once in each new context, before any code of a function. What it returns is called by the engine; functions
// see only what is installed on the global object and what require() gives them, and all of that is frozen.
(function (host, runtime, frozen, bound, tell, load) {
  'use strict';

  var global = globalThis;
  var parse = JSON.parse;
  // As they are by themselves, for what bounds nobody.
  var quickly = {stringify: JSON.stringify, split: String.prototype.split, codeAt: String.prototype.charCodeAt};
  var define = Object.defineProperty;
  var RealProxy = Proxy;
  var RealPromise = Promise;
  var then = Promise.prototype.then;
  var inside = {construct: Reflect.construct, Bytes: Uint8Array};
  var forget = bound();
  var stringify = JSON.stringify;

  // What is not to be had by name can be had by ways around, so it is frozen like the rest.
  var hidden = ['Proxy', 'load', 'loadWithNewGlobal', 'print', 'printErr', 'console', 'Graal', 'Polyglot', 'Java', 'arguments',
    'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics', 'Iterator', 'Intl', 'Temporal'];
  var unnamed = hidden.map(function (name) {
    var value = global[name];
    delete global[name];
    return value;
  });

  // The clock stands still during a run.
  var now = 0;
  var RealDate = Date;
  var FrozenDate = new RealProxy(RealDate, {
    construct: function (target, args, newTarget) {
      return Reflect.construct(target, args.length === 0 ? [now] : args, newTarget === FrozenDate ? target : newTarget);
    },
    apply: function () {
      return new RealDate(now).toString();
    }
  });
  define(RealDate, 'now', {value: function now_() { return now; }, writable: true, configurable: true});
  define(RealDate.prototype, 'constructor', {value: FrozenDate, writable: true, configurable: true});
  define(global, 'Date', {value: FrozenDate, writable: true, configurable: true});

  function install(name, value) {
    define(global, name, {value: value, writable: true, enumerable: false, configurable: true});
  }

  function text(value) {
    if (typeof value === 'string') {
      return value;
    }
    if (value instanceof Error) {
      return String(value);
    }
    if (typeof value === 'object' && value !== null) {
      try {
        return String(stringify(value));
      } catch (e) {
        return String(value);
      }
    }
    return String(value);
  }

  function log() {
    var line = runtime === 'lambda' ? Array.prototype.map.call(arguments, text).join(' ') : text(arguments[0]);
    host.log(line);
  }
  var console = {log: log, error: log};
  if (runtime === 'lambda') {
    console.info = console.warn = console.debug = log;
  }
  install('console', console);

  // Errors that CloudFront has beyond the language.
  function installError(name) {
    var type = {[name]: class extends Error {}}[name];
    define(type.prototype, 'name', {value: name, writable: true, configurable: true});
    install(name, type);
    return type.prototype;
  }
  var furtherErrors = runtime === 'lambda' ? []
    : (runtime === '1.0' ? ['InternalError', 'MemoryError'] : ['InternalError']).map(installError);

  var state = {location: null};
  var modules = load({...host, ...inside}, runtime, install, state);

  var loaded = new Map(Object.entries(modules));

  function require(name) {
    var module = loaded.get(name);
    if (module === undefined) {
      throw new Error('Cannot find module "' + name + '"');
    }
    return module;
  }
  install('require', require);

  // Nothing that one run does to what all share can reach the next one.
  function harden(roots) {
    var seen = new Set();
    var todo = roots.slice();
    while (todo.length > 0) {
      var object = todo.pop();
      if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) {
        continue;
      }
      seen.add(object);
      todo.push(Object.getPrototypeOf(object));
      var keys = Reflect.ownKeys(object);
      for (var i = 0; i < keys.length; i++) {
        var property = Object.getOwnPropertyDescriptor(object, keys[i]);
        if ('value' in property) {
          todo.push(property.value);
        } else {
          todo.push(property.get, property.set);
        }
      }
    }
    seen.delete(global);
    assignable.forEach(makeAssignable);
    seen.forEach(Object.freeze);
  }

  // A frozen prototype would also forbid to set a property of the same name on an object that inherits it.
  var assignable = new Set([Object.prototype, Error.prototype, EvalError.prototype, RangeError.prototype,
    ReferenceError.prototype, SyntaxError.prototype, TypeError.prototype, URIError.prototype].concat(furtherErrors));
  function makeAssignable(prototype) {
    Reflect.ownKeys(prototype).forEach(function (key) {
      var property = Object.getOwnPropertyDescriptor(prototype, key);
      if (!('value' in property) || !property.configurable) {
        return;
      }
      var value = property.value;
      var accessors = Object.getOwnPropertyDescriptor({
        get value() {
          return value;
        },
        set value(given) {
          if (this === prototype || Object(this) !== this) {
            throw new TypeError('Cannot assign to a property of a built-in prototype');
          }
          define(this, key, {value: given, writable: true, enumerable: true, configurable: true});
        }
      }, 'value');
      define(prototype, key, {
        get: Object.freeze(accessors.get), set: Object.freeze(accessors.set), enumerable: false, configurable: false
      });
    });
  }

  function iteratorHelper() {
    var iterator = [][Symbol.iterator]();
    return typeof iterator.map === 'function' ? iterator.map(String) : iterator;
  }

  function wrapped() {
    var from = unnamed[hidden.indexOf('Iterator')];
    return from && typeof from.from === 'function' ? from.from({next: String}) : null;
  }

  harden([
    global, modules, unnamed, RealDate, FrozenDate, iteratorHelper(), wrapped(),
    function* () {}, async function () {}, async function* () {}, (function* () {})(), (async function* () {})(),
    [][Symbol.iterator](), ''[Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](),
    'a'.matchAll(/a/g), Promise.resolve(),
    Object.getOwnPropertyDescriptor((function () { return arguments; })(), 'callee').get
  ]);
  var names = Reflect.ownKeys(global);
  names.forEach(function (name) {
    var property = Object.getOwnPropertyDescriptor(global, name);
    if ('value' in property) {
      property.writable = false;
    }
    property.configurable = false;
    define(global, name, property);
  });
  if (frozen) {
    Object.freeze(global);
  }
  var known = new Set(names);

  // A function that uses globalThis may set properties of it; they last for one run.
  function clean() {
    var dirty = false;
    Reflect.ownKeys(global).forEach(function (name) {
      if (!known.has(name)) {
        dirty = !Reflect.deleteProperty(global, name) || dirty;
      }
    });
    return !dirty && Reflect.isExtensible(global) && Object.getPrototypeOf(global) === base;
  }
  var base = Object.getPrototypeOf(global);

  var PENDING = 1;
  var factory = null;
  var rawQuery = null;
  var outcome = PENDING;
  var settled;

  // As a method it has no prototype, on which one call could leave something for the next one.
  var rawQueryString = Object.freeze({
    rawQueryString() {
      return rawQuery === null ? undefined : rawQuery;
    }
  }.rawQueryString);

  var messages = tell(host, runtime, quickly, rawQueryString);

  function fulfilled(value) {
    outcome = 'fulfilled';
    settled = value;
  }

  function rejected(reason) {
    outcome = 'rejected';
    settled = reason;
  }

  function follow(promise) {
    outcome = PENDING;
    settled = undefined;
    // One that we are given may have a then that keeps what it gets.
    then.call(promise instanceof RealPromise && promise.then === then ? promise : new RealPromise(function (resolve) {
      resolve(promise);
    }), fulfilled, rejected);
    return PENDING;
  }

  function isPromise(value) {
    return typeof value === 'object' && value !== null && typeof value.then === 'function';
  }

  return {
    /** Takes the compiled source of the function. */
    take: function (compiled) {
      factory = compiled;
      if (runtime !== 'lambda' && typeof factory() !== 'function') {
        throw new TypeError('handler is no function');
      }
    },

    run: function (method, uri, query, status, description, body, domain, id, type, requestId, ip, time, ...headers) {
      now = time;
      forget();
      rawQuery = query;
      var event = {
        version: '1.0',
        context: {distributionDomainName: domain, distributionId: id, eventType: type, requestId: requestId},
        viewer: {ip: ip},
        request: messages.request(method, uri, headers)
      };
      state.request = status === null;
      if (status !== null) {
        event.response = messages.response(status, description, body);
      }
      var handler = factory();
      var result = handler(event);
      return isPromise(result) ? follow(result) : messages.tell(result);
    },

    /** A Lambda@Edge handler answers by its result, by a promise, or by calling back. */
    lambda: function (json, time, name) {
      now = time;
      forget();
      var module = {exports: {}};
      factory(module.exports, module);
      var handler = module.exports[name];
      if (typeof handler !== 'function') {
        throw new TypeError(name + ' is no function of exports');
      }
      return follow(new Promise(function (resolve, reject) {
        var callback = function (error, value) {
          if (error === null || error === undefined) {
            resolve(value);
          } else {
            reject(error);
          }
        };
        var result = handler(parse(json), {functionName: 'edge', awsRequestId: ''}, callback);
        if (isPromise(result)) {
          result.then(resolve, reject);
        } else if (handler.length < 3) {
          resolve(result);
        }
      }));
    },

    settle: function () {
      if (outcome === 'rejected') {
        throw settled;
      }
      return outcome === PENDING ? PENDING : runtime === 'lambda' ? messages.json(settled) : messages.tell(settled);
    },

    clean: clean,

    /** Uses the modules as functions do. */
    exercise: function (times) {
      var crypto = modules.crypto;
      for (var i = 0; i < times; i++) {
        ['md5', 'sha1', 'sha256'].forEach(function (name) {
          crypto.createHash(name).update('warm').digest('hex');
          crypto.createHmac(name, 'key').update('warm').update(String(i)).digest('base64url');
        });
        if (modules.buffer) {
          var bytes = modules.buffer.Buffer.from('d2FybQ', 'base64url');
          parse('{"a":["' + bytes.toString() + bytes.toString('hex') + bytes.toString('base64') + '"]}');
          crypto.createHmac('sha256', bytes).update(bytes).digest();
        }
        modules.querystring.stringify(modules.querystring.parse('a=%20b&c=d&a=e'));
      }
    }
  };
})
