/// The way to the server: one gRPC stream over one HTTP/2 connection, opened again when it breaks.
///
/// It is written by hand because it is on the way of every cold start: a gRPC library with its
/// channel, name resolver, load balancer and event loops takes several times as long to come up as
/// the JVM itself.
@NullMarked
package dev.carafe.agent.link;

import org.jspecify.annotations.NullMarked;
