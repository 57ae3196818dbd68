// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.edgefilter.config.waf.WafStatement;
import dev.edgefilter.config.waf.WebAclConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a web ACL is said with its place and its remedy. */
class WafProblemsTest {
  private static final String NONE =
      "\"TextTransformations\": [{\"Priority\": 0, \"Type\": \"NONE\"}]";

  private static String acl(String statement, String action) {
    return """
        {"WebACL": {"Name": "acl", "Id": "1", "ARN": "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/1",
         "DefaultAction": {"Allow": {}}, "Description": "", "Capacity": 1,
         "VisibilityConfig": {"SampledRequestsEnabled": true, "CloudWatchMetricsEnabled": true, "MetricName": "m"},
         "Rules": [{"Name": "r", "Priority": 0,
          "Statement": %s,
          "Action": %s,
          "VisibilityConfig": {"SampledRequestsEnabled": true, "CloudWatchMetricsEnabled": true, "MetricName": "r"}}]},
         "LockToken": "x"}"""
        .formatted(statement, action);
  }

  @Test
  void whatTheCommandLinePrintsIsRead() {
    String statement =
        "{\"ByteMatchStatement\": {\"SearchString\": \"YWRtaW4=\", \"FieldToMatch\": {\"UriPath\": {}},"
            + NONE
            + ", \"PositionalConstraint\": \"CONTAINS\"}}";
    EdgeConfig config = EdgeConfigReader.readJson("acl.json", acl(statement, "{\"Block\": {}}"));
    WebAclConfig acl = config.waf().webAcl("acl");
    assertEquals("awswaf:123456789012:webacl:acl:", acl.labelNamespace());
    assertEquals("admin", ((WafStatement.ByteMatch) acl.rules().get(0).statement()).search());
    assertTrue(config.notes().isEmpty());
  }

