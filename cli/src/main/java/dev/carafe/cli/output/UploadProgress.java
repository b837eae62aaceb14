package dev.carafe.cli.output;

import dev.carafe.client.control.TransferListener;

/// Shows an upload: what is hashed, then what is sent.
public final class UploadProgress implements TransferListener {
  private final Progress hashing;
  private final Progress sending;

  public UploadProgress(Progress hashing, Progress sending) {
    this.hashing = hashing;
    this.sending = sending;
  }

  @Override
  public void hashing(long bytes) {
    hashing.add(bytes, 0);
  }

  @Override
  public void sending(long bytes, long ofBytes) {
    hashing.close();
    sending.begin();
    sending.add(bytes, ofBytes);
  }

  @Override
  public void sent() {
    hashing.close();
    sending.close();
  }
}
