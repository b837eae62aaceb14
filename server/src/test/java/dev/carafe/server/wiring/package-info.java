@org.jspecify.annotations.NullMarked
package dev.carafe.server.wiring;
