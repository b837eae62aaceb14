package dev.carafe.volumes.attach;

import dev.carafe.volumes.version.Entry;
import java.util.Optional;

/// A path of an upper directory as it was committed: the entry that came of it (empty: it was
/// gone), and what `stat` said, when that can be relied on to show a later write.
record Seen(Optional<Entry> entry, Optional<StatKey> stat) {}
