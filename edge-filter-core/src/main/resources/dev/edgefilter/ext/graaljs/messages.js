// SPDX-License-Identifier: Apache-2.0
// Makes the request and the response of an event, and tells what a function returned. Runs when all is bounded.
// A return that is not the last statement costs an exception in the interpreter, so there is none.
(function (host, runtime, quickly, rawQueryString) {
  'use strict';

  var parse = JSON.parse;
  var stringify = JSON.stringify;
  var keysOf = Object.keys;
  var valuesOf = Object.values;
  var isArray = Array.isArray;
  var define = Object.defineProperty;
  var asItIs = quickly.stringify;
  var split = quickly.split;
  var codeAt = quickly.codeAt;

  var QUERY = 0;
  var HEADERS = 1;
  var COOKIES = 2;
  var RESPONSE_HEADERS = 3;
  var RESPONSE_COOKIES = 4;

  /** Between the names and values of a part. */
  var NUL = '\0';

  /** In front of a part that is an object in JSON. */
  var LINE_FEED = 10;

  /** In front of what is told part by part; no JSON begins so. */
  var TOLD = '+';
  var NO_ENTRIES = Object.freeze([]);
  var NONE = Object.freeze([0, NO_ENTRIES, NO_ENTRIES]);
  var UNCHANGED = 0;

  // Of the call of now.
  var method = null;
  var uri = null;
  var status = 0;
  var description = null;
  var answering = false;
  var parts = null;
  var given = null;
  var headersAhead = NO_ENTRIES;
  var looking = false;
  var met = 0;
  var plain = true;

  var requestPrototype = Object.prototype;
  if (runtime === '2.0') {
    requestPrototype = Object.create(Object.prototype);
    define(requestPrototype, 'rawQueryString', {value: rawQueryString});
    Object.freeze(requestPrototype);
  }

  // Most functions look at some of a message, so what they do not look at is neither written nor read nor told.
  var UNREAD = [QUERY, HEADERS, COOKIES, RESPONSE_HEADERS, RESPONSE_COOKIES].map(function () {
    return Object.freeze({});
  });
  var UNREAD_QUERY = UNREAD[QUERY];
  var UNREAD_HEADERS = UNREAD[HEADERS];
  var UNREAD_COOKIES = UNREAD[COOKIES];

  function put(message, name, value) {
    define(message, name, {value: value, writable: true, enumerable: true, configurable: true});
  }

  /** Names and values in turn, a NUL between them, if there is no more to them. */
  function receive(text, part) {
    return codeAt.call(text, 0) === LINE_FEED ? parse(text)
      : receiveList(text === '' ? NO_ENTRIES : split.call(text, NUL), part);
  }

  function receiveList(list, part) {
    given[part] = list;
    return build(list);
  }

  function build(list) {
    var group = {};
    for (var i = 0; i < list.length; i += 2) {
      group[list[i]] = {value: list[i + 1]};
    }
    return group;
  }

  function read(part) {
    var group = parts[part];
    if (group === undefined) {
      if (looking) {
        met++;
        group = UNREAD[part];
      } else {
        group = headersAhead.length > 0 && part === (answering ? RESPONSE_HEADERS : HEADERS)
          ? receiveList(headersAhead, part) : receive(host.part(part), part);
        parts[part] = group;
      }
    }
    return group;
  }

  function look(message, name, part) {
    var group;
    met = 0;
    looking = true;
    try {
      group = message[name];
    } catch (e) {
      if (met === 0) {
        throw e;
      }
    } finally {
      looking = false;
    }
    // A getter of the function may have met it on its way to something else, and stumbled over what it met.
    return met > 0 && group !== UNREAD[part] ? message[name] : group;
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

  /** How many of the given entries come first and are as they were. */
  function keptOf(names, values, list) {
    var most = names.length;
    var kept = 0;
    var entry;
    for (var at = 0; kept < most && names[kept] === list[at] && typeof (entry = values[kept]) === 'object' && entry !== null
        && entry.value === list[at + 1] && entry.multiValue === undefined; at += 2) {
      kept++;
    }
    return kept;
  }

  /** Of an entry its value, where that is all that counts. */
  function plainly(given, attributes) {
    var value = typeof given === 'object' && given !== null ? given.value : undefined;
    return typeof value === 'string' && given.multiValue === undefined && (!attributes || given.attributes === undefined)
      ? value : isLeftOut(given) ? null : whole(entry(given));
  }

  function rest(kept, names, values, attributes) {
    var others = [];
    var theirs = [];
    for (var i = kept; i < names.length; i++) {
      others[i - kept] = names[i];
      theirs[i - kept] = plainly(values[i], attributes);
    }
    return [kept, others, theirs];
  }

  /**
   * How many of the given entries come first and are kept, then names and values of the others; null when all are as
   * they were. Code runs for each entry, so that it can be stopped, whatever a function has left there.
   */
  function entries(group, part) {
    var names = keysOf(group);
    var values = valuesOf(group);
    if (values.length !== names.length) { // a getter took others away
      names.forEach(function (name, i) {
        values[i] = group[name];
      });
    }
    var list = given[part];
    var kept = list === null ? 0 : keptOf(names, values, list);
    return list !== null && kept === names.length && 2 * kept === list.length ? null
      : rest(kept, names, values, part === RESPONSE_COOKIES);
  }

  function json(result) {
    var text = stringify(result);
    return text === undefined ? 'undefined' : text;
  }

  function text(value) {
    return typeof value === 'string' ? value : isLeftOut(value) ? null : whole(value);
  }

  function tell(list) {
    return TOLD + (plain ? asItIs(list) : stringify(list));
  }

  function told(group, part) {
    return group === UNREAD[part] ? null
      : isObject(group) ? entries(group, part)
      : isLeftOut(group) || group === null ? NONE : whole(group);
  }

  function tellRequest(request) {
    var query;
    var headers;
    var cookies;
    var alike = false;
    met = 0;
    looking = true;
    try {
      query = request.querystring;
      headers = request.headers;
      cookies = request.cookies;
      alike = met === (query === UNREAD_QUERY ? 1 : 0) + (headers === UNREAD_HEADERS ? 1 : 0)
        + (cookies === UNREAD_COOKIES ? 1 : 0);
    } catch (e) {
      // One by one it will be seen whose fault that is.
    } finally {
      looking = false;
    }
    if (!alike) { // a getter of the function met what is unread
      query = look(request, 'querystring', QUERY);
      headers = look(request, 'headers', HEADERS);
      cookies = look(request, 'cookies', COOKIES);
    }
    query = told(query, QUERY);
    headers = told(headers, HEADERS);
    cookies = told(cookies, COOKIES);
    return query === null && headers === null && cookies === null && request.method === method && request.uri === uri
      ? UNCHANGED : tell([text(request.method), text(request.uri), query, headers, cookies]);
  }

  function body(value) {
    return typeof value === 'string' ? value : isLeftOut(value) || value === null ? null
      : whole(isObject(value) ? {encoding: value.encoding, data: value.data} : value);
  }

  function tellResponse(response, code) {
    var headers = told(look(response, 'headers', RESPONSE_HEADERS), RESPONSE_HEADERS);
    var cookies = told(look(response, 'cookies', RESPONSE_COOKIES), RESPONSE_COOKIES);
    var made = body(response.body);
    return headers === null && cookies === null && made === null && code === status
      && response.statusDescription === description
      ? UNCHANGED : tell([code, text(response.statusDescription), headers, cookies, made]);
  }

  return {
    /**
     * The request of the event. The parts of a message come from the host when they are asked for, but for the headers
     * of the message that the function is called for, where it is given them.
     */
    request: function (itsMethod, itsUri, itsHeaders) {
      headersAhead = itsHeaders;
      method = itsMethod;
      uri = itsUri;
      answering = false;
      parts = [];
      given = [null, null, null, null, null];
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
    response: function (itsStatus, itsDescription, itsBody) {
      status = itsStatus;
      description = itsDescription;
      answering = true;
      var response = {
        statusCode: itsStatus,
        statusDescription: itsDescription,
        get headers() {
          return read(RESPONSE_HEADERS);
        },
        set headers(value) {
          put(this, 'headers', value);
        },
        get cookies() {
          return read(RESPONSE_COOKIES);
        },
        set cookies(value) {
          put(this, 'cookies', value);
        }
      };
      if (itsBody !== null) {
        response.body = parse(itsBody);
      }
      return response;
    },

    /** The result in JSON, or in a form that is quicker to write and to read; a number when nothing has changed. */
    tell: function (result) {
      var usual = isObject(result) && typeof result.toJSON !== 'function';
      var code = usual ? result.statusCode : null; // read once: a getter may tell another one later
      plain = true;
      return usual && typeof code === 'number' && isFinite(code) ? tellResponse(result, code)
        : usual && !answering && isLeftOut(code) && typeof result.method === 'string'
          && typeof result.uri === 'string' ? tellRequest(result)
        : json(result);
    },

    json: json
  };
})
