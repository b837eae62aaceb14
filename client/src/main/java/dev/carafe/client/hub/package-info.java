/// Downloads of weights from the Hugging Face Hub and hubs that speak its protocol, for use inside
/// functions: one revision of a repository into a folder, whole, checked, and nothing twice.
@NullMarked
package dev.carafe.client.hub;

import org.jspecify.annotations.NullMarked;
