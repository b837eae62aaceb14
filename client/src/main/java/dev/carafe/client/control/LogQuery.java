package dev.carafe.client.control;

/// Which log lines: of an app, a container or a call (the others empty), the last `tail` of them
/// (0: all that are kept), and whether to wait for more.
public record LogQuery(String app, String container, String call, int tail, boolean follow) {

  public static LogQuery ofApp(String app, int tail, boolean follow) {
    return new LogQuery(app, "", "", tail, follow);
  }

  public static LogQuery ofContainer(String container, int tail, boolean follow) {
    return new LogQuery("", container, "", tail, follow);
  }

  public static LogQuery ofCall(String call) {
    return new LogQuery("", "", call, 0, false);
  }
}
