package dev.carafe.volumes.version;

import dev.carafe.model.id.BlobId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The bytes of a manifest, or of one of its pages: one line for each entry, sorted by path, so
/// that equal versions are equal blobs.
///
/// ```
/// carafe-manifest 1
/// d 755 1764000000.000000000 models
/// f 644 1764000000.123456789 90405214 <sha-256> models/model.onnx
/// l 1764000000.000000000 models/latest<TAB>model.onnx
/// ```
///
/// In names and targets `\`, tab, newline and carriage return are written as `\\`, `\t`, `\n` and
/// `\r`. A manifest that has pages has a line for each, in order:
///
/// ```
/// carafe-manifest 2
/// <sha-256 of a page>
/// ```
final class ManifestText {
  private static final String ENTRIES = "carafe-manifest 1";
  private static final String PAGES = "carafe-manifest 2";

  private ManifestText() {}

  static byte[] write(Collection<Entry> entries) {
    StringBuilder out = new StringBuilder(64 + entries.size() * 128);
    out.append(ENTRIES).append('\n');
    for (Entry entry : entries) {
      writeLine(entry, out);
      out.append('\n');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] writePages(List<BlobId> pages) {
    StringBuilder out = new StringBuilder(64 + pages.size() * 65);
    out.append(PAGES).append('\n');
    pages.forEach(page -> out.append(page.sha256()).append('\n'));
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

  /// What a text holds.
  sealed interface Read {}

  /// Entries.
  record Whole(List<Entry> entries) implements Read {}

  /// The names of pages.
  record Paged(List<BlobId> pages) implements Read {}

  static Read read(InputStream bytes) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
    String header = lines.readLine();
    return switch (header) {
      case ENTRIES -> new Whole(entries(lines));
      case PAGES -> new Paged(pages(lines));
      case null, default ->
          throw new IOException(
              "not a manifest of this version: it starts with \"%s\" instead of \"%s\" or \"%s\""
                  .formatted(header, ENTRIES, PAGES));
    };
  }

  private static List<Entry> entries(BufferedReader lines) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      entries.add(new Fields(line).entry());
    }
    return entries;
  }

  private static List<BlobId> pages(BufferedReader lines) throws IOException {
    List<BlobId> pages = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        pages.add(new BlobId(line));
      } catch (IllegalArgumentException e) {
        throw new IOException("damaged manifest line: " + line, e);
      }
    }
    return pages;
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
