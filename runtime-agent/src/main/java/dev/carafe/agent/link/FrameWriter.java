package dev.carafe.agent.link;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// Writes HTTP/2 frames, each in one piece. Safe for use by many threads.
final class FrameWriter {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int KEPT_BUFFER = 1 << 20;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private byte[] buffer = new byte[4096];
  private int length;

  FrameWriter(OutputStream out) {
    this.out = out;
  }

  /// What opens a connection, and stream 1 with a request on it.
  void open(int window, int maxFrame, byte[] request) throws IOException {
    lock.lock();
    try {
      bytes(PREFACE, 0, PREFACE.length);
      header(24, Frame.SETTINGS, 0, 0);
      setting(Frame.HEADER_TABLE_SIZE, 0);
      setting(Frame.ENABLE_PUSH, 0);
      setting(Frame.INITIAL_WINDOW_SIZE, window);
      setting(Frame.MAX_FRAME_SIZE, maxFrame);
      header(4, Frame.WINDOW_UPDATE, 0, 0);
      int32(window - 65_535);
      header(request.length, Frame.HEADERS, Frame.END_HEADERS, 1);
      bytes(request, 0, request.length);
      flush();
    } finally {
      lock.unlock();
    }
  }

  void data(byte[] prefix, byte[] bytes, int offset, int count, boolean last) throws IOException {
    lock.lock();
    try {
      header(prefix.length + count, Frame.DATA, last ? Frame.END_STREAM : 0, 1);
      bytes(prefix, 0, prefix.length);
      bytes(bytes, offset, count);
      flush();
    } finally {
      lock.unlock();
    }
  }

  void acknowledgeSettings() throws IOException {
    control(Frame.SETTINGS, Frame.ACK, 0, new byte[0]);
  }

  void acknowledgePing(byte[] payload) throws IOException {
    control(Frame.PING, Frame.ACK, 0, payload);
  }

  /// Gives the server room for `bytes` more, on the connection and on the stream.
  void grant(int bytes) throws IOException {
    lock.lock();
    try {
      header(4, Frame.WINDOW_UPDATE, 0, 0);
      int32(bytes);
      header(4, Frame.WINDOW_UPDATE, 0, 1);
      int32(bytes);
      flush();
    } finally {
      lock.unlock();
    }
  }

  private void control(int type, int flags, int stream, byte[] payload) throws IOException {
    lock.lock();
    try {
      header(payload.length, type, flags, stream);
      bytes(payload, 0, payload.length);
      flush();
    } finally {
      lock.unlock();
    }
  }

  private void header(int size, int type, int flags, int stream) {
    room(Frame.HEADER);
    buffer[length++] = (byte) (size >>> 16);
    buffer[length++] = (byte) (size >>> 8);
    buffer[length++] = (byte) size;
    buffer[length++] = (byte) type;
    buffer[length++] = (byte) flags;
    int32(stream);
  }

  private void setting(int name, int value) {
    room(6);
    buffer[length++] = (byte) (name >>> 8);
    buffer[length++] = (byte) name;
    int32(value);
  }

  private void int32(int value) {
    room(4);
    buffer[length++] = (byte) (value >>> 24);
    buffer[length++] = (byte) (value >>> 16);
    buffer[length++] = (byte) (value >>> 8);
    buffer[length++] = (byte) value;
  }

  private void bytes(byte[] bytes, int offset, int count) {
    room(count);
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
  }

  private void room(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }

  private void flush() throws IOException {
    int all = length;
    length = 0;
    out.write(buffer, 0, all);
    if (buffer.length > KEPT_BUFFER) {
      buffer = new byte[4096];
    }
  }
}
