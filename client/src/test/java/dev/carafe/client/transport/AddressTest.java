package dev.carafe.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AddressTest {
  @Test
  void aHostHasThePortOfCarafeUnlessItNamesOne() {
    assertThat(Address.parse("example.com"))
        .isEqualTo(new Address.Host("example.com", 7460, false));
    assertThat(Address.parse(" 127.0.0.1:80 ")).isEqualTo(new Address.Host("127.0.0.1", 80, false));
  }

  @Test
  void aUrlHasThePortOfItsScheme() {
    assertThat(Address.parse("https://c.example"))
        .isEqualTo(new Address.Host("c.example", 443, true));
    assertThat(Address.parse("http://c.example:81"))
        .isEqualTo(new Address.Host("c.example", 81, false));
  }

  @Test
  void aSocketIsAPathAndReadsBackAsItIsWritten() {
    Address socket = Address.parse("unix:/carafe/server/agents.sock");
    assertThat(socket).isEqualTo(new Address.Socket(Path.of("/carafe/server/agents.sock")));
    assertThat(Address.parse(socket.toString())).isEqualTo(socket);
  }

  @Test
  void anythingElseIsToldWhatAnAddressLooksLike() {
    assertThatThrownBy(() -> Address.parse("ftp://x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HOST:PORT or a URL");
  }
}
