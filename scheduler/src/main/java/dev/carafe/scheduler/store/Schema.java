package dev.carafe.scheduler.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables, as a list of steps from one version of the file to the next. Steps are only ever
/// added.
final class Schema {
  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE apps (
                name TEXT PRIMARY KEY, version INTEGER NOT NULL, stopped INTEGER NOT NULL)
              """,
              """
              CREATE TABLE app_versions (
                app TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL,
                deployment TEXT NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL,
                PRIMARY KEY (app, version))
              """,
              """
              CREATE TABLE secrets (
                name TEXT PRIMARY KEY, keys TEXT NOT NULL, sealed BLOB NOT NULL, at INTEGER NOT NULL)
              """,
              """
              CREATE TABLE volume_versions (
                volume TEXT NOT NULL, number INTEGER NOT NULL, manifest TEXT NOT NULL,
                at INTEGER NOT NULL, made_by TEXT NOT NULL,
                PRIMARY KEY (volume, number))
              """,
              """
              CREATE TABLE calls (
                id TEXT PRIMARY KEY, target BLOB NOT NULL, input BLOB NOT NULL,
                arrived INTEGER NOT NULL, ended INTEGER, outcome BLOB)
              """,
              "CREATE INDEX calls_ended ON calls (ended)",
              """
              CREATE TABLE schedules (
                app TEXT NOT NULL, function TEXT NOT NULL, last_run INTEGER NOT NULL,
                PRIMARY KEY (app, function))
              """));

  private Schema() {}

  static void upgrade(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > STEPS.size()) {
        throw new SQLException(
            "the file was written by a newer Carafe (schema %d, this one knows %d)"
                .formatted(version, STEPS.size()));
      }
      for (List<String> step : STEPS.subList(version, STEPS.size())) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA user_version=" + STEPS.size());
    }
    connection.commit();
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
