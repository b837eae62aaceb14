package dev.carafe.client.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Runs tasks several at a time; the first that fails ends the others.
final class Together {
  private Together() {}

  /// What all of them made, in no order. Throws what made one fail: a [HubException], or what is
  /// expected besides.
  static <T, E extends Exception> List<T> run(
      int atOnce, Class<E> expected, List<Callable<T>> tasks) throws InterruptedException, E {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
      boolean done = false;
      try {
        CompletionService<T> answers = new ExecutorCompletionService<>(threads);
        tasks.forEach(answers::submit);
        List<T> results = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
          results.add(answers.take().get());
        }
        done = true;
        return results;
      } finally {
        if (!done) {
          threads.shutdownNow();
        }
      }
    } catch (ExecutionException e) {
      Throwable failure = e.getCause();
      if (expected.isInstance(failure)) {
        throw expected.cast(failure);
      }
      throw failure instanceof HubException known
          ? known
          : new HubException("A download failed: " + failure, failure);
    }
  }
}
