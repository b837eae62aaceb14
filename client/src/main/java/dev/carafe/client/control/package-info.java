/// What a client asks of a server beside calls: apps, containers, secrets, logs, Volumes, blobs.
@NullMarked
package dev.carafe.client.control;

import org.jspecify.annotations.NullMarked;
