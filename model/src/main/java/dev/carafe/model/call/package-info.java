/// What a call is: payloads, outcomes and the timeline of one input.
@NullMarked
package dev.carafe.model.call;

import org.jspecify.annotations.NullMarked;
