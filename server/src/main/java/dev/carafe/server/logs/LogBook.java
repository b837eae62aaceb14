package dev.carafe.server.logs;

import dev.carafe.protocol.proto.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The last log lines of each app in service, and who follows them. Followers must not block.
public final class LogBook {
  private static final int KEPT_PER_APP = 10_000;

  private final Map<String, Pages> apps = new ConcurrentHashMap<>();

  private static final class Pages {
    final Deque<LogLine> lines = new ArrayDeque<>();
    final Set<Consumer<List<LogLine>>> followers = ConcurrentHashMap.newKeySet();
  }

  /// Adds lines of an app, in order.
  public void add(String instance, List<LogLine> lines) {
    Pages pages = pages(instance);
    synchronized (pages) {
      for (LogLine line : lines) {
        if (pages.lines.size() == KEPT_PER_APP) {
          pages.lines.removeFirst();
        }
        pages.lines.addLast(line);
      }
      pages.followers.forEach(f -> f.accept(lines));
    }
  }

  /// The last lines that match, at most `tail`, or all when it is 0.
  public List<LogLine> last(String instance, Predicate<LogLine> wanted, int tail) {
    Pages pages = pages(instance);
    synchronized (pages) {
      List<LogLine> matching = new ArrayList<>(pages.lines.stream().filter(wanted).toList());
      return tail == 0 || matching.size() <= tail
          ? matching
          : matching.subList(matching.size() - tail, matching.size());
    }
  }

  /// Hears the lines kept so far, then every further one, without a gap; until the returned action
  /// runs.
  public Runnable follow(String instance, int tail, Consumer<List<LogLine>> follower) {
    Pages pages = pages(instance);
    synchronized (pages) {
      List<LogLine> kept = last(instance, _ -> true, tail);
      if (!kept.isEmpty()) {
        follower.accept(kept);
      }
      pages.followers.add(follower);
    }
    return () -> pages.followers.remove(follower);
  }

  /// Forgets an app's lines.
  public void forget(String instance) {
    apps.remove(instance);
  }

  private Pages pages(String instance) {
    return apps.computeIfAbsent(instance, _ -> new Pages());
  }
}
