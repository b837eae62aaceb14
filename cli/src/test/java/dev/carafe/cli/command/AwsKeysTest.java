package dev.carafe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AwsKeysTest {
  private static final Map<String, String> OF_ENVIRONMENT =
      Map.of("AWS_ACCESS_KEY_ID", "env", "AWS_SECRET_ACCESS_KEY", "s");

  @TempDir Path home;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/credentials"),
        """
        [default]
        aws_access_key_id = one
        aws_secret_access_key = s1
        # a remark
        [other]
        aws_access_key_id=two
        aws_secret_access_key=s2=
        aws_session_token=t
        """);
  }

  private Map<String, String> values(Map<String, String> env, String profile) {
    return new AwsKeys(env, home).values(profile);
  }

  @Test
  void theEnvironmentComesBeforeTheDefaultProfile() {
    assertThat(values(OF_ENVIRONMENT, "")).isEqualTo(OF_ENVIRONMENT);
    assertThat(values(Map.of(), "")).containsEntry("AWS_ACCESS_KEY_ID", "one");
  }

  @Test
  void aProfileThatIsNamedComesFirst() {
    Map<String, String> two =
        Map.of(
            "AWS_ACCESS_KEY_ID", "two",
            "AWS_SECRET_ACCESS_KEY", "s2=",
            "AWS_SESSION_TOKEN", "t");
    assertThat(values(OF_ENVIRONMENT, "other")).isEqualTo(two);
    assertThat(values(Map.of("AWS_PROFILE", "other"), "")).isEqualTo(two);
  }

  @Test
  void withoutAnyKeysThereAreNone() throws IOException {
    Files.delete(home.resolve(".aws/credentials"));
    assertThat(values(Map.of(), "")).isEmpty();
  }

  @Test
  void aProfileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> values(Map.of(), "third"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("There is no profile third");
  }
}
