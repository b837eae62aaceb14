/// Containers in a Docker engine, by docker-java.
@NullMarked
package dev.carafe.docker.engine;

import org.jspecify.annotations.NullMarked;
