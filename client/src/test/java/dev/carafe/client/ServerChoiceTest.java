package dev.carafe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerChoiceTest {
  private static final String CONFIG =
      """
      # made by hand
      active = "work"

      [profiles.work]
      server = "https://carafe.example.com"   # the big one
      token = 'abc"d'

      [profiles.home]
      server = "127.0.0.1:9000"
      """;

  @TempDir Path folder;

  private void write(String config) throws IOException {
    Files.writeString(folder.resolve("config.toml"), config);
  }

  @Test
  void theEnvironmentWinsOverTheConfigFile() throws IOException {
    write(CONFIG);

    var options =
        new ServerChoice(Map.of("CARAFE_SERVER", "h:1", "CARAFE_TOKEN", "t"), folder).options();

    assertThat(options.address()).isEqualTo("h:1");
    assertThat(options.token()).contains("t");
  }

  @Test
  void theActiveProfileIsTakenElseTheOneNamed() throws IOException {
    write(CONFIG);

    var active = new ServerChoice(Map.of(), folder).options();
    var named = new ServerChoice(Map.of("CARAFE_PROFILE", "home"), folder).options();

    assertThat(active.address()).isEqualTo("https://carafe.example.com");
    assertThat(active.token()).contains("abc\"d");
    assertThat(named.address()).isEqualTo("127.0.0.1:9000");
    assertThat(named.token()).isEmpty();
  }

  @Test
  void withNothingSaidItIsTheServerOfTheDataDirectory() throws IOException {
    Path data = Files.createDirectories(folder.resolve("elsewhere"));
    long pid = ProcessHandle.current().pid();
    Files.writeString(
        data.resolve("server.properties"), "address=127.0.0.1:7461\npid=%d\n".formatted(pid));

    var running = new ServerChoice(Map.of("CARAFE_DATA", data.toString()), folder).options();

    assertThat(running.address()).isEqualTo("127.0.0.1:7461");
  }

  @Test
  void aServerThatWasKilledIsNotMeant() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("server.properties"), "address=127.0.0.1:7461\npid=%d\n".formatted(1L << 40));

    assertThat(new ServerChoice(Map.of(), folder).options().address()).isEqualTo("127.0.0.1:7460");
  }

  @Test
  void withNothingSaidItIsWhereAServerListensByDefault() {
    assertThat(new ServerChoice(Map.of(), folder).options().address()).isEqualTo("127.0.0.1:7460");
  }

  @Test
  void anUnknownProfileAndABrokenFileAreSaid() throws IOException {
    write(CONFIG);
    assertThatThrownBy(() -> new ServerChoice(Map.of("CARAFE_PROFILE", "wrk"), folder).options())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no profile wrk");
    write("active = \n");
    assertThatThrownBy(() -> new ServerChoice(Map.of(), folder).options())
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("line 1 is neither");
  }
}
