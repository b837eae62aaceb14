package dev.carafe.server.wiring;

import dev.carafe.scheduler.core.Event;
import dev.carafe.scheduler.loop.SchedulerLoop;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The way to the scheduler for those that its actions reach as well: bound once the loop is there.
final class EventGate implements Consumer<Event> {
  private final AtomicReference<SchedulerLoop> loop = new AtomicReference<>();

  void bind(SchedulerLoop bound) {
    loop.set(bound);
  }

  @Override
  public void accept(Event event) {
    SchedulerLoop bound = loop.get();
    if (bound == null) {
      throw new IllegalStateException("an event came before the scheduler was there: " + event);
    }
    bound.submit(event);
  }
}
