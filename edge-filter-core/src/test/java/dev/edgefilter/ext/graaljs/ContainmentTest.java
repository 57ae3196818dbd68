// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionException.Kind;
import dev.edgefilter.function.FunctionLimits;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile and broken functions try, and what comes of it: nothing. */
final class ContainmentTest {
  /** An object of which nothing is written, however much it has. */
  private static final String WIDE =
      "var o = {}; for (var i = 0; i < 2000; i++) o['k' + i] = undefined; ";

  /** Much that has to be looked for in many places. */
  private static final String CHAIN =
      "var a = Array(262144), p = null; for (var i = 0; i < 3000; i++) p = Object.create(p); ";

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  /** A function that behaves unless the path asks for the deed. */
  private LoadedFunction function(String deed) {
    return scripts.load(
        "function handler(e) { if (e.request.uri !== '/deed') { return e.request; } "
            + deed
            + " }");
  }

  private static FunctionRequest at(String uri) {
    return new FunctionRequest("GET", uri, null, Headers.of("Host", "www.example.com"));
  }

  private FunctionException fails(LoadedFunction function) {
    return assertThrows(FunctionException.class, () -> scripts.answer(function, at("/deed")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) {}",
        "for (;;) { try { while (true) {} } catch (x) {} finally { continue; } }",
        "return new Promise(function (r) { (async function () { while (true) { await 1; } })(); });",
        "(function f() { return Promise.resolve().then(f); })(); return new Promise(function () {});",
        "var a = []; while (true) { a.push(new Array(1000).fill('x')); }",
        "var s = []; while (true) { s.push('x'.repeat(100000) + s.length); }",
        "var b = []; while (true) { b.push(new Uint8Array(100000)); }",
        "return /^(a+)+$/.test('a'.repeat(40) + 'b') ? 1 : (function () { while (true) {} })();",
        "return /(x+x+)+(?=y)\\1z/.test('x'.repeat(60)) ? 1 : (function () { while (true) {} })();",
        "var a = [3]; a.sort(function () { while (true) {} }); [3, 4].sort(function () { while (true) {} });",
        "var a = {toJSON: function () { while (true) {} }}; return a;",
        "return {get statusCode() { while (true) {} }};",
        "return {then: function () { while (true) {} }};",
        "for (;;) { new Set(Array(100000)); }",
        "while (true) { JSON.parse('[' + '1,'.repeat(10000) + '1]'); }",
        "while (true) { 'x'.repeat(100000).split(''); }"
      })
  void whatNeverEndsOrFillsTheMemoryIsStopped(String deed) throws Exception {
    LoadedFunction function = function(deed);
    FunctionException e = fails(function);
    assertEquals(Kind.EXECUTION, e.kind());
    assertTrue(e.text().startsWith("was stopped after "), e.text());
    assertEquals("/next", scripts.request(function, at("/next")).uri());
  }

