/// Holds README and docs to what Carafe does.
@NullMarked
package dev.carafe.cli.docs;

import org.jspecify.annotations.NullMarked;
