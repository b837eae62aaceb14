/// An app and its test, as a user writes them.
@NullMarked
package dev.carafe.testing.hello;

import org.jspecify.annotations.NullMarked;
