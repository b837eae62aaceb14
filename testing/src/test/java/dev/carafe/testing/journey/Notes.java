package dev.carafe.testing.journey;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// How code in a container writes to a [Journal].
final class Notes {
  private Notes() {}

  static void write(String journal, String line) throws IOException {
    HttpURLConnection connection = open(journal);
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
    int _ = connection.getResponseCode();
  }

  /// Whether the test has let the work go on.
  static boolean mayGoOn(String journal) throws IOException {
    return open(journal).getResponseCode() == HttpURLConnection.HTTP_OK;
  }

  private static HttpURLConnection open(String journal) throws IOException {
    return (HttpURLConnection) URI.create(journal).toURL().openConnection();
  }
}
