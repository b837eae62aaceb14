package dev.carafe.scheduler.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Deployed apps and all their versions. A version never changes; which one serves is a row of its
/// own.
public final class AppStore {

  /// One version: the deployment as JSON, a digest of it, when it came and why ("rollback to v2",
  /// or empty).
  public record AppVersion(
      String app, long version, String digest, String deployment, Instant at, String note) {}

  private static final String COLUMNS = "app, version, digest, deployment, at, note";

  private final Database database;

  public AppStore(Database database) {
    this.database = database;
  }

  /// Adds the next version of an app and makes it the one that serves.
  public AppVersion add(String app, String digest, String deployment, Instant at, String note) {
    return database.write(
        c -> {
          long version =
              Rows.first(
                          c,
                          "SELECT coalesce(max(version), 0) FROM app_versions WHERE app = ?",
                          r -> r.getLong(1),
                          app)
                      .orElse(0L)
                  + 1;
          Rows.change(
              c,
              "INSERT INTO app_versions (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)",
              app,
              version,
              digest,
              deployment,
              at.toEpochMilli(),
              note);
          Rows.change(
              c,
              """
              INSERT INTO apps (name, version, stopped) VALUES (?, ?, 0)
              ON CONFLICT (name) DO UPDATE SET version = excluded.version, stopped = 0
              """,
              app,
              version);
          return new AppVersion(app, version, digest, deployment, at, note);
        });
  }

  /// Takes an app out of service; its versions stay. False when it was not in service.
  public boolean stop(String app) {
    return database.write(
        c -> Rows.change(c, "UPDATE apps SET stopped = 1 WHERE name = ? AND stopped = 0", app) > 0);
  }

  /// The versions that serve now, by app name.
  public List<AppVersion> serving() {
    return database.read(
        c ->
            Rows.all(
                c,
                """
                SELECT v.app, v.version, v.digest, v.deployment, v.at, v.note FROM app_versions v
                JOIN apps a ON a.name = v.app AND a.version = v.version
                WHERE a.stopped = 0 ORDER BY v.app
                """,
                AppStore::version));
  }

  /// All versions of an app, newest first.
  public List<AppVersion> history(String app) {
    return database.read(
        c ->
            Rows.all(
                c,
                "SELECT " + COLUMNS + " FROM app_versions WHERE app = ? ORDER BY version DESC",
                AppStore::version,
                app));
  }

  /// One version of an app.
  public Optional<AppVersion> version(String app, long version) {
    return history(app).stream().filter(v -> v.version() == version).findFirst();
  }

  /// The deployments of every version that is kept: what must not be collected.
  public List<AppVersion> all() {
    return database.read(
        c -> Rows.all(c, "SELECT " + COLUMNS + " FROM app_versions", AppStore::version));
  }

  private static AppVersion version(java.sql.ResultSet row) throws java.sql.SQLException {
    return new AppVersion(
        row.getString(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getString(6));
  }
}
