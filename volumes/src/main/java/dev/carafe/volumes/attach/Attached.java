package dev.carafe.volumes.attach;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.file.Removal;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.VolumeAttachment;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.version.Manifest;
import dev.carafe.volumes.version.VolumeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One Volume in one container: the version it sees, and what it wrote above that. Its methods
/// exclude one another, so that commits of one container are in order.
final class Attached {
  private final ContainerId container;
  private final MountSpec mount;
  private final String subPath;
  private final RunDirectory run;
  private final FileBlobStore blobs;
  private final VolumeStore volumes;
  private final Trees trees;
  private final Clock clock;

  private View view;
  private VolumeVersion last;
  private Optional<View> next = Optional.empty();
  private volatile Set<BlobId> pinned;

  /// What a container has mounted, by generation: every reload begins a new upper directory.
  private record View(int generation, VolumeVersion base, Upper upper) {}

  private Attached(
      ContainerId container,
      MountSpec mount,
      String subPath,
      RunDirectory run,
      Parts parts,
      VolumeVersion base,
      VolumeVersion last,
      int generation) {
    this.container = container;
    this.mount = mount;
    this.subPath = subPath;
    this.run = run;
    this.blobs = parts.blobs();
    this.volumes = parts.volumes();
    this.trees = parts.trees();
    this.clock = parts.clock();
    this.last = last;
    this.view = new View(generation, base, upper(generation, base));
    this.pinned = Set.of();
    pin();
  }

  private void pin() {
    pinned =
        Stream.concat(Stream.of(view.base(), last), next.map(View::base).stream())
            .map(VolumeVersion::manifest)
            .flatMap(manifest -> Stream.concat(Stream.of(manifest), trees.below(manifest).stream()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /// What all attachments share.
  record Parts(FileBlobStore blobs, VolumeStore volumes, Trees trees, Clock clock) {}

  static Attached begin(
      ContainerId container,
      MountSpec mount,
      String subPath,
      VolumeVersion head,
      RunDirectory run,
      Parts parts)
      throws IOException {
    run.makeGeneration(0, parts.trees().user());
    Attached attached = new Attached(container, mount, subPath, run, parts, head, head, 0);
    attached.save();
    return attached;
  }

  /// Takes up what an earlier server began.
  static Attached resume(ContainerId container, RunDirectory run, Parts parts) throws IOException {
    RunDirectory.State state = run.load();
    Attached attached =
        new Attached(
            container,
            state.mount(),
            state.mount().subPath(),
            run,
            parts,
            state.base(),
            state.last(),
            state.generation());
    attached.view.upper().assumeCommitted(parts.volumes().manifest(state.last()), run.touched());
    return attached;
  }

  private void save() throws IOException {
    MountSpec normal =
        new MountSpec(
            mount.volume(), mount.path(), mount.readOnly(), mount.createIfMissing(), subPath);
    run.save(new RunDirectory.State(normal, view.base(), last, view.generation()));
  }

  private Upper upper(int generation, VolumeVersion base) {
    return new Upper(run.upper(generation), volumes.manifest(base), subPath, trees.kind(), clock);
  }

  String volume() {
    return mount.volume();
  }

  ContainerId container() {
    return container;
  }

  /// The manifests that must stay while this container runs. Never waits for a commit.
  Set<BlobId> manifests() {
    return pinned;
  }

  synchronized VolumeAttachment attachment() {
    return attachment(view, new Trees.Layers(trees.tree(view.base()), Optional.empty()));
  }

  private VolumeAttachment attachment(View shown, Trees.Layers layers) {
    return new VolumeAttachment(
        mount.volume(),
        mount.path(),
        mount.readOnly(),
        layers.tree().resolve(subPath),
        run.upper(shown.generation()),
        run.work(shown.generation()),
        switch (trees.kind()) {
          case LINKS -> Optional.empty();
          case LAYERED -> Optional.of(blobs.blobs());
        },
        layers.changes().map(layer -> layer.resolve(subPath)).filter(Files::isDirectory));
  }

  synchronized boolean dirty() throws IOException {
    return !mount.readOnly() && view.upper().dirty();
  }

  /// `quiet`: the container has ended.
  synchronized VolumeCommit commit(boolean quiet) throws IOException {
    if (mount.readOnly()) {
      return new VolumeCommit(last, false, List.of());
    }
    try (var _ = blobs.hold()) {
      return commitChanges(quiet);
    }
  }

  private VolumeCommit commitChanges(boolean quiet) throws IOException {
    Upper.Pending pending = view.upper().pending(blobs, quiet);
    boolean changed = !pending.delta().isEmpty();
    if (changed) {
      run.saveTouched(view.upper().touchedWith(pending));
      last = volumes.merge(mount.volume(), pending.delta(), "container " + container);
      pin();
      save();
    }
    view.upper().remember(pending);
    return new VolumeCommit(last, changed, pending.refused());
  }

  synchronized Optional<VolumeAttachment> prepareReload() throws IOException {
    VolumeVersion head = volumes.head(mount.volume());
    if (head.manifest().equals(view.base().manifest())) {
      return Optional.empty();
    }
    Manifest manifest = volumes.manifest(head);
    int generation = next.map(View::generation).orElse(view.generation()) + 1;
    run.makeGeneration(generation, trees.user());
    SortedMap<String, UpperState> uncommitted = view.upper().uncommitted();
    new ReloadedUpper(run.upper(generation), manifest, subPath, trees.user()).lay(uncommitted);
    View prepared = new View(generation, head, upper(generation, head));
    next = Optional.of(prepared);
    pin();
    return Optional.of(attachment(prepared, layersOf(head)));
  }

  private Trees.Layers layersOf(VolumeVersion head) {
    Trees.Layers layers = trees.layers(head, view.base());
    boolean hasSubPath = Files.isDirectory(layers.tree().resolve(subPath));
    return hasSubPath ? layers : new Trees.Layers(trees.tree(head), Optional.empty());
  }

  /// The container sees what was prepared. The directories it saw before stay for one more reload:
  /// files may still be open in them.
  synchronized VolumeVersion reloaded() throws IOException {
    View prepared =
        next.orElseThrow(
            () ->
                new IllegalStateException(
                    "no reload of the Volume %s was prepared for container %s"
                        .formatted(mount.volume(), container)));
    int before = view.generation();
    view = prepared;
    last = prepared.base();
    next = Optional.empty();
    pin();
    save();
    run.saveTouched(Set.of());
    run.dropGenerationsBefore(before);
    return last;
  }

  void remove() throws IOException {
    Removal.tree(run.directory());
  }

  static boolean exists(RunDirectory run) {
    return Files.exists(run.stateFile());
  }
}
