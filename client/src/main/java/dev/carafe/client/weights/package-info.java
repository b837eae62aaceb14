/// Model weights in files, opened where they lie: named tensors over mapped memory, checked before
/// they are shown, and written as one file at once.
@NullMarked
package dev.carafe.client.weights;

import org.jspecify.annotations.NullMarked;
