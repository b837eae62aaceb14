package dev.carafe.server.containers;

import java.util.concurrent.atomic.AtomicReference;

/// Passes notices on to whoever listens; nobody does at first.
public final class NoticeBoard implements Notices {
  private final AtomicReference<Notices> listener = new AtomicReference<>(_ -> {});

  public void listener(Notices notices) {
    listener.set(notices);
  }

  @Override
  public void starting(ContainerRecord container) {
    listener.get().starting(container);
  }
}
