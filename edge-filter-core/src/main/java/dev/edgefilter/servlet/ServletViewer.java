// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.servlet;

import dev.edgefilter.EdgeEngine;
import dev.edgefilter.http.Headers;
import dev.edgefilter.http.RequestHead;
import dev.edgefilter.http.ResponseHead;
import dev.edgefilter.internal.exchange.Exchange;
import dev.edgefilter.internal.exchange.Upgrade;
import dev.edgefilter.internal.exchange.Viewer;
import dev.edgefilter.origin.Origin;
import dev.edgefilter.origin.OriginTunnel;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A viewer behind a container's request and response. */
final class ServletViewer implements Viewer {

  final EdgeEngine engine;
  final HttpServletRequest servletRequest;
  final HttpServletResponse servletResponse;
  final FilterChain chain;
  private final ServletRequestHead request;
  private final ViewerBody body;
  private final String path;
  private final boolean pathKnown;

  /** That of the filter it came through. */
  final AsyncRoute route;

  private final ForwardedPeer peer;
  private final boolean errorPage;
  private @Nullable Exchange exchange;
  private @Nullable AppBody appBody;
  private @Nullable AppRequest appRequest;
  private boolean async;
  private volatile @Nullable ParkedViewer parked;

  ServletViewer(
      EdgeEngine engine,
      HttpServletRequest servletRequest,
      HttpServletResponse servletResponse,
      FilterChain chain,
      @Nullable String path,
      AsyncRoute route) {
    this(engine, servletRequest, servletResponse, chain, path, route, false);
  }

  private ServletViewer(
      EdgeEngine engine,
      HttpServletRequest servletRequest,
      HttpServletResponse servletResponse,
      FilterChain chain,
      @Nullable String path,
      AsyncRoute route,
      boolean errorPage) {
    this.engine = engine;
    this.servletRequest = servletRequest;
    this.servletResponse = servletResponse;
    this.chain = chain;
    this.peer = ForwardedPeer.of(servletRequest, engine.trustedProxies());
    this.request = new ServletRequestHead(servletRequest, peer.scheme());
    this.body = new ViewerBody(servletRequest);
    this.path = path == null ? servletRequest.getRequestURI() : path;
    this.pathKnown = path != null;
    this.route = route;
    this.errorPage = errorPage;
  }

  void attach(Exchange started) {
    exchange = started;
  }

  Exchange exchange() {
    return Objects.requireNonNull(exchange, "exchange");
  }

  void serveBy(AppRequest wrappedRequest, AppBody body) {
    appRequest = wrappedRequest;
    appBody = body;
  }

  /** The application goes asynchronous, so the filter must not end the exchange. */
  void wentAsync() {
    async = true;
    engine.driver().wentAsync(exchange());
  }

  boolean isAsync() {
    return async;
  }

  @Nullable AppBody appBody() {
    return appBody;
  }

