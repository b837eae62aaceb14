package dev.carafe.agent.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One bidirectional gRPC call on a connection of its own: messages out, messages in. One thread at
/// a time may send; one thread, that of [#receive], gets what comes.
final class MessageStream implements AutoCloseable {
  private static final int WINDOW = 8 << 20;
  private static final int MAX_FRAME = 256 * 1024;
  private static final int DEFAULT_FRAME = 16 * 1024;
  private static final int MOST_MESSAGE = 256 << 20;
  private static final int PREFIX = 5;
  private static final byte[] NONE = {};

  private final Connection connection;
  private final FrameWriter writer;
  private final FrameReader reader;
  private final FlowWindow window = new FlowWindow();
  private volatile int serverMaxFrame = DEFAULT_FRAME;

  /// Gets what comes. The bytes are the receiver's only until it returns.
  interface Receiver {
    void message(byte[] bytes, int offset, int length) throws IOException;
  }

  /// How the server ended the call: a gRPC status code and its text.
  record End(int status, String text) {}

  private MessageStream(Connection connection) throws IOException {
    this.connection = connection;
    this.writer = new FrameWriter(connection.out());
    this.reader = new FrameReader(connection.in(), MAX_FRAME);
  }

  /// Opens a call of `path` at `host:port` or `unix:SOCKET`.
  static MessageStream open(String address, String path) throws IOException {
    Connection connection = Connection.open(address);
    try {
      MessageStream stream = new MessageStream(connection);
      stream.writer.open(WINDOW, MAX_FRAME, HeaderBlock.request(connection.authority(), path));
      return stream;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /// Sends one message; waits while the server takes no more.
  void send(byte[] message) throws IOException {
    byte[] prefix = {
      0,
      (byte) (message.length >>> 24),
      (byte) (message.length >>> 16),
      (byte) (message.length >>> 8),
      (byte) message.length
    };
    int sent = -PREFIX; // the prefix counts as data, and goes in one piece with what follows it
    while (sent < message.length) {
      int wanted = Math.min(message.length - sent, serverMaxFrame);
      int granted = window.take(wanted);
      while (sent < 0 && granted < PREFIX) {
        granted += window.take(PREFIX - granted);
      }
      if (sent < 0) {
        writer.data(prefix, message, 0, granted - PREFIX, false);
      } else {
        writer.data(NONE, message, sent, granted, false);
      }
      sent += granted;
    }
  }

  /// Says that no more messages come.
  void finish() throws IOException {
    writer.data(NONE, NONE, 0, 0, true);
  }

  /// Hands on messages until the call ends. A broken connection is an exception.
  End receive(Receiver receiver) throws IOException {
    Incoming incoming = new Incoming(receiver);
    while (incoming.end == null) {
      reader.next(incoming);
    }
    return incoming.end;
  }

  @Override
  public void close() {
    window.close();
    try {
      connection.close();
    } catch (IOException e) {
      // It is closed as far as we are concerned.
    }
  }

  private final class Incoming implements FrameReader.Meaning {
    private final Receiver receiver;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private int owed;
    private int expected = PREFIX;
    private int status = 2;
    private String text = "the server ended the call";
    @Nullable End end;

    Incoming(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void data(byte[] bytes, int offset, int length, int flowBytes) throws IOException {
      owed += flowBytes;
      if (owed > WINDOW / 2) {
        writer.grant(owed);
        owed = 0;
      }
      if (part.size() == 0) {
        int used = messages(bytes, offset, length);
        part.write(bytes, offset + used, length - used);
        return;
      }
      part.write(bytes, offset, length);
      if (complete()) {
        byte[] all = part.toByteArray();
        part.reset();
        int used = messages(all, 0, all.length);
        part.write(all, used, all.length - used);
      }
    }

    /// Whether `part` holds a whole message; remembers how many bytes that takes.
    private boolean complete() throws IOException {
      if (part.size() < expected) {
        return false;
      }
      if (expected == PREFIX) {
        expected = PREFIX + length(part.toByteArray(), 0);
      }
      boolean complete = part.size() >= expected;
      if (complete) {
        expected = PREFIX;
      }
      return complete;
    }

    private int messages(byte[] bytes, int offset, int length) throws IOException {
      int at = offset;
      int end = offset + length;
      while (end - at >= PREFIX) {
        int size = length(bytes, at);
        if (end - at - PREFIX < size) {
          break;
        }
        receiver.message(bytes, at + PREFIX, size);
        at += PREFIX + size;
      }
      return at - offset;
    }

    private int length(byte[] bytes, int at) throws IOException {
      int size =
          ((bytes[at + 1] & 0xff) << 24)
              | ((bytes[at + 2] & 0xff) << 16)
              | ((bytes[at + 3] & 0xff) << 8)
              | (bytes[at + 4] & 0xff);
      if (bytes[at] != 0 || size < 0 || size > MOST_MESSAGE) {
        throw new IOException("a message of %d bytes, compressed %d".formatted(size, bytes[at]));
      }
      return size;
    }

    @Override
    public void headers(Map<String, String> fields) {
      String code = fields.get("grpc-status");
      if (code != null) {
        status = Integer.parseInt(code);
        text = fields.getOrDefault("grpc-message", "");
      }
    }

    @Override
    public void endOfStream() {
      end = new End(status, text);
    }

    @Override
    public void reset(int error) {
      end = new End(status, "the server broke off the call, HTTP/2 error " + error);
    }

    @Override
    public void setting(int name, int value) {
      switch (name) {
        case Frame.INITIAL_WINDOW_SIZE -> window.streamStartsWith(value);
        case Frame.MAX_FRAME_SIZE -> serverMaxFrame = value;
        default -> {
          // of no meaning for one stream without a dynamic header table
        }
      }
    }

    @Override
    public void settingsEnd() throws IOException {
      writer.acknowledgeSettings();
    }

    @Override
    public void ping(byte[] payload) throws IOException {
      writer.acknowledgePing(payload);
    }

    @Override
    public void windowUpdate(boolean ofConnection, int bytes) {
      if (ofConnection) {
        window.addToConnection(bytes);
      } else {
        window.addToStream(bytes);
      }
    }
  }
}
