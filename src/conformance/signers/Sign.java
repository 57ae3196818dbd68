// SPDX-License-Identifier: Apache-2.0
import dev.edgefilter.signing.HashAlgorithm;
import dev.edgefilter.signing.UrlSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Prints a URL that this project signs: {@code java -cp … Sign.java URL KEY-ID KEY-FILE HASH}. */
final class Sign {
  public static void main(String[] args) throws Exception {
    UrlSigner signer = UrlSigner.of(args[1], Files.readString(Path.of(args[2])));
    System.out.println(
        signer
            .withHash(HashAlgorithm.valueOf(args[3]))
            .sign(args[0], Instant.ofEpochSecond(1893456000)));
  }
}
