// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.bench;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.servlet.EdgeFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the filter itself costs on a hit: a container that does nothing around it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class HitBenchmark {
  @Param({"/1k", "/1m"})
  public String path = "";

  private EdgeEngine engine;
  private EdgeFilter filter;
  private FilterChain app;

  /** Stores the response. */
  @Setup
  public void fill() throws Exception {
    engine = FilteredServer.engine(64L << 20);
    filter = new EdgeFilter(engine);
    ConstantAnswer answer = Objects.requireNonNull(ConstantAnswer.at(path));
    app =
        (request, response) -> {
          answer.setHeaders((HttpServletResponse) response);
          response.getOutputStream().write(answer.bytes());
        };
    filter.doFilter(new Request(path), new Response(), app);
    app =
        (request, response) -> {
          throw new IllegalStateException("not a hit");
        };
  }

  /** Frees the memory. */
  @TearDown
  public void close() {
    engine.close();
  }

  @Benchmark
  public int hit() throws Exception {
    Response response = new Response();
    filter.doFilter(new Request(path), response, app);
    return response.written();
  }

  private static <T> T absent(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              Class<?> result = method.getReturnType();
              return result == boolean.class ? (Object) false : result == int.class ? 0 : null;
            }));
  }

  private static final class Request extends HttpServletRequestWrapper {
    private static final HttpServletRequest ABSENT = absent(HttpServletRequest.class);

    private final String path;

    Request(String path) {
      super(ABSENT);
      this.path = path;
    }

    @Override
    public Object getAttribute(String name) {
      return null;
    }

    @Override
    public void setAttribute(String name, Object value) {}

    @Override
    public void removeAttribute(String name) {}

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getScheme() {
      return "http";
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public String getRequestURI() {
      return path;
    }

    @Override
    public String getContextPath() {
      return "";
    }

    @Override
    public String getQueryString() {
      return null;
    }

    @Override
    public String getHeader(String name) {
      return name.equalsIgnoreCase("Host") ? "localhost" : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      String value = getHeader(name);
      return Collections.enumeration(value == null ? List.of() : List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(List.of("Host"));
    }

    @Override
    public long getContentLengthLong() {
      return -1;
    }

    @Override
    public boolean isAsyncStarted() {
      return false;
    }

    @Override
    public boolean isAsyncSupported() {
      return false;
    }
  }

  private static final class Response extends HttpServletResponseWrapper {
    private static final HttpServletResponse ABSENT = absent(HttpServletResponse.class);

    private final List<String> lines = new ArrayList<>(32);
    private final Output output = new Output();
    private int status = 200;

    Response() {
      super(ABSENT);
    }

    int written() {
      return output.written + lines.size() + status;
    }

    @Override
    public void setStatus(int newStatus) {
      status = newStatus;
    }

    @Override
    public int getStatus() {
      return status;
    }

    @Override
    public void setHeader(String name, String value) {
      addHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
      lines.add(name);
      lines.add(value);
    }

    @Override
    public boolean containsHeader(String name) {
      return lines.contains(name);
    }

    @Override
    public Collection<String> getHeaderNames() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < lines.size(); i += 2) {
        names.add(lines.get(i));
      }
      return names;
    }

    @Override
    public Collection<String> getHeaders(String name) {
      int at = lines.indexOf(name);
      return at < 0 ? List.of() : List.of(lines.get(at + 1));
    }

    @Override
    public String getContentType() {
      return null;
    }

    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public boolean isCommitted() {
      return output.written > 0;
    }

    @Override
    public void flushBuffer() {}

    @Override
    public ServletOutputStream getOutputStream() {
      return output;
    }
  }

  /** Takes buffers as containers do; public, as the filter looks for the method. */
  public static final class Output extends ServletOutputStream {
    private int written;

    /** Takes all of a buffer. */
    public void write(ByteBuffer bytes) {
      written += bytes.remaining();
      bytes.position(bytes.limit());
    }

    @Override
    public void write(int octet) {
      written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written += length;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
