/// Mounts made from Java: what the agent of a process and the server of a Docker daemon both do.
@NullMarked
package dev.carafe.model.mount;

import org.jspecify.annotations.NullMarked;
