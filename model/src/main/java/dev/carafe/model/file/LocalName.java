package dev.carafe.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Names of this machine's files as a Volume keeps them. Java shows bytes that are not in the
/// locale's encoding as U+FFFD; only the path's URI has them all.
public final class LocalName {
  private static final char UNKNOWN = '\uFFFD';

  private LocalName() {}

  /// A relative path with slashes between its names. `IOException` when one is not UTF-8, which no
  /// Volume can hold.
  public static String of(Path relative) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path name : relative) {
      String text = name.toString();
      names.add(text.indexOf(UNKNOWN) < 0 ? text : exact(name, relative));
    }
    return String.join("/", names);
  }

  private static String exact(Path name, Path relative) throws IOException {
    String path = name.toUri().getRawPath();
    String last = path.replaceAll("/+$", "");
    String raw = last.substring(last.lastIndexOf('/') + 1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes(raw)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(
          "the name of %s is not UTF-8 (%s); rename the file".formatted(relative, raw), e);
    }
  }

  private static ByteBuffer bytes(String percentEncoded) {
    ByteBuffer bytes = ByteBuffer.allocate(percentEncoded.length());
    for (int i = 0; i < percentEncoded.length(); i++) {
      char c = percentEncoded.charAt(i);
      if (c == '%') {
        bytes.put((byte) Integer.parseInt(percentEncoded, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    return bytes.flip();
  }
}
