package dev.carafe.scheduler.sim;

import dev.carafe.model.id.CallId;
import dev.carafe.model.id.InputId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.scheduler.core.Ending;
import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.core.InputKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Those who call, and what has become of each of their inputs.
final class SimulatedCallers {

  /// One input as its caller sees it.
  static final class Wish {
    final InputId id;
    final String family;
    final String function;
    final InputKind kind;

    /// Sent to the scheduler of now.
    boolean sent;

    /// Its caller has gone, so nobody minds if it never ends.
    boolean abandoned;

    boolean ended;

    /// An agent that came back still runs it, or has an answer, though it has ended.
    boolean reportedLate;

    Wish(InputId id, String family, String function, InputKind kind) {
      this.id = id;
      this.family = family;
      this.function = function;
      this.kind = kind;
    }
  }

  private final History history;
  final Map<InputId, Wish> wishes = new LinkedHashMap<>();
  private int calls;

  SimulatedCallers(History history) {
    this.history = history;
  }

  void call(String family) {
    InputKind kind = history.pick(InputKind.values());
    int count =
        switch (kind) {
          case MAP -> 1 + (int) history.upTo(12);
          case REMOTE, SPAWN, GENERATOR -> 1;
        };
    String function = history.chance(0.3) ? "batch" : "embed";
    if (kind == InputKind.GENERATOR) {
      function = "embed";
    }
    var call = new CallId("ca-" + calls++);
    for (int i = 0; i < count; i++) {
      var wish = new Wish(new InputId(call, i), family, function, kind);
      wish.sent = true;
      wishes.put(wish.id, wish);
    }
    var event =
        new Event.InputsArrived(
            history.deployments.current(family), function, call, 0, count, kind);
    history.send(event);
    if (history.chance(0.1)) {
      long delay = history.upTo(5_000);
      history.in(delay, () -> history.send(new Event.InputsCancelled(call, 0, count, "simulated")));
    }
  }

  void ended(Action.EndInput end) {
    Wish wish = wishes.get(end.input());
    if (wish == null) {
      throw new Violation(end.input() + " ended but never was");
    }
    if (wish.ended && wish.reportedLate) {
      wish.reportedLate = false;
      return;
    }
    if (wish.ended) {
      throw new Violation(end.input() + " ended twice, now with " + end.ending());
    }
    if (!wish.sent && !wish.ended && end.ending() instanceof Ending.Rejected) {
      throw new Violation(end.input() + " was rejected but not sent");
    }
    wish.ended = true;
  }

  void reported(InputId input) {
    Wish wish = wishes.get(input);
    if (wish != null && wish.ended) {
      wish.reportedLate = true;
    }
  }

  boolean isOpen(InputId input) {
    Wish wish = wishes.get(input);
    return wish != null && !wish.ended;
  }

  void serverLost() {
    wishes.values().forEach(w -> w.sent = false);
  }

  /// What was accepted durably is sent again by the server itself, before anything can start.
  void resendSpawned() {
    List.copyOf(wishes.values()).stream()
        .filter(w -> w.kind == InputKind.SPAWN)
        .forEach(this::resend);
  }

  /// Most other callers come back.
  void resendOthersSoon() {
    for (Wish wish : wishes.values()) {
      if (wish.kind != InputKind.SPAWN && !wish.ended) {
        if (history.fault(0.1)) {
          wish.abandoned = true;
        } else {
          history.in(history.upTo(20_000), () -> resend(wish));
        }
      }
    }
  }

  private void resend(Wish wish) {
    if (wish.ended || wish.abandoned || wish.sent || !history.serverUp) {
      return;
    }
    wish.sent = true;
    history.send(
        new Event.InputsArrived(
            history.deployments.current(wish.family),
            wish.function,
            wish.id.call(),
            wish.id.index(),
            1,
            wish.kind));
  }

  List<InputId> openOnes() {
    return wishes.values().stream().filter(w -> !w.ended && !w.abandoned).map(w -> w.id).toList();
  }

  long open() {
    return wishes.values().stream().filter(w -> !w.ended && !w.abandoned).count();
  }
}
