// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.spring.test;

import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.testkit.EdgeDriver;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Spring's servlet environment without a server. */
final class MockMvcTransport implements EdgeDriver.Transport {
  private final MockMvc mockMvc;

  MockMvcTransport(MockMvc mockMvc) {
    this.mockMvc = mockMvc;
  }

  @Override
  public EdgeDriver.Answer send(RequestHead request, String address, byte @Nullable [] body)
      throws IOException {
    return answer(perform(context -> mocked(request, address, body, context)));
  }

  /** Built by hand: what the builders of Spring 6 and 7 return has not the same type. */
  private static MockHttpServletRequest mocked(
      RequestHead request, String address, byte @Nullable [] body, ServletContext context) {
    String query = request.query();
    URI uri =
        URI.create(
            request.scheme()
                + "://"
                + request.host()
                + request.path()
                + (query == null ? "" : "?" + query));
    MockHttpServletRequest mocked =
        MockMvcRequestBuilders.request(HttpMethod.valueOf(request.method()), uri)
            .buildRequest(context);
    mocked.setRemoteAddr(address);
    mocked.setSecure(request.scheme().equals("https"));
    mocked.addHeader("Host", request.host());
    for (String name : request.headerNames()) {
      if (!name.equalsIgnoreCase("Host")) {
        request.headers(name).forEach(value -> mocked.addHeader(name, value));
      }
    }
    mocked.setCookies(cookies(request));
    if (body != null) {
      mocked.setContent(body);
    }
    return mocked;
  }

  /** A server reads them from the header; the mocked request has to be told. */
  private static Cookie[] cookies(RequestHead request) {
    List<Cookie> cookies = new ArrayList<>();
    for (String line : request.headers("Cookie")) {
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          cookies.add(new Cookie(pair.substring(0, equals).strip(), pair.substring(equals + 1)));
        }
      }
    }
    return cookies.toArray(new Cookie[0]);
  }

  private MockHttpServletResponse perform(RequestBuilder builder) throws IOException {
    try {
      MvcResult result = mockMvc.perform(builder).andReturn();
      if (result.getRequest().isAsyncStarted()) {
        result.getAsyncResult();
        result = mockMvc.perform(MockMvcRequestBuilders.asyncDispatch(result)).andReturn();
      }
      return result.getResponse();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) { // whatever the application throws
      throw new IOException("the application failed", e);
    }
  }

  private static EdgeDriver.Answer answer(MockHttpServletResponse response) throws IOException {
    Headers.Builder headers = Headers.builder();
    for (String name : response.getHeaderNames()) {
      response.getHeaders(name).forEach(value -> headers.add(name, value));
    }
    return new EdgeDriver.Answer(
        response.getStatus(), headers.build(), response.getContentAsString(StandardCharsets.UTF_8));
  }

  @Override
  public String address() {
    return "192.0.2.1";
  }

  @Override
  public boolean choosesAddress() {
    return true;
  }
}
