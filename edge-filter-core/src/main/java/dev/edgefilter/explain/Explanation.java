// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the edge would do with a request, and why: the answer, and sections of labelled lines.
 *
 * <p>Immutable. It holds no signature, no credentials, no cookie value and no value of an origin's
 * custom headers, so it may be pasted into a ticket. Labels and reasons are for readers; programs
 * should rely on {@link #answer()} and on reason tokens.
 *
 * @param request the method and the URL, without secrets
 * @param answer what the viewer would get
 * @param sections the derivation, in the order in which the edge decides
 */
public record Explanation(String request, Answer answer, List<Section> sections) {

  /** Checks and copies. */
  public Explanation {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(answer, "answer");
    sections = List.copyOf(sections);
  }

  /**
   * What the viewer would get.
   *
   * @param result how it would be answered; {@link ResultType#REFRESH_HIT} when the origin would be
   *     asked to confirm what is stored, which becomes a Miss when it does not
   * @param status the status, or 0 when the origin decides it
   * @param sentence the same in words
   */
  public record Answer(ResultType result, int status, String sentence) {

    /** Checks. */
    public Answer {
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(sentence, "sentence");
    }
  }

  /**
   * One part of the derivation.
   *
   * @param title such as {@code Cache key}
   * @param lines its lines
   */
  public record Section(String title, List<Line> lines) {

    /** Checks and copies. */
    public Section {
      Objects.requireNonNull(title, "title");
      lines = List.copyOf(lines);
    }

    /** As aligned text of several lines, each ended by a line feed; not a format to parse. */
    public String text() {
      return new ExplanationText().print(this);
    }

    /** As one JSON object. */
    public String json() {
      return new ExplanationJson().print(this);
    }
  }

  /**
   * One fact.
   *
   * @param label what it is
   * @param value its value, possibly empty
   * @param reason the token of the reason behind it, or null when it is a plain fact
   * @param source the text that the reason follows, or null
   * @param lines what it is made of, possibly nothing
   */
  public record Line(
      String label,
      String value,
      @Nullable String reason,
      @Nullable String source,
      List<Line> lines) {

    /** Checks and copies. */
    public Line {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(value, "value");
      lines = List.copyOf(lines);
    }
  }

  /** The same with one more section at the end. */
  public Explanation with(Section section) {
    List<Section> more = new ArrayList<>(sections);
    more.add(section);
    return new Explanation(request, answer, more);
  }

  /** As aligned text of several lines, each ended by a line feed; not a format to parse. */
  public String text() {
    return new ExplanationText().print(this);
  }

  /** As one JSON object. */
  public String json() {
    return new ExplanationJson().print(this);
  }
}
