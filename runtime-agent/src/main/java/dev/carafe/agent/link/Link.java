package dev.carafe.agent.link;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.Heartbeat;
import dev.carafe.protocol.proto.Hello;
import dev.carafe.protocol.proto.InputKey;
import dev.carafe.protocol.proto.Lifecycle;
import dev.carafe.protocol.proto.LogLine;
import dev.carafe.protocol.proto.ReturnedInput;
import dev.carafe.protocol.proto.RunningBatch;
import dev.carafe.protocol.proto.ToAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The agent's line to its server. It attaches with the one-time token, and when the line breaks it
/// attaches again for a minute, saying what runs and sending what may have been lost. Safe for use
/// by many threads.
public final class Link {
  private static final String ATTACH = "/carafe.v1.Agents/Attach";
  private static final int UNAUTHENTICATED = 16;
  private static final int PERMISSION_DENIED = 7;
  private static final int NOT_FOUND = 5;
  private static final int UNIMPLEMENTED = 12;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final String address;
  private final String container;
  private final Duration patience;
  private final Outgoing outgoing = new Outgoing();
  private final Peer peer;
  private volatile String token;
  private volatile @Nullable MessageStream open;
  private volatile boolean finishing;
  private volatile @Nullable Thread reader;

  /// What stands behind the link in this process.
  public interface Peer {
    /// A frame came. Must not block: nothing else comes meanwhile.
    void received(ToAgent frame);

    /// Whether every `@Enter` hook has run.
    boolean ready();

    /// Whether it takes no more inputs.
    boolean draining();

    /// Inputs that are running, those of one batch together.
    List<List<InputKey>> running();

    /// The server cannot be reached or does not want this container: it is to end.
    void lost(String reason);
  }

  public Link(String address, String container, String token, Duration patience, Peer peer) {
    this.address = address;
    this.container = container;
    this.token = token;
    this.patience = patience;
    this.peer = peer;
  }

  /// Attaches in the background.
  public void start() {
    reader = Thread.ofPlatform().daemon().name("carafe-link").start(this::stayAttached);
  }

  /// The token that this container holds now.
  public String token() {
    return token;
  }

  /// Posts a result, to go with the next flush.
  public void returned(ReturnedInput input) {
    outgoing.post(input);
  }

  /// Posts a line, to go with the next flush. False when too many wait: it is not taken then.
  public boolean log(LogLine line) {
    return outgoing.post(line);
  }

  public boolean hasLogs() {
    return outgoing.hasLines();
  }

  public void lifecycle(Lifecycle.Event event, Lifecycle.Builder rest) {
    Lifecycle lifecycle = rest.setEvent(event).setTimeMillis(System.currentTimeMillis()).build();
    send(FromAgent.newBuilder().setLifecycle(lifecycle).build());
  }

  public void heartbeat() {
    send(FromAgent.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build());
  }

  /// Posts a frame and sends it.
  public void send(FromAgent frame) {
    outgoing.post(frame);
    outgoing.flush();
  }

  public void flush() {
    outgoing.flush();
  }

  /// Sends what is left, says that no more comes, and waits for the server to have read it.
  public void finish(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    drain(limit);
    finishing = true;
    MessageStream stream = open;
    Thread reading = reader;
    try {
      if (stream != null && reading != null) {
        stream.finish();
        reading.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (IOException e) {
      // The server has gone before us.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until all that was posted is written to the connection.
  public void drain(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    outgoing.flush();
    while (!outgoing.empty() && System.nanoTime() < end) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      outgoing.flush();
    }
  }

  private void stayAttached() {
    long broken = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    String reason = "";
    while (!finishing) {
      Attachment attachment = new Attachment();
      reason = attachment.run();
      if (attachment.refused) {
        peer.lost(reason);
        return;
      }
      if (attachment.attached) {
        broken = System.nanoTime();
        pause = FIRST_PAUSE;
      }
      if (System.nanoTime() - broken > patience.toNanos()) {
        peer.lost(
            "the server at %s could not be reached for %d s: %s"
                .formatted(address, patience.toSeconds(), reason));
        return;
      }
      if (!finishing && !sleep(pause)) {
        return;
      }
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /// One connection, from Hello to its end.
  private final class Attachment {
    private boolean attached;
    private boolean refused;

    String run() {
      try (MessageStream stream = MessageStream.open(address, ATTACH)) {
        stream.send(hello().toByteArray());
        open = stream;
        MessageStream.End end =
            stream.receive((bytes, offset, length) -> message(stream, bytes, offset, length));
        refused =
            switch (end.status()) {
              case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, UNIMPLEMENTED -> !finishing;
              default -> false;
            };
        return end.text();
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      } finally {
        open = null;
        outgoing.disconnect();
      }
    }

    private FromAgent hello() {
      Hello.Builder hello =
          Hello.newBuilder()
              .setContainer(container)
              .setToken(token)
              .setReady(peer.ready())
              .setDraining(peer.draining());
      Set<InputKey> single = new LinkedHashSet<>(outgoing.unsure());
      for (List<InputKey> run : peer.running()) {
        if (run.size() == 1) {
          single.add(run.getFirst());
        } else {
          hello.addBatches(RunningBatch.newBuilder().addAllInputs(run));
        }
      }
      return FromAgent.newBuilder().setHello(hello.addAllRunning(single)).build();
    }

    private void message(MessageStream stream, byte[] bytes, int offset, int length)
        throws InvalidProtocolBufferException {
      ToAgent frame = ToAgent.parser().parseFrom(bytes, offset, length);
      if (frame.hasAttached()) {
        token = frame.getAttached().getNextToken();
        attached = true;
        outgoing.connect(stream);
      } else {
        peer.received(frame);
      }
    }
  }
}
