package dev.carafe.volumes.version;

import static dev.carafe.volumes.version.VolumeException.Kind.IN_USE;
import static dev.carafe.volumes.version.VolumeException.exists;
import static dev.carafe.volumes.version.VolumeException.invalid;
import static dev.carafe.volumes.version.VolumeException.notFound;

import dev.carafe.model.app.Naming;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.volumes.content.FileBlobStore;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Volumes by name. Every change makes a new version, whole or not at all: blobs and the manifest
/// are on disk before the head moves, and the head moves only from the version that the change was
/// made on. Safe for use by many threads; refusals are [VolumeException]s.
public final class VolumeStore {
  private final FileBlobStore blobs;
  private final ManifestStore manifests;
  private final VolumeHeads heads;
  private final VolumeUsers users;
  private final Clock clock;

  public VolumeStore(FileBlobStore blobs, VolumeHeads heads, VolumeUsers users, Clock clock) {
    this(blobs, heads, users, clock, Paging.DEFAULT);
  }

  VolumeStore(
      FileBlobStore blobs, VolumeHeads heads, VolumeUsers users, Clock clock, Paging paging) {
    this.blobs = blobs;
    this.manifests = new ManifestStore(blobs, paging);
    this.heads = heads;
    this.users = users;
    this.clock = clock;
  }

  /// Makes an empty Volume; ALREADY_EXISTS if there is one of this name.
  public VolumeVersion create(String volume, String by) {
    return tryCreate(volume, by)
        .orElseThrow(
            () -> exists("there is a Volume %s already; use it, or choose another name", volume));
  }

  /// The Volume's newest version; an empty Volume is made when there is none.
  public VolumeVersion createIfMissing(String volume, String by) {
    return heads
        .head(volume)
        .or(() -> tryCreate(volume, by))
        .or(() -> heads.head(volume))
        .orElseThrow(() -> missing(volume));
  }

  private Optional<VolumeVersion> tryCreate(String volume, String by) {
    checkName(volume);
    if (heads.head(volume).isPresent()) {
      return Optional.empty();
    }
    try (var _ = blobs.hold()) {
      VolumeVersion first =
          new VolumeVersion(volume, 1, manifests.write(manifests.empty()), clock.instant(), by);
      return heads.advance(first) ? Optional.of(first) : Optional.empty();
    }
  }

  private static void checkName(String volume) {
    if (!Naming.isName(volume)) {
      throw invalid("\"%s\" is no name for a Volume; use %s", volume, Naming.RULE);
    }
  }

  /// All Volumes' newest versions, by name.
  public List<VolumeVersion> list() {
    return heads.heads();
  }

  /// The newest version, or NOT_FOUND.
  public VolumeVersion head(String volume) {
    return heads.head(volume).orElseThrow(() -> missing(volume));
  }

  /// All kept versions, newest first, or NOT_FOUND.
  public List<VolumeVersion> versions(String volume) {
    List<VolumeVersion> versions = heads.versions(volume);
    if (versions.isEmpty()) {
      throw missing(volume);
    }
    return versions;
  }

