// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.springboot;

import dev.edgefilter.config.EdgeConfig;
import dev.edgefilter.signing.UrlSigner;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what, and the key of download links. */
@Configuration(proxyBeanMethods = false)
class ShopConfiguration {
  private static final String KEY = "KSHOP";

  /** Only for this run; a real shop keeps its private key where only it can read it. */
  private final KeyPair pair = generate();

  @Bean
  EdgeConfig downloadKeys() {
    return EdgeConfig.builder()
        .publicKey(KEY, pem("PUBLIC KEY", pair.getPublic()))
        .keyGroup("customers", KEY)
        .build();
  }

  @Bean
  UrlSigner downloadLinks() {
    return UrlSigner.of(KEY, pem("PRIVATE KEY", pair.getPrivate()));
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/account/**", "/actuator/**")
                    .authenticated()
                    .requestMatchers(HttpMethod.PUT, "/products/**")
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .httpBasic(Customizer.withDefaults())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  InMemoryUserDetailsManager shopkeepers() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ada").password("{noop}tea").roles("SHOPKEEPER").build());
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no P-256", e);
    }
  }

  private static String pem(String label, Key key) {
    String base64 = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
