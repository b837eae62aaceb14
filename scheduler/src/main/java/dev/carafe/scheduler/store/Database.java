package dev.carafe.scheduler.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The SQLite file. Writes are queued to one thread that commits all waiting ones together
/// (`synchronous=FULL`): when a write's future is done, it is on disk. A failing write rolls back
/// alone. Reads use a connection of their own.
public final class Database implements AutoCloseable {

  /// Some statements on a connection.
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  private record Write<T extends @Nullable Object>(Work<T> work, CompletableFuture<T> done) {
    void attempt(Connection connection, List<Runnable> afterCommit) throws SQLException {
      Savepoint savepoint = connection.setSavepoint();
      try {
        T result = work.run(connection);
        connection.releaseSavepoint(savepoint);
        afterCommit.add(() -> done.complete(result));
      } catch (SQLException | RuntimeException e) {
        connection.rollback(savepoint);
        done.completeExceptionally(e);
      }
    }
  }

  private static final Write<?> END = new Write<>(_ -> "", new CompletableFuture<>());
  private static final int LARGEST_GROUP = 512;

  private final Path file;
  private final Connection writer;
  private final Connection reader;
  private final ReentrantLock reading = new ReentrantLock();
  private final BlockingQueue<Write<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  private Database(Path file, Connection writer, Connection reader) {
    this.file = file;
    this.writer = writer;
    this.reader = reader;
    this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::writeAll);
  }

  /// Opens the file, makes it if it is missing, and brings its tables up to date.
  public static Database open(Path file) {
    try {
      Connection writer = connect(file);
      Schema.upgrade(writer);
      writer.setAutoCommit(false);
      Database database = new Database(file, writer, connect(file));
      database.thread.start();
      return database;
    } catch (SQLException e) {
      throw new StoreException(
          "Opening the database %s failed: %s. Is the file whole, and is there space?"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA busy_timeout=10000");
      statement.execute("PRAGMA foreign_keys=ON");
    }
    return connection;
  }

  /// Queues a write; the future is done once it is on disk.
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    queue.add(new Write<>(work, done));
    return done;
  }

  /// Writes and waits until it is on disk.
  public <T extends @Nullable Object> T write(Work<T> work) {
    try {
      return submit(work).join();
    } catch (CompletionException e) {
      throw failed("Writing to", e.getCause() instanceof Exception cause ? cause : e);
    }
  }

  /// Reads what has been committed.
  public <T extends @Nullable Object> T read(Work<T> work) {
    reading.lock();
    try {
      return work.run(reader);
    } catch (SQLException e) {
      throw failed("Reading from", e);
    } finally {
      reading.unlock();
    }
  }

  private RuntimeException failed(String verb, Exception cause) {
    return cause instanceof RuntimeException e && !(e instanceof StoreException)
        ? e
        : new StoreException(
            "%s the database %s failed: %s. Is there space on the disk?"
                .formatted(verb, file, cause.getMessage()),
            cause);
  }

  private void writeAll() {
    List<Write<?>> group = new ArrayList<>();
    while (true) {
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      queue.drainTo(group, LARGEST_GROUP);
      boolean end = group.remove(END);
      commit(group);
      group.clear();
      if (end) {
        return;
      }
    }
  }

  private void commit(List<Write<?>> group) {
    List<Runnable> afterCommit = new ArrayList<>();
    try {
      for (Write<?> write : group) {
        write.attempt(writer, afterCommit);
      }
      writer.commit();
      afterCommit.forEach(Runnable::run);
    } catch (SQLException e) {
      rollback(e);
      group.forEach(w -> w.done().completeExceptionally(e));
    }
  }

  private void rollback(SQLException cause) {
    try {
      writer.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /// Finishes the writes that are queued and closes the file.
  @Override
  public void close() {
    queue.add(END);
    try {
      thread.join();
      writer.close();
      reader.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw failed("Closing", e);
    }
  }
}
