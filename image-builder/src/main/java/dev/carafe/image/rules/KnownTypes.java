package dev.carafe.image.rules;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// JDK types that travel, and some that people try to send although they cannot.
final class KnownTypes {
  /// Plain values.
  static final Set<String> VALUES =
      Set.of(
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Character",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Void",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.io.InputStream",
          "java.net.URI",
          "java.util.Locale",
          "java.util.UUID",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.MonthDay",
          "java.time.OffsetDateTime",
          "java.time.OffsetTime",
          "java.time.Period",
          "java.time.Year",
          "java.time.YearMonth",
          "java.time.ZoneId",
          "java.time.ZoneOffset",
          "java.time.ZonedDateTime",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble");

  /// What travels when its type arguments do.
  static final Set<String> CONTAINERS =
      Stream.of(
              "Optional Collection SequencedCollection List Set SequencedSet SortedSet NavigableSet"
                  + " Queue Deque Map SequencedMap SortedMap NavigableMap ArrayList"
                  + " ArrayDeque PriorityQueue HashSet LinkedHashSet TreeSet EnumSet HashMap LinkedHashMap"
                  + " TreeMap EnumMap concurrent.ConcurrentMap concurrent.ConcurrentHashMap")
          .flatMap(names -> Stream.of(names.split(" ")))
          .map(name -> "java.util." + name)
          .collect(Collectors.toUnmodifiableSet());

  private static final Reason FILE =
      new Reason(
          "a path means nothing on another machine",
          "pass the content as byte[] or InputStream, or a String path in a Volume");
  private static final Reason OBJECT =
      new Reason(
          "nothing says what an Object is when it is read",
          "name the type itself, or a sealed interface of records");
  private static final Reason FUTURE =
      new Reason("the caller waits for the value already", "return the value itself");
  private static final Reason ITERATOR =
      new Reason("an iterator lives where it was made", "use a List, or return a Stream");
  private static final Map<String, Reason> REFUSED =
      Map.ofEntries(
          Map.entry("java.nio.file.Path", FILE),
          Map.entry("java.io.File", FILE),
          Map.entry("java.lang.Object", OBJECT),
          Map.entry("java.util.concurrent.Future", FUTURE),
          Map.entry("java.util.concurrent.CompletableFuture", FUTURE),
          Map.entry("java.util.concurrent.CompletionStage", FUTURE),
          Map.entry("java.util.Iterator", ITERATOR),
          Map.entry("java.lang.Iterable", ITERATOR));

  private KnownTypes() {}

  /// Why a type cannot travel, and the edit to make.
  record Reason(String why, String edit) {}

  static Optional<Reason> reason(String binaryName) {
    return Optional.ofNullable(REFUSED.get(binaryName));
  }
}
