/// Deployments: from what a client brings to pools that serve, and from a name to a pool.
@NullMarked
package dev.carafe.server.deploy;

import org.jspecify.annotations.NullMarked;
