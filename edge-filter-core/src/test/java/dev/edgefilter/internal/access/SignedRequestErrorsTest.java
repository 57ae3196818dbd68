// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.internal.access.AccessDecision.Outcome;
import dev.edgefilter.internal.access.signing.KeyVerifier;
import dev.edgefilter.internal.access.signing.PolicyEncoding;
import dev.edgefilter.internal.access.signing.PolicySigner;
import dev.edgefilter.internal.access.signing.PolicyText;
import dev.edgefilter.internal.access.signing.SignatureHash;
import dev.edgefilter.internal.access.signing.SigningData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of errors, and that nothing a viewer sends is more than an error. */
final class SignedRequestErrorsTest {
  private static final long NOW_MILLIS = 1_780_000_000_000L;
  private static final String URL = "https://cdn.example.com/a.jpg";
  private static final String BEFORE = "\"DateLessThan\":{\"AWS:EpochTime\":1893456000}";
  private static final PolicySigner SIGNER =
      PolicySigner.of("K1", SigningData.text("rsa-private.pem"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                                                             | MissingKey
          Key-Pair-Id=                                                  | MissingKey
          Key-Pair-Id                                                   | MissingKey
          key-pair-id=KRSAEXAMPLE001                                    | MissingKey
          Signature=!&Policy=!                                          | MissingKey
          Key-Pair-Id=&Key-Pair-Id=KRSAEXAMPLE001                       | MissingKey
          Key-Pair-Id=NOBODY&Signature=!&Policy=!                       | InvalidKey
          Key-Pair-Id=krsaexample001&Signature=!&Policy=!               | InvalidKey
          Key-Pair-Id=%zz                                               | InvalidKey
          Key-Pair-Id=%ff%fe                                            | InvalidKey
          Key-Pair-Id=KRSAEXAMPLE001&Expires=x                          | MalformedSignature
          Key-Pair-Id=KRSAEXAMPLE001&Signature=&Expires=x               | MalformedSignature
          Key-Pair-Id=KRSAEXAMPLE001&Signature=A&Expires=x              | MalformedSignature
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AA%3d%3d&Expires=x       | MalformedSignature
          Key-Pair-Id=KRSAEXAMPLE001&Signature=%7&Expires=x             | MalformedSignature
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA                     | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=            | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=x           | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=-1          | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=%2b1        | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=1e9         | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=9223372036854775808 | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=1893456000&Policy=  | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Policy=!&Hash-Algorithm=x   | MalformedPolicy
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=9223372036854775807 | AccessDenied
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=1893456000  | AccessDenied
          Key-Pair-Id=KRSAEXAMPLE001&Signature=AAAA&Expires=1&Hash-Algorithm=MD5 | AccessDenied
          """)
  void theFirstErrorOfTheOrderIsTold(String query, String code) {
    AccessDecision decision = decide(query == null ? URL : URL + "?" + query, Headers.EMPTY);
    assertEquals(code, decision.errorCode());
    assertEquals(403, decision.status());
    assertEquals(Outcome.REFUSE, decision.outcome());
    assertNotNull(decision.errorMessage());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=b                                                                    | MissingKey
          CloudFront-Signature=!                                                 | MissingKey
          cloudfront-key-pair-id=KRSAEXAMPLE001                                  | MissingKey
          CloudFront-Key-Pair-Id=NOBODY                                          | InvalidKey
          CloudFront-Key-Pair-Id=KRSAEXAMPLE001                                  | MalformedSignature
          CloudFront-Key-Pair-Id=KRSAEXAMPLE001; CloudFront-Signature="AAAA"     | MalformedSignature
          CloudFront-Key-Pair-Id=KRSAEXAMPLE001; CloudFront-Signature=AAAA       | MalformedPolicy
          CloudFront-Key-Pair-Id=KRSAEXAMPLE001; CloudFront-Signature=AAAA; CloudFront-Expires=1893456000 | AccessDenied
          ; ;;=;==x;$CloudFront-Key-Pair-Id=KRSAEXAMPLE001                       | MissingKey
          """)
  void cookiesHaveTheSameOrder(String cookies, String code) {
    assertEquals(code, decide(URL, Headers.of("Cookie", cookies)).errorCode());
  }

  @Test
  void aWrongSignatureLooksLikeAnUnmetConditionToTheViewer() {
    AccessDecision wrong = decide(SigningData.vector("V1", "url") + "&x=1", Headers.EMPTY);
    AccessDecision expired = decide(SigningData.vector("V9", "url"), Headers.EMPTY);
    assertEquals(AccessReason.SIGNATURE_WRONG, wrong.reason());
    assertEquals(AccessReason.SIGNATURE_EXPIRED, expired.reason());
    assertEquals(wrong.errorCode(), expired.errorCode());
    assertEquals(wrong.errorMessage(), expired.errorMessage());
    assertEquals(wrong.status(), expired.status());
  }

  /** Every policy here is signed by the trusted key; {@code '} stands for a quote. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "'text'",
        "{}",
        "{",
        "{'Statement'}",
        "{'Statement':null}",
        "{'Statement':[]}",
        "{'Statement':[null]}",
        "{'Statement':['x']}",
        "{'Statement':[[{'Condition':{BEFORE}}]]}",
        "{'Statement':[{}]}",
        "{'Statement':[{'Resource':'*'}]}",
        "{'Statement':[{'Resource':'*','Condition':{}}]}",
        "{'Statement':[{'Resource':'*','Condition':[BEFORE]}]}",
        "{'Statement':[{'Resource':'*','Condition':[{BEFORE}]}]}",
        "{'Statement':[{'Resource':7,'Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':null,'Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':['*'],'Condition':{BEFORE}}]}",
        "{'Statement':[{'resource':'https://other/*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE},'condition':{}}]}",
        "{'Statement':[{'Resource':'*','Effect':'Deny','Condition':{BEFORE}}]}",
        "{'Statement':[{'NotResource':'*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE}},{'Resource':'*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE}}],'Statement':[]}",
        "{'Statement':[{'Resource':'https://x/','Resource':'*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,BEFORE}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE},'Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':1,'AWS:EpochTime':1893456000}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':'1893456000'}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':1893456000.0}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':1.9e9}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':01893456000}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':9223372036854775808}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':[1893456000]}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'EpochTime':1893456000}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':1893456000,'x':1}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':1893456000}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThanEquals':{'AWS:EpochTime':1893456000}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,'DateGreaterThan':{'AWS:EpochTime':'1'}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,'IpAddress':{'AWS:SourceIp':'2001:db8::/32'}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,'IpAddress':{'AWS:SourceIp':'192.0.2.0/33'}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,'IpAddress':{'AWS:SourceIp':['192.0.2.0/24']}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,'IpAddress':{'AWS:SourceIp':null}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,'NotIpAddress':{'AWS:SourceIp':'0.0.0.0/0'}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,'StringEquals':{'aws:UserAgent':'x'}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE}}]}x",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE}}]}{}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE}},]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE,}}]}",
        "{'Statement':[{'Resource':'*','Condition':{BEFORE}}]",
        "{Statement:[{'Resource':'*','Condition':{BEFORE}}]}",
        "/**/{'Statement':[{'Resource':'*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'\t','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'\\x41','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'\\u12','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'\\",
        "{'Statement':[{'Resource':'*\uFFFD','Condition':{BEFORE}}]}",
        "\uFEFF{'Statement':[{'Resource':'*','Condition':{BEFORE}}]}"
      })
  void aPolicyThatIsNotCertainIsMalformedEvenWhenSigned(String policy) {
    AccessDecision decision = decideSigned(bytes(policy));
    assertEquals("MalformedPolicy", decision.errorCode(), decision::toString);
    assertEquals(AccessReason.POLICY_MALFORMED, decision.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':[{'Condition':{BEFORE}}]}",
        "{'Statement':{'Resource':'*','Condition':{BEFORE}}}",
        "{'Statement':[{'Effect':'Allow','Resource':'*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Sid':'x','Resource':'*','Condition':{BEFORE}}]}",
        "{'Version':'2012-10-17','Statement':[{'Resource':'*','Condition':{BEFORE}}]}",
        "{'Id':{'a':[1,-2.5e+3,true,false,null,{}]},'Statement':[{'Resource':'*','Condition':{BEFORE}}]}",
        " {\r\n'Statement' :\t[ { 'Condition' : { BEFORE } , 'Resource' : '*' } ] } \n",
        "{'Statement':[{'Resource':'https:\\/\\/cdn.example.com\\u002f*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'https://cdn.example.com/a.jpg','Condition':{BEFORE,'DateGreaterThan':{'AWS:EpochTime':-1}}}]}",
        "{'Statement':[{'Resource':'*','Condition':{'DateLessThan':{'AWS:EpochTime':9223372036854775807}}}]}",
        "{'Statement':[{'Resource':'https://cdn.example.com/a.jpg\\?*','Condition':{BEFORE}}]}",
        "{'Statement':[{'Resource':'https://cdn.example.com/a.jpg\\\\?*','Condition':{BEFORE}}]}"
      })
  void aPolicyThatIsCertainIsMet(String policy) {
    AccessDecision decision = decideSigned(bytes(policy));
    assertEquals(AccessReason.SIGNED, decision.reason(), decision::toString);
  }

  @Test
  void brokenUtf8IsMalformed() {
    byte[] policy = bytes("{'Statement':[{'Resource':'*','Condition':{BEFORE}}]}");
    for (int bad : new int[] {0x80, 0xc0, 0xff}) {
      byte[] broken = policy.clone();
      broken[new String(policy, StandardCharsets.UTF_8).indexOf('*')] = (byte) bad;
      assertEquals("MalformedPolicy", decideSigned(broken).errorCode());
    }
  }

  @Test
  void hugeAndDeepPoliciesAreMalformed() {
    String huge = "{'Id':'" + "x".repeat(9000) + "','Statement':[{'Condition':{BEFORE}}]}";
    assertEquals("MalformedPolicy", decideSigned(bytes(huge)).errorCode());
    String deep = "[".repeat(3000) + "]".repeat(3000);
    assertEquals("MalformedPolicy", decideSigned(bytes(deep)).errorCode());
    String deepMember = "{'Id':" + deep + ",'Statement':[{'Condition':{BEFORE}}]}";
    assertEquals("MalformedPolicy", decideSigned(bytes(deepMember)).errorCode());
  }

  @Test
  void aHugeSignatureIsMalformed() {
    String query = "?Key-Pair-Id=KRSAEXAMPLE001&Expires=1893456000&Signature=" + "A".repeat(2052);
    assertEquals("MalformedSignature", decide(URL + query, Headers.EMPTY).errorCode());
  }

  @Test
  void everyTruncationOfASignedUrlIsRefusedWithoutAnException() {
    for (String name : List.of("V1", "V6", "V8")) {
      String url = SigningData.vector(name, "url");
      for (int end = url.indexOf('?'); end < url.length(); end++) {
        assertFalse(decide(url.substring(0, end), Headers.EMPTY).allowed());
      }
    }
  }

  @Test
  void noRandomChangeOfAPolicyThrows() {
    Random random = new Random(7);
    byte[] policy = bytes(SigningData.vector("V7", "signed"));
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = policy.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      PolicyReader.custom(changed);
    }
  }

  @Test
  void aUrlThatWritesJsonItselfIsNoCannedPolicy() {
    String injected = "https://cdn.example.com/a\",\"Sid\":\"x";
    byte[] signed = PolicyText.canned(injected, "1893456000").getBytes(StandardCharsets.UTF_8);
    String query = "?Key-Pair-Id=KRSAEXAMPLE001&Expires=1893456000&Signature=" + sign(signed);
    AccessDecision decision = decide(injected + query, Headers.EMPTY);
    assertEquals(AccessReason.SIGNATURE_WRONG, decision.reason());
  }

  @Test
  void detailTellsBothResourcesAndTimesButNoSignature() {
    String url = SigningData.vector("V6", "url");
    AccessDecision decision =
        decide(url.replace("training/", "other/"), Headers.EMPTY, "192.0.2.1");
    assertEquals(AccessReason.SIGNATURE_WRONG_RESOURCE, decision.reason());
    assertEquals(
        List.of(
            "asked for: https://d111111abcdef8.cloudfront.net/other/orientation.pdf",
            "key pair id: KRSAEXAMPLE001",
            "granted: https://d111111abcdef8.cloudfront.net/training/*",
            "valid before: 2030-01-01T00:00:00Z (1893456000)",
            "now: 2026-05-28T20:26:40Z (1780000000)",
            "valid for addresses: 192.0.2.0/24",
            "viewer address: 192.0.2.1"),
        decision.detail());
    assertFalse(decision.toString().contains("PFhXKhW6"), "the signature");
  }

  @Test
  void detailIsFitForALog() {
    AccessDecision decision =
        decide(URL + "?Key-Pair-Id=K%0d%0aforged%20line" + "x".repeat(5000), Headers.EMPTY);
    String line = decision.detail().get(1);
    assertTrue(line.startsWith("key pair id: K??forged line"), line);
    assertTrue(line.length() < 2100 && line.endsWith("..."), line);
  }

  @Test
  void detailOfAnAllowedRequestNamesWhatWasGranted() {
    AccessDecision decision = decideSigned(bytes("{'Statement':[{'Condition':{BEFORE}}]}"));
    assertEquals(Outcome.ALLOW, decision.outcome());
    assertNull(decision.errorCode());
    assertEquals(
        List.of(
            "asked for: https://cdn.example.com/a.jpg",
            "key pair id: KRSAEXAMPLE001",
            "granted: every URL",
            "expires: 1893456000"),
        decision.detail());
  }

  @Test
  void aTimeBeyondTheCalendarIsStillPrinted() {
    String time = "{'AWS:EpochTime':9223372036854775807}";
    String condition = "{'DateLessThan':" + time + ",'DateGreaterThan':" + time + "}";
    AccessDecision decision =
        decideSigned(bytes("{'Statement':[{'Condition':" + condition + "}]}"));
    assertEquals(AccessReason.SIGNATURE_NOT_YET, decision.reason());
    assertTrue(decision.detail().contains("valid after: 9223372036854775807"));
  }

  private static AccessDecision decideSigned(byte[] policy) {
    String query =
        "?Key-Pair-Id=KRSAEXAMPLE001&Policy="
            + PolicyEncoding.encode(policy)
            + "&Signature="
            + sign(policy);
    return decide(URL + query, Headers.EMPTY);
  }

  private static String sign(byte[] signed) {
    return PolicyEncoding.encode(SIGNER.sign(SignatureHash.SHA1, signed));
  }

  private static byte[] bytes(String policy) {
    return policy.replace("BEFORE", BEFORE).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static AccessDecision decide(String url, Headers headers) {
    return decide(url, headers, null);
  }

  private static AccessDecision decide(String url, Headers headers, @Nullable String address) {
    return SignedRequestRule.decide(
        RequestHead.of("GET", url, headers),
        address,
        SigningData.trustedKeys(),
        new KeyVerifier(),
        NOW_MILLIS);
  }
}
