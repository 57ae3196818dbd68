// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.jettyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.config.CustomOriginConfig;
import dev.edgefilter.config.OriginConfig;
import dev.edgefilter.config.OriginProtocolPolicy;
import dev.edgefilter.http.Headers;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginException;
import dev.edgefilter.origin.OriginException.Kind;
import dev.edgefilter.origin.OriginOptions;
import dev.edgefilter.origin.OriginRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JettyOriginTlsTest {

  private final RecordingSink sink = new RecordingSink();

  @ParameterizedTest(name = "certificate of {0}, Host {1}")
  @CsvSource({
    "localhost,       www.example.com",
    "www.example.com, www.example.com",
    "www.example.com, www.example.com:8443",
    "localhost,       'not a name'"
  })
  void certificateOfTheDomainNameOrOfTheForwardedHostIsGood(String certified, String host)
      throws Exception {
    try (TlsOrigin server = TlsOrigin.start(certified);
        Origin origin = server.trusted()) {
      for (int i = 0; i < 2; i++) {
        RecordingSink each = new RecordingSink();
        Headers headers = Headers.of("Host", host, "Content-Length", "5");
        byte[] body = "hello".getBytes(StandardCharsets.ISO_8859_1);
        if (host.startsWith("not")) {
          headers = headers.toBuilder().set("Host", "_").build();
        }
        origin.fetch(
            new OriginRequest("POST", "http", "/", null, headers, new ByteArrayInputStream(body)),
            each);

        assertEquals("hello", each.body());
      }
    }
  }

  @Test
  void http2IsAgreedOnWithinTls() throws Exception {
    try (TlsOrigin server = TlsOrigin.start("www.example.com");
        Origin origin =
            server.trusted(server.config(), OriginOptions.DEFAULT.withHttp2(Set.of("app")))) {
      byte[] body = "hello".getBytes(StandardCharsets.ISO_8859_1);
      Headers headers = Headers.of("Host", "www.example.com");
      origin.fetch(
          new OriginRequest("POST", "http", "/", null, headers, new ByteArrayInputStream(body)),
          sink);

      assertEquals("hello", sink.body());
      assertEquals("HTTP/2.0 www.example.com", sink.head.headers().first("X-Spoken"));
    }
  }

  @Test
  void certificateOfAnotherNameIsRefused() throws Exception {
    try (TlsOrigin server = TlsOrigin.start("other.example.com");
        Origin origin = server.trusted()) {
      assertTlsFailure(origin);
    }
  }

  @ParameterizedTest(name = "certificate of {0}, TLS with {1}, allowed {2}")
  @CsvSource({
    "sni.example.com, sni.example.com,                  ,  true",
    "localhost,       sni.example.com,                  ,  false",
    "a.example.com,   ''             , *.example.com    ,  true",
    "*.example.com,   ''             , b.example.com    ,  true",
    "a.example.com,   sni.example.com, x.net;a.example.com, true",
    "localhost,       ''             , *.example.com    ,  false",
    "a.b.example.com, ''             , *.example.com    ,  false"
  })
  void aFunctionNamesWhatTlsIsSpokenWithAndWhoseCertificateIsGood(
      String certified, String serverName, String allowed, boolean good) throws Exception {
    try (TlsOrigin server = TlsOrigin.start(certified);
        Origin origin =
            server.trusted(
                server.config().toBuilder()
                    .serverName(serverName)
                    .certificateNames(allowed == null ? List.of() : List.of(allowed.split(";")))
                    .build(),
                OriginOptions.DEFAULT)) {
      if (!good) {
        assertTlsFailure(origin);
        return;
      }
      origin.fetch(Origins.get("/"), sink);
      assertEquals(200, sink.head.status());
    }
  }

  @Test
  void aNamedCertificateMustBeTrustedAllTheSame() throws Exception {
    try (TlsOrigin server = TlsOrigin.start("localhost");
        Origin origin =
            new JettyOriginConnector()
                .connect(
                    server.config().toBuilder().certificateNames(List.of("localhost")).build())) {
      assertTlsFailure(origin);
    }
  }

  @Test
  void certificateThatNobodyTrustsIsRefused() throws Exception {
    try (TlsOrigin server = TlsOrigin.start("localhost");
        Origin origin = new JettyOriginConnector().connect(server.config())) {
      assertTlsFailure(origin);
    }
  }

  @Test
  void serverWithoutTlsIsATlsFailure() throws IOException {
    try (RawOrigin raw =
            RawOrigin.start(
                (connection, head) -> connection.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
        Origin origin =
            new JettyOriginConnector()
                .connect(
                    Origins.config("localhost", raw.port(), OriginProtocolPolicy.HTTPS_ONLY, 1)
                        .build())) {
      assertThrows(OriginException.class, () -> origin.fetch(Origins.get("/"), sink));
    }
  }

  @Test
  void originThatMatchesTheViewerIsAskedOverTheViewersProtocol() throws Exception {
    try (RawOrigin plain =
            RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain");
        TlsOrigin secure = TlsOrigin.start("localhost");
        Origin origin =
            secure.trusted(
                OriginConfig.builder("app", "localhost")
                    .custom(
                        new CustomOriginConfig(
                            plain.port(), secure.port(), OriginProtocolPolicy.MATCH_VIEWER, 20, 5))
                    .build())) {
      Headers headers = Headers.of("Host", "localhost", "Content-Length", "6");
      for (String scheme : new String[] {"http", "https", "http"}) {
        RecordingSink each = new RecordingSink();
        byte[] body = "secure".getBytes(StandardCharsets.ISO_8859_1);
        origin.fetch(
            new OriginRequest("POST", scheme, "/", null, headers, new ByteArrayInputStream(body)),
            each);

        assertEquals(scheme.equals("https") ? "secure" : "plain", each.body());
      }
    }
  }

  private void assertTlsFailure(Origin origin) {
    OriginException failure =
        assertThrows(OriginException.class, () -> origin.fetch(Origins.get("/"), sink));
    assertEquals(Kind.TLS, failure.kind(), failure::toString);
    assertEquals(502, failure.kind().status());
  }

  /** A Jetty server with a certificate made for the test; it echoes bodies. */
  private record TlsOrigin(Server server, int port, KeyStore keys) implements AutoCloseable {

    static TlsOrigin start(String certified) throws Exception {
      KeyStore keys = keysFor(certified);
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStore(keys);
      tls.setKeyStorePassword("secret");
      tls.setSniRequired(false);
      ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
      alpn.setDefaultProtocol("http/1.1");
      Server server = new Server();
      ServerConnector connector =
          new ServerConnector(
              server,
              new SslConnectionFactory(tls, alpn.getProtocol()),
              alpn,
              new HTTP2ServerConnectionFactory(withoutHostCheck()),
              new HttpConnectionFactory(withoutHostCheck()));
      connector.setHost("localhost");
      server.addConnector(connector);
      server.setHandler(
          new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
              String protocol = request.getConnectionMetaData().getProtocol();
              response
                  .getHeaders()
                  .put("X-Spoken", protocol + " " + request.getHttpURI().getAuthority());
              Content.copy(request, response, callback);
              return true;
            }
          });
      server.start();
      return new TlsOrigin(server, connector.getLocalPort(), keys);
    }

    private static HttpConfiguration withoutHostCheck() {
      HttpConfiguration configuration = new HttpConfiguration();
      configuration.addCustomizer(new SecureRequestCustomizer(false));
      return configuration;
    }

    private static KeyStore keysFor(String name) throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      X500Name subject = new X500Name("CN=" + name);
      Instant now = Instant.now();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              subject,
              BigInteger.ONE,
              Date.from(now.minus(1, ChronoUnit.DAYS)),
              Date.from(now.plus(1, ChronoUnit.DAYS)),
              subject,
              pair.getPublic());
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "origin", pair.getPrivate(), "secret".toCharArray(), new Certificate[] {certificate});
      return keys;
    }

    OriginConfig config() {
      return Origins.config("localhost", port, OriginProtocolPolicy.HTTPS_ONLY, 20).build();
    }

    Origin trusted() throws Exception {
      return trusted(config());
    }

    Origin trusted(OriginConfig config) throws Exception {
      return trusted(config, OriginOptions.DEFAULT);
    }

    Origin trusted(OriginConfig config, OriginOptions options) throws Exception {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("origin", keys.getCertificate("origin"));
      return new JettyOriginConnector(ConnectionSettings.USUAL.withTrust(trust))
          .connect(config, options);
    }

    @Override
    public void close() {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException("cannot stop the origin", e);
      }
    }
  }
}
