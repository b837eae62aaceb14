package dev.carafe.model.spi;

import dev.carafe.model.app.BucketAddress;
import java.nio.file.Path;

/// A bucket that is mounted at `directory` on this host, for one container to see at `path`. The
/// mount itself refuses writes when it is read-only.
public record BucketAttachment(
    BucketAddress bucket, String path, boolean readOnly, Path directory) {}
