package dev.carafe.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.Schedule;

/// The records of `model` as JSON: sorted keys, so that equal values are equal text. Unknown keys
/// are ignored, so that an older peer reads a newer one's words.
public final class ModelJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
          .configure(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, false)
          .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, true)
          .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
          .addMixIn(Schedule.class, ByKind.class)
          .addMixIn(ImageStepSpec.class, ByKind.class)
          .build();

  static {
    MAPPER.registerSubtypes(
        new NamedType(Schedule.Cron.class, "cron"), new NamedType(Schedule.Every.class, "every"));
    MAPPER.registerSubtypes(
        new NamedType(ImageStepSpec.DebianSlim.class, "debianSlim"),
        new NamedType(ImageStepSpec.FromRegistry.class, "fromRegistry"),
        new NamedType(ImageStepSpec.FromDockerfile.class, "fromDockerfile"),
        new NamedType(ImageStepSpec.AptInstall.class, "aptInstall"),
        new NamedType(ImageStepSpec.RunCommands.class, "runCommands"),
        new NamedType(ImageStepSpec.RunFunction.class, "runFunction"),
        new NamedType(ImageStepSpec.Env.class, "env"),
        new NamedType(ImageStepSpec.Workdir.class, "workdir"),
        new NamedType(ImageStepSpec.AddLocal.class, "addLocal"),
        new NamedType(ImageStepSpec.ForceBuild.class, "forceBuild"));
  }

  private ModelJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface ByKind {}

  /// The value as JSON text.
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  /// The value of a JSON text; what the record refuses, and what is no JSON, is an
  /// IllegalArgumentException.
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a valid %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
    }
  }
}
