package dev.carafe.client.control;

import java.time.Instant;

/// One version an app had. `content` is a digest of what was deployed.
public record AppVersion(long version, Instant deployed, String note, String content) {}
