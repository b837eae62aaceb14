/// What the benchmarks deploy and call.
@NullMarked
package dev.carafe.benchmarks.apps;

import org.jspecify.annotations.NullMarked;
