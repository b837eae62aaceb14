/// Calling functions: [Carafe] is the connection, [ClsHandle] a class whose methods are named by
/// method reference, [Call] a call that was spawned. Everything thrown on purpose is a
/// [CarafeException]. Only JDK types appear in this package's signatures.
@NullMarked
package dev.carafe.client;

import org.jspecify.annotations.NullMarked;
