package dev.carafe.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/// What hears an answer that goes on. The wait for its begin ends also where the daemon refuses it
/// or is gone, unlike `awaitStarted`.
public abstract class LongAnswer<A> extends ResultCallback.Adapter<A> {
  private final CountDownLatch begun = new CountDownLatch(1);

  @Override
  public void onStart(Closeable stream) {
    super.onStart(stream);
    begun.countDown();
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      begun.countDown();
    }
  }

  /// Returns once the answer has begun, or has ended; throws why there is none.
  public void awaitBegun() throws InterruptedException {
    begun.await();
    throwFirstError();
  }
}
