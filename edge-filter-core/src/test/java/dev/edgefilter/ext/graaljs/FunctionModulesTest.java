// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.FunctionEvent;
import dev.edgefilter.config.FunctionRuntime;
import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionEngine.LoadedFunction;
import dev.edgefilter.function.FunctionResult;
import dev.edgefilter.function.KeyValueStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modules that CloudFront documents. */
final class FunctionModulesTest {
  private static final FunctionRuntime ONE = FunctionRuntime.CLOUDFRONT_JS_1_0;
  private static final FunctionRuntime TWO = FunctionRuntime.CLOUDFRONT_JS_2_0;

  @RegisterExtension final ScriptRunner scripts = new ScriptRunner();

  private static final String TRIED =
      "function tried(code) { try { return code(); } catch (e) { return e.name; } }\n";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          c.createHash('md5').update('a').digest('hex')                         | "0cc175b9c0f1b6a831c399e269772661"
          c.createHash('sha1').update('a').update('bc').digest('hex')           | "a9993e364706816aba3e25717850c26c9cd0d89d"
          c.createHash('sha256').update('').digest('base64')                    | "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
          c.createHash('sha256').update('').digest('base64url')                 | "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
          c.createHash('md5').update('\\u00fc').digest('hex')                   | "c03410a5204b21cd8229ff754688d743"
          c.createHmac('sha256', 'key').update('The quick brown fox jumps over the lazy dog').digest('hex') | "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
          c.createHmac('md5', '').update('').digest('hex')                      | "74e6f7298a9c2d168935f58c001bad88"
          c.createHmac('sha1', Buffer.from('6b6579', 'hex')).update(Buffer.from('abc')).digest('hex') | "4fd0b215276ef12f2b3e4c8ecac2811498b656fc"
          c.createHash('sha256').update('').digest() instanceof Buffer          | true
          c.createHash('sha256').update('').digest().length                     | 32
          tried(function () { c.createHash('sha512'); })                        | "TypeError"
          tried(function () { c.createHash('md5').digest('utf8'); })            | "TypeError"
          tried(function () { var h = c.createHash('md5'); h.digest('hex'); h.update('a'); }) | "Error"
          tried(function () { c.createHash('md5').update(7); })                 | "TypeError"
          """)
  void crypto(String expression, String expected) throws Exception {
    assertEquals(expected, scripts.value(TWO, TRIED + "import c from 'crypto';", expression));
  }

  @Test
  void aDigestWithoutEncodingIsAByteStringInRuntimeOne() throws Exception {
    assertEquals(
        "[16,12,193]",
        scripts.value(
            ONE,
            "var d = require('crypto').createHash('md5').update('a').digest();",
            "[d.length, d.charCodeAt(0), d.charCodeAt(1)]"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          q.parse('a=1&b=x+y&a=%32&c')                       | {"a":["1","2"],"b":"x y","c":""}
          q.decode('a:1;b:2', ';', ':')                      | {"a":"1","b":"2"}
          q.parse('a=1&b=2&c=3', null, null, {maxKeys: 2})   | {"a":"1","b":"2"}
          q.parse('a=%ff')                                   | {"a":"\ufffd"}
          q.parse('a=%zz%41')                                | {"a":"%zzA"}
          q.parse('a=1', '&', '=', {decodeURIComponent: function (s) { return s + '!'; }}) | {"a!":"1!"}
          q.stringify({a: ['1', 2], b: 'x y', c: true, d: null}) | "a=1&a=2&b=x%20y&c=true&d="
          q.encode({a: 1, b: 2}, ';', ':')                   | "a:1;b:2"
          q.stringify({a: 'x'}, null, null, {encodeURIComponent: function (s) { return s + '!'; }}) | "a!=x!"
          q.escape('a b/\\u00fc')                            | "a%20b%2F%C3%BC"
          q.unescape('a%20b')                                | "a b"
          Object.keys(q.parse(Array(1200).fill('x').map(function (v, i) { return 'k' + i + '=1'; }).join('&'))).length | 1000
          Object.keys(q.parse(Array(1200).fill('x').map(function (v, i) { return 'k' + i + '=1'; }).join('&'), '&', '=', {maxKeys: 0})).length | 1200
          q.parse('__proto__=1&toString=2').toString         | "2"
          """)
  void querystring(String expression, String expected) throws Exception {
    assertEquals(expected, scripts.value(TWO, "import q from 'querystring';", expression));
    assertEquals(expected, scripts.value(ONE, "var q = require('querystring');", expression));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Buffer.from('h\\u00e9llo').toString('hex')                           | "68c3a96c6c6f"
          Buffer.from('68c3a9', 'hex').toString()                              | "h\u00e9"
          Buffer.from('aGk', 'base64url').toString()                           | "hi"
          Buffer.from('_-8=', 'base64').toString('base64')                     | "/+8="
          Buffer.from([104, 105, 256]).toString('hex')                         | "686900"
          Buffer.from(Buffer.from('hi')).toString()                            | "hi"
          Buffer.from(new Uint8Array([1, 2]).buffer, 1, 1)                     | {"type":"Buffer","data":[2]}
          Buffer.from({type: 'Buffer', data: [7]})                             | {"type":"Buffer","data":[7]}
          Buffer.alloc(3, 'ab').toString()                                     | "aba"
          Buffer.allocUnsafe(2).length                                         | 2
          Buffer.byteLength('h\\u00e9')                                        | 3
          Buffer.compare(Buffer.from('a'), Buffer.from('b'))                   | -1
          Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2).toString()   | "ab"
          Buffer.isBuffer(Buffer.from('')) && !Buffer.isBuffer(new Uint8Array(1)) | true
          ['utf8', 'utf-8', 'HEX', 'base64', 'base64url', 'latin1'].map(Buffer.isEncoding) | [true,true,true,true,true,false]
          Buffer.from('_-8', 'base64url').toString('base64url')                | "_-8"
          [(b = Buffer.alloc(4)).writeInt8(-3, 2), b.readInt8(2), b[2]]        | [3,-3,253]
          [(b = Buffer.alloc(4)).writeInt16BE(-2, 1), b.readInt16BE(1), b.toString('hex')] | [3,-2,"00fffe00"]
          [(b = Buffer.alloc(4)).writeUInt16LE(258), b.readUInt16LE(), b.toString('hex')] | [2,258,"02010000"]
          [(b = Buffer.alloc(4)).writeUInt16BE(258, 2), b.readUInt16BE(2), b.toString('hex')] | [4,258,"00000102"]
          [(b = Buffer.alloc(4)).writeInt32LE(-2), b.readInt32LE(), b.toString('hex')] | [4,-2,"feffffff"]
          [(b = Buffer.alloc(4)).writeInt32BE(-2), b.readInt32BE(), b.toString('hex')] | [4,-2,"fffffffe"]
          [(b = Buffer.alloc(4)).writeUInt32LE(4000000000), b.readUInt32LE(), b.toString('hex')] | [4,4000000000,"00286bee"]
          [(b = Buffer.alloc(4)).writeFloatLE(0.5), b.readFloatLE(), b.toString('hex')] | [4,0.5,"0000003f"]
          [(b = Buffer.alloc(9)).writeDoubleBE(-2.5, 1), b.readDoubleBE(1), b.toString('hex')] | [9,-2.5,"00c004000000000000"]
          [(b = Buffer.alloc(4)).writeIntLE(-5, 1, 3), b.readIntLE(1, 3), b.toString('hex')] | [4,-5,"00fbffff"]
          [(b = Buffer.alloc(6)).writeUIntBE(1108152157446, 0, 6), b.readUIntBE(0, 6), b.toString('hex')] | [6,1108152157446,"010203040506"]
          tried(function () { Buffer.alloc(8).readUIntBE(0, 7); })             | "RangeError"
          tried(function () { Buffer.alloc(3).swap16(); })                     | "RangeError"
          [(b = Buffer.from('abc'))[1], b[1] = 65, b.toString(), b[9]]         | [98,65,"aAc",null]
          [Buffer.from(new ArrayBuffer(8), 2, 3).byteOffset, Buffer.alloc(3).buffer.byteLength] | [2,3]
          [Buffer.alloc(4).fill('ab', 1).toString('hex'), Buffer.alloc(4).fill('6162', 1, 3, 'hex').toString('hex')] | ["00616261","00616200"]
          [Buffer.from('abc').copy(Buffer.alloc(2), 5), Buffer.from('abc').copy(b = Buffer.alloc(3), 0, 1), b.toString('hex')] | [0,2,"626300"]
          [Buffer.from('abc').indexOf('x'), Buffer.from('abcb').indexOf(Buffer.from('b'), -2), Buffer.from('abc').indexOf('63', 0, 'hex')] | [-1,3,2]
          JSON.stringify(Buffer.from('a').toJSON())                            | "{\\"type\\":\\"Buffer\\",\\"data\\":[97]}"
          tried(function () { Buffer.alloc(-1); })                             | "RangeError"
          Buffer.from('abcabc').indexOf('c', 3)                                | 5
          Buffer.from('abcabc').lastIndexOf('ab')                              | 3
          Buffer.from('abc').includes('bc')                                    | true
          Buffer.from('abc').includes(98)                                      | true
          Buffer.from('abc').equals(Buffer.from('abc'))                        | true
          Buffer.from('abcd').subarray(1, 3).toString()                        | "bc"
          Buffer.from('abcd').toString('utf8', 1, 3)                           | "bc"
          Buffer.from('abcd').swap16().toString()                              | "badc"
          Buffer.from('abcd').swap32().toString()                              | "dcba"
          Buffer.from('abcdefgh').swap64().toString()                          | "hgfedcba"
          [(b = Buffer.alloc(4)).write('\\u00e9\\u00e9\\u00e9'), b.toString('hex')] | [4,"c3a9c3a9"]
          [(b = Buffer.alloc(8)).writeInt16LE(-2, 1), b.readInt16LE(1), b.readUInt16BE(1)] | [3,-2,65279]
          [(b = Buffer.alloc(8)).writeUInt32BE(4000000000, 0), b.readUInt32BE(0), b.readInt32BE(0)] | [4,4000000000,-294967296]
          [(b = Buffer.alloc(8)).writeDoubleLE(1.5, 0), b.readDoubleLE(0), b.writeFloatBE(0.5, 0), b.readFloatBE()] | [8,1.5,4,0.5]
          [(b = Buffer.alloc(8)).writeIntBE(-5, 1, 6), b.readIntBE(1, 6), b.writeUIntLE(5, 0, 3), b.readUIntLE(0, 3)] | [7,-5,3,5]
          [(b = Buffer.alloc(4)).writeUInt8(200), b.readInt8(), b.readUInt8(0)] | [1,-56,200]
          [Buffer.from('abc').copy(b = Buffer.alloc(2), 1), b.toString('hex')] | [1,"0061"]
          Buffer.from('abc').compare(Buffer.from('xabcx'), 1, 4)               | 0
          Buffer.from('ab').fill('x').toString()                               | "xx"
          tried(function () { Buffer.from('a', 'utf16'); })                    | "TypeError"
          tried(function () { Buffer.alloc(2).readUInt32LE(0); })              | "RangeError"
          tried(function () { Buffer.alloc(2).writeUInt8(256, 0); })           | "RangeError"
          [btoa('hi'), atob('aGk=')]                                           | ["aGk=","hi"]
          new TextDecoder().decode(new TextEncoder().encode('\\u00e9'))        | "\u00e9"
          require('buffer').Buffer === Buffer                                  | true
          """)
  void buffer(String expression, String expected) throws Exception {
    assertEquals(expected, scripts.value(TWO, TRIED + "let b;", expression));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          String.bytesFrom('aGk', 'base64url')                                 | "hi"
          String.bytesFrom('6869', 'hex')                                      | "hi"
          String.bytesFrom([104, 105])                                         | "hi"
          String.bytesFrom('aGk=', 'base64')                                   | "hi"
          String.bytesFrom('\\u00fc', 'utf8').length                           | 2
          '\\u00fca'.toUTF8(1)                                                 | "a"
          'a\\u00c3\\u00bc'.fromUTF8(1, 3)                                     | "\u00fc"
          require('crypto').createHash('sha1').update('abc').digest('base64url') | "qZk-NkcGgWq6PiVxeFDCbJzQ2J0"
          require('crypto').createHmac('md5', 'k').update('a').digest('hex').length | 32
          require('crypto').createHmac('sha256', 'k').update('a').digest().length | 32
          '\\u00fc'.toUTF8().length                                            | 2
          '\\u00fc'.toUTF8().fromUTF8()                                        | "\u00fc"
          '\\u00ff'.fromUTF8()                                                 | null
          '\\u0100'.toBytes()                                                  | null
          'abc'.toBytes(1, 2)                                                  | "b"
          'abc'.fromBytes(1)                                                   | "bc"
          typeof Buffer                                                        | "undefined"
          typeof atob + typeof btoa                                            | "undefinedundefined"
          tried(function () { require(none); })                        | "Error"
          """)
  void runtimeOneHasByteStringsAndNoBuffer(String expression, String expected) throws Exception {
    assertEquals(expected, scripts.value(ONE, TRIED + "var none = 'cloudfront';", expression));
  }

  @Test
  void runtimeTwoHasNoByteStrings() throws Exception {
    assertEquals(
        "[\"undefined\",\"undefined\"]",
        scripts.value(TWO, "", "[typeof String.bytesFrom, typeof ''.toUTF8]"));
  }

  @Test
  void theStoreIsReadInThreeForms() throws Exception {
    scripts.store(Map.of("text", "t\u00fc", "json", "{\"a\":[1]}", "bad", "{"));
    assertEquals(
        "[\"t\u00fc\",\"t\u00fc\",{\"a\":[1]},\"74c3bc\",true,false,3,"
            + "{\"creationDateTime\":\"2026-11-26T10:00:00Z\","
            + "\"lastUpdatedDateTime\":\"2026-11-26T10:00:00Z\",\"keyCount\":3},"
            + "\"Error\",\"SyntaxError\",\"TypeError\"]",
        scripts.value(
            TWO,
            """
            import cf from 'cloudfront';
            const s = cf.kvs();
            async function name(promise) { try { return await promise; } catch (e) { return e.name; } }
            """,
            "[await s.get('text'), await s.get('text', {format: 'string'}), await s.get('json',"
                + " {format: 'json'}), (await s.get('text', {format: 'bytes'})).toString('hex'),"
                + " await s.exists('text'), await s.exists('none'), await s.count(), await"
                + " s.meta(), await name(s.get('none')), await name(s.get('bad', {format:"
                + " 'json'})), await name(s.get('text', {format: 'xml'}))]"));
  }

  @Test
  void theStoreMayBeNamedAndAskedForSeveralKeysAtOnce() throws Exception {
    scripts.store(Map.of("a", "1", "b", "2"));
    assertEquals(
        "[\"1\",[\"1\",\"2\"]]",
        scripts.value(
            TWO,
            "import cf from 'cloudfront';",
            "[await cf.kvs('store').get('a'),"
                + " await Promise.all([cf.kvs().get('a'), cf.kvs().get('b')])]"));
  }

  @Test
  void oneRunSeesOneVersionOfTheStore() throws Exception {
    KeyValueStore store = scripts.store(Map.of("a", "1", "b", "1"));
    LoadedFunction function =
        scripts.load(
            """
            import cf from 'cloudfront';
            async function handler(event) {
              const a = await cf.kvs().get('a');
              console.log('now');
              const {keyCount} = await cf.kvs().meta();
              return {statusCode: 200,
                body: a + await cf.kvs().get('b') + await cf.kvs().exists('c') + keyCount};
            }
            """);
    var event =
        new EdgeEvent(
            FunctionEvent.VIEWER_REQUEST,
            "E1",
            "",
            "r",
            null,
            ScriptRunner.REQUEST,
            null,
            line -> store.update(null, Map.of("a", "2", "b", "2", "c", ""), List.of()));
    var first = (FunctionResult.Respond) function.run(event);
    assertEquals("11false2", first.response().body());
    assertEquals("22true3", scripts.answer(function, ScriptRunner.REQUEST).body());
  }

  @Test
  void aFunctionWithoutAStoreOrWithAnotherNameIsToldSo() throws Exception {
    assertTrue(
        scripts
            .value(
                TWO,
                "import cf from 'cloudfront';\n"
                    + "function told(code) { try { code(); } catch (e) { return e.message; } }",
                "[told(() => cf.kvs()), told(() => cf.distributionTenant.id),"
                    + " told(() => cf.distributionTenant.parameters.get('a')), cf.edgeLocation]")
            .contains(
                "\"the function has no key value store; associate one\","
                    + "\"distributionTenant module is not available\","
                    + "\"distributionTenant module is not available\","
                    + "{\"name\":\"LOC\",\"serverIp\":\"127.0.0.1\",\"region\":\"us-east-1\"}"));
    scripts.store(Map.of());
    assertEquals(
        "\"the function is not associated with the key value store \\\"other\\\"\"",
        scripts.value(
            TWO,
            "import cf from 'cloudfront';\n"
                + "function told(code) { try { code(); } catch (e) { return e.message; } }",
            "told(() => cf.kvs('other'))"));
  }
}
