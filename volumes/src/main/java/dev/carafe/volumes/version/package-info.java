/// Volumes and their immutable versions: manifests, all-or-nothing commits, merging per path.
@NullMarked
package dev.carafe.volumes.version;

import org.jspecify.annotations.NullMarked;
