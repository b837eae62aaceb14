package dev.carafe.server.security;

import dev.carafe.model.app.Naming;
import dev.carafe.model.app.NearestNames;
import dev.carafe.scheduler.store.SecretStore;
import dev.carafe.scheduler.store.SecretStore.SealedSecret;
import dev.carafe.server.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Secrets: created from outside, opened only for the containers that name them. Values appear in
/// no message.
public final class SecretVault {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final SecretStore store;
  private final SecretBox box;

  public SecretVault(SecretStore store, SecretBox box) {
    this.store = store;
    this.box = box;
  }

  public void create(String name, Map<String, String> values, boolean replace) {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.invalid(
          "A secret's name has 1 to 63 letters, digits, '.', '_' or '-': \"%s\"".formatted(name));
    }
    if (values.isEmpty()) {
      throw Refusal.invalid(
          "The secret %s would be empty. Give it keys: carafe secret create %s KEY=VALUE"
              .formatted(name, name));
    }
    for (String key : values.keySet()) {
      if (!Naming.isVariable(key)) {
        throw Refusal.invalid(
            "A secret's key becomes an environment variable, so it has letters, digits and '_' and starts with none of the digits: \"%s\""
                .formatted(key));
      }
    }
    SealedSecret sealed =
        new SealedSecret(
            name,
            values.keySet().stream().sorted().toList(),
            box.seal(name, values),
            Instant.now());
    if (!store.put(sealed, replace)) {
      throw Refusal.invalid(
          "There is a secret %s already. To replace it: carafe secret create %s --force …"
              .formatted(name, name));
    }
  }

  /// Whether there is one; throws a [Refusal] that names the nearest where there is none.
  public void require(String name, String user) {
    require(name, () -> "%s uses the secret %s, which does not exist.".formatted(user, name));
  }

  private void require(String name, Supplier<String> lack) {
    List<String> names = list().stream().map(SealedSecret::name).toList();
    if (!names.contains(name)) {
      throw Refusal.notFound(
          "%s %s Create it: carafe secret create %s KEY=VALUE"
              .formatted(lack.get(), NearestNames.sentence(name, names), name));
    }
  }

  /// The values of a secret, for whoever names it.
  public Map<String, String> open(String name) {
    require(name, () -> "There is no secret %s.".formatted(name));
    return box.open(name, store.find(name).orElseThrow().sealed());
  }

  public List<SealedSecret> list() {
    return store.all();
  }

  public void delete(String name) {
    if (!store.delete(name)) {
      throw Refusal.notFound(
          "There is no secret %s. %s"
              .formatted(
                  name,
                  NearestNames.sentence(name, list().stream().map(SealedSecret::name).toList())));
    }
  }
}
