package dev.carafe.volumes.version;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/// Makes the pages of a manifest from those of another one; takes over what did not change. Used
/// once, by one thread.
final class PageCutter {
  private final Paging paging;
  private final List<Page> pages = new ArrayList<>();
  private List<Entry> open = new ArrayList<>();

  private PageCutter(Paging paging) {
    this.paging = paging;
  }

  static List<Page> edited(
      List<Page> before, NavigableMap<String, Optional<Entry>> edits, Paging paging) {
    PageCutter cutter = new PageCutter(paging);
    String done = "";
    for (Page page : before.subList(0, Math.max(0, before.size() - 1))) {
      cutter.add(page, edits.subMap(done, false, page.last(), true));
      done = page.last();
    }
    // The last one takes all that comes after it, too.
    NavigableMap<String, Optional<Entry>> rest = edits.tailMap(done, false);
    if (before.isEmpty()) {
      rest.values().forEach(entry -> entry.ifPresent(cutter::add));
    } else {
      cutter.add(before.getLast(), rest);
    }
    cutter.close();
    return cutter.pages;
  }

  private void add(Page page, NavigableMap<String, Optional<Entry>> edits) {
    if (open.isEmpty() && edits.isEmpty()) {
      pages.add(page);
    } else {
      page.with(edits).forEach(this::add);
    }
  }

  private void add(Entry entry) {
    open.add(entry);
    if (paging.endsAt(entry.path())) {
      close();
    }
  }

  private void close() {
    if (!open.isEmpty()) {
      pages.add(new Page(open, Optional.empty()));
      open = new ArrayList<>();
    }
  }
}
