// SPDX-License-Identifier: Apache-2.0
package dev.edgefilter.samples.quickstart;

/**
 * One star of the catalogue.
 *
 * @param rightAscensionHours from 0 to 24
 * @param declinationDegrees from -90 to 90
 * @param magnitude its apparent brightness; less is brighter
 * @param lightYears its distance
 */
record Star(
    String name,
    String designation,
    String constellation,
    double rightAscensionHours,
    double declinationDegrees,
    double magnitude,
    int lightYears) {

  static Star parse(String line) {
    String[] cells = line.split(",", -1);
    return new Star(
        cells[0],
        cells[1],
        cells[2],
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        Double.parseDouble(cells[5]),
        Integer.parseInt(cells[6]));
  }

  /** This star as a JSON object; the catalogue's names need no escaping. */
  String json() {
    return """
        {"name":"%s","designation":"%s","constellation":"%s","rightAscensionHours":%s,\
        "declinationDegrees":%s,"magnitude":%s,"lightYears":%d}"""
        .formatted(
            name,
            designation,
            constellation,
            rightAscensionHours,
            declinationDegrees,
            magnitude,
            lightYears);
  }
}
