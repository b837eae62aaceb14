package dev.carafe.scheduler.core;

/// What a timer can belong to.
sealed interface Due permits Input, Run, Container, Pool {}
