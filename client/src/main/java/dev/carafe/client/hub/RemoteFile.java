package dev.carafe.client.hub;

import java.util.Optional;

/// A file as the hub describes it; `size` is -1 where it does not say, and `served` is the `ETag`
/// that its bytes come with, where it said it.
record RemoteFile(String name, Etag etag, long size, Optional<String> served) {}
