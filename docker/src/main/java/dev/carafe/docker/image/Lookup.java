package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;

/// Images of an engine by name or id.
record Lookup(DockerClient docker) {
  Optional<InspectImageResponse> image(String reference) {
    try {
      return Optional.of(docker.inspectImageCmd(reference).exec());
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  Optional<String> id(String reference) {
    return image(reference).map(image -> String.valueOf(image.getId()));
  }
}
