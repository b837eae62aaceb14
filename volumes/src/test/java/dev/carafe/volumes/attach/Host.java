package dev.carafe.volumes.attach;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.fake.InMemoryVolumeHeads;
import dev.carafe.volumes.version.Change;
import dev.carafe.volumes.version.Entry;
import dev.carafe.volumes.version.VolumeStore;
import dev.carafe.volumes.version.VolumeUsers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A server's Volumes on this machine, with the Volume `v`; [#restart] is a new server process on
/// the same data.
final class Host {
  static final Instant THEN = Instant.parse("2026-01-02T03:04:05.123456789Z");

  final Path directory;
  final TreeKind kind;
  final Layering layering;
  final VolumeUsers users = new VolumeUsers();
  final InMemoryVolumeHeads heads = new InMemoryVolumeHeads();
  FileBlobStore blobs;
  VolumeStore volumes;
  VolumeAttachments attachments;

  Host(Path directory, TreeKind kind) {
    this(directory, kind, Layering.DEFAULT);
  }

  Host(Path directory, TreeKind kind, Layering layering) {
    this.directory = directory;
    this.kind = kind;
    this.layering = layering;
    this.blobs = FileBlobStore.open(directory.resolve("data"), Clock.systemUTC());
    this.volumes = new VolumeStore(blobs, heads, users, Clock.systemUTC());
    this.attachments =
        VolumeAttachments.open(
            blobs, volumes, users, kind, ContainerUser.ofServer(), Clock.systemUTC(), layering);
    volumes.createIfMissing("v", "test");
  }

  void restart() {
    blobs = FileBlobStore.open(directory.resolve("data"), Clock.systemUTC());
    volumes = new VolumeStore(blobs, heads, users, Clock.systemUTC());
    attachments =
        VolumeAttachments.open(
            blobs, volumes, users, kind, ContainerUser.ofServer(), Clock.systemUTC(), layering);
  }

  Entry.File file(String path, String content, int mode) {
    byte[] bytes = content.getBytes(UTF_8);
    return new Entry.File(
        path, mode, THEN, bytes.length, blobs.put(new ByteArrayInputStream(bytes)));
  }

  void put(Entry... entries) {
    List<Change> changes =
        java.util.Arrays.stream(entries).map(e -> (Change) new Change.Put(e)).toList();
    volumes.commit("v", changes, true, "test");
  }

  VolumeAttachment attach(String container) {
    return attachments.attach(new ContainerId(container), mount(false, ""));
  }

  static MountSpec mount(boolean readOnly, String subPath) {
    return new MountSpec("v", "/models", readOnly, true, subPath);
  }

  OverlayContainer container(String id) throws IOException {
    return OverlayContainer.start(attach(id), directory.resolve("mnt-" + id));
  }

  VolumeCommit commit(String container) {
    return attachments.commit(new ContainerId(container), "v");
  }

  /// The newest version: content of files, "dir" for directories, "-> target" for links.
  Map<String, String> newest() throws IOException {
    TreeMap<String, String> all = new TreeMap<>();
    for (Entry entry : volumes.files("v", "", true, 0)) {
      all.put(
          entry.path(),
          switch (entry) {
            case Entry.File file -> Files.readString(blobs.file(file.blob()).orElseThrow());
            case Entry.Directory _ -> "dir";
            case Entry.Symlink link -> "-> " + link.target();
          });
    }
    return all;
  }
}
