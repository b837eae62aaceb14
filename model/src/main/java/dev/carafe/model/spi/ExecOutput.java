package dev.carafe.model.spi;

/// Takes what a command writes, as it comes; one call at a time.
public interface ExecOutput {
  void out(byte[] bytes);

  void err(byte[] bytes);
}
