/// What is wrong with user code, and where.
@NullMarked
package dev.carafe.image.problem;

import org.jspecify.annotations.NullMarked;
