package dev.carafe.server.containers;

import dev.carafe.protocol.proto.LogLine;
import dev.carafe.server.logs.LogBook;
import java.util.ArrayList;
import java.util.List;

/// Lines of containers, on their way into their app's log.
public final class ContainerLogs {
  private final LogBook book;

  public ContainerLogs(LogBook book) {
    this.book = book;
  }

  /// Adds lines that a container's agent sent.
  public void add(ContainerRecord container, List<LogLine> lines) {
    List<LogLine> named = new ArrayList<>(lines.size());
    for (LogLine line : lines) {
      LogLine full =
          line.toBuilder()
              .setContainer(container.id().value())
              .setFunction(container.pool().service().name())
              .build();
      container.log(full);
      named.add(full);
    }
    book.add(container.pool().app().instance(), named);
  }

  /// Adds a line that the server has to say to the container's users.
  void warn(ContainerRecord container, String text) {
    LogLine line =
        LogLine.newBuilder()
            .setTimeMillis(System.currentTimeMillis())
            .setError(true)
            .setText("carafe: " + text)
            .build();
    add(container, List.of(line));
  }
}
