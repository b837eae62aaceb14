@NullMarked
package dev.carafe.docker.image;

import org.jspecify.annotations.NullMarked;
