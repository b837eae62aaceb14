package dev.carafe.client.control;

/// Hears how a deploy gets on, line by line, on the thread that deploys.
public interface DeployListener {
  void progress(String line);

  void warning(String line);
}
