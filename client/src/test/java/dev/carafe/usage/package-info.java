/// The client as its users write it, against a server made for the tests.
@NullMarked
package dev.carafe.usage;

import org.jspecify.annotations.NullMarked;
