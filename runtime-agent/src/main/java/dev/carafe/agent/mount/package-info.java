/// Volumes in a container: commit, and reload by a new mount in place of the old.
@NullMarked
package dev.carafe.agent.mount;

import org.jspecify.annotations.NullMarked;
