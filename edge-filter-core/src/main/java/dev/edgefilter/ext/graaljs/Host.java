// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.graaljs;

import dev.edgefilter.function.EdgeEvent;
import dev.edgefilter.function.FunctionException;
import dev.edgefilter.function.FunctionLog;
import dev.edgefilter.function.FunctionResponse;
import dev.edgefilter.function.FunctionServices;
import dev.edgefilter.function.KeyValueStore;
import dev.edgefilter.function.OriginChoice;
import dev.edgefilter.internal.event.EventParts;
import dev.edgefilter.internal.event.Json;
import dev.edgefilter.internal.event.OriginCalls;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * The few things that the prelude asks of Java: texts, numbers and buffers go in, texts and numbers
 * come out. Functions never get hold of it. Used by the thread that runs the context.
 */
final class Host {
  private static final int MAX_LOG = 10_240;

  // The parts of messages, numbered as in messages.js.
  private static final int QUERY = 0;
  private static final int HEADERS = 1;
  private static final int COOKIES = 2;
  private static final int RESPONSE_HEADERS = 3;
  private static final int RESPONSE_COOKIES = 4;

  private static final String[] NONE_AHEAD = {};

  private final FunctionServices services;
  private final Digests digests = new Digests();
  private final String location;

  /** Whether a run has asked for the headers of the message that it was called for. */
  private boolean asksForHeaders;

  // Of the run of now.
  private FunctionLog log = FunctionLog.NONE;
  private @Nullable EdgeEvent event;
  private KeyValueStore.@Nullable Version data;
  private @Nullable OriginChoice chosen;

  Host(FunctionServices services) {
    this.services = services;
    this.location =
        Json.print(
            ordered(
                "name", services.location().name(),
                "serverIp", services.location().serverIp(),
                "region", services.location().region()));
  }

  void begin(EdgeEvent runEvent) {
    log = runEvent.log();
    event = runEvent;
    data = null;
    chosen = null;
  }

  /** The origin that the last run chose, or null. */
  @Nullable OriginChoice chosen() {
    return chosen;
  }

  void end() {
    log = FunctionLog.NONE;
    event = null;
    data = null;
  }

  /** What the prelude gets. */
  ProxyObject members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("log", (ProxyExecutable) this::log);
    members.put("part", (ProxyExecutable) this::part);
    members.put("digest", (ProxyExecutable) this::digest);
    members.put("encode", (ProxyExecutable) Host::encode);
    members.put("decode", (ProxyExecutable) Host::decode);
    members.put("recode", (ProxyExecutable) Host::recode);
    members.put("strictText", (ProxyExecutable) a -> Bytes.strictText(a[0].asString()));
    members.put("unescape", (ProxyExecutable) a -> Bytes.unescape(a[0].asString()));
    members.put("storeGet", (ProxyExecutable) a -> version().data().get(a[0].asString()));
    members.put("storeMeta", (ProxyExecutable) a -> meta());
    members.put("storeFault", (ProxyExecutable) this::storeFault);
    members.put("location", (ProxyExecutable) a -> location);
    members.put("origin", (ProxyExecutable) this::origin);
    return ProxyObject.fromMap(members);
  }

  private @Nullable Object log(Value... arguments) {
    String text = arguments[0].asString();
    log.log(text.length() > MAX_LOG ? text.substring(0, MAX_LOG) : text);
    return null;
  }

  private Object part(Value... arguments) {
    int part = arguments[0].asInt();
    asksForHeaders |= part == headersOf(running());
    return part(part);
  }

  /**
   * Names and values in turn of the headers of the message that the function is called for, where
   * it asked for them in an earlier run: to have them at once is quicker than to ask. None where it
   * did not, or where there is more to them.
   */
  String[] headersAhead() {
    FunctionResponse response = running().response();
    String[] ahead =
        !asksForHeaders
            ? null
            : response == null ? EventParts.list(running().request()) : EventParts.list(response);
    return ahead == null ? NONE_AHEAD : ahead;
  }

  private EdgeEvent running() {
    return Objects.requireNonNull(event, "only while it runs");
  }

  private static int headersOf(EdgeEvent event) {
    return event.response() == null ? HEADERS : RESPONSE_HEADERS;
  }

  private String part(int part) {
    EdgeEvent of = running();
    return switch (part) {
      case QUERY -> EventParts.query(of.request());
      case HEADERS -> EventParts.headers(of.request());
      case COOKIES -> EventParts.cookies(of.request());
      case RESPONSE_HEADERS -> EventParts.headers(Objects.requireNonNull(of.response()));
      case RESPONSE_COOKIES -> EventParts.cookies(Objects.requireNonNull(of.response()));
      default -> throw new IllegalArgumentException("no part of a message");
    };
  }

  private Object digest(Value... arguments) {
    byte[] key = arguments[1].isNull() ? null : Bytes.of(arguments[1]);
    byte[] digest = digests.digest(arguments[0].asString(), key, Bytes.of(arguments[2]));
    return arguments[3].isString()
        ? Bytes.encode(digest, arguments[3].asString())
        : Bytes.write(digest, arguments[3]);
  }

  private static Object encode(Value... arguments) {
    byte[] bytes = Bytes.read(arguments[0], arguments[1].asInt(), arguments[2].asInt());
    return Bytes.encode(bytes, arguments[3].asString());
  }

  private static Object decode(Value... arguments) {
    byte[] bytes = Bytes.decode(arguments[0].asString(), arguments[1].asString());
    return Bytes.write(bytes, arguments[2]);
  }

  private static Object recode(Value... arguments) {
    byte[] bytes = Bytes.decode(arguments[0].asString(), arguments[1].asString());
    return Bytes.encode(bytes, arguments[2].asString());
  }

  /** One run sees one version, whatever is changed meanwhile. */
  private KeyValueStore.Version version() {
    KeyValueStore.Version seen = data;
    if (seen == null) {
      KeyValueStore store = services.store();
      if (store == null) {
        throw new IllegalStateException("the function has no store");
      }
      seen = store.version();
      data = seen;
    }
    return seen;
  }

  private String meta() {
    KeyValueStore.Version version = version();
    return Json.print(
        ordered(
            "creationDateTime", version.created().truncatedTo(ChronoUnit.MILLIS).toString(),
            "lastUpdatedDateTime", version.updated().truncatedTo(ChronoUnit.MILLIS).toString(),
            "keyCount", version.data().size()));
  }

  private @Nullable Object storeFault(Value... arguments) {
    KeyValueStore store = services.store();
    if (store == null) {
      return "the function has no key value store; associate one";
    }
    String id = arguments[0].isNull() ? null : arguments[0].asString();
    return id == null || store.isNamed(id)
        ? null
        : "the function is not associated with the key value store \"" + id + "\"";
  }

  private @Nullable Object origin(Value... arguments) {
    String kind = arguments[0].asString();
    if (!arguments[1].isString()) {
      return "the origin is missing";
    }
    try {
      String options = arguments[2].isNull() ? null : arguments[2].asString();
      chosen = OriginCalls.read(kind, arguments[1].asString(), options);
      return null;
    } catch (FunctionException e) {
      return "the function " + e.text();
    }
  }

  private static Map<String, Object> ordered(
      String a, Object first, String b, Object second, String c, Object third) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    map.put(c, third);
    return map;
  }
}
