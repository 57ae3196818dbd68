// SPDX-License-Identifier: Apache-2.0
// Prints URLs and cookies that the AWS SDK for JavaScript signs, one JSON object a line.
import { readFileSync } from "node:fs";
import { getSignedCookies, getSignedUrl } from "@aws-sdk/cloudfront-signer";

const [, , site, keyPairId, keyFile] = process.argv;
const privateKey = readFileSync(keyFile, "utf8");
const later = new Date(Date.now() + 3600_000);
const until = Math.floor(later / 1000);

function policy(resource, more = {}) {
  return JSON.stringify({
    Statement: [
      { Resource: resource, Condition: { DateLessThan: { "AWS:EpochTime": until }, ...more } },
    ],
  });
}

function print(name, url, cookies) {
  console.log(JSON.stringify({ name: `JavaScript: ${name}`, url, cookies: cookies ?? {} }));
}

function signed(name, url, settings) {
  print(name, getSignedUrl({ url, keyPairId, privateKey, ...settings }));
}

const dateLessThan = later.toISOString();
signed("canned", `${site}/private/file.txt`, { dateLessThan });
signed("canned with a query", `${site}/private/file.txt?a=1&b=x%20y`, { dateLessThan });
signed("canned, encoded path", `${site}/private/a%20b/%C3%BC.txt`, { dateLessThan });
signed("custom, wildcard", `${site}/private/file.txt`, { policy: policy(`${site}/private/*`) });
signed("custom, scheme wildcard", `${site}/private/file.txt`, {
  policy: policy(`http*://${site.replace(/^https?:\/\//, "")}/private/?ile.txt`),
});
signed("custom, address and start", `${site}/private/file.txt`, {
  policy: policy(`${site}/private/*`, {
    IpAddress: { "AWS:SourceIp": "127.0.0.0/8" },
    DateGreaterThan: { "AWS:EpochTime": 1 },
  }),
});
print(
  "cookies, custom",
  `${site}/private/any/where.txt`,
  getSignedCookies({ keyPairId, privateKey, policy: policy(`${site}/private/*`) }),
);
print(
  "cookies, canned",
  `${site}/private/file.txt`,
  getSignedCookies({ url: `${site}/private/file.txt`, keyPairId, privateKey, dateLessThan }),
);
