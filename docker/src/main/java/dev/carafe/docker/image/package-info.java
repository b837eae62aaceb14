/// Images in a Docker engine: the base, how it is had without a registry, and the layers on it.
@NullMarked
package dev.carafe.docker.image;

import org.jspecify.annotations.NullMarked;
