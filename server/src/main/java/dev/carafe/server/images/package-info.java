/// The images of apps, beside what the engine keeps of them.
@NullMarked
package dev.carafe.server.images;

import org.jspecify.annotations.NullMarked;
