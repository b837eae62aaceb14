package dev.carafe.image.resolve;

import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/// Says what is being downloaded.
final class TransferProgress extends AbstractTransferListener {
  private final Consumer<String> progress;

  TransferProgress(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public void transferInitiated(TransferEvent event) {
    String name = event.getResource().getResourceName();
    if (name.endsWith(".jar")) {
      progress.accept("Downloading " + name.substring(name.lastIndexOf('/') + 1));
    }
  }
}
