package dev.carafe.docker.engine;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears of containers that die. While the daemon is away it asks again, and once it is back what
/// happened meanwhile is found out by looking.
final class Watch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Daemon daemon;
  private final Map<String, String> labels;
  private final Consumer<String> died;
  private final Consumer<String> sandboxEnded;
  private final Runnable look;
  private final Consumer<Duration> alone;
  private final Thread thread;
  private volatile boolean closed;

  /// `died` gets the value of the container label, `sandboxEnded` the daemon's id; `look` is run
  /// after each new connection, `alone` again and again while there is none, with how long that has
  /// been so.
  Watch(
      Daemon daemon,
      Map<String, String> labels,
      Consumer<String> died,
      Consumer<String> sandboxEnded,
      Runnable look,
      Consumer<Duration> alone) {
    this.daemon = daemon;
    this.labels = labels;
    this.died = died;
    this.sandboxEnded = sandboxEnded;
    this.look = look;
    this.alone = alone;
    this.thread = Thread.ofPlatform().daemon().name("docker-events").start(this::listen);
  }

  private void listen() {
    OptionalLong away = OptionalLong.empty();
    while (!closed) {
      try (Events events = new Events()) {
        daemon.prompt().pingCmd().exec();
        daemon
            .patient()
            .eventsCmd()
            .withEventTypeFilter(EventType.CONTAINER)
            .withEventFilter("die")
            .withLabelFilter(labels)
            .exec(events);
        events.awaitBegun();
        look.run();
        if (away.isPresent()) {
          log.info("Docker answers again");
          away = OptionalLong.empty();
        }
        events.awaitCompletion();
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        if (!closed && away.isEmpty()) {
          log.warn("Docker does not answer: {}", e.getMessage());
          away = OptionalLong.of(System.nanoTime());
        }
        away.ifPresent(since -> alone.accept(Duration.ofNanos(System.nanoTime() - since)));
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private final class Events extends LongAnswer<Event> {
    @Override
    public void onNext(Event event) {
      Map<String, String> attributes = Objects.requireNonNull(event.getActor()).getAttributes();
      String container = attributes == null ? null : attributes.get(Labels.CONTAINER);
      if (container != null) {
        died.accept(container);
      } else if (attributes != null && attributes.containsKey(Labels.SANDBOX)) {
        sandboxEnded.accept(Objects.requireNonNull(event.getActor().getId()));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
