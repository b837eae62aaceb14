package dev.carafe.model.spi;

/// Takes what a command writes, as it comes, one call at a time; returns when it can take more.
/// Throws when nobody wants it any more.
public interface ExecOutput {
  void out(byte[] bytes);

  void err(byte[] bytes);
}
