package dev.carafe.annotations;

/// Stands for "no image named": the app's image, else Debian slim with the server's JDK.
public final class DefaultImage implements ImageDefinition {

  @Override
  public Image define() {
    return Image.debianSlim();
  }
}
