package dev.carafe.model.spi;

/// What a container uses: cores, over about a second; bytes of memory, pages that it shares or that
/// can go at once counted as its engine does (0 where the machine does not say); the threads of its
/// processes.
public record ContainerUsage(double cores, long memoryBytes, int threads) {}
