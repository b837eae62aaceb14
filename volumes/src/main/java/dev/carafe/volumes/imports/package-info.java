/// Objects of a bucket as files of a Volume: listed once, fetched in parallel, committed together.
@NullMarked
package dev.carafe.volumes.imports;

import org.jspecify.annotations.NullMarked;
