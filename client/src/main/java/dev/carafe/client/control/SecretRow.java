package dev.carafe.client.control;

import java.time.Instant;
import java.util.List;

/// One secret: its keys, never its values, and the apps that name it.
public record SecretRow(String name, List<String> keys, Instant created, List<String> usedBy) {
  public SecretRow {
    keys = List.copyOf(keys);
    usedBy = List.copyOf(usedBy);
  }
}
