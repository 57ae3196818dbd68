// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.springboot;

import dev.edgefilter.signing.UrlSigner;
import dev.edgefilter.spring.EdgeCache;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The pages of the shop. */
@RestController
class ShopController {
  private static final long LINK_SECONDS = 300;

  private final Products products;
  private final UrlSigner signer;

  ShopController(Products products, UrlSigner signer) {
    this.products = products;
    this.signer = signer;
  }

  @EdgeCache(ttl = "10m", tags = "products")
  @GetMapping("/products")
  List<Product> all() {
    return products.all();
  }

  @EdgeCache(ttl = "10m", tags = "product:#{#id}")
  @GetMapping("/products/{id}")
  Product one(@PathVariable("id") int id) {
    return products.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** For the shopkeeper, who is logged in. */
  @PutMapping("/products/{id}")
  Product change(@PathVariable("id") int id, @RequestBody Product changed) {
    Product product = new Product(id, changed.name(), changed.cents());
    products.change(product);
    return product;
  }

  @EdgeCache(policy = "pages")
  @GetMapping("/about")
  String about() {
    return "A small shop for tea.";
  }

  /** Different for everybody, so Spring Security's no-store stays. */
  @GetMapping("/account")
  String account(Principal principal) {
    return "hello " + principal.getName();
  }

  /** A link that opens the catalogue for five minutes. */
  @GetMapping("/account/link")
  String link() {
    String url = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
    return signer.sign(url + "/downloads/catalogue.txt", Instant.now().plusSeconds(LINK_SECONDS));
  }

  @GetMapping(path = "/downloads/catalogue.txt", produces = MediaType.TEXT_PLAIN_VALUE)
  String catalogue() {
    StringBuilder text = new StringBuilder();
    products.all().forEach(product -> text.append(product.name()).append('\n'));
    return text.toString();
  }
}
