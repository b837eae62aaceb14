package dev.carafe.volumes.imports;

import dev.carafe.model.app.BucketAddress;
import dev.carafe.volumes.bucket.BucketKeys;

/// What to import, and where to. An empty endpoint is Amazon's; `path` is the directory of the
/// Volume that takes what lies under the prefix, empty for its root.
public record ImportOrder(
    BucketAddress bucket,
    String endpoint,
    boolean pathStyle,
    BucketKeys keys,
    String volume,
    String path,
    boolean force) {}
