/// Payloads, waiting callers and outcomes of the calls on their way. Nothing here decides; the
/// scheduler does.
@NullMarked
package dev.carafe.server.calls;

import org.jspecify.annotations.NullMarked;
