package dev.carafe.server.containers;

/// Passes notices on to whoever listens; nobody does at first.
public final class NoticeBoard implements Notices {
  private volatile Notices listener = _ -> {};

  public void listener(Notices notices) {
    listener = notices;
  }

  @Override
  public void starting(ContainerRecord container) {
    listener.starting(container);
  }
}
