package dev.carafe.agent.link;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/// Reads HTTP/2 frames of one connection with one stream and tells what they mean. For one thread.
final class FrameReader {
  private static final int MOST_HEADERS = 64 * 1024;

  private final InputStream in;
  private final int maxFrame;
  private byte[] buffer = new byte[32 * 1024];
  private int from;
  private int to;
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private boolean endOfStreamAfterHeaders;

  /// What frames mean.
  interface Meaning {
    /// Bytes of the stream; `flowBytes` counts what they took of our window, padding included.
    void data(byte[] bytes, int offset, int length, int flowBytes) throws IOException;

    void headers(Map<String, String> fields) throws IOException;

    void endOfStream() throws IOException;

    void reset(int error);

    void setting(int name, int value);

    void settingsEnd() throws IOException;

    void ping(byte[] payload) throws IOException;

    void windowUpdate(boolean ofConnection, int bytes);
  }

  FrameReader(InputStream in, int maxFrame) {
    this.in = in;
    this.maxFrame = maxFrame;
  }

  /// Reads one frame, waiting for it.
  void next(Meaning meaning) throws IOException {
    need(Frame.HEADER);
    int length =
        ((buffer[from] & 0xff) << 16)
            | ((buffer[from + 1] & 0xff) << 8)
            | (buffer[from + 2] & 0xff);
    int type = buffer[from + 3];
    int flags = buffer[from + 4];
    int stream = int32(from + 5) & Integer.MAX_VALUE;
    from += Frame.HEADER;
    if (length > maxFrame) {
      throw new IOException("a frame of %d bytes; at most %d are ours".formatted(length, maxFrame));
    }
    need(length);
    int start = from;
    from += length;
    meaning(type, flags, stream, start, length, meaning);
  }

  private void meaning(int type, int flags, int stream, int start, int length, Meaning meaning)
      throws IOException {
    switch (type) {
      case Frame.DATA -> data(flags, start, length, meaning);
      case Frame.HEADERS -> headers(flags, start, length, meaning);
      case Frame.CONTINUATION -> headerPart(flags, start, length, meaning);
      case Frame.RST_STREAM -> meaning.reset(int32(start));
      case Frame.SETTINGS -> settings(flags, start, length, meaning);
      case Frame.PING -> {
        if ((flags & Frame.ACK) == 0) {
          meaning.ping(Arrays.copyOfRange(buffer, start, start + length));
        }
      }
      case Frame.WINDOW_UPDATE ->
          meaning.windowUpdate(stream == 0, int32(start) & Integer.MAX_VALUE);
      default -> {
        // GOAWAY: the stream ends by itself; others are to be ignored by the standard.
      }
    }
  }

  private void data(int flags, int start, int length, Meaning meaning) throws IOException {
    int padding = (flags & Frame.PADDED) == 0 ? 0 : 1 + (buffer[start] & 0xff);
    int offset = padding == 0 ? start : start + 1;
    meaning.data(buffer, offset, Math.max(0, length - padding), length);
    if ((flags & Frame.END_STREAM) != 0) {
      meaning.endOfStream();
    }
  }

  private void headers(int flags, int start, int length, Meaning meaning) throws IOException {
    boolean padded = (flags & Frame.PADDED) != 0;
    int padding = padded ? buffer[start] & 0xff : 0;
    int skip = (padded ? 1 : 0) + ((flags & Frame.PRIORITY) == 0 ? 0 : 5);
    headers.reset();
    endOfStreamAfterHeaders = (flags & Frame.END_STREAM) != 0;
    headerPart(flags, start + skip, Math.max(0, length - skip - padding), meaning);
  }

  private void headerPart(int flags, int start, int length, Meaning meaning) throws IOException {
    if (headers.size() + length > MOST_HEADERS) {
      throw new IOException("headers of more than %d bytes".formatted(MOST_HEADERS));
    }
    headers.write(buffer, start, length);
    if ((flags & Frame.END_HEADERS) != 0) {
      meaning.headers(HeaderBlock.read(headers.toByteArray()));
      if (endOfStreamAfterHeaders) {
        meaning.endOfStream();
      }
    }
  }

  private void settings(int flags, int start, int length, Meaning meaning) throws IOException {
    if ((flags & Frame.ACK) != 0) {
      return;
    }
    for (int at = start; at + 6 <= start + length; at += 6) {
      meaning.setting(((buffer[at] & 0xff) << 8) | (buffer[at + 1] & 0xff), int32(at + 2));
    }
    meaning.settingsEnd();
  }

  private int int32(int at) {
    return ((buffer[at] & 0xff) << 24)
        | ((buffer[at + 1] & 0xff) << 16)
        | ((buffer[at + 2] & 0xff) << 8)
        | (buffer[at + 3] & 0xff);
  }

  private void need(int bytes) throws IOException {
    if (to - from >= bytes) {
      return;
    }
    if (buffer.length < bytes || buffer.length - from < bytes) {
      byte[] target = buffer.length < bytes ? new byte[bytes + Frame.HEADER] : buffer;
      System.arraycopy(buffer, from, target, 0, to - from);
      to -= from;
      from = 0;
      buffer = target;
    }
    while (to - from < bytes) {
      int read = in.read(buffer, to, buffer.length - to);
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      to += read;
    }
  }
}
