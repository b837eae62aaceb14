package dev.carafe.client.control;

/// How a deploy ended; `unchanged` when the app already was just this.
public record Deployed(String app, long version, boolean unchanged) {}
