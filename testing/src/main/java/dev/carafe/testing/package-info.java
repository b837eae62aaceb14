/// Tests of one's own app against a real server: [dev.carafe.testing.CarafeTest] starts one for a
/// test class, [dev.carafe.testing.CarafeCommand] runs the command line beside it.
@NullMarked
package dev.carafe.testing;

import org.jspecify.annotations.NullMarked;
