/// The containers as the shell knows them: their links, logs and what they hold; and how actions
/// are carried out.
@NullMarked
package dev.carafe.server.containers;

import org.jspecify.annotations.NullMarked;
