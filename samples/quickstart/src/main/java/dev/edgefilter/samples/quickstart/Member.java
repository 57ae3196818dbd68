// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of the observatory; the two passwords are written on the login page. */
record Member(String name, String password, String since, String nextNight, String target)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = "member";
  private static final List<Member> MEMBERS =
      List.of(
          new Member("caroline", "comet-1786", "2011", "Friday, 21:00", "Comet Herschel-Rigollet"),
          new Member("tycho", "brass-nose", "2019", "Saturday, 22:30", "The remnant of 1572"));

  /** The member with this name and password; null when there is none. */
  static @Nullable Member find(@Nullable String name, @Nullable String password) {
    for (Member member : MEMBERS) {
      if (member.name.equals(name) && member.password.equals(password)) {
        return member;
      }
    }
    return null;
  }

  /** Who is signed in; null for nobody. */
  static @Nullable Member of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? null : (Member) session.getAttribute(ATTRIBUTE);
  }

  void signIn(HttpServletRequest request) {
    request.getSession().setAttribute(ATTRIBUTE, this);
    // A session id from before the sign-in may be known to somebody else.
    request.changeSessionId();
  }
}
