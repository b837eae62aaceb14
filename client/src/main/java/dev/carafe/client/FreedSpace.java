package dev.carafe.client;

import java.time.Duration;

/// What a collection removed: versions that were to be forgotten, content that nothing needs any
/// more (`blobs` of `bytes` together), versions laid out for containers that none uses, and folders
/// of uploads that broke off. Content that was uploaded or asked for within `grace` was spared;
/// `tooEarly`: all of it was, because the server started less than that ago.
public record FreedSpace(
    long versions,
    long blobs,
    long bytes,
    long laidOut,
    long brokenUploads,
    Duration grace,
    boolean tooEarly) {}