  /// One version by number; the newest for 0.
  public VolumeVersion version(String volume, long number) {
    if (number == 0) {
      return head(volume);
    }
    List<VolumeVersion> versions = versions(volume);
    return versions.stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                notFound(
                    "the Volume %s has no version %d; it has %s", volume, number, span(versions)));
  }

  private static String span(List<VolumeVersion> versions) {
    long oldest = versions.getLast().number();
    long newest = versions.getFirst().number();
    return oldest == newest ? "only " + newest : "%d to %d".formatted(oldest, newest);
  }

  public Manifest manifest(VolumeVersion version) {
    return manifest(version.manifest());
  }

  /// By the manifest's own name; it must be in use, so that no collection has taken it.
  public Manifest manifest(BlobId manifest) {
    return manifests.read(manifest);
  }

  /// Of the newest version, what a new file of this path and size is probably much alike: the file
  /// at the path, else the one that changed last of those that have the size. Empty where there is
  /// neither, or no such Volume.
  public Optional<Entry.File> alike(String volume, String path, long size) {
    Optional<Manifest> newest = heads.head(volume).map(this::manifest);
    return newest
        .flatMap(manifest -> manifest.entry(VolumePath.normal(path)))
        .flatMap(VolumeStore::file)
        .or(() -> newest.flatMap(manifest -> lastChanged(manifest, size)));
  }

  private static Optional<Entry.File> file(Entry entry) {
    return entry instanceof Entry.File file ? Optional.of(file) : Optional.empty();
  }

  private static Optional<Entry.File> lastChanged(Manifest manifest, long size) {
    return manifest.entries().stream()
        .flatMap(entry -> file(entry).stream())
        .filter(file -> file.size() == size)
        .max(Comparator.comparing(Entry.File::modified));
  }

  /// The entries at or below a path of a version (0: the newest); a directory's own entry is not
  /// among them. NOT_FOUND when the path is not there.
  public List<Entry> files(String volume, String path, boolean recursive, long version) {
    String normal = VolumePath.normal(path);
    VolumeVersion chosen = version(volume, version);
    Manifest manifest = manifest(chosen);
    if (!normal.isEmpty() && manifest.entry(normal).isEmpty()) {
      throw noPath(chosen, normal, manifest);
    }
    return manifest.list(normal, recursive);
  }

  /// The entry at a path of a version (0: the newest), or NOT_FOUND.
  public Entry entry(String volume, String path, long version) {
    String normal = VolumePath.normalFile(path);
    VolumeVersion chosen = version(volume, version);
    Manifest manifest = manifest(chosen);
    return manifest.entry(normal).orElseThrow(() -> noPath(chosen, normal, manifest));
  }

  private static VolumeException noPath(VolumeVersion version, String path, Manifest manifest) {
    return notFound(
        "there is no %s in version %d of the Volume %s%s",
        path, version.number(), version.volume(), Conflicts.nearest(path, manifest.entries()));
  }

  /// Applies all changes as one new version, or none. ALREADY_EXISTS lists the paths that stand in
  /// the way, unless `force`. When others commit at the same time the changes are applied again to
  /// what they made. Without any difference the version stays.
  public VolumeVersion commit(String volume, List<Change> changes, boolean force, String by) {
    try (var _ = blobs.hold()) {
      checkBlobs(changes);
      return advance(volume, by, edited(draft -> draft.apply(changes, force)));
    }
  }

  /// Refuses what [#commit] would refuse now, whatever the content of files, and writes nothing.
  public VolumeVersion check(String volume, List<Change> changes, boolean force) {
    VolumeVersion head = head(volume);
    new Draft(manifest(head), clock.instant()).apply(changes, force);
    return head;
  }

  /// Refuses, as [#commit] would, what is to be written where something is already: before the work
  /// that its bytes are.
  public void requireFree(String volume, Collection<String> paths) {
    Manifest manifest = manifest(head(volume));
    SortedSet<String> taken =
        paths.stream()
            .filter(path -> manifest.entry(path).isPresent())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!taken.isEmpty()) {
      throw Conflicts.refused(taken);
    }
  }

  private void checkBlobs(List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.Put(Entry.File file) && !blobs.has(file.blob())) {
        throw invalid(
            "the bytes of %s (%s) are not stored; upload them before the commit",
            file.path(), file.blob());
      }
    }
  }

  /// Applies what one writer changed: the last commit wins for each path, all else stays. Never
  /// refused for what others did, except that the Volume is gone (NOT_FOUND).
  public VolumeVersion merge(String volume, Delta delta, String by) {
    try (var _ = blobs.hold()) {
      return advance(volume, by, edited(draft -> draft.merge(delta)));
    }
  }

  /// Makes what a kept version holds the newest version, under a number of its own. It stays as it
  /// is when it holds the same already.
  public VolumeVersion restore(String volume, long number, String by) {
    try (var _ = blobs.hold()) {
      Manifest old = manifest(version(volume, number));
      boolean whole =
          old.entries().stream()
              .allMatch(entry -> !(entry instanceof Entry.File file) || blobs.has(file.blob()));
      if (!whole) {
        // Forgotten by a `keepNewest` at this moment, and collected.
        throw notFound("the version %d of the Volume %s is not kept any more", number, volume);
      }
      return advance(volume, by, _ -> manifests.unstored(old));
    }
  }

  /// Forgets all but the newest versions; returns how many went. What containers have attached
  /// stays whole, and the bytes go with the next collection.
  public int keepNewest(String volume, int kept) {
    if (kept < 1) {
      throw invalid("of the Volume %s at least 1 version is kept, not %d", volume, kept);
    }
    head(volume);
    return heads.keepNewest(volume, kept);
  }

  private UnaryOperator<Manifest> edited(Consumer<Draft> edit) {
    return before -> {
      Draft draft = new Draft(before, clock.instant());
      edit.accept(draft);
      return draft.finish();
    };
  }

  private VolumeVersion advance(String volume, String by, UnaryOperator<Manifest> change) {
    while (true) {
      VolumeVersion head = head(volume);
      Manifest before = manifest(head);
      Manifest after = change.apply(before);
      if (after.equals(before)) {
        return head;
      }
      VolumeVersion next =
          new VolumeVersion(volume, head.number() + 1, manifests.write(after), clock.instant(), by);
      if (heads.advance(next)) {
        return next;
      }
    }
  }

  /// Moves a Volume to a new name. Refused while containers use it.
  public VolumeVersion rename(String volume, String newName) {
    checkName(newName);
    VolumeVersion head = head(volume);
    if (volume.equals(newName)) {
      return head;
    }
    refuseInUse(volume, "renamed");
    if (!heads.rename(volume, newName)) {
      head(volume);
      throw exists("there is a Volume %s already; choose another name", newName);
    }
    return head(newName);
  }

  /// Forgets a Volume and its versions. Refused while containers use it, unless `force`; they then
  /// keep what they see, and can commit no more.
  public void delete(String volume, boolean force) {
    head(volume);
    if (!force) {
      refuseInUse(volume, "deleted");
    }
    if (!heads.delete(volume)) {
      throw missing(volume);
    }
  }

  /// Forgets a Volume of which this one alone has made versions, unless somebody uses it.
  public void deleteIfAllBy(String by, String volume) {
    boolean others = heads.versions(volume).stream().anyMatch(version -> !version.by().equals(by));
    if (!others && users.of(volume).isEmpty()) {
      boolean _ = heads.delete(volume);
    }
  }

  private void refuseInUse(String volume, String verb) {
    List<String> now = users.of(volume);
    if (!now.isEmpty()) {
      throw new VolumeException(
          IN_USE,
          "the Volume %s is in use by %s, so it was not %s; stop them first%s"
              .formatted(
                  volume,
                  String.join(", ", now),
                  verb,
                  verb.equals("deleted") ? ", or use force" : ""));
    }
  }

  private VolumeException missing(String volume) {
    String names =
        heads.heads().stream()
            .map(VolumeVersion::volume)
            .limit(20)
            .collect(Collectors.joining(", "));
    return notFound(
        "there is no Volume %s; %s",
        volume,
        names.isEmpty()
            ? "none exists yet: carafe volume create " + volume
            : "there are: " + names);
  }

  /// Adds all blobs that one manifest needs to `needed`, but for those of the pages in `marked`,
  /// which grows.
  void mark(BlobId manifest, Set<BlobId> marked, Set<BlobId> needed) {
    manifests.mark(manifest, marked, needed);
  }

  /// All manifests of all kept versions.
  Set<BlobId> keptManifests() {
    return heads.manifests();
  }
}
