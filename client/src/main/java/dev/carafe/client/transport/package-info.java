/// The client's end of the wire: one long stream of calls, opened again when it breaks, and blobs
/// beside it. Knows outcomes and payloads, no Java methods and no exceptions of users.
@NullMarked
package dev.carafe.client.transport;

import org.jspecify.annotations.NullMarked;
