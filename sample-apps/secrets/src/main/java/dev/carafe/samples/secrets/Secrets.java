package dev.carafe.samples.secrets;

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// A function sees a secret as environment. It is never printed: only its fingerprint is.
@App("secrets")
public final class Secrets {

  /// The start of the key's SHA-256: enough to tell two keys apart, and nothing more.
  @Function(secrets = "api-key")
  public static String fingerprint() throws NoSuchAlgorithmException {
    String key =
        Optional.ofNullable(System.getenv("API_KEY"))
            .orElseThrow(
                () -> new IllegalStateException("The secret api-key has no API_KEY. Add it."));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    return "API_KEY has the fingerprint " + HexFormat.of().formatHex(hash, 0, 4);
  }
}
