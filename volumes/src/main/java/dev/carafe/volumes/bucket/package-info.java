/// Buckets in containers: each is mounted on this host by a program that the server watches.
@NullMarked
package dev.carafe.volumes.bucket;

import org.jspecify.annotations.NullMarked;
