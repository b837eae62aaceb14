/// Volumes in containers: trees to mount, what a container wrote above them, reload.
@NullMarked
package dev.carafe.volumes.attach;

import org.jspecify.annotations.NullMarked;