  /** A virtual thread where the Java runtime has them. */
  private static Thread lightest(Runnable work) {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    } catch (NoSuchMethodException e) {
      Thread thread = new Thread(work, "viewer");
      thread.start();
      return thread;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void theLimitsHoldOnVirtualThreads() throws Exception {
    LoadedFunction hungry =
        function("var b = []; while (true) { b.push(new Uint8Array(100000)); }");
    LoadedFunction busy = function("while (true) {}");
    List<String> ends = new CopyOnWriteArrayList<>();
    lightest(() -> ends.add(fails(hungry).text())).join();
    lightest(() -> ends.add(fails(busy).text())).join();
    assertEquals("was stopped after it had allocated 67108864 bytes", ends.get(0));
    assertTrue(ends.get(1).endsWith(" ms of work"), ends.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(function f() { return 1 + f(); })();",
        "var s = 'x'; while (true) { s += s; }",
        "new Uint8Array(2147483647);",
        "new ArrayBuffer(2147483647);",
        "new Float64Array(100000000);",
        "Buffer.alloc(2000000000);",
        "'x'.repeat(1073741799);",
        "'x'.padEnd(1000000000);",
        "new Array(4294967295).join('xxxxxxxxx');",
        "await_;",
        "(async function f() { await f(); })(); throw 1;"
      })
  void whatIsTooMuchAtOnceFails(String deed) throws Exception {
    LoadedFunction function = function(deed);
    FunctionException e = fails(function);
    assertEquals(Kind.EXECUTION, e.kind(), e.text());
    assertEquals("/next", scripts.request(function, at("/next")).uri());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Array(400000000).fill(0);",
        "Array.from({length: 400000000});",
        "[].concat(new Array(400000000).fill(1));",
        "new Array(200000000).fill(0).map(String);"
      })
  void arraysOfAGigabyteAreStoppedInTime(String deed) throws Exception {
    LoadedFunction function = function(deed);
    Runtime runtime = Runtime.getRuntime();
    long before = runtime.totalMemory();
    assertEquals(Kind.EXECUTION, fails(function).kind());
    assertTrue(
        runtime.totalMemory() - before < 900L << 20, "grew by " + (runtime.totalMemory() - before));
    assertEquals("/next", scripts.request(function, at("/next")).uri());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw {get stack() { throw 1; }};",
        "throw {stack: 'at x:99999999999999:1'};",
        "throw {stack: 'at ' + 'x'.repeat(4000000)};",
        "throw new Error('x'.repeat(4000000));",
        "throw {get stack() { while (true) {} }};",
        "var x = new Error('x'); Object.defineProperty(x, 'stack', {get: function f() { return f(); }}); throw x;",
        "var a = []; for (var i = 0; i < 3000; i++) { a = [a]; } return {statusCode: 200, body: a};",
        "var a = {}; for (var i = 0; i < 3000; i++) { a = {a: a}; } return {statusCode: 200, headers: a};",
        "(function f() { try { console.log('x'); } finally { f(); } })();",
        "(function f() { try { require('crypto').createHash('md5').update('x').digest('hex'); } finally { f(); } })();"
      })
  void whatIsToldOfAFailureIsNoWayOut(String deed) throws Exception {
    LoadedFunction function =
        scripts.load(
            "async function handler(e) { if (e.request.uri !== '/deed') { return e.request; } "
                + deed
                + " }");
    for (int i = 0; i < 3; i++) {
      FunctionException e = fails(function);
      assertTrue(e.text().length() < 2000, () -> e.text().length() + " characters told");
      assertEquals("/next", scripts.request(function, at("/next")).uri());
    }
    assertFalse(Watchdog.ONE.watches(Thread.currentThread()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) {}",
        "var a = []; while (true) { a.push(new Uint8Array(100000)); }",
        "throw {get stack() { throw 1; }};"
      })
  void whatStandsOutsideOfTheHandlerIsStopped(String deed) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> scripts.load(deed + " function handler(e) { return e.request; }"));
    assertTrue(String.valueOf(e.getMessage()).matches("(was stopped after|failed with) .*"));
    assertFalse(Watchdog.ONE.watches(Thread.currentThread()));
  }

  @Test
  void nothingOfTheHostIsThere() throws Exception {
    String names =
        "['Java', 'Packages', 'java', 'javax', 'com', 'org', 'Polyglot', 'Graal', 'load',"
            + " 'loadWithNewGlobal', 'print', 'printErr', 'read', 'readFully', 'readbuffer',"
            + " 'quit', 'exit', 'process', 'global', 'fetch', 'XMLHttpRequest', 'WebSocket',"
            + " 'setTimeout', 'setInterval', 'Worker', 'WebAssembly', 'SharedArrayBuffer',"
            + " 'Atomics', 'WeakRef', 'FinalizationRegistry', 'performance', 'Intl', 'Debug', 'Proxy', 'BigInt',"
            + " 'BigInt64Array', 'BigUint64Array', 'Iterator']";
    assertEquals(
        "[]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            "",
            names + ".filter(function (n) { return globalThis[n] !== undefined; })"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e.constructor.constructor('return 1')();",
        "Function('return this')();",
        "(function* () {}).constructor('yield 1')();",
        "(async function () {}).constructor('return 1')();",
        "Object.getPrototypeOf(async function* () {}).constructor('yield 1')();",
        "eval('1');",
        "(0, eval)('1');",
        "Reflect.construct(Function, ['return 1'])();",
        "console.log.constructor('return 1')();",
        "require('crypto').createHash.constructor('return 1')();"
      })
  void noCodeIsMadeOfText(String deed) {
    FunctionException e = fails(function(deed));
    assertTrue(e.text().contains("EvalError"), e.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object.prototype.kept = e;",
        "Array.prototype.kept = e;",
        "Function.prototype.kept = e;",
        "JSON.parse = function () { return 1; };",
        "JSON.kept = e;",
        "Math.random = function () { return 1; };",
        "Date.now = function () { return 1; };",
        "Promise.prototype.then = function () {};",
        "String.prototype.split = function () {};",
        "Object.setPrototypeOf(Object.prototype, {kept: 1});",
        "Object.setPrototypeOf(Array.prototype, {kept: 1});",
        "Object.defineProperty(Object.prototype, 'kept', {value: e});",
        "console.log = function () {};",
        "console.kept = e;",
        "require.kept = e;",
        "require('crypto').kept = e;",
        "require('crypto').createHash = 1;",
        "require('cloudfront').kvs = 1;",
        "require('querystring').kept = e;",
        "Buffer.kept = e;",
        "Buffer.prototype.kept = e;",
        "Error.prototype.message = 'x';",
        "(function* () {}).__proto__.prototype.kept = e;",
        "[][Symbol.iterator]().__proto__.next = 1;",
        "(async function () {}).__proto__.kept = e;",
        "RegExp.prototype.exec = function () {};",
        "kept = e;",
        "undefined = 1;",
        "TextEncoder.prototype.encode = 1;",
        "Symbol.kept = e;"
      })
  void builtInsCannotBeChanged(String deed) throws Exception {
    FunctionException e = fails(function(deed));
    assertTrue(e.text().contains("TypeError") || e.text().contains("ReferenceError"), e.text());
  }

  @Test
  void aPropertyMayHaveTheNameOfOneOfABuiltIn() throws Exception {
    assertEquals(
        "[\"own\",\"own\",\"Mine: told\",\"[object Object]\"]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            """
            function Mine(message) { this.message = message; }
            Mine.prototype = Object.create(Error.prototype);
            Mine.prototype.constructor = Mine;
            Mine.prototype.name = 'Mine';
            var a = {}; a.toString = function () { return 'own'; };
            var b = Object.create(null); b.constructor = 'own';
            """,
            "[String(a), b.constructor, String(new Mine('told')), String({})]"));
  }

  /** Where one call could leave something for the next one; what it finds there is told. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "globalThis",
        "(globalThis.own = globalThis.own || {})",
        "e.request.rawQueryString",
        "e.request.rawQueryString.prototype",
        "e.request.__proto__",
        "Object.getOwnPropertyDescriptor(Object.prototype, 'toString').get",
        "Object.getOwnPropertyDescriptor(Object.prototype, 'toString').get.prototype",
        "Object.getOwnPropertyDescriptor(Error.prototype, 'name').set",
        "Object.getOwnPropertyDescriptor(Error.prototype, 'name').set.prototype",
        "[].values().map(String).__proto__",
        "[].values().__proto__.__proto__.constructor",
        "[].values().__proto__.__proto__.constructor.from({next: String}).__proto__",
        "[].values().__proto__.next",
        "[].map",
        "Array.from",
        "JSON.stringify",
        "require('cloudfront').kvs",
        "require('cloudfront').edgeLocation",
        "require('crypto').createHash('md5').update",
        "'x'.matchAll(/x/g).__proto__",
        "(function tag(s) { return s; })`x`",
        "Symbol.for('kept')",
        "Symbol.prototype",
        "Promise.resolve().__proto__",
        "Date.prototype.constructor"
      })
  void nothingCanBeLeftForTheNextCall(String place) {
    LoadedFunction function =
        function(
            "var place = "
                + place
                + "; var found = place === undefined ? '' : String(place.kept);"
                + " try { place.kept = 'left'; } catch (x) {} throw 'found ' + found;");
    for (int i = 0; i < 3; i++) {
      String found = fails(function).text();
      assertTrue(found.matches("failed with found (undefined)? ?in line 1"), found);
    }
  }

  @Test
  void whatIsWeakAndWhatIsRegisteredIsSoWithinACall() throws Exception {
    assertEquals(
        "[1,true,false,null,true,\"[object WeakMap]\",true,false,\"[object WeakSet]\",true,\"kept\",null,"
            + "\"TypeError\",\"TypeError\"]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            """
            function name(code) { try { return code(); } catch (e) { return e.name; } }
            var key = {};
            var map = new WeakMap([[key, 1]]);
            var set = new WeakSet([key]);
            """,
            "[map.get(key), map.has(key), map.has({}), map.get({}), map.delete(key), String(map),"
                + " set.has(key), set.has({}), String(set), Symbol.for('kept') === Symbol.for('kept'),"
                + " Symbol.keyFor(Symbol.for('kept')), Symbol.keyFor(Symbol.iterator),"
                + " name(() => map.set(1, 1)), name(() => WeakMap())]"));
  }

  @Test
  void writingIsWhatItWas() throws Exception {
    assertEquals(
        "[\"{\\\"a\\\":1,\\\"b\\\":{\\\"a\\\":2}}\",\"[1,\\\"x\\\",null]\",null,\"{\\\"a\\\":1}\",\"{\\n \\\"a\\\": 1\\n}\","
            + "\"{\\\"a\\\":2}\",\"3\",\"{\\\"a\\\":\\\"own\\\"}\",{\"a\":3},{\"a\":1,\"b\":2,\"c\":3}]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            "",
            "[JSON.stringify({c: 1, a: 1, b: {a: 2, d: 1}}, ['a', new String('b'), 'a', {}]),"
                + " JSON.stringify([new Number(1), new String('x'), undefined], ['a']),"
                + " JSON.stringify(function () {}), JSON.stringify({a: 1, b: undefined}),"
                + " JSON.stringify({a: 1}, null, 1),"
                + " JSON.stringify({a: 1}, (k, v) => k === 'a' ? v + 1 : v),"
                + " JSON.stringify(new Number(3), ['a']), JSON.stringify({a: {toJSON: () => 'own'}}),"
                + " Object.assign({a: 1}, {a: 3}), Object.assign({a: 1}, {b: 2}, null, {c: 3})]"));
  }

  @Test
  void whatAnswersForAPromiseIsNoPlaceToLeaveThingsEither() {
    LoadedFunction function =
        function(
            """
            var promise = Promise.resolve(1);
            Object.defineProperty(promise, 'then', {value: function (settle) {
              var found = String(settle.kept);
              try { settle.kept = 'left'; } catch (x) {}
              settle({statusCode: 200, body: found});
            }});
            return promise;
            """);
    for (int i = 0; i < 3; i++) {
      assertDoesNotThrow(
          () -> assertEquals("undefined", scripts.answer(function, at("/deed")).body()));
    }
  }

  @Test
  void whatACallThatFailedPutOffDoesNotRunInTheNextOne() throws Exception {
    LoadedFunction function =
        function(
            """
            Promise.resolve().then(function () {}).then(function () {}).then(function () {
              console.log('late ' + e.request.uri);
            });
            throw 'failed';
            """);
    fails(function);
    int before = scripts.log.size();
    assertEquals("/next", scripts.request(function, at("/next")).uri());
    assertEquals(before, scripts.log.size());
  }

  /**
   * Each would hold its thread for minutes or days, as built-ins run no code that can be stopped.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Array.prototype.every.call({length: 9007199254740991}, String);",
        "Array.prototype.indexOf.call({length: 9007199254740991}, 1);",
        "Array.prototype.sort.call({length: 9007199254740991});",
        "Array.prototype.shift.call(Array(4e9));",
        "Array.prototype.map.call({get length() { return 9007199254740991; }}, String);",
        "Array.prototype.map.call({length: {valueOf() { return 9007199254740991; }}}, String);",
        "Array.prototype.map.call(Object.create({length: 9007199254740991}), String);",
        "Array(4e9).toReversed();",
        "Array(4e9).toSpliced(0, 1);",
        "[Array(4e9)].flat();",
        "[1].flatMap(function () { return Array(4e9); });",
        "[].concat({length: 9007199254740991, [Symbol.isConcatSpreadable]: true});",
        "Array.from({length: 9007199254740991});",
        "var n = 0; Array.from({get length() { return n++ ? 4e9 : 0; }});",
        "var a = []; a[4e9] = 1; new Set(a);",
        "var a = []; a[4e9] = 1; new Map(a);",
        "var a = []; a[4e9] = 1; [...a];",
        "var a = []; a[4e9] = 1; var [...b] = a;",
        "var a = []; a[4e9] = 1; String(...a);",
        "var a = []; a[4e9] = 1; Promise.all(a); while (true) {}",
        "var a = []; a[4e9] = 1; new Uint8Array(a);",
        "var a = []; a[4e9] = 1; JSON.stringify({}, a);",
        "var a = []; a[4e9] = 1; return a;",
        "var a = []; a[4e9] = 1; return {statusCode: 200, headers: {x: {value: '', multiValue: a}}};",
        "var a = []; a[4e9] = 1; a.length = 0; throw 1;",
        "Object.freeze(Array(4e9)); throw 1;",
        "String.raw({raw: {length: 9007199254740991}}); throw 1;",
        "'\ufdfa'.repeat(131072).normalize('NFKD'); throw 1;",
        "'x'.repeat(131072).localeCompare('x'.repeat(131071) + 'y'); throw 1;",
        "'a'.repeat(131072).indexOf('a'.repeat(65536) + 'b');",
        "'a'.repeat(131072).lastIndexOf('a'.repeat(65536) + 'b');",
        "'a'.repeat(131072).includes('a'.repeat(65536) + 'b');",
        "'a'.repeat(131072).split('a'.repeat(65536) + 'b');",
        "'a'.repeat(131072).replace('a'.repeat(65536) + 'b', '');",
        "'a'.repeat(131072).replaceAll('a'.repeat(65536) + 'b', '');",
        "var n = 0; 'a'.repeat(131072).indexOf({toString() { return n++ ? 'a'.repeat(65536) + 'b' : 'a'; }}); throw 1;",
        "require('querystring').parse('a'.repeat(131072), 'a'.repeat(65536) + 'b');",
        "'\\ufb03'.repeat(40000).toUpperCase(); throw 1;",
        "'\\u0130'.repeat(60000).toLowerCase(); throw 1;",
        "Object.getOwnPropertyDescriptors(new Uint8Array(262144)); throw 1;",
        "var a = Array(262144).fill(1); [].concat.apply([], Array(1000).fill(a));",
        "var o = {}; for (var i = 0; i < 2000; i++) o['k' + i] = 1;"
            + " Object.assign.apply(null, [{}].concat(Array(60000).fill(o))); while (true) {}",
        "var names = []; for (var i = 0; i < 2000; i++) names.push('k' + i);"
            + " JSON.stringify(Array(80000).fill({}), names); while (true) {}",
        WIDE + "JSON.stringify(Array(80000).fill(o)); while (true) {}",
        WIDE + "console.log(Array(80000).fill(o)); while (true) {}",
        WIDE + "return {statusCode: 200, body: Array(80000).fill(o)};",
        WIDE
            + "for (var j = 0; j < 70; j++) e.request.headers['h' + j] = Array(80000).fill(o);"
            + " return e.request;",
        WIDE + "e.request.querystring = Array(80000).fill(o); return e.request;",
        CHAIN + "Object.setPrototypeOf(a, p); Array.prototype.indexOf.call(a, 1);",
        CHAIN + "Object.setPrototypeOf(a, p); Array.prototype.reduce.call(a, String, 1);",
        CHAIN + "Array.from(Object.assign(Object.create(p), {length: 262144}));",
        CHAIN + "(function () {}).apply(null, Object.assign(Object.create(p), {length: 65535}));",
        CHAIN + "Reflect.apply(String, null, Object.assign(Object.create(p), {length: 65535}));",
        "Object.getOwnPropertyDescriptors(Array(262144).fill(1)); throw 1;",
        "Object.defineProperties({}, Array(262144).fill({value: 1})); throw 1;",
        "Object.create({}, Array(262144).fill({value: 1})); throw 1;",
        "('a' + '\\u0327\\u0301'.repeat(60000)).normalize('NFD');",
        "('a' + '\\uff9e\\u0301'.repeat(60000)).normalize('NFKD');",
        "'x'.localeCompare('a' + '\\u0327\\u0301'.repeat(60000));"
      })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void builtInsThatCannotBeStoppedHaveTheirBounds(String deed) throws Exception {
    LoadedFunction function = function(deed);
    assertEquals(Kind.EXECUTION, fails(function).kind());
    assertEquals("/next", scripts.request(function, at("/next")).uri());
  }

  /** Each element is looked for in all prototypes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Uint8Array(o);",
        "new (class extends Float64Array {})(o);",
        "new (Object.getPrototypeOf(Buffer))(o);",
        "new (new Uint8Array(1).constructor)(o);",
        "Uint8Array.from(o);",
        "Buffer.from.call(Uint8Array, {length: 1}); Object.getPrototypeOf(Int8Array).from.call(Int8Array, o);",
        "new Uint8Array(262144).set(o);"
      })
  void typedArraysTakeNothingFromALongChain(String deed) throws Exception {
    String chain =
        "var p = null; for (var i = 0; i < 3000; i++) p = Object.create(p);"
            + " var o = Object.assign(Object.create(p), {length: 262144}); ";
    LoadedFunction function = function(chain + deed);
    assertEquals("failed with RangeError: Too many prototypes in line 1", fails(function).text());
    assertEquals("/next", scripts.request(function, at("/next")).uri());
  }

  @Test
  void typedArraysAreWhatTheyWere() throws Exception {
    assertEquals(
        "[\"Uint8Array\",3,\"2,4\",1,\"1,2\",true,true,\"1,2\",\"5,6\",\"0,0\",0,0,\"5,0\",true,\"b\","
            + "\"[object Uint8Array]\",true,true,\"Own\",8,\"TypeError\",\"0,7\"]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            """
            class Own extends Uint16Array {}
            function name(code) { try { return code(); } catch (e) { return e.name; } }
            var seven = new Uint8Array(2);
            seven.set([7], 1);
            """,
            "[Uint8Array.name, Uint8Array.length, String(new Uint8Array([1, 2]).map((x) => x * 2)),"
                + " Uint8Array.BYTES_PER_ELEMENT, String(new Uint8Array(new Set([1, 2]))),"
                + " new Int8Array(1) instanceof Int8Array, new Int8Array(1).constructor === Int8Array,"
                + " String(Uint8Array.from('12')), String(Uint8Array.of(5, 6)),"
                + " String(new Uint8Array(new ArrayBuffer(8), 4, 2)), new Uint8Array().length,"
                + " new Uint8Array(null).length, String(new Uint8Array({length: 2, 0: 5})),"
                + " Buffer.from('ab').subarray(1) instanceof Buffer, Buffer.from('ab').slice(1).toString(),"
                + " Object.prototype.toString.call(new Uint8Array(1)),"
                + " new TextEncoder().encode('x').constructor === Uint8Array,"
                + " Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Int8Array),"
                + " new Own([7, 8]).slice(1).constructor.name, Float64Array.BYTES_PER_ELEMENT,"
                + " name(() => Uint8Array(1)), String(seven)]"));
  }

  @Test
  void descriptorsAreWhatTheyWere() throws Exception {
    assertEquals(
        "[{\"a\":{\"value\":1,\"writable\":true,\"enumerable\":true,\"configurable\":true}},[\"0\",\"length\"],"
            + "\"symbol\",[\"0\",\"1\",\"length\"],[],\"TypeError\",\"function\",70,70,\"TypeError\"]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            """
            var told = Object.getOwnPropertyDescriptors;
            var many = Array(70).fill({value: 1, enumerable: true});
            function name(code) { try { return code(); } catch (e) { return e.name; } }
            """,
            "[told({a: 1}), Object.keys(told([1])),"
                + " typeof Reflect.ownKeys(told({[Symbol.iterator]: 1}))[0], Object.keys(told('ab')),"
                + " Object.keys(told(1)), name(() => told(null)), typeof told({get a() { return 1; }}).a.get,"
                + " Object.keys(Object.defineProperties({}, many)).length,"
                + " Object.keys(Object.create({}, many)).length,"
                + " name(() => Object.defineProperties(1, many))]"));
  }

  /** What is left to the limits of a call instead is written to its end before they can stop it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a'.repeat(100000).replaceAll('a', 'b'.repeat(100000));",
        "'a'.repeat(100000).replaceAll('a', \"$'\");",
        "'a'.repeat(100000).replaceAll('', '$`');",
        "'a'.repeat(100000).replaceAll('a', function () { return 'b'.repeat(100000); });",
        "'a'.repeat(100000).replace('a', \"$'\".repeat(60000));",
        "'a'.repeat(100000).replace('a', '$&'.repeat(30000) + \"$'\".repeat(30000));"
      })
  void whatWouldBeReplacedByTooMuchFailsAtOnce(String deed) throws Exception {
    LoadedFunction function = function(deed);
    assertEquals("failed with RangeError: Invalid string length in line 1", fails(function).text());
    assertEquals("/next", scripts.request(function, at("/next")).uri());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'[$$]'",
        "'[$&]'",
        "'[$`]'",
        "\"[$']\"",
        "'[$1$<n>$0$]'",
        "'$'",
        "'$$$&$'",
        "''",
        "function (m, at, t) { return m + at + t.length; }",
        "undefined",
        "{toString: () => '$&$&'}"
      })
  void aLongTextIsReplacedLikeAShortOne(String replacement) throws Exception {
    assertEquals(
        "[true,true,true,true]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            """
            var by = (%s);
            var longer = typeof by === 'string' ? by + '.'.repeat(100) : by;
            // An expression takes another way, and means the same.
            function same(sought, expression, text) {
              return [by, longer].every(function (to) {
                return text.replaceAll(sought, to) === text.replace(new RegExp(expression, 'g'), to)
                  && text.replace(sought, to) === text.replace(new RegExp(expression), to);
              });
            }
            """
                .formatted(replacement),
            "[same('-', '-', 'a-b--c'), same('-', '-', 'a-b--c' + ' '.repeat(1500)),"
                + " same('', '(?:)', 'a-b--c'), same('-b', '-b', '-b-b')]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Buffer.prototype.toString.call({buffer: new ArrayBuffer(8), byteOffset: 0, byteLength: 1e9}, 'hex');",
        "Buffer.prototype.toString.call({buffer: new ArrayBuffer(8), byteOffset: 8, byteLength: 1}, 'hex');",
        "Buffer.prototype.toString.call({buffer: new ArrayBuffer(8), byteOffset: -1, byteLength: 1}, 'hex');",
        "Buffer.prototype.toString.call({buffer: new ArrayBuffer(8), byteOffset: 0, byteLength: -1}, 'hex');",
        "Buffer.prototype.toString.call({buffer: {}, byteOffset: 0, byteLength: 1}, 'hex');",
        "var b = Buffer.alloc(8); Object.defineProperty(b, 'byteLength', {value: 2e9}); b.toString('base64');"
      })
  void viewsThatLieAboutTheirSizeGetNothing(String deed) throws Exception {
    LoadedFunction function = function(deed);
    String told = fails(function).text();
    assertTrue(told.contains("the bytes are outside of the buffer"), told);
    assertEquals("/next", scripts.request(function, at("/next")).uri());
  }

  @Test
  void arraysAreWhatTheyWere() throws Exception {
    assertEquals(
        "[[1,2,3,[4]],[1,1,2,2],3,[0,1],\"a-b\",[3,2,1],[\"a\",\"b\"],[1,2],[2,3],6,true]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            "function all() { return Array.prototype.slice.call(arguments, 1); }",
            "[[1, [2, 3, [4]]].flat(), [1, 2].flatMap((x) => [x, x]), [1, 2, 3].lastIndexOf(3) + 1,"
                + " [...[5, 6].keys()], Array.prototype.join.call('ab', '-'), [1, 2, 3].reverse(),"
                + " Array.from(new Set(['a', 'b'])), Array.prototype.map.call(new Uint8Array([1, 2]),"
                + " (x) => x), all(1, 2, 3), [1, 2, 3].reduce((a, b) => a + b),"
                + " [][Symbol.iterator] === [].values]"));
  }

  @Test
  void stringsAreWhatTheyWere() throws Exception {
    assertEquals(
        "[1,3,-1,true,false,[\"a\",\"b\",\"c\"],[\"a\"],[\"a-b\"],\"x-b-a\",\"x-b-x\",\"x-b-x\",\"<a>-b-a\","
            + "\"AFFI\",\"ai\",8192,8193,\"TypeError\",\"TypeError\",\"own a-b\",0]",
        scripts.value(
            FunctionRuntime.CLOUDFRONT_JS_2_0,
            "function name(code) { try { return code(); } catch (e) { return e.name; } }",
            "['abab'.indexOf('b'), 'abab'.lastIndexOf('b'), 'abab'.indexOf('c'),"
                + " 'ab'.includes('b'), 'ab'.includes('a', 1), 'a-b-c'.split('-'),"
                + " 'a-b-c'.split(/-/, 1), 'a-b'.split(), 'a-b-a'.replace('a', 'x'),"
                + " 'a-b-a'.replace(/a/g, () => 'x'), 'a-b-a'.replaceAll('a', 'x'),"
                + " 'a-b-a'.replace('a', '<$&>'), 'a\ufb03'.toUpperCase(), 'AI'.toLowerCase(),"
                + " ('x'.repeat(4095) + '\ud83d\ude00' + 'x'.repeat(4095)).toUpperCase().length,"
                + " ('x'.repeat(4095) + '\ufb03' + 'x'.repeat(4095)).toUpperCase().length,"
                + " name(() => 'a'.includes(/a/)), name(() => 'a'.replaceAll(/a/, '')),"
                + " 'a-b'.split({[Symbol.split](text) { return 'own ' + text; }}),"
                + " 'undefined'.indexOf()]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1n", "0xFFn", "1_000n"})
  void bigIntegersAreRefusedByName(String number) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> scripts.load("function handler(e) { return " + number + "; }"));
    assertEquals(
        "has the BigInt " + number + ", which is not there; numbers and strings are",
        e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void nothingSurvivesFromOneCallToTheNext(FunctionRuntime runtime) throws Exception {
    String body =
        """
        var calls = 0;
        var seen = [];
        function count() { calls++; seen.push(calls); globalThis.kept = (globalThis.kept || 0) + 1;
          return [calls, seen.length, globalThis.kept, typeof kept].join(); }
        """;
    LoadedFunction function =
        runtime.lambda()
            ? scripts.load(
                runtime, body + "exports.handler = async () => ({status: '200', body: count()});")
            : scripts.load(
                runtime, body + "function handler(e) { return {statusCode: 200, body: count()}; }");
    for (int i = 0; i < 5; i++) {
      assertEquals("1,1,1,number", scripts.answer(function, at("/x")).body());
    }
  }

  @Test
  void theLastMatchOfAnotherViewerIsNotToBeSeen() throws Exception {
    LoadedFunction function =
        scripts.load(
            "function handler(e) { var before = String(RegExp.$1) + RegExp.lastMatch;"
                + " /secret-(.*)/.test(e.request.uri); return {statusCode: 200, body: before}; }");
    scripts.answer(function, at("/secret-one"));
    assertEquals("undefinedundefined", scripts.answer(function, at("/x")).body());
  }

  /**
   * A call of the tame function works less than its limit however busy or cold the machine is, and
   * would be stopped were it charged with what the wild ones allocate.
   */
  @Test
  void otherViewersNoticeNothingWhileAFunctionRunsWild() throws Exception {
    scripts.limits(limits -> limits.withContexts(4).withCpu(Duration.ofMillis(50)));
    LoadedFunction wild = function("var a = []; while (true) { a.push({}); }");
    scripts.limits(ContainmentTest::patient);
    LoadedFunction tame = function("return e.request;");
    ExecutorService hostile = Executors.newFixedThreadPool(2);
    AtomicBoolean enough = new AtomicBoolean();
    List<FunctionException> ends = new CopyOnWriteArrayList<>();
    try {
      List<Future<?>> viewers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        viewers.add(hostile.submit(() -> runWild(wild, enough, ends)));
      }
      for (int served = 0; served < 200 || ends.size() < 20; served++) {
        assertEquals("/x", scripts.request(tame, at("/x")).uri());
      }
      enough.set(true);
      for (Future<?> viewer : viewers) {
        viewer.get();
      }
    } finally {
      enough.set(true);
      hostile.shutdownNow();
    }
    for (FunctionException end : ends) {
      assertEquals(Kind.EXECUTION, end.kind());
      assertTrue(end.text().startsWith("was stopped after "), end.text());
    }
    assertEquals("/x", scripts.request(wild, at("/x")).uri());
  }

  private void runWild(LoadedFunction wild, AtomicBoolean enough, List<FunctionException> ends) {
    while (!enough.get()) {
      ends.add(fails(wild));
    }
  }

  private static FunctionLimits patient(FunctionLimits limits) {
    return new FunctionLimits(
        limits.budget(),
        Duration.ofSeconds(2),
        Duration.ofMinutes(1),
        limits.allocatedBytes(),
        limits.warmUp(),
        limits.contexts());
  }

  @Test
  void moreCallsThanContextsAreThrottledOnlyAfterTheirPatience() throws Exception {
    scripts.limits(limits -> limits.withCpu(Duration.ofSeconds(3)));
    LoadedFunction function = function("while (true) {}");
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      Future<FunctionException> busy = one.submit(() -> fails(function));
      FunctionException e = null;
      while (e == null && !busy.isDone()) {
        try {
          FunctionResult ignored = function.run(scripts.event(at("/x"), null));
        } catch (FunctionException refused) {
          e = refused;
        }
      }
      assertEquals(Kind.THROTTLED, e == null ? null : e.kind());
      assertEquals(Kind.EXECUTION, busy.get().kind());
    } finally {
      one.shutdownNow();
    }
  }
}
