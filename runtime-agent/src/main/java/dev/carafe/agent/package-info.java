/// The process in a container. Wired by hand and shaded, so that it starts fast and never meets the
/// libraries of the user's code.
@NullMarked
package dev.carafe.agent;

import org.jspecify.annotations.NullMarked;
