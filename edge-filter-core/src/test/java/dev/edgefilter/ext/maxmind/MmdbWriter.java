// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.ext.maxmind;

import dev.edgefilter.http.IpAddress;
import dev.edgefilter.http.IpRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small MaxMind DB files (MaxMind DB File Format Specification 2.0). */
public final class MmdbWriter {
  private static final int EMPTY = -1;

  /** Each node has two children: another node, nothing, or minus two less a place in the data. */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Says what is known of a range. */
  public MmdbWriter put(String range, Map<String, Object> value) throws IOException {
    int place = data.size();
    write(data, value);
    IpRange read = IpRange.parse(range);
    IpAddress first = read.first();
    boolean ipv6 = first.ipv6();
    int bits = Integer.parseInt(range.substring(range.indexOf('/') + 1)) + (ipv6 ? 0 : 96);
    int node = 0;
    for (int i = 0; i < bits; i++) {
      long half = ipv6 ? (i < 64 ? first.high() : first.low()) : i < 96 ? 0 : first.low();
      int bit = (int) (half >>> (63 - i % 64) & 1);
      if (i == bits - 1) {
        nodes.get(node)[bit] = -2 - place;
      } else {
        if (nodes.get(node)[bit] < 0) {
          nodes.get(node)[bit] = nodes.size();
          nodes.add(new int[] {EMPTY, EMPTY});
        }
        node = nodes.get(node)[bit];
      }
    }
    return this;
  }

  /** Writes beside the file and renames, as those who update such files do. */
  public void to(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int child : node) {
        int record = child >= 0 ? child : nodes.size() + (child == EMPTY ? 0 : 16 + -2 - child);
        out.write(record >> 16);
        out.write(record >> 8);
        out.write(record);
      }
    }
    out.write(new byte[16]);
    data.writeTo(out);
    out.write(0xab);
    out.write(0xcd);
    out.write(0xef);
    out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("node_count", nodes.size());
    metadata.put("record_size", 24);
    metadata.put("ip_version", 6);
    metadata.put("database_type", "Test-City");
    metadata.put("languages", List.of("en"));
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", 1_700_000_000L);
    metadata.put("description", Map.of("en", "made by a test"));
    write(out, metadata);
    Path made = file.resolveSibling(file.getFileName() + ".new");
    Files.write(made, out.toByteArray());
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(ByteArrayOutputStream out, Object value) throws IOException {
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      control(out, 2, bytes.length);
      out.write(bytes);
    } else if (value instanceof Double number) {
      control(out, 3, 8);
      out.write(ByteBuffer.allocate(8).putDouble(number).array());
    } else if (value instanceof Integer number) {
      control(out, 6, 4);
      out.write(ByteBuffer.allocate(4).putInt(number).array());
    } else if (value instanceof Long number) {
      control(out, 9, 8);
      out.write(ByteBuffer.allocate(8).putLong(number).array());
    } else if (value instanceof Map<?, ?> map) {
      control(out, 7, map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(out, entry.getKey());
        write(out, entry.getValue());
      }
    } else if (value instanceof List<?> list) {
      control(out, 11, list.size());
      for (Object element : list) {
        write(out, element);
      }
    }
  }

  private static void control(ByteArrayOutputStream out, int type, int size) {
    int shown = Math.min(size, 29);
    if (type > 7) {
      out.write(shown);
      out.write(type - 7);
    } else {
      out.write(type << 5 | shown);
    }
    if (size >= 29) {
      out.write(size - 29);
    }
  }
}
