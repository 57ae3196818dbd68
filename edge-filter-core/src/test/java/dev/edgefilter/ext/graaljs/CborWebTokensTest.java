// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.edgefilter.config.FunctionRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cf.cwt}, held against tokens that another implementation has made. */
final class CborWebTokensTest {
  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private static final String DECLARATIONS =
      """
      import cf from 'cloudfront';
      const KEY = 'secret-of-the-edge';
      const TOKEN = Buffer.from('d83dd18443a10105a104446b6964315835a50175636f61703a2f2f61732e6578616d\
      706c652e636f6d02656572696b77041a5612aeb0190191a10081656874747073626f6bf5582099efc1a3ebe67012502f\
      5ca7b5abb86e82ac5b975878213f7f3ee5c3e58c4192', 'hex');
      function told(code) { try { code(); return 'nothing'; } catch (e) { return e.message; } }
      function plain(token) {
        return {p: token.protectedHeaders, u: token.unprotectedHeaders[4].toString(), c: token.payload};
      }
      """;

  private String value(String expression) throws Exception {
    return scripts.value(FunctionRuntime.CLOUDFRONT_JS_2_0, DECLARATIONS, expression);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KEY", "Buffer.from(KEY)"})
  void aTokenIsVerifiedAndItsClaimsHaveTextsAsKeys(String key) throws Exception {
    assertEquals(
        "{\"p\":{\"1\":5},\"u\":\"kid1\",\"c\":{\"1\":\"coap://as.example.com\",\"2\":\"erikw\","
            + "\"4\":1444064944,\"401\":{\"0\":[\"https\"]},\"ok\":true}}",
        value("plain(cf.cwt.validateToken(TOKEN, {key: " + key + "}))"));
  }

  @Test
  void aTokenIsGeneratedByteForByte() throws Exception {
    String payload =
        "{protected: {1: 5}, unprotected: {4: Buffer.from('kid1')}, payload: {1:"
            + " 'coap://as.example.com', 2: 'erikw', 4: 1444064944, 401: {0: ['https']}, ok:"
            + " true}}";
    String context = "{cwtTag: true, coseTag: 'MAC0', key: KEY}";
    String same = "true";
    assertEquals(
        same, value("cf.cwt.generateToken(" + context + ", " + payload + ").equals(TOKEN)"));
    // The documented examples have it the other way round.
    assertEquals(
        same, value("cf.cwt.generateToken(" + payload + ", " + context + ").equals(TOKEN)"));
  }

  @Test
  void whatGoesInComesOut() throws Exception {
    String claims =
        "{'-70000': 'ü', '0': -1, '255': 256, '65536': 4294967296, text: [1.5, -0.25, false, null,"
            + " {deep: [[]]}], big: 9007199254740991, small: -9007199254740991}";
    assertEquals(
        value("Object.assign({}, " + claims + ")"),
        value(
            "cf.cwt.validateToken(cf.cwt.generateToken({key: KEY}, {payload: "
                + claims
                + "}), {key: KEY}).payload"));
  }

  @Test
  void aTokenHas1024Bytes() throws Exception {
    String made =
        "(function (n) { const t = cf.cwt.generateToken({key: KEY}, {payload: {a: 'x'.repeat(n)}});"
            + " return t.length + cf.cwt.validateToken(t, {key: KEY}).payload.a.length; })(%s)";
    int around = Integer.parseInt(value(made.formatted("900"))) - 1800;
    int most = 1024 - around;
    assertEquals(Integer.toString(1024 + most), value(made.formatted(most)));
    String told = value("told(() => " + made.formatted(most + 1) + ")");
    assertEquals("\"the CBOR web token is longer than 1024 bytes\"", told);
  }

  @ParameterizedTest
  @CsvSource({"cwtTag: true, d83dd1", "'', d184", "cwtTag: false, d184", "coseTag: 'MAC0', d184"})
  void theOuterTagIsWrittenWhenItIsAskedFor(String member, String expected) throws Exception {
    String context = "{key: KEY" + (member.isEmpty() ? "" : ", " + member) + "}";
    assertEquals(
        "\"" + expected + "\"",
        value(
            "cf.cwt.generateToken("
                + context
                + ", {payload: {}}).toString('hex').slice(0, "
                + expected.length()
                + ")"));
  }

  @Test
  void halfAndSingleFloatsAreRead() throws Exception {
    // {1: 1.5 (half), 2: -65504 (half), 3: 100000.5 (single)} with its tag
    String payload = "a301f93e0002f9fbff03fa47c35040";
    assertEquals(
        "[1.5,-65504,100000.5]",
        value(
            """
            (function () {
              const crypto = require('crypto');
              const p = Buffer.from('%s', 'hex');
              const sized = b => Buffer.concat([Buffer.from([0x40 | b.length]), b]);
              const head = Buffer.from('a10105', 'hex');
              const mac = crypto.createHmac('sha256', KEY).update(Buffer.concat([
                Buffer.from('84644d414330', 'hex'), sized(head), Buffer.from([0x40]), sized(p)])).digest();
              const token = Buffer.concat([Buffer.from([0xd1, 0x84]), sized(head), Buffer.from([0xa0]),
                sized(p), Buffer.from([0x58, 32]), mac]);
              const claims = cf.cwt.validateToken(token, {key: KEY}).payload;
              return [claims[1], claims[2], claims[3]];
            })()"""
                .formatted(payload)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cf.cwt.validateToken(TOKEN, {key: 'other'})                    | has a wrong signature
          cf.cwt.validateToken(TOKEN.subarray(0, 103), {key: KEY})       | ends early
          cf.cwt.validateToken(Buffer.concat([TOKEN, Buffer.from([0])]), {key: KEY}) | is no COSE_Mac0
          cf.cwt.validateToken(Buffer.alloc(1025), {key: KEY})           | is longer than 1024 bytes
          cf.cwt.validateToken(Buffer.from('d28443a10105a04040', 'hex'), {key: KEY}) | is no COSE_Mac0
          cf.cwt.validateToken(Buffer.from('84', 'hex'), {key: KEY})     | is no COSE_Mac0
          cf.cwt.validateToken(Buffer.from('', 'hex'), {key: KEY})       | is no COSE_Mac0
          cf.cwt.validateToken(Buffer.from('d18443a10104a041004100', 'hex'), {key: KEY}) | is not protected with HS256
          cf.cwt.validateToken(Buffer.from('d18440a041004100', 'hex'), {key: KEY}) | is not protected with HS256
          cf.cwt.validateToken(Buffer.from('d19f', 'hex'), {key: KEY})   | a length that is not definite
          cf.cwt.validateToken(Buffer.from('d1' + '81'.repeat(40), 'hex'), {key: KEY}) | is nested too deeply
          cf.cwt.validateToken(Buffer.from('d11bffffffffffffffff', 'hex'), {key: KEY}) | a number that is too large
          cf.cwt.validateToken(Buffer.from('d1a201000100', 'hex'), {key: KEY}) | has a key twice
          cf.cwt.validateToken(TOKEN)                                    | the key is missing
          cf.cwt.validateToken(TOKEN, {})                                | the key must be a string or a Buffer
          cf.cwt.validateToken(7, {key: KEY})                            | the token must be a string or a Buffer
          cf.cwt.generateToken({key: KEY, coseTag: 'SIGN1'}, {payload: {}}) | coseTag must be "MAC0"
          cf.cwt.generateToken({key: KEY}, {protected: {1: 7}, payload: {}}) | can be protected with HS256 only
          cf.cwt.generateToken({key: KEY}, {payload: {a: 'x'.repeat(1100)}}) | is longer than 1024 bytes
          cf.cwt.generateToken({key: KEY})                               | expected a context and a payload
          (function () { const a = []; a.push(a); cf.cwt.generateToken({key: KEY}, {payload: {a}}); })() | is nested too deeply
          """)
  void whatIsNoTokenThrows(String call, String expected) throws Exception {
    String told = value("told(() => " + call + ")");
    String quoted = expected.replace("\"", "\\\"");
    assertEquals(quoted, told.contains(quoted) ? quoted : told);
  }
}
