/// Which GPUs this machine has: found by NVIDIA's driver, or declared. Nothing native is loaded
/// into the server itself.
@NullMarked
package dev.carafe.server.node.gpu;

import org.jspecify.annotations.NullMarked;
