package dev.carafe.scheduler.store;

import dev.carafe.model.id.CallId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Spawned calls and their results. What is stored here is opaque: the target, input and outcome as
/// wire messages.
public final class CallStore {

  /// One spawned call; `outcome` and `ended` are there once it has ended.
  public record SpawnedCall(
      CallId id,
      byte[] target,
      byte[] input,
      Instant arrived,
      Optional<Instant> ended,
      Optional<byte[]> outcome) {}

  private static final String SELECT =
      "SELECT id, target, input, arrived, ended, outcome FROM calls ";

  private static final int PAGE = 50;
  private static final String KEPT_PAGE =
      "WHERE id > ? AND (ended IS NULL OR outcome IS NOT NULL) ORDER BY id LIMIT ?";

  private final Database database;

  public CallStore(Database database) {
    this.database = database;
  }

  /// Stores a call; the future is done once it is durable, with false when the id was there before.
  public CompletableFuture<Boolean> add(CallId id, byte[] target, byte[] input, Instant arrived) {
    return database.submit(
        c ->
            Rows.change(
                    c,
                    "INSERT INTO calls (id, target, input, arrived) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO NOTHING",
                    id.value(),
                    target,
                    input,
                    arrived.toEpochMilli())
                > 0);
  }

  /// Stores how a call ended, once; its input is dropped.
  public CompletableFuture<Boolean> end(CallId id, byte[] outcome, Instant ended) {
    return database.submit(
        c ->
            Rows.change(
                    c,
                    "UPDATE calls SET outcome = ?, ended = ?, input = x'' WHERE id = ? AND ended IS NULL",
                    outcome,
                    ended.toEpochMilli(),
                    id.value())
                > 0);
  }

  /// One call.
  public Optional<SpawnedCall> find(CallId id) {
    return database.read(c -> Rows.first(c, SELECT + "WHERE id = ?", CallStore::call, id.value()));
  }

  /// The calls that have not ended, oldest first.
  public List<SpawnedCall> unfinished() {
    return database.read(
        c -> Rows.all(c, SELECT + "WHERE ended IS NULL ORDER BY arrived", CallStore::call));
  }

  /// The newest calls.
  public List<SpawnedCall> newest(int limit) {
    return database.read(
        c -> Rows.all(c, SELECT + "ORDER BY arrived DESC LIMIT ?", CallStore::call, limit));
  }

  /// Visits all calls that have an input or an outcome, a few at a time: their payloads are large,
  /// and others read meanwhile. Those added or ended during the visit may be left out.
  public void forEachKept(Consumer<SpawnedCall> visitor) {
    String after = "";
    List<SpawnedCall> page;
    do {
      String from = after;
      page = database.read(c -> Rows.all(c, SELECT + KEPT_PAGE, CallStore::call, from, PAGE));
      page.forEach(visitor);
      after = page.isEmpty() ? after : page.getLast().id().value();
    } while (page.size() == PAGE);
  }

  /// Drops the results of calls that ended before a time; that they existed is kept, so that asking
  /// says "expired".
  public int expire(Instant before) {
    return database.write(
        c ->
            Rows.change(
                c,
                "UPDATE calls SET outcome = NULL WHERE ended < ? AND outcome IS NOT NULL",
                before.toEpochMilli()));
  }

  private static SpawnedCall call(ResultSet row) throws SQLException {
    long ended = row.getLong(5);
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
    byte @Nullable [] outcome = row.getBytes(6);
    return new SpawnedCall(
        new CallId(row.getString(1)),
        row.getBytes(2),
        row.getBytes(3),
        Instant.ofEpochMilli(row.getLong(4)),
        end,
        Optional.ofNullable(outcome));
  }
}