  @Override
  public RequestHead request() {
    return request;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean isPathKnown() {
    return pathKnown;
  }

  @Override
  public @Nullable String address() {
    String forwarded = peer.forwarded();
    return forwarded == null ? servletRequest.getRemoteAddr() : forwarded;
  }

  @Override
  public int port() {
    return peer.forwarded() == null ? servletRequest.getRemotePort() : peer.port();
  }

  @Override
  public @Nullable String peerAddress() {
    return servletRequest.getRemoteAddr();
  }

  @Override
  public @Nullable String tls() {
    return peer.forwarded() == null ? ConnectionTls.of(servletRequest) : null;
  }

  @Override
  public @Nullable InputStream body() throws IOException {
    return body.stream();
  }

  @Override
  public Headers requestTrailers() {
    return ServletTrailers.of(servletRequest);
  }

  @Override
  public byte[] peekBody(int limit) throws IOException {
    return body.peek(limit);
  }

  @Override
  public void replaceBody(byte[] bytes) throws IOException {
    body.replace(bytes);
  }

  /** The body of the request, for those who pass it on or end it. */
  ViewerBody requestBody() {
    return body;
  }

  /** A body that is not whole must not look so; most containers see to that by themselves. */
  void breakOff() {
    if (exchange().owesRest()) {
      TomcatStream.reset(servletRequest);
    }
  }

  @Override
  public @Nullable String country() {
    String name = engine.countryHeader();
    String told = name.isEmpty() || !peer.trusted() ? null : servletRequest.getHeader(name);
    return told == null ? null : Countries.known(told);
  }

  @Override
  public boolean upgrades() {
    return Upgrade.asked(request);
  }

  @Override
  public Origin application(Exchange asking) {
    if (errorPage) {
      exchange = asking;
      return new ErrorPageOrigin(this);
    }
    return new ApplicationOrigin(this);
  }

  @Override
  public Viewer forErrorPage() {
    AppBody first = appBody;
    if (first != null) {
      first.cutOff();
      HeadWriter.reset(servletResponse, first.before());
    }
    String known = pathKnown ? path : null;
    return new ServletViewer(engine, servletRequest, servletResponse, chain, known, route, true);
  }

  /** True when the request is the one for the page that stands in for an error. */
  boolean isErrorPage() {
    return errorPage;
  }

  @Override
  public boolean identityUsed() {
    return appRequest != null && appRequest.identityUsed();
  }

  /** The application used what is the viewer's alone. */
  void noteIdentity() {
    AppRequest application = appRequest;
    if (application != null) {
      application.noteIdentity();
    }
  }

  @Override
  public boolean mayBlock() {
    return appBody == null || !appBody.isListening();
  }

  @Override
  public boolean isReady() throws IOException {
    return mayBlock() || servletResponse.getOutputStream().isReady();
  }

  @Override
  public void sendHead(ResponseHead head) throws IOException {
    AppBody application = appBody;
    if (application == null) {
      servletResponse.setStatus(head.status());
      ContainerHeaders.setAll(servletResponse, head.headers());
      return;
    }
    Headers set =
        HeadWriter.removeOthers(
            servletResponse, head.headers(), application.currentHeaders(), application.before());
    servletResponse.setStatus(head.status());
    HeadWriter.write(servletResponse, head.headers(), set);
  }

  @Override
  public boolean trailers(Supplier<Headers> trailers) {
    return ServletTrailers.set(servletRequest, servletResponse, trailers);
  }

  @Override
  public boolean hasTrailers() {
    return servletResponse.getTrailerFields() != null;
  }

  @Override
  public boolean canPark() {
    return appBody == null
        && !errorPage
        && !async
        && route.reachesFilter()
        && servletRequest.isAsyncSupported()
        && !servletRequest.isAsyncStarted(); // somebody in front may have
  }

  @Override
  public void park(long limitMillis) {
    parked = ParkedViewer.park(this, limitMillis);
  }

  @Override
  public void unpark() {
    ParkedViewer waiting = parked;
    if (waiting != null) {
      waiting.wake();
    }
  }

  /** True when another thread goes on with it. */
  boolean isParked() {
    return parked != null;
  }

  /** This thread goes on with it. */
  void unparked() {
    parked = null;
  }

  @Override
  public void sendInterim(ResponseHead head) throws IOException {
    InterimResponses.send(servletRequest, servletResponse, head);
  }

  @Override
  public void upgrade(ResponseHead head, OriginTunnel tunnel, LongConsumer ended)
      throws IOException {
    sendHead(head);
    Upgrades.open(servletRequest, tunnel, ended);
    async = true;
  }

  @Override
  public void addLine(String name, String value) {
    ContainerHeaders.add(servletResponse, name, value);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    ByteBufferWriter.write(servletResponse.getOutputStream(), bytes);
  }

  @Override
  public boolean prefersFile(long bytes) {
    return TomcatSendfile.offered(servletRequest, servletResponse, bytes);
  }

  @Override
  public boolean sendFile(Path file, long offset, long bytes) {
    TomcatSendfile.send(servletRequest, file, offset, bytes);
    return true;
  }

  @Override
  public void flush() throws IOException {
    servletResponse.flushBuffer();
  }
}
