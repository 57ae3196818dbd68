// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionRequest;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.http.Headers;
import dev.edgefilter.internal.event.ResultReader;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result is told part by part, which must come to the same as its JSON. */
final class ToldResultTest {
  private static final FunctionRequest REQUEST =
      new FunctionRequest(
          "GET",
          "/p",
          "q=1&r&q=2",
          Headers.of(
              "Host",
              "www.example.com",
              "Via",
              "1.1 proxy",
              "Cookie",
              "c=2; d=3; c=4",
              "X-A",
              "3",
              "X-Twice",
              "1",
              "x-b",
              "gr\u00c3\u00bcn",
              "X-Twice",
              "2"));

  private static final FunctionResponse RESPONSE =
      new FunctionResponse(
          200,
          Headers.of(
              "Content-Type",
              "text/html",
              "Set-Cookie",
              "s=1; Path=/",
              "Connection",
              "close",
              "Set-Cookie",
              "t=2",
              "X-A",
              "3",
              "Set-Cookie",
              "s=5; Secure",
              "Vary",
              "a",
              "Vary",
              "b"),
          null);

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r.uri = '/q'",
        "r.method = 'HEAD'",
        "r.method = 7",
        "r.uri = undefined",
        "r.uri = {}",
        "h",
        "c",
        "q",
        "h['x-a'].value = '4'",
        "h['x-a'].value = 4",
        "h['x-a'] = {value: '4'}",
        "h['x-a'] = {value: '3'}",
        "h['x-a'] = '4'",
        "h['x-a'] = null",
        "h['x-a'] = undefined",
        "h['x-a'] = []",
        "h['x-a'] = () => 1",
        "h['x-a'] = {}",
        "h['x-a'] = {multiValue: [{value: '4'}]}",
        "h['x-a'] = {value: '3', multiValue: [{value: '3'}, {value: '5'}]}",
        "h['x-a'] = {value: '3', multiValue: '4'}",
        "h['x-a'] = {value: '3', multiValue: null}",
        "h['x-a'] = {get value() { return '6'; }}",
        "h['x-a'].more = {deep: []}",
        "h['x-a'].multiValue = 7",
        "delete h['x-a']",
        "delete h['x-twice']",
        "h['x-twice'].value = '7'",
        "h['x-twice'].multiValue.pop()",
        "h['x-twice'].multiValue.push({value: '9'})",
        "h['x-twice'].multiValue.reverse()",
        "h['x-twice'] = {value: '1'}",
        "delete h['x-twice'].multiValue",
        "h['x-new'] = {value: 'n'}; h['x-newer'] = {value: '\u00fc'}",
        "h['x-new'] = {value: ''}",
        "h['x-new'] = {value: 'a\\nb'}",
        "h['X-New'] = {value: 'n'}",
        "h['x new'] = {value: 'n'}",
        "h.cookie = {value: 'e=1'}",
        "h.via = {value: 'me'}",
        "h['x-b'].value = 'gr\u00fcner'",
        "var g = h['x-a']; delete h['x-a']; h['x-a'] = g",
        "var g = h.host; delete h.host; h.host = g",
        "r.headers = {}",
        "r.headers = null",
        "r.headers = undefined",
        "r.headers = []",
        "r.headers = 'none'",
        "r.headers = {via: {value: 'x'}, host: {value: 'b'}, 'x-a': {value: '3'}}",
        "r.headers = {'x-twice': {value: '1'}, 'x-a': {value: '3'}}",
        "r.headers = {...h, 'x-a': {value: '9'}}",
        "r.headers = Object.create(h)",
        "delete r.headers",
        "q.q.value = '5'",
        "q.q.multiValue = [{value: '6'}]",
        "delete q.q",
        "q.r.value = 'x'",
        "q.n = {value: 'a b'}; q[2] = {value: ''}",
        "r.querystring = 'a=b'",
        "r.querystring = ''",
        "r.querystring = {}",
        "r.querystring = 7",
        "delete r.querystring",
        "c.c.value = '5'",
        "c.d = {value: '6'}",
        "c.n = {value: '7'}",
        "delete c.c",
        "c.c.multiValue.reverse()",
        "r.cookies = {}",
        "r.cookies = {d: {value: '3', attributes: 'Path=/'}}",
        "delete r.cookies",
        "r.more = 1",
        "Object.freeze(r)",
        "h['x-a'].value = '4'; q.n = {value: '1'}; c.n = {value: '2'}; r.uri = '/all'",
        "h[''] = {value: 'x'}",
        "h['__proto__'] = {value: 'x'}",
        "Object.defineProperty(h, '__proto__', {value: {value: 'x'}, enumerable: true})",
        "Object.defineProperty(h, 'x-a', {enumerable: false})",
        "h[Symbol.iterator] = 1",
        "r = null",
        "r = [r]",
        "r = 'text'",
        "r = {...r}",
        "r = {...r, statusCode: 302}",
        "r = {...r, statusCode: null}",
        "r = {...r, statusCode: NaN}",
        "r = {...r, statusCode: '200'}",
        "r = {...r, toJSON: undefined}",
        "r = {method: 'GET', uri: '/'}",
        "r = {statusCode: 302, statusDescription: 'Found', headers: {location: {value: '/x'}}}",
        "r = {statusCode: 200, body: 'text'}",
        "r = {statusCode: 200, body: {encoding: 'base64', data: 'dGV4dA=='}}",
        "r = {statusCode: 200, body: {encoding: 'other', data: ''}}",
        "r = {statusCode: 200, body: {data: 7}}",
        "r = {statusCode: 200, body: 7}",
        "r = {statusCode: 200, body: null}",
        "r = {statusCode: 200.5}",
        "r = {statusCode: 200, statusDescription: 7}",
        "r = {statusCode: 200, statusDescription: null}",
        "r = {statusCode: 200, cookies: {n: {value: '1', attributes: 'Secure'}}}",
        "r = {statusCode: 200, cookies: {n: {value: '1', attributes: 7}}}",
        "r = {statusCode: 200, headers: event.request.headers}",
      })
  void ofARequestComesToTheSame(String mutation) throws Exception {
    requireSame(scripts.event(REQUEST, null), "request", mutation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "c",
        "r.statusCode = 404",
        "r.statusCode = '404'",
        "r.statusDescription = 'Fine'",
        "delete r.statusDescription",
        "h['x-a'].value = '4'",
        "h['x-frame-options'] = {value: 'DENY'}",
        "delete h['x-a']; h['x-new'] = {value: '\u00fc'}",
        "h['set-cookie'] = {value: 'u=1'}",
        "h.vary = {value: 'c'}",
        "h.vary.multiValue.push({value: 'c'})",
        "h.connection = {value: 'x'}",
        "r.headers = {}",
        "delete r.headers",
        "r.headers = {vary: h.vary, 'content-type': h['content-type']}",
        "c.t.value = '3'",
        "c.t.attributes = 'Secure'",
        "c.s.value = '3'",
        "c.s.attributes = 'Path=/x'",
        "c.s.multiValue[1].value = '9'",
        "c.s.multiValue.pop()",
        "delete c.s.multiValue",
        "delete c.s",
        "c.s = {value: '1'}",
        "c.t = {value: '2', attributes: 7}",
        "c.t = {value: '2', attributes: null}",
        "c.n = {value: 'x', attributes: 'Path=/; Secure'}",
        "r.cookies = {}",
        "delete r.cookies",
        "h['x-a'].value = '4'; c.t.value = '3'; r.statusCode = 201",
        "r.body = 'text'",
        "r = {...r}",
        "r = {statusCode: 200}",
        "r = {statusCode: 200, headers: h}",
        "r = {statusCode: 200, get headers() { return event.response.headers; }}",
        "r = {statusCode: 200, get headers() { return event.request.headers; }}",
        "r = {statusCode: 200, get cookies() { return event.response.headers; }}",
        "r = event.request",
        "r = Object.defineProperty({statusCode: 200}, 'headers',"
            + " {get: Object.getOwnPropertyDescriptor(event.request, 'headers').get,"
            + " enumerable: true})",
      })
  void ofAResponseComesToTheSame(String mutation) throws Exception {
    requireSame(scripts.event(REQUEST, RESPONSE), "response", mutation);
  }

  private void requireSame(EdgeEvent event, String message, String mutation) throws Exception {
    String code =
        """
        async function handler(event) {
          var r = event.%s;
          var h = {}, c = {}, q = {};
          if (/\\b[hcq]\\b/.test('%s')) {
            h = r.headers;
            c = r.cookies;
            q = r.querystring;
          }
          %s;
          console.log(r === undefined ? 'undefined' : JSON.stringify(r));
          return r;
        }
        """
            .formatted(message, mutation.replaceAll("['\\\\]", "").replace("\n", ""), mutation);
    String told = outcome(() -> ScriptRunner.run(scripts.load(code), event));
    String json = scripts.log.get(0);

    assertEquals(outcome(() -> ResultReader.read(event, json)), told, json);
  }

  private static String outcome(Reading reading) throws Exception {
    try {
      FunctionResult result = reading.read();
      return result instanceof FunctionResult.Continue next
          ? next.request().toString()
          : ((FunctionResult.Respond) result).response().toString();
    } catch (FunctionException e) {
      return e.text();
    }
  }

  /** Reads a result, one way or the other. */
  private interface Reading {
    FunctionResult read() throws Exception;
  }
}
