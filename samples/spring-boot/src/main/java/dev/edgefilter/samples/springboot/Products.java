// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.springboot;

import dev.edgefilter.spring.EdgeInvalidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Service;

/** The stock, in memory. A change drops what the edge has stored of it. */
@Service
class Products {
  private final Map<Integer, Product> products = new ConcurrentSkipListMap<>();

  Products() {
    put(new Product(1, "Teapot", 3_900));
    put(new Product(2, "Cup", 900));
    put(new Product(3, "Kettle", 5_400));
  }

  List<Product> all() {
    return List.copyOf(products.values());
  }

  Optional<Product> find(int id) {
    return Optional.ofNullable(products.get(id));
  }

  @EdgeInvalidate(tags = {"product:#{#product.id}", "products"})
  public void change(Product product) {
    put(product);
  }

  private void put(Product product) {
    products.put(product.id(), product);
  }
}
