package dev.carafe.scheduler.loop;

/// Time as the loop sees it: milliseconds that never go back, and one alarm. Safe for many threads.
public interface LoopClock extends AutoCloseable {

  long millis();

  /// What to run at each alarm; set once, before the first [#wakeAt].
  void onAlarm(Runnable alarm);

  /// Runs the alarm at or soon after `atMillis`; replaces an alarm set earlier. `Long.MAX_VALUE`
  /// sets none.
  void wakeAt(long atMillis);

  /// No alarm runs after this has returned.
  @Override
  void close();
}
