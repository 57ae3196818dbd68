#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Prints URLs that boto3 and the AWS CLI sign, one JSON object a line."""

import datetime
import json
import subprocess
import sys

from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

SITE, KEY_ID, KEY_FILE = sys.argv[1:]
LATER = datetime.datetime.utcnow() + datetime.timedelta(hours=1)


def rsa(message):
    with open(KEY_FILE, "rb") as file:
        key = serialization.load_pem_private_key(file.read(), None)
    return key.sign(message, padding.PKCS1v15(), hashes.SHA1())


def show(name, url):
    print(json.dumps({"name": name, "url": url, "cookies": {}}))


def boto():
    signer = CloudFrontSigner(KEY_ID, rsa)
    url = SITE + "/private/file.txt"
    show("boto3: canned", signer.generate_presigned_url(url, date_less_than=LATER))
    show("boto3: canned with a query",
         signer.generate_presigned_url(url + "?a=1&b=2", date_less_than=LATER))
    policy = signer.build_policy(SITE + "/private/*", LATER, ip_address="127.0.0.1")
    show("boto3: custom", signer.generate_presigned_url(url, policy=policy))


def cli(name, path, *options):
    printed = subprocess.run(
        ["/usr/bin/aws", "cloudfront", "sign", "--url", SITE + path, "--key-pair-id", KEY_ID,
         "--private-key", "file://" + KEY_FILE,
         "--date-less-than", LATER.strftime("%Y-%m-%dT%H:%M:%SZ"), *options],
        check=True, capture_output=True, text=True)
    show("AWS CLI: " + name, printed.stdout.strip())


boto()
cli("canned", "/private/file.txt")
cli("custom", "/private/file.txt?c=d", "--ip-address", "127.0.0.1",
    "--date-greater-than", "2020-01-01")
