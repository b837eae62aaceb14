package dev.carafe.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Pieces, one after another, as one stream; each is asked for when the one before has ended. For
/// one thread at a time.
public abstract class JoinedInput extends InputStream {
  private InputStream piece = InputStream.nullInputStream();
  private boolean through;

  /// The next piece, which this stream closes; nothing when there are no more.
  protected abstract Optional<InputStream> next() throws IOException;

  /// Whether all pieces have been read.
  protected final boolean through() {
    return through;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = piece.read(bytes, offset, length);
    while (n < 0 && !through) {
      piece.close();
      Optional<InputStream> next = next();
      through = next.isEmpty();
      piece = next.orElseGet(InputStream::nullInputStream);
      n = piece.read(bytes, offset, length);
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    piece.close();
  }
}
