package dev.carafe.volumes.version;

import dev.carafe.model.id.BlobId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;

/// The bytes of a manifest: one line for each entry, sorted by path, so that equal versions are
/// equal blobs.
///
/// ```
/// carafe-manifest 1
/// d 755 1764000000.000000000 models
/// f 644 1764000000.123456789 90405214 <sha-256> models/model.onnx
/// l 1764000000.000000000 models/latest<TAB>model.onnx
/// ```
///
/// In names and targets `\`, tab, newline and carriage return are written as `\\`, `\t`, `\n` and
/// `\r`.
final class ManifestText {
  private static final String HEADER = "carafe-manifest 1";

  private ManifestText() {}

  static byte[] write(Manifest manifest) {
    StringBuilder out = new StringBuilder(64 + manifest.entries().size() * 128);
    out.append(HEADER).append('\n');
    for (Entry entry : manifest.entries()) {
      writeLine(entry, out);
      out.append('\n');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeLine(Entry entry, StringBuilder out) {
    switch (entry) {
      case Entry.File file -> {
        out.append("f ").append(Integer.toOctalString(file.mode())).append(' ');
        time(file.modified(), out);
        out.append(file.size()).append(' ').append(file.blob().sha256()).append(' ');
        name(file.path(), out);
      }
      case Entry.Directory directory -> {
        out.append("d ").append(Integer.toOctalString(directory.mode())).append(' ');
        time(directory.modified(), out);
        name(directory.path(), out);
      }
      case Entry.Symlink link -> {
        out.append("l ");
        time(link.modified(), out);
        name(link.path(), out);
        out.append('\t');
        name(link.target(), out);
      }
    }
  }

  private static void time(Instant time, StringBuilder out) {
    String nanos = Integer.toString(time.getNano());
    out.append(time.getEpochSecond()).append('.').repeat('0', 9 - nanos.length());
    out.append(nanos).append(' ');
  }

  private static void name(String name, StringBuilder out) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
  }

  static Manifest read(InputStream bytes) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
    String header = lines.readLine();
    if (!HEADER.equals(header)) {
      throw new IOException(
          "not a manifest of this version: it starts with \"%s\" instead of \"%s\""
              .formatted(header, HEADER));
    }
    TreeMap<String, Entry> entries = new TreeMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Entry entry = new Fields(line).entry();
      entries.put(entry.path(), entry);
    }
    return new Manifest(entries);
  }

  /// Walks one line from left to right.
  private static final class Fields {
    private final String line;
    private int at;

    Fields(String line) {
      this.line = line;
    }

    Entry entry() throws IOException {
      try {
        String type = next();
        return switch (type) {
          case "f" -> file();
          case "d" -> {
            int mode = Integer.parseInt(next(), 8);
            Instant modified = time();
            yield new Entry.Directory(plain(line.substring(at)), mode, modified);
          }
          case "l" -> link();
          default -> throw new IOException("unknown entry type in manifest line: " + line);
        };
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IOException("damaged manifest line: " + line, e);
      }
    }

    private Entry file() {
      int mode = Integer.parseInt(next(), 8);
      Instant modified = time();
      long size = Long.parseLong(next());
      BlobId blob = new BlobId(next());
      return new Entry.File(plain(line.substring(at)), mode, modified, size, blob);
    }

    private Entry link() {
      Instant modified = time();
      int tab = line.indexOf('\t', at);
      return new Entry.Symlink(
          plain(line.substring(at, tab)), plain(line.substring(tab + 1)), modified);
    }

    private String next() {
      int space = line.indexOf(' ', at);
      String field = line.substring(at, space);
      at = space + 1;
      return field;
    }

    private Instant time() {
      String field = next();
      int dot = field.indexOf('.');
      return Instant.ofEpochSecond(
          Long.parseLong(field, 0, dot, 10), Long.parseLong(field, dot + 1, field.length(), 10));
    }

    private static String plain(String written) {
      if (written.indexOf('\\') < 0) {
        return written;
      }
      StringBuilder out = new StringBuilder(written.length());
      for (int i = 0; i < written.length(); i++) {
        char c = written.charAt(i);
        out.append(c != '\\' ? c : unescaped(written.charAt(++i)));
      }
      return out.toString();
    }

    private static char unescaped(char c) {
      return switch (c) {
        case 't' -> '\t';
        case 'n' -> '\n';
        case 'r' -> '\r';
        default -> c;
      };
    }
  }
}
