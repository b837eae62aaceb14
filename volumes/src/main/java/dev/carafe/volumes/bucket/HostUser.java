package dev.carafe.volumes.bucket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who this server is on its host. Only root, and users whom `/etc/fuse.conf` lets, may show their
/// mounts to other users.
record HostUser(int uid, int gid, boolean mayOpenToOthers) {
  private static final Path CONFIG = Path.of("/etc/fuse.conf");

  static HostUser current() throws IOException {
    Path self = Path.of("/proc/self");
    int uid = (Integer) Files.getAttribute(self, "unix:uid");
    int gid = (Integer) Files.getAttribute(self, "unix:gid");
    return new HostUser(uid, gid, uid == 0 || allowed());
  }

  private static boolean allowed() throws IOException {
    return Files.isReadable(CONFIG)
        && Files.readAllLines(CONFIG).stream().anyMatch(l -> l.strip().equals("user_allow_other"));
  }

  boolean isRoot() {
    return uid == 0;
  }
}
