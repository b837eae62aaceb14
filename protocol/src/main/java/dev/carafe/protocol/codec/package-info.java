/// Values ⇄ bytes, driven by the method's signature alone: no class is ever named by the bytes.
/// CBOR between programs, with arrays of numbers as RFC 8746 typed arrays; JSON for people.
@NullMarked
package dev.carafe.protocol.codec;

import org.jspecify.annotations.NullMarked;
