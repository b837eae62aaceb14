/// The gRPC services.
@NullMarked
package dev.carafe.server.endpoint;

import org.jspecify.annotations.NullMarked;
