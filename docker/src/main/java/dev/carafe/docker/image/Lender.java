package dev.carafe.docker.image;

import java.util.Map;
import java.util.function.Function;

/// Where steps have from what they name: `secrets` opens one by its name.
public record Lender(
    Function<String, Map<String, String>> secrets, StepVolumes volumes, StepGpus gpus) {}
