package dev.carafe.client.hub;

/// A file as the hub describes it; `size` is -1 where it does not say.
record RemoteFile(String name, Etag etag, long size) {}
