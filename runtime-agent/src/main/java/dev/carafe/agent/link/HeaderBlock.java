package dev.carafe.agent.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Header fields as HPACK (RFC 7541) writes them, as far as one gRPC stream needs it: we send
/// literals and the two static entries for `POST` and `http`; of what is received, fields with a
/// literal name are kept (`grpc-status` and `grpc-message` are such). We announce a dynamic table
/// of size 0, so there is no state.
final class HeaderBlock {
  private static final int POST = 0x83;
  private static final int SCHEME_HTTP = 0x86;
  private static final int AUTHORITY = 1;
  private static final int PATH = 4;
  private static final int CONTENT_TYPE = 31;
  private static final int USER_AGENT = 58;

  private HeaderBlock() {}

  /// The request of a gRPC call.
  static byte[] request(String authority, String path) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(160);
    out.write(POST);
    out.write(SCHEME_HTTP);
    indexedName(out, AUTHORITY, authority);
    indexedName(out, PATH, path);
    indexedName(out, CONTENT_TYPE, "application/grpc");
    indexedName(out, USER_AGENT, "carafe-agent");
    out.write(0);
    string(out, "te");
    string(out, "trailers");
    return out.toByteArray();
  }

  private static void indexedName(ByteArrayOutputStream out, int index, String value) {
    integer(out, 0, 4, index);
    string(out, value);
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    integer(out, 0, 7, bytes.length);
    out.writeBytes(bytes);
  }

  private static void integer(ByteArrayOutputStream out, int pattern, int bits, int value) {
    int most = (1 << bits) - 1;
    if (value < most) {
      out.write(pattern | value);
      return;
    }
    out.write(pattern | most);
    int rest = value - most;
    while (rest >= 128) {
      out.write((rest & 127) | 128);
      rest >>>= 7;
    }
    out.write(rest);
  }

  /// The fields with a literal name.
  static Map<String, String> read(byte[] block) throws IOException {
    return new Reader(block).fields();
  }

  private static final class Reader {
    private final byte[] block;
    private int at;

    Reader(byte[] block) {
      this.block = block;
    }

    Map<String, String> fields() throws IOException {
      Map<String, String> fields = new LinkedHashMap<>();
      while (at < block.length) {
        int first = block[at] & 0xff;
        if ((first & 0x80) != 0) {
          integer(7); // a whole static entry
        } else if ((first & 0xe0) == 0x20) {
          integer(5); // the size of the dynamic table
        } else {
          literal(integer((first & 0x40) != 0 ? 6 : 4), fields);
        }
      }
      return fields;
    }

    private void literal(int nameIndex, Map<String, String> fields) throws IOException {
      String name = nameIndex == 0 ? string() : "";
      String value = string();
      if (!name.isEmpty()) {
        fields.put(name, value);
      }
    }

    private String string() throws IOException {
      boolean huffman = (block[need(1)] & 0x80) != 0;
      int length = integer(7);
      int start = need(length);
      at += length;
      // grpc-java never writes Huffman codes; another server's text is left out, its length is not.
      return huffman ? "" : new String(block, start, length, StandardCharsets.ISO_8859_1);
    }

    private int integer(int bits) throws IOException {
      int most = (1 << bits) - 1;
      long value = block[need(1)] & most;
      at++;
      if (value < most) {
        return (int) value;
      }
      for (int shift = 0; shift < 28; shift += 7) {
        int next = block[need(1)] & 0xff;
        at++;
        value += (long) (next & 127) << shift;
        if (next < 128 && value <= Integer.MAX_VALUE) {
          return (int) value;
        }
      }
      throw new IOException("a number in a header block is too large");
    }

    private int need(int bytes) throws IOException {
      if (bytes > block.length - at) {
        throw new IOException("a header block ends early");
      }
      return at;
    }
  }
}
