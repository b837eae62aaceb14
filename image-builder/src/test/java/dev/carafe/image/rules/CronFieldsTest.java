package dev.carafe.image.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronFieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "0 3 * * *",
        "*/15 0-6,22,23 1-31/2 JAN-mar SUN",
        "0 0 1 1 7",
        "5/10 * * * MON-FRI"
      })
  void fiveFieldsOfListsRangesAndStepsAreFine(String expression) {
    assertThat(CronFields.mistake(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * *       | it has 4 fields instead of 5",
        "* * * * * *   | it has 6 fields instead of 5",
        "60 * * * *    | minute \"60\" is not within 0-59",
        "* 24 * * *    | hour \"24\" is not within 0-23",
        "* * 0 * *     | day of month \"0\" is not within 1-31",
        "* * * 13 *    | month \"13\" is not within 1-12",
        "* * * * 8     | day of week \"8\" is not within 0-7",
        "*/0 * * * *   | minute \"*/0\" has a step of 0",
        "30-10 * * * * | minute \"30-10\" goes backwards",
        "1,,2 * * * *  | minute \"\" cannot be read",
        "* * ? * *     | day of month \"?\" cannot be read"
      })
  void othersSayWhichFieldIsWrong(String expression, String mistake) {
    assertThat(CronFields.mistake(expression)).contains(mistake);
  }
}
