package dev.carafe.docker.engine;

import com.github.dockerjava.api.model.Info;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `crun` in place of `runc`, where the daemon has it and it works: it starts a container in a
/// fraction of the time. A daemon whose default is another runtime keeps that. Whether it works
/// shows in the first sandbox; until then, and where it does not, containers get the daemon's
/// default. Safe for use by many threads.
final class FastRuntime {
  private static final Logger log = LoggerFactory.getLogger(FastRuntime.class);
  private static final String FAST = "crun";
  private static final String PLAIN = "runc";

  private enum State {
    UNKNOWN,
    UNTRIED,
    WORKS,
    NONE
  }

  private final Daemon daemon;
  private volatile State state = State.UNKNOWN;

  FastRuntime(Daemon daemon) {
    this.daemon = daemon;
  }

  /// For whoever can do without it.
  Optional<String> candidate() {
    if (state == State.UNKNOWN) {
      Info info = daemon.prompt().infoCmd().exec();
      boolean there = info.getRuntimes() != null && info.getRuntimes().containsKey(FAST);
      state =
          there && PLAIN.equals(info.getRawValues().get("DefaultRuntime"))
              ? State.UNTRIED
              : State.NONE;
    }
    return state == State.NONE ? Optional.empty() : Optional.of(FAST);
  }

  /// For everybody, once it has shown that it works.
  Optional<String> proven() {
    return state == State.WORKS ? Optional.of(FAST) : Optional.empty();
  }

  void works() {
    state = State.WORKS;
  }

  void failed(String why) {
    log.info("runtime={} is not used: {}", FAST, why);
    state = State.NONE;
  }
}
