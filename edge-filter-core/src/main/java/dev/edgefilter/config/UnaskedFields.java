// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.config;

import dev.edgefilter.internal.document.JsonValue;
import dev.edgefilter.internal.document.JsonValue.Member;
import dev.edgefilter.internal.document.NearestName;
import java.util.LinkedHashSet;
import java.util.Set;

/** Says of fields that no reader asked for what they are: unknown, without effect, or not yet. */
final class UnaskedFields {
  private final Reading reading;
  private final String type;
  private final Set<String> asked;

  /**
   * For one object.
   *
   * @param type the kind of object, as {@link FieldTable} names it
   * @param asked the names that were asked for
   */
  UnaskedFields(Reading reading, String type, Set<String> asked) {
    this.reading = reading;
    this.type = type;
    this.asked = asked;
  }

  void report(Member member, String place) {
    FieldTable.Field field = FieldTable.find(type, member.name());
    if (field == null) {
      unknown(member, place);
    } else {
      inactive(member, place, field);
    }
  }

  private void unknown(Member member, String place) {
    Set<String> known = new LinkedHashSet<>(asked);
    known.addAll(FieldTable.names(type));
    String hint = NearestName.hint(member.name(), known);
    reading.problem(
        member.nameAt(),
        place,
        "found the unknown field \""
            + member.name()
            + "\""
            + (hint.isEmpty() ? "; remove it" : hint));
  }

  private void inactive(Member member, String place, FieldTable.Field field) {
    JsonValue value =
        reading.convertsScalars() ? field.shape().converted(member.value()) : member.value();
    String complaint = field.shape().complaint(value);
    if (complaint != null) {
      reading.problem(value.at(), place, complaint);
    } else if (!field.shape().isUnset(value)) {
      switch (field.treatment()) {
        case METADATA -> {}
        case NO_EFFECT -> reading.note(value.at(), place, field.text());
        case NOT_YET ->
            reading.problem(value.at(), place, FieldTable.notYet(member.name(), field.text()));
      }
    }
  }
}
