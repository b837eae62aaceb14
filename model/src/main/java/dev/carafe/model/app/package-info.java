/// What an app is: its services, functions, resources, mounts. Records that check themselves.
@NullMarked
package dev.carafe.model.app;

import org.jspecify.annotations.NullMarked;
