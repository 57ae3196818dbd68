// SPDX-License-Identifier: Apache-2.0
// Makes the request and the response of an event, and tells what a function returned. Runs when all is bounded.
// A return that is not the last statement costs an exception in the interpreter, so there is none.
(function (host, runtime, quickly, rawQueryString) {
  'use strict';

  var parse = JSON.parse;
  var stringify = JSON.stringify;
  var keysOf = Object.keys;
  var isArray = Array.isArray;
  var define = Object.defineProperty;

  var QUERY = 0;
  var HEADERS = 1;
  var COOKIES = 2;

  /** In front of what is told part by part; no JSON begins so. */
  var TOLD = '+';
  var UNCHANGED = 0;

  var method = null;
  var uri = null;
  var answering = false;
  var parts = null;
  var looking = false;
  var met = false;
  var plain = true;

  var requestPrototype = Object.prototype;
  if (runtime === '2.0') {
    requestPrototype = Object.create(Object.prototype);
    define(requestPrototype, 'rawQueryString', {value: rawQueryString});
    Object.freeze(requestPrototype);
  }

  // Most functions look at some of a request, so what they do not look at is neither written nor read nor told.
  var UNREAD = [Object.freeze({}), Object.freeze({}), Object.freeze({})];

  function put(request, name, value) {
    define(request, name, {value: value, writable: true, enumerable: true, configurable: true});
  }

  function read(part) {
    var group = parts[part];
    if (group === undefined) {
      if (looking) {
        met = true;
        group = UNREAD[part];
      } else {
        group = parse(host.part(part));
        parts[part] = group;
      }
    }
    return group;
  }

  function look(request, name, part) {
    var group;
    met = false;
    looking = true;
    try {
      group = request[name];
    } finally {
      looking = false;
    }
    // A getter of the function may have met it on its way to something else.
    return met && group !== UNREAD[part] ? request[name] : group;
  }

  /** What JSON leaves out of an object. */
  function isLeftOut(value) {
    return value === undefined || typeof value === 'function' || typeof value === 'symbol';
  }

  function isObject(value) {
    return typeof value === 'object' && value !== null && !isArray(value);
  }

  /** As it is, in a list by which it is known from the usual. */
  function whole(value) {
    plain = false;
    return [value];
  }

  /** What is read of an entry, and nothing else that a function has left there. */
  function entry(value) {
    return isObject(value)
      ? {value: value.value, multiValue: value.multiValue, attributes: value.attributes} : value;
  }

  /** Names and values in turn. Code runs for each, so that it can be stopped, whatever a function has left there. */
  function entries(group, attributes) {
    return isObject(group) ? entriesIn(group, attributes) : isLeftOut(group) || group === null ? [] : whole(group);
  }

  function entriesIn(group, attributes) {
    var names = keysOf(group);
    var list = [];
    var at = 0;
    for (var i = 0; i < names.length; i++) {
      var given = group[names[i]];
      var value = isObject(given) ? given.value : undefined;
      if (typeof value === 'string' && given.multiValue === undefined
          && (!attributes || given.attributes === undefined)) {
        list[at++] = names[i];
        list[at++] = value;
      } else if (!isLeftOut(given)) {
        list[at++] = names[i];
        list[at++] = whole(entry(given));
      }
    }
    return list;
  }

  function json(result) {
    var text = stringify(result);
    return text === undefined ? 'undefined' : text;
  }

  function text(value) {
    return typeof value === 'string' ? value : isLeftOut(value) ? null : whole(value);
  }

  function tell(list) {
    return TOLD + (plain ? quickly(list) : stringify(list));
  }

  function entriesOf(request, name, part) {
    var group = look(request, name, part);
    return group === UNREAD[part] ? null : entries(group, false);
  }

  function tellRequest(request) {
    var query = entriesOf(request, 'querystring', QUERY);
    var headers = entriesOf(request, 'headers', HEADERS);
    var cookies = entriesOf(request, 'cookies', COOKIES);
    return query === null && headers === null && cookies === null && request.method === method && request.uri === uri
      ? UNCHANGED : tell([text(request.method), text(request.uri), query, headers, cookies]);
  }

  function body(value) {
    return typeof value === 'string' ? value : isLeftOut(value) || value === null ? null
      : whole(isObject(value) ? {encoding: value.encoding, data: value.data} : value);
  }

  function tellResponse(response) {
    return tell([response.statusCode, text(response.statusDescription), entries(response.headers, false),
      entries(response.cookies, true), body(response.body)]);
  }

  return {
    /** The request of the event; its parts come from the host when they are asked for. */
    request: function (itsMethod, itsUri) {
      method = itsMethod;
      uri = itsUri;
      answering = false;
      parts = [undefined, undefined, undefined];
      return {
        __proto__: requestPrototype,
        method: itsMethod,
        uri: itsUri,
        get querystring() {
          return read(QUERY);
        },
        set querystring(value) {
          put(this, 'querystring', value);
        },
        get headers() {
          return read(HEADERS);
        },
        set headers(value) {
          put(this, 'headers', value);
        },
        get cookies() {
          return read(COOKIES);
        },
        set cookies(value) {
          put(this, 'cookies', value);
        }
      };
    },

    /** The response of the event. */
    response: function (json) {
      answering = true;
      return parse(json);
    },

    /** The result in JSON, or in a form that is quicker to write and to read; a number when nothing has changed. */
    tell: function (result) {
      var usual = isObject(result) && typeof result.toJSON !== 'function';
      plain = true;
      return usual && typeof result.statusCode === 'number' && isFinite(result.statusCode) ? tellResponse(result)
        : usual && !answering && isLeftOut(result.statusCode) && typeof result.method === 'string'
          && typeof result.uri === 'string' ? tellRequest(result)
        : json(result);
    },

    json: json
  };
})
