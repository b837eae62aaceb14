/// Maven artifacts and projects, resolved with Maven Resolver and kept in a cache.
@NullMarked
package dev.carafe.image.resolve;

import org.jspecify.annotations.NullMarked;
