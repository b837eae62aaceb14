package dev.carafe.volumes.version;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// All entries of one version, by path; never changes. Every entry's parent is a directory in it.
/// It is made of pages, which it shares with the version it was made from.
public final class Manifest {
  private final Paging paging;
  private final List<Page> pages;
  private final int size;

  Manifest(Paging paging, List<Page> pages) {
    this.paging = paging;
    this.pages = List.copyOf(pages);
    this.size = pages.stream().mapToInt(page -> page.entries().size()).sum();
  }

  static Manifest empty(Paging paging) {
    return new Manifest(paging, List.of());
  }

  public Optional<Entry> entry(String path) {
    int page = firstFrom(pages, Page::last, path);
    if (page == pages.size()) {
      return Optional.empty();
    }
    List<Entry> held = pages.get(page).entries();
    return Optional.of(held.get(firstFrom(held, Entry::path, path)))
        .filter(entry -> entry.path().equals(path));
  }

  /// The index of the first element whose path is not before this one, or how many there are.
  private static <T> int firstFrom(List<T> sorted, Function<T, String> path, String from) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (path.apply(sorted.get(middle)).compareTo(from) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// All entries, parents before what they hold.
  public Collection<Entry> entries() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<Entry> iterator() {
        return pages.stream().flatMap(page -> page.entries().stream()).iterator();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /// What a directory holds, or the one entry if `path` is none.
  public List<Entry> list(String path, boolean recursive) {
    Optional<Entry> itself = entry(path);
    if (itself.isPresent() && !(itself.get() instanceof Entry.Directory)) {
      return List.of(itself.get());
    }
    int nameStart = path.isEmpty() ? 0 : path.length() + 1;
    return below(path).stream()
        .filter(entry -> recursive || entry.path().indexOf('/', nameStart) < 0)
        .toList();
  }

  /// What stands below a directory, at any depth.
  List<Entry> below(String path) {
    if (path.isEmpty()) {
      return List.copyOf(entries());
    }
    // '0' is the character after '/': no other path sorts between the two.
    String from = path + "/";
    String to = path + "0";
    List<Entry> found = new ArrayList<>();
    for (int i = firstFrom(pages, Page::last, from); i < pages.size(); i++) {
      List<Entry> held = pages.get(i).entries();
      int end = firstFrom(held, Entry::path, to);
      found.addAll(held.subList(firstFrom(held, Entry::path, from), end));
      if (end < held.size()) {
        break;
      }
    }
    return found;
  }

  public boolean hasDirectory(String path) {
    return path.isEmpty() || entry(path).orElse(null) instanceof Entry.Directory;
  }

  /// How many files (not directories or links) there are.
  public long files() {
    return pages.stream().mapToLong(Page::files).sum();
  }

  /// The size of all files together.
  public long bytes() {
    return pages.stream().mapToLong(Page::bytes).sum();
  }

  /// What makes this version the other one. Costs as much as the pages that differ.
  public Delta changesTo(Manifest other) {
    Map<String, Optional<Entry>> changes = new TreeMap<>();
    for (Entry entry : other.notSharedWith(this)) {
      if (!Optional.of(entry).equals(entry(entry.path()))) {
        changes.put(entry.path(), Optional.of(entry));
      }
    }
    for (Entry entry : notSharedWith(other)) {
      if (other.entry(entry.path()).isEmpty()) {
        changes.put(entry.path(), Optional.empty());
      }
    }
    return Delta.of(changes);
  }

  private List<Entry> notSharedWith(Manifest other) {
    Set<Page> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    shared.addAll(other.pages);
    return pages.stream()
        .filter(page -> !shared.contains(page))
        .flatMap(page -> page.entries().stream())
        .toList();
  }

  /// This one with some paths set or, where empty, removed.
  Manifest with(NavigableMap<String, Optional<Entry>> edits) {
    return new Manifest(paging, PageCutter.edited(pages, edits, paging));
  }

  List<Page> pages() {
    return pages;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest that && pages.equals(that.pages);
  }

  @Override
  public int hashCode() {
    return pages.hashCode();
  }

  @Override
  public String toString() {
    return entries().toString();
  }
}
