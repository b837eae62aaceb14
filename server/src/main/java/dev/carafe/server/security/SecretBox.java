package dev.carafe.server.security;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carafe.model.file.OwnerOnly;
import dev.carafe.server.ServerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals secrets at rest with AES-256-GCM. The key lies in a file only the server's user can read;
/// the secret's name is bound in, so that one secret's bytes cannot be passed for another's. Safe
/// for many threads.
public final class SecretBox {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /// Reads the key, and makes one when there is none.
  public static SecretBox open(Path keyFile) {
    try {
      byte[] fresh = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(fresh);
      try (var channel =
          Files.newByteChannel(
              keyFile,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OwnerOnly.FILE)) {
        channel.write(java.nio.ByteBuffer.wrap(fresh));
      } catch (FileAlreadyExistsException e) {
        fresh = Files.readAllBytes(keyFile);
      }
      if (fresh.length != KEY_BYTES) {
        throw new ServerException(
            "The key of the secrets, %s, has %d bytes instead of %d. Restore it from a backup; without it the secrets are lost: delete it and create them again."
                .formatted(keyFile, fresh.length, KEY_BYTES));
      }
      return new SecretBox(fresh);
    } catch (IOException e) {
      throw new ServerException(
          "Reading the key of the secrets, %s, failed: %s".formatted(keyFile, e.getMessage()), e);
    }
  }

  public byte[] seal(String name, Map<String, String> values) {
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(JSON.writeValueAsBytes(values));
      byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
      return both;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("sealing the secret %s failed".formatted(name), e);
    }
  }

  public Map<String, String> open(String name, byte[] sealed) {
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, name, nonce)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return JSON.readValue(plain, new TypeReference<Map<String, String>>() {});
    } catch (GeneralSecurityException | IOException e) {
      throw new ServerException(
          "The secret %s cannot be opened with this server's key. Create it again: carafe secret create %s --force …"
              .formatted(name, name),
          e);
    }
  }

  private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return cipher;
  }
}
