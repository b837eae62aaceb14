package dev.carafe.docker.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AptSettingsTest {

  @Test
  void imagesUseTheMirrorOfTheHost() {
    AptSettings settings =
        AptSettings.of(
            "deb [arch=amd64] http://mirror.local/debian/ trixie main\n"
                + "deb http://mirror.local/debian-security trixie-security main\n",
            "");

    assertThat(settings.sources())
        .containsExactly(
            "deb http://mirror.local/debian bookworm main",
            "deb http://mirror.local/debian bookworm-updates main",
            "deb http://mirror.local/debian-security bookworm-security main");
  }

  @Test
  void aHostWithoutDebianUsesDebiansOwn() {
    assertThat(AptSettings.of("deb http://archive.ubuntu.com/ubuntu noble main", "").sources())
        .first()
        .isEqualTo("deb http://deb.debian.org/debian bookworm main");
  }

  @Test
  void proxiesGoAlongAndPasswordsDoNot() {
    AptSettings settings =
        AptSettings.of(
            "",
            """
            Acquire::http::Proxy "http://cache:3142";
            Acquire::https::Proxy "http://me:secret@cache:3142";
            Acquire::Check-Date "false";
            APT::Architecture "amd64";
            """);

    assertThat(settings.options())
        .containsExactly(
            "Acquire::http::Proxy \"http://cache:3142\"", "Acquire::Check-Date \"false\"");
  }
}
