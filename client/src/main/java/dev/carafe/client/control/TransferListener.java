package dev.carafe.client.control;

/// Hears how far an upload is. Called from several threads.
public interface TransferListener {
  /// Hears nothing.
  TransferListener NONE =
      new TransferListener() {
        @Override
        public void hashing(long bytes) {}

        @Override
        public void sending(long bytes, long ofBytes) {}
      };

  /// So many more bytes are hashed.
  void hashing(long bytes);

  /// So many more bytes are sent, of `ofBytes` that the server did not have.
  void sending(long bytes, long ofBytes);

  /// All that the other side lacked is there.
  default void sent() {}
}
