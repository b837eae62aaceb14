package dev.carafe.volumes.version;

import dev.carafe.model.id.BlobId;
import dev.carafe.volumes.content.BlobBatch;
import dev.carafe.volumes.content.FileBlobStore;
import dev.carafe.volumes.content.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Manifests and their pages as blobs, the latest used ones kept in memory. Safe for use by many
/// threads.
final class ManifestStore {
  /// A manifest of 100,000 files takes some 40 MB in memory.
  private static final int KEPT_ENTRIES = 300_000;

  private final FileBlobStore blobs;
  private final Paging paging;
  private final LinkedHashMap<BlobId, Manifest> latest = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<BlobId, WeakReference<Page>> pages = new HashMap<>();
  private long keptEntries;

  ManifestStore(FileBlobStore blobs, Paging paging) {
    this.blobs = blobs;
    this.paging = paging;
  }

  Manifest empty() {
    return Manifest.empty(paging);
  }

  /// Writes what of it is not stored: the pages that it took over from a stored one are.
  BlobId write(Manifest manifest) {
    try (BlobBatch batch = blobs.batch()) {
      boolean inlined = manifest.entries().size() <= paging.inlined();
      List<Page> written = new ArrayList<>();
      for (Page page : manifest.pages()) {
        written.add(inlined ? page.storedAs(Optional.empty()) : stored(page, batch));
      }
      byte[] text =
          inlined
              ? ManifestText.write(manifest.entries())
              : ManifestText.writePages(
                  written.stream().map(page -> page.stored().orElseThrow()).toList());
      BlobId id = batch.write(text).blob();
      batch.publish();
      keep(id, new Manifest(paging, written));
      return id;
    } catch (IOException e) {
      throw StorageException.of("Storing a manifest in " + blobs.directory(), e);
    }
  }

  private Page stored(Page page, BlobBatch batch) throws IOException {
    if (page.stored().isPresent()) {
      return page;
    }
    BlobId id = batch.write(ManifestText.write(page.entries())).blob();
    return share(id, page.storedAs(Optional.of(id)));
  }

  /// All pages anew, of whatever version, to be written where they are missing.
  Manifest unstored(Manifest manifest) {
    return new Manifest(
        paging, manifest.pages().stream().map(page -> page.storedAs(Optional.empty())).toList());
  }

  Manifest read(BlobId id) {
    synchronized (latest) {
      Manifest kept = latest.get(id);
      if (kept != null) {
        return kept;
      }
    }
    Manifest manifest =
        switch (text(id)) {
          case ManifestText.Whole(List<Entry> entries) -> empty().with(byPath(entries));
          case ManifestText.Paged(List<BlobId> ids) ->
              new Manifest(paging, ids.stream().map(this::page).toList());
        };
    keep(id, manifest);
    return manifest;
  }

  private static NavigableMap<String, Optional<Entry>> byPath(List<Entry> entries) {
    TreeMap<String, Optional<Entry>> sorted = new TreeMap<>();
    entries.forEach(entry -> sorted.put(entry.path(), Optional.of(entry)));
    return sorted;
  }

  private Page page(BlobId id) {
    synchronized (pages) {
      WeakReference<Page> known = pages.get(id);
      Page page = known == null ? null : known.get();
      if (page != null) {
        return page;
      }
    }
    return share(id, new Page(pageEntries(id), Optional.of(id)));
  }

  private List<Entry> pageEntries(BlobId id) {
    return switch (text(id)) {
      case ManifestText.Whole(List<Entry> entries) -> entries;
      case ManifestText.Paged _ ->
          throw new StorageException(
              "The page %s of a Volume's manifest in %s names pages itself. Was the data directory"
                      .formatted(id, blobs.directory())
                  + " changed by hand? Restore it from a copy");
    };
  }

  /// The one page of this content that is in memory.
  private Page share(BlobId id, Page page) {
    synchronized (pages) {
      WeakReference<Page> known = pages.get(id);
      Page present = known == null ? null : known.get();
      if (present != null) {
        return present;
      }
      pages.put(id, new WeakReference<>(page));
      return page;
    }
  }

  /// Adds all blobs that a manifest needs to `needed`: itself, its pages, its files. What the pages
  /// in `marked` need is there already. Nothing is kept in memory.
  void mark(BlobId id, Set<BlobId> marked, Set<BlobId> needed) {
    needed.add(id);
    switch (text(id)) {
      case ManifestText.Whole(List<Entry> entries) -> addFiles(entries, needed);
      case ManifestText.Paged(List<BlobId> ids) -> {
        for (BlobId page : ids) {
          if (marked.add(page)) {
            needed.add(page);
            addFiles(pageEntries(page), needed);
          }
        }
      }
    }
  }

  private static void addFiles(List<Entry> entries, Set<BlobId> needed) {
    for (Entry entry : entries) {
      if (entry instanceof Entry.File file) {
        needed.add(file.blob());
      }
    }
  }

  private ManifestText.Read text(BlobId id) {
    Path file =
        blobs
            .file(id)
            .orElseThrow(
                () ->
                    new StorageException(
                        "The manifest %s of a Volume is missing from %s. Was the data directory"
                                .formatted(id, blobs.directory())
                            + " changed by hand? Restore it from a copy"));
    try (InputStream in = Files.newInputStream(file)) {
      return ManifestText.read(in);
    } catch (IOException e) {
      throw new StorageException("Reading the manifest %s failed: %s".formatted(file, e), e);
    }
  }

  private void keep(BlobId id, Manifest manifest) {
    synchronized (latest) {
      if (latest.putIfAbsent(id, manifest) != null) {
        return;
      }
      keptEntries += manifest.entries().size();
      var oldest = latest.entrySet().iterator();
      while (keptEntries > KEPT_ENTRIES && latest.size() > 1) {
        Map.Entry<BlobId, Manifest> dropped = oldest.next();
        keptEntries -= dropped.getValue().entries().size();
        oldest.remove();
      }
    }
    synchronized (pages) {
      pages.values().removeIf(page -> page.get() == null);
    }
  }
}
