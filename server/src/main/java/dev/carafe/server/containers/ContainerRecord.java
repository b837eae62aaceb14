package dev.carafe.server.containers;

import dev.carafe.model.call.Stage;
import dev.carafe.model.id.ContainerId;
import dev.carafe.protocol.proto.Failure;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.server.deploy.Pool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the shell keeps of one container: its link, its token, when it passed which stage, its last
/// log lines.
public final class ContainerRecord {
  private static final int TAIL = 100;
  private static final Duration FIRST_WORD = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final ContainerId id;
  private final Pool pool;
  private final List<String> gpus;
  private final long createdMillis;
  private final Map<Stage, Long> stages = new ConcurrentHashMap<>();
  private final Deque<LogLine> tail = new ArrayDeque<>();
  private final List<ToAgent> unsent = new ArrayList<>();
  private final Set<String> warnings = ConcurrentHashMap.newKeySet();
  private volatile long lastStageMicros;
  private volatile String token;
  private volatile @Nullable AgentLink link;
  private volatile @Nullable Failure enterFailure;
  private volatile boolean exited;
  private volatile boolean attachedOnce;
  private volatile String endReason = "";
  private volatile long endedMillis;

  public ContainerRecord(
      ContainerId id, Pool pool, List<String> gpus, String token, long createdMillis) {
    this.id = id;
    this.pool = pool;
    this.gpus = List.copyOf(gpus);
    this.token = token;
    this.createdMillis = createdMillis;
  }

  public ContainerId id() {
    return id;
  }

  public Pool pool() {
    return pool;
  }

  public List<String> gpus() {
    return gpus;
  }

  public long createdMillis() {
    return createdMillis;
  }

  /// The token its agent shows at the next attach.
  public String token() {
    return token;
  }

  public void nextToken(String next) {
    token = next;
  }

  /// Sends now, or as soon as its agent has attached.
  public synchronized void send(ToAgent message) {
    AgentLink now = link;
    if (now == null) {
      unsent.add(message);
    } else {
      now.send(message);
    }
  }

  /// Sends what waited for the agent.
  public synchronized void sendWaiting() {
    AgentLink now = link;
    if (now != null) {
      unsent.forEach(now::send);
      unsent.clear();
    }
  }

  public @Nullable AgentLink link() {
    return link;
  }

  public synchronized void attached(AgentLink newLink) {
    link = newLink;
    attachedOnce = true;
    notifyAll();
  }

  /// Whether an agent has attached before, to this server or the one before it.
  public boolean wasAttached() {
    return attachedOnce;
  }

  /// It was taken over from a server before this one.
  public void markAdopted() {
    attachedOnce = true;
  }

  /// The link is gone; false when another has taken its place.
  @SuppressWarnings("ReferenceEquality") // a link is an identity, not a value
  public synchronized boolean detached(AgentLink gone) {
    if (link != gone) {
      return false;
    }
    link = null;
    notifyAll();
    return true;
  }

  /// Waits until all that its agent sent before its process ended has been read. An agent that ends
  /// at once may be seen to have ended before its hello is.
  synchronized void awaitLastWords() throws InterruptedException {
    long start = System.nanoTime();
    while (link != null || !attachedOnce) {
      Duration longest = attachedOnce ? LAST_WORDS : FIRST_WORD;
      long left = longest.toMillis() - (System.nanoTime() - start) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  public synchronized void mark(Stage stage, long micros) {
    stages.put(stage, micros);
    lastStageMicros = Math.max(lastStageMicros, micros);
  }

  /// When it passed the last of its stages.
  public long lastStageMicros() {
    return lastStageMicros;
  }

  public Map<Stage, Long> stages() {
    Map<Stage, Long> copy = new EnumMap<>(Stage.class);
    copy.putAll(stages);
    return copy;
  }

  public @Nullable Failure enterFailure() {
    return enterFailure;
  }

  public void enterFailed(Failure failure) {
    enterFailure = failure;
  }

  /// Whether the agent has said that its `@Exit` hooks ran.
  public boolean exited() {
    return exited;
  }

  public void markExited() {
    exited = true;
  }

  /// Why it ended, for people; empty while it runs.
  public String endReason() {
    return endReason;
  }

  /// When it ended; 0 while it runs.
  public long endedMillis() {
    return endedMillis;
  }

  void ended(String reason) {
    endedMillis = System.currentTimeMillis();
    endReason = reason;
    link = null;
  }

  /// Whether this warning has not been given yet.
  boolean isFirst(String warning) {
    return warnings.add(warning);
  }

  public void log(LogLine line) {
    synchronized (tail) {
      if (tail.size() == TAIL) {
        tail.removeFirst();
      }
      tail.addLast(line);
    }
  }

  /// The last lines of a call and of the container outside of calls, at most `count`.
  public List<String> lastLines(String call, int count) {
    synchronized (tail) {
      List<String> lines =
          tail.stream()
              .filter(l -> l.getCallId().isEmpty() || l.getCallId().equals(call))
              .map(LogLine::getText)
              .toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
  }
}
