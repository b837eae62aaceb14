package dev.carafe.client.control;

import dev.carafe.model.id.BlobId;
import java.nio.file.Path;

/// A file of this machine by content.
public record LocalFile(Path path, BlobId id, long size) {}
