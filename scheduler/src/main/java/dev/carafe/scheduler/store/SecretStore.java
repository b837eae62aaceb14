package dev.carafe.scheduler.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Secrets as sealed bytes, with their keys in the clear for lists.
public final class SecretStore {

  /// One secret. The sealed bytes are only for who holds the key.
  public record SealedSecret(String name, List<String> keys, byte[] sealed, Instant at) {
    public SealedSecret {
      keys = List.copyOf(keys);
    }
  }

  private final Database database;

  public SecretStore(Database database) {
    this.database = database;
  }

  /// Adds a secret. False when the name is taken and `replace` is not set.
  public boolean put(SealedSecret secret, boolean replace) {
    return database.write(
        c ->
            Rows.change(
                    c,
                    "INSERT INTO secrets (name, keys, sealed, at) VALUES (?, ?, ?, ?)"
                        + (replace
                            ? " ON CONFLICT (name) DO UPDATE SET keys = excluded.keys,"
                                + " sealed = excluded.sealed, at = excluded.at"
                            : " ON CONFLICT (name) DO NOTHING"),
                    secret.name(),
                    String.join("\n", secret.keys()),
                    secret.sealed(),
                    secret.at().toEpochMilli())
                > 0);
  }

  /// All secrets by name.
  public List<SealedSecret> all() {
    return database.read(
        c ->
            Rows.all(
                c,
                "SELECT name, keys, sealed, at FROM secrets ORDER BY name",
                r ->
                    new SealedSecret(
                        r.getString(1),
                        r.getString(2).lines().toList(),
                        r.getBytes(3),
                        Instant.ofEpochMilli(r.getLong(4)))));
  }

  /// One secret.
  public Optional<SealedSecret> find(String name) {
    return all().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /// Removes a secret. False when there was none.
  public boolean delete(String name) {
    return database.write(c -> Rows.change(c, "DELETE FROM secrets WHERE name = ?", name) > 0);
  }
}
