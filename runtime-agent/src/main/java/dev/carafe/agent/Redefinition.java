package dev.carafe.agent;

import dev.carafe.agent.invoke.Invocations;
import dev.carafe.agent.link.Link;
import dev.carafe.agent.swap.CodeSwap;
import dev.carafe.protocol.proto.ClassFile;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.Redefine;
import dev.carafe.protocol.proto.Redefined;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// New code from the server: put in place between calls, one request after the other. What comes
/// while `@Enter` runs is put in place right after it.
final class Redefinition {
  private final Link link;
  private final CodeSwap swap = new CodeSwap();
  private final List<Redefine> early = new ArrayList<>();
  private @Nullable Invocations invocations;

  Redefinition(Link link) {
    this.link = link;
  }

  /// A request came; must not block.
  void received(Redefine request) {
    Invocations here;
    synchronized (early) {
      if (invocations == null) {
        early.add(request);
        return;
      }
      here = invocations;
    }
    if (request.getClassesCount() > 0) {
      here.hold();
    }
    Thread.ofPlatform().daemon().name("carafe-swap").start(() -> between(request, here));
  }

  /// Every `@Enter` hook has run, and no input has come yet.
  void ready(Invocations here) {
    for (List<Redefine> waiting = taken(here); !waiting.isEmpty(); waiting = taken(here)) {
      waiting.forEach(request -> answer(request, apply(request)));
    }
  }

  private List<Redefine> taken(Invocations here) {
    synchronized (early) {
      List<Redefine> waiting = List.copyOf(early);
      early.clear();
      if (waiting.isEmpty()) {
        invocations = here;
      }
      return waiting;
    }
  }

  private synchronized void between(Redefine request, Invocations here) {
    Optional<String> refused;
    try {
      refused =
          request.getClassesCount() == 0
                  || here.awaitIdle(Duration.ofMillis(request.getLongestWaitMillis()))
              ? apply(request)
              : Optional.of("a call has been running on the old code for too long");
    } catch (InterruptedException e) {
      refused = Optional.of("this container is ending");
    }
    answer(request, refused);
    if (request.getClassesCount() > 0) {
      here.resume();
    }
  }

  private Optional<String> apply(Redefine request) {
    if (request.getClassesCount() == 0) {
      return swap.prepare();
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (ClassFile file : request.getClassesList()) {
      classes.put(file.getName(), file.getContent().toByteArray());
    }
    return swap.apply(classes);
  }

  private void answer(Redefine request, Optional<String> refused) {
    link.send(
        FromAgent.newBuilder()
            .setRedefined(
                Redefined.newBuilder()
                    .setRequest(request.getRequest())
                    .setRefused(refused.orElse("")))
            .build());
  }
}
