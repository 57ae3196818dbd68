// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.edgefilter.explain.Explanation.Answer;
import dev.edgefilter.explain.Explanation.Line;
import dev.edgefilter.explain.Explanation.Section;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Line PLAIN = new Line("age", "12 s", null, null, List.of());
  private static final Line INNER = new Line("asked for", "60 s", "max-age", "RFC", List.of());
  private static final Line OUTER = new Line("lifetime", "7 s", "max-ttl", "CF", List.of(INNER));

  private static Explanation explanation(List<Section> sections) {
    Answer answer = new Answer(ResultType.HIT, 200, "Hit, status 200.");
    return new Explanation("GET https://a/", answer, sections);
  }

  @Test
  void textHasLabelsValuesAndReasonsInColumns() {
    Section section = new Section("Stored", List.of(PLAIN, OUTER));
    assertEquals(
        """
        GET https://a/
          Hit, status 200.

        Stored
          age          12 s
          lifetime     7 s   max-ttl (CF)
            asked for  60 s  max-age (RFC)
        """,
        explanation(List.of(section)).text());
  }

  @Test
  void jsonHasTheSameTreeAndEscapesWhatItMust() {
    Line odd = new Line("quote\"back\\", "\u0001\u00e9\ud83d\ude00", null, null, List.of());
    Section section = new Section("Stored", List.of(OUTER, odd));
    assertEquals(
        "{\"request\":\"GET https://a/\",\"answer\":{\"result\":\"Hit\",\"status\":200,"
            + "\"sentence\":\"Hit, status 200.\"},\"sections\":[{\"title\":\"Stored\",\"lines\":["
            + "{\"label\":\"lifetime\",\"value\":\"7 s\",\"reason\":\"max-ttl\",\"source\":\"CF\","
            + "\"lines\":[{\"label\":\"asked for\",\"value\":\"60 s\",\"reason\":\"max-age\","
            + "\"source\":\"RFC\"}]},{\"label\":\"quote\\\"back\\\\\","
            + "\"value\":\"\\u0001\\u00e9\\ud83d\\ude00\"}]}]}\n",
        explanation(List.of(section)).json());
  }

  @Test
  void sectionsCanBeAddedButNotChanged() {
    List<Section> sections = new ArrayList<>();
    Explanation empty = explanation(sections);
    sections.add(new Section("late", List.of()));
    assertEquals(0, empty.sections().size());
    assertEquals(1, empty.with(sections.get(0)).sections().size());
    assertThrows(UnsupportedOperationException.class, () -> empty.sections().clear());
  }
}