  @Test
  void rulesAreLeftOutByNameAndNeverSilently() {
    String sqli = "{\"NotStatement\": {\"Statement\": {\"SqliMatchStatement\": {\"x\": 1}}}}";
    String managed =
        "{\"ManagedRuleGroupStatement\": {\"VendorName\": \"AWS\", \"Name\": \"Common\"}}";
    String bytes =
        "{\"ByteMatchStatement\": {\"SearchString\": \"YWRtaW4=\", \"FieldToMatch\": {\"UriPath\": {}},"
            + NONE
            + ", \"PositionalConstraint\": \"CONTAINS\"}}";
    String[][] table = {
      {sqli, "{\"Block\": {}}", "SqliMatchStatement"},
      {managed, "{\"Block\": {}}", "Common"},
      {bytes, "{\"Captcha\": {}}", "Captcha"},
    };
    for (String[] row : table) {
      EdgeConfig config =
          EdgeConfigReader.readJson("acl.json", leavingOut(acl(row[0], row[1]), row[2]));
      assertEquals(0, config.waf().webAcl("acl").rules().size(), row[2]);
      assertEquals(
          "webACL.rules[0]: is left out, as LeftOutRules says: it uses " + row[2],
          config.notes().get(0).place() + ": " + config.notes().get(0).why());
      ConfigException e =
          assertThrows(
              ConfigException.class,
              () ->
                  EdgeConfigReader.readJson(
                      "acl.json", leavingOut(acl(row[0], row[1]), row[2] + "x")));
      assertEquals(2, e.problems().size(), e::getMessage);
    }
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                EdgeConfigReader.readJson(
                    "acl.json", leavingOut(acl(bytes, "{\"Block\": {}}"), "ByteMatchStatement")));
    assertTrue(e.getMessage().contains("which leaves out no rule"), e.getMessage());
  }

  private static String leavingOut(String file, String name) {
    return file.replace("\"LockToken\": \"x\"", "\"LeftOutRules\": [\"" + name + "\"]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"SqliMatchStatement": {}} | webACL.rules[0].statement.sqliMatchStatement: is not supported: there is no maintained detector of SQL injection for Java; use regex patterns of your own, or bind parameters in the application; to do without the rule, add "LeftOutRules": ["SqliMatchStatement"] to the file
          {"ManagedRuleGroupStatement": {"VendorName": "AWS"}} | webACL.rules[0].statement.managedRuleGroupStatement: is not supported: the contents of managed rule groups are not public; write a rule group of your own, or remove the rule; to do without the rule, add "LeftOutRules": ["AWSManagedRulesCommonRuleSet"] to the file
          {"ByteMachStatement": {}} | webACL.rules[0].statement.byteMachStatement: found the unknown statement "ByteMachStatement"; expected one of ByteMatchStatement, RegexMatchStatement, RegexPatternSetReferenceStatement, SizeConstraintStatement, IPSetReferenceStatement, GeoMatchStatement, AsnMatchStatement, LabelMatchStatement, RateBasedStatement, RuleGroupReferenceStatement, AndStatement, OrStatement and NotStatement
          {"ByteMatchStatement": {"SearchString": "test", "FieldToMatch": {"UriPath": {}}, N, "PositionalConstraint": "CONTAINS"}} | webACL.rules[0].statement.byteMatchStatement.searchString: found "test", which is base64 of no text; expected base64, as the command line prints it: if that is the text itself, write "dGVzdA=="
          {"ByteMatchStatement": {"SearchString": "L2FkbQ==", "FieldToMatch": {"UriPath": {}}, N, "PositionalConstraint": "CONTAIN"}} | webACL.rules[0].statement.byteMatchStatement.positionalConstraint: found "CONTAIN"; expected one of EXACTLY, STARTS_WITH, ENDS_WITH, CONTAINS, CONTAINS_WORD
          {"IPSetReferenceStatement": {"ARN": "arn:none"}} | webACL.rules[0].statement.ipSetReferenceStatement.arn: found "arn:none"; there is no IP set with this ARN, id or name; add it to the files
          {"GeoMatchStatement": {"CountryCodes": ["de"]}} | webACL.rules[0].statement.geoMatchStatement.countryCodes[0]: found "de"; expected a code such as DE
          {"RateBasedStatement": {"Limit": 5, "AggregateKeyType": "IP"}} | webACL.rules[0].statement.rateBasedStatement.limit: found 5; expected 10 to 2000000000
          {"RateBasedStatement": {"Limit": 50, "AggregateKeyType": "CONSTANT"}} | webACL.rules[0].statement.rateBasedStatement.scopeDownStatement: is missing; with CONSTANT it says which requests are counted
          {"NotStatement": {"Statement": {"RateBasedStatement": {"Limit": 50, "AggregateKeyType": "IP"}}}} | webACL.rules[0].statement.notStatement.statement: found a rate inside a statement; expected it as the whole statement of a rule
          {"RegexMatchStatement": {"RegexString": "a", "FieldToMatch": {"UriPaht": {}}, N}} | webACL.rules[0].statement.regexMatchStatement.fieldToMatch.uriPaht: is no known part; expected one of SingleHeader, Headers, HeaderOrder, Cookies, SingleQueryArgument, AllQueryArguments, QueryString, UriPath, UriFragment, Method, Body, JsonBody, JA3Fingerprint, JA4Fingerprint
          {"RegexMatchStatement": {"RegexString": "a", "FieldToMatch": {"UriPath": {}}, "TextTransformations": []}} | webACL.rules[0].statement.regexMatchStatement.textTransformations: is empty; expected at least one, such as NONE
          """)
  void problemsOfStatements(String statement, String expected) {
    String json =
        acl(statement.replace(" N,", NONE + ",").replace(" N}", NONE + "}"), "{\"Block\": {}}");
    ConfigException e =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.readJson("acl.json", json));
    ConfigProblem first = e.problems().get(0);
    assertEquals(expected, first.place() + ": " + first.message());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"Captcha": {}} | webACL.rules[0].action.captcha: is not supported: it needs a token service and a script in the viewer's browser; use Block, or Count to see what it would do; to do without the rule, add "LeftOutRules": ["Captcha"] to the file
          {"Block": {"CustomResponse": {"ResponseCode": 418}}} | webACL.rules[0].action.block.customResponse.responseCode: found 418; expected a status such as 403, 429 or 302
          {"Block": {"CustomResponse": {"ResponseCode": 403, "CustomResponseBodyKey": "none"}}} | webACL.rules[0].action.block.customResponse.customResponseBodyKey: found "none"; there is no such body in CustomResponseBodies
          {"Block": {}, "Allow": {}} | webACL.rules[0].action: found 2 actions; expected exactly one of Allow, Block and Count
          {"Count": {"CustomRequestHandling": {"InsertHeaders": [{"Name": "a b", "Value": "c"}]}}} | webACL.rules[0].action.count.customRequestHandling.insertHeaders[0].name: found "a b"; expected a header name without ' '
          """)
  void problemsOfActions(String action, String expected) {
    String json = acl("{\"GeoMatchStatement\": {\"CountryCodes\": [\"DE\"]}}", action);
    ConfigException e =
        assertThrows(ConfigException.class, () -> EdgeConfigReader.readJson("acl.json", json));
    ConfigProblem first = e.problems().get(0);
    assertEquals(expected, first.place() + ": " + first.message());
  }
}
