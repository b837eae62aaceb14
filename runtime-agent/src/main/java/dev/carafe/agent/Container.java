package dev.carafe.agent;

import dev.carafe.agent.invoke.Blobs;
import dev.carafe.agent.invoke.Invocations;
import dev.carafe.agent.invoke.OutOfMemory;
import dev.carafe.agent.invoke.UserFrames;
import dev.carafe.agent.lifecycle.Assignment;
import dev.carafe.agent.lifecycle.UserService;
import dev.carafe.agent.link.Link;
import dev.carafe.agent.link.Ticker;
import dev.carafe.agent.logs.LogCapture;
import dev.carafe.agent.mount.MountedVolumes;
import dev.carafe.agent.mount.VolumeRequests;
import dev.carafe.client.spi.ContainerBridge;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.Lifecycle;
import dev.carafe.protocol.proto.Lifecycle.Event;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.wire.Wire;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The life of this container, from its assignment to its end. The thread that runs it runs the
/// hooks.
final class Container {
  static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration RECONNECT = Duration.ofSeconds(60);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final int STARTED_BADLY = 1;
  private static final int LOST = 4;

  private final Assignment assignment;
  private final Link link;
  private final Ticker ticker = new Ticker();
  private final LogCapture logs;
  private final VolumeRequests volumeRequests;
  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  private final Redefinition redefinition;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Invocations invocations;

  /// Why and how this container is to end.
  private sealed interface Ending {
    record Drain(Duration grace) implements Ending {}

    record Lost(String reason) implements Ending {}
  }

  Container(Assignment assignment) {
    this.assignment = assignment;
    this.link =
        new Link(
            assignment.serverAddress(),
            assignment.container(),
            assignment.token(),
            RECONNECT,
            new FromServer());
    this.logs = new LogCapture(link, ticker, assignment.container(), assignment.service());
    this.volumeRequests = new VolumeRequests(link);
    this.redefinition = new Redefinition(link);
  }

  /// Runs until the container is to end; the exit code of its process.
  int run() {
    link.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::shutDown));
    ContainerBridge.install(
        new Bridge(assignment, link, new MountedVolumes(assignment.volumes(), volumeRequests)));
    return live();
  }

  /// The same for one that is to end before the real one begins in this JVM.
  int rehearse() {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    link.start();
    try {
      return live();
    } finally {
      ticker.stop();
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }

  private int live() {
    logs.install();
    ticker.start(link);
    try {
      return start().map(this::serve).orElse(STARTED_BADLY);
    } finally {
      ended.countDown();
    }
  }

  /// Whether inputs may come.
  boolean ready() {
    return invocations != null;
  }

  boolean draining() {
    Invocations here = invocations;
    return here != null && here.draining();
  }

  List<List<InputKey>> running() {
    Invocations here = invocations;
    return here == null ? List.of() : here.running();
  }

  boolean ended() {
    return ended.getCount() == 0;
  }

  private Optional<UserService> start() {
    try {
      UserService service = UserService.load(assignment);
      link.lifecycle(Event.EVENT_LOADED, Lifecycle.newBuilder());
      service.enter();
      return Optional.of(service);
    } catch (OutOfMemoryError e) {
      OutOfMemory.end(e);
      return Optional.empty();
    } catch (Throwable t) {
      logs.flush();
      link.lifecycle(Event.EVENT_ENTER_FAILED, failure(Optional.of(t)));
      link.finish(GOODBYE);
      return Optional.empty();
    }
  }

  private int serve(UserService service) {
    try (Blobs blobs = new Blobs(assignment.serverAddress(), link::token)) {
      Invocations here =
          new Invocations(assignment.functions(), service, link, ticker, logs, blobs);
      redefinition.ready(here);
      invocations = here;
      link.lifecycle(Event.EVENT_READY, Lifecycle.newBuilder());
      here.prepare();
      Ending ending = endings.take();
      return ending instanceof Ending.Drain drain
          ? drain(service, here, drain.grace())
          : lost(service, here, ((Ending.Lost) ending).reason());
    } catch (InterruptedException e) {
      return LOST;
    }
  }

  private int drain(UserService service, Invocations here, Duration grace)
      throws InterruptedException {
    here.drain(grace);
    Optional<Throwable> thrown = service.exit();
    logs.flush();
    link.lifecycle(Event.EVENT_EXITED, failure(thrown));
    link.finish(GOODBYE);
    return 0;
  }

  private int lost(UserService service, Invocations here, String reason)
      throws InterruptedException {
    RawOutput.say("carafe: ending, as " + reason);
    here.drain(Duration.ZERO);
    service.exit();
    return LOST;
  }

  private static Lifecycle.Builder failure(Optional<Throwable> thrown) {
    Lifecycle.Builder rest = Lifecycle.newBuilder();
    thrown.ifPresent(t -> rest.setFailure(Wire.failure(UserFrames.describe(t))));
    return rest;
  }

  /// A signal to end is a drain, and the JVM waits for it here. Before `@Enter` is through there is
  /// nothing to drain, and after `System.exit` in user code all that is left to do is to send what
  /// was printed.
  private void shutDown() {
    if (ready() && ended.getCount() > 0 && RawOutput.bySignal()) {
      endings.add(new Ending.Drain(GRACE));
      try {
        var _ = ended.await(GRACE.toSeconds() + 5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else if (ended.getCount() > 0) {
      logs.flush();
      link.drain(GOODBYE);
    }
  }

  private final class FromServer implements Link.Peer {
    @Override
    public void received(ToAgent frame) {
      Invocations here = invocations;
      switch (frame.getKindCase()) {
        case DISPATCH -> {
          if (here != null) {
            here.dispatch(frame.getDispatch());
          }
        }
        case CANCEL_INPUT -> {
          if (here != null) {
            here.cancel(frame.getCancelInput().getKey());
          }
        }
        case CREDIT -> {
          if (here != null) {
            here.credit(frame.getCredit());
          }
        }
        case DRAIN ->
            endings.add(new Ending.Drain(Duration.ofMillis(frame.getDrain().getGraceMillis())));
        case REDEFINE -> redefinition.received(frame.getRedefine());
        case VOLUME_REPLY -> volumeRequests.answered(frame.getVolumeReply());
        case ATTACHED, KIND_NOT_SET -> {
          // nothing for us, or a word of a newer server
        }
      }
    }

    @Override
    public boolean ready() {
      return Container.this.ready();
    }

    @Override
    public boolean draining() {
      return Container.this.draining();
    }

    @Override
    public List<List<InputKey>> running() {
      return Container.this.running();
    }

    @Override
    public void lost(String reason) {
      endings.add(new Ending.Lost(reason));
      if (invocations == null) {
        RawOutput.say("carafe: ending, as " + reason);
        Runtime.getRuntime().halt(LOST);
      }
    }
  }
}
