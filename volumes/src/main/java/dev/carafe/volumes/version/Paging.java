package dev.carafe.volumes.version;

/// How a manifest is parted: one of up to `inlined` entries is one text; a larger one names pages
/// of some `page` entries each. Where a page ends depends on the path there alone, so that versions
/// share all pages but those that hold what changed, and equal versions have equal pages.
record Paging(int page, int inlined) {
  static final Paging DEFAULT = new Paging(512, 1000);

  boolean endsAt(String path) {
    int hash = path.hashCode();
    // Mixed, as names that are counted up differ in few bits.
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return Integer.remainderUnsigned(hash ^ (hash >>> 16), page) == 0;
  }
}
