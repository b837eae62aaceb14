package dev.carafe.scheduler.store;

import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Versions of Volumes in the database; the newest number is the head.
public final class SqliteVolumeHeads implements VolumeHeads {
  private static final String SELECT =
      "SELECT volume, number, manifest, at, made_by FROM volume_versions ";

  private final Database database;

  public SqliteVolumeHeads(Database database) {
    this.database = database;
  }

  @Override
  public Optional<VolumeVersion> head(String volume) {
    return database.read(c -> head(c, volume));
  }

  private static Optional<VolumeVersion> head(Connection connection, String volume)
      throws SQLException {
    return Rows.first(
        connection,
        SELECT + "WHERE volume = ? ORDER BY number DESC LIMIT 1",
        SqliteVolumeHeads::version,
        volume);
  }

  @Override
  public List<VolumeVersion> heads() {
    return database.read(
        c ->
            Rows.all(
                c,
                SELECT
                    + """
                    v WHERE number =
                      (SELECT max(number) FROM volume_versions w WHERE w.volume = v.volume)
                    ORDER BY volume
                    """,
                SqliteVolumeHeads::version));
  }

  @Override
  public List<VolumeVersion> versions(String volume) {
    return database.read(
        c ->
            Rows.all(
                c,
                SELECT + "WHERE volume = ? ORDER BY number DESC",
                SqliteVolumeHeads::version,
                volume));
  }

  @Override
  public Set<BlobId> manifests() {
    return Set.copyOf(
        database.read(
            c ->
                Rows.all(
                    c,
                    "SELECT DISTINCT manifest FROM volume_versions",
                    row -> new BlobId(row.getString(1)))));
  }

  @Override
  public boolean advance(VolumeVersion next) {
    return database.write(
        c -> {
          long current = head(c, next.volume()).map(VolumeVersion::number).orElse(0L);
          if (current != next.number() - 1) {
            return false;
          }
          Rows.change(
              c,
              "INSERT INTO volume_versions (volume, number, manifest, at, made_by)"
                  + " VALUES (?, ?, ?, ?, ?)",
              next.volume(),
              next.number(),
              next.manifest().sha256(),
              next.at().toEpochMilli(),
              next.by());
          return true;
        });
  }

  @Override
  public boolean rename(String volume, String newName) {
    return database.write(
        c ->
            head(c, newName).isEmpty()
                && Rows.change(
                        c,
                        "UPDATE volume_versions SET volume = ? WHERE volume = ?",
                        newName,
                        volume)
                    > 0);
  }

  @Override
  public int keepNewest(String volume, int kept) {
    return database.write(
        c ->
            Rows.change(
                c,
                """
                DELETE FROM volume_versions WHERE volume = ? AND number <=
                  (SELECT max(number) FROM volume_versions WHERE volume = ?) - ?
                """,
                volume,
                volume,
                kept));
  }

  @Override
  public boolean delete(String volume) {
    return database.write(
        c -> Rows.change(c, "DELETE FROM volume_versions WHERE volume = ?", volume) > 0);
  }

  private static VolumeVersion version(ResultSet row) throws SQLException {
    return new VolumeVersion(
        row.getString(1),
        row.getLong(2),
        new BlobId(row.getString(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getString(5));
  }
}
