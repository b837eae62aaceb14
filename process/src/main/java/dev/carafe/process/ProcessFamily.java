package dev.carafe.process;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A container's process and every process that came from it: its descendants, all of its session,
/// and all that carry the container's mark in their environment (those that left both).
record ProcessFamily(String mark, Optional<ProcessIdentity> leader) {
  private static final int ROUNDS = 20;

  /// Kills until nobody is left, as members may be forking meanwhile. The leader goes first.
  void kill() {
    leader.flatMap(ProcessIdentity::alive).ifPresent(ProcessFamily::killWithDescendants);
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> members = members();
      if (members.isEmpty()) {
        return;
      }
      members.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /// Those that still run, without the leader's own descendants once it is gone.
  Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new LinkedHashSet<>();
    if (!ProcessTable.exists()) {
      leader
          .flatMap(ProcessIdentity::alive)
          .ifPresent(l -> Stream.concat(Stream.of(l), l.descendants()).forEach(members::add));
      return members;
    }
    ProcessTable.rows().stream()
        .filter(row -> row.state() != 'Z')
        .filter(row -> inSession(row) || ProcessTable.hasVariable(row.pid(), mark))
        .forEach(row -> ProcessHandle.of(row.pid()).ifPresent(members::add));
    members.remove(ProcessHandle.current());
    return members;
  }

  private boolean inSession(ProcessTable.Row row) {
    return leader.isPresent() && row.session() == leader.get().pid();
  }

  private static void killWithDescendants(ProcessHandle leader) {
    Stream<ProcessHandle> descendants = leader.descendants();
    leader.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
