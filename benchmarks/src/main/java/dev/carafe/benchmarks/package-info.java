/// One runnable class per figure. Each prints its floor, Carafe's figure and the ratio of the two,
/// taken in turns in the same run. Run them with `benchmarks/run`.
@NullMarked
package dev.carafe.benchmarks;

import org.jspecify.annotations.NullMarked;
