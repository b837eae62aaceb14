/// Reads user code: from a target on the command line to its apps, options and images.
@NullMarked
package dev.carafe.image;

import org.jspecify.annotations.NullMarked;
